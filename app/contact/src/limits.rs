//! What a file may not exceed (R36). An organisation may set less, never more: the rest of the product is made for this
//! much.
use serde::{Deserialize, Serialize};

/// What a file may not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    pub file_bytes: u64,
    pub records: u64,
    pub columns: usize,
    pub record_bytes: usize,
    pub cell_characters: usize,
}

impl Limits {
    /// The most that there may be, and what holds where nobody has set less.
    pub const MOST: Self = Self {
        file_bytes: 512 * 1024 * 1024,
        records: 1_000_000,
        columns: 200,
        record_bytes: 64 * 1024,
        cell_characters: 10_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::MOST
    }
}
