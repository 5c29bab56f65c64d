//! What of somebody's work goes with what they are about to do.

/// What of somebody's work goes where the file is read in another way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LostWork {
    /// Cells that are typed over.
    pub cells: u64,
    /// Columns that are matched by hand.
    pub columns: u64,
    /// Causes that are repaired.
    pub repairs: u64,
    pub steps: u64,
}

impl LostWork {
    /// Whether all of it stays.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}
