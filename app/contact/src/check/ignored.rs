//! A column that nobody knows, and what of a contact would be lost with it.

use serde::{Deserialize, Serialize};

use crate::{email, field::column::bare};

/// A column that is ignored because no field has its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignored<'c> {
    pub header: &'c str,
    /// What of a contact stands in its first records, and is lost.
    pub holds: Option<Holds>,
}

/// What no contact should lose for the want of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    Phones,
    Emails,
}

impl Holds {
    /// Tells what a cell looks like. Bare digits may count anything: they are a phone number where the header says so.
    pub fn of(header: &str, cell: &str) -> Option<Self> {
        let cell = bare(cell);
        if email::is_email(cell) {
            return Some(Self::Emails);
        }
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let plain = cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-()./ ".contains(&byte));
        let header = header.to_lowercase();
        let named = [
            "phone", "mobile", "tel", "cell", "fax", "電話", "手機", "电话", "手机",
        ]
        .iter()
        .any(|name| header.contains(name));
        let is_phone = plain && digits >= 7 && (named || cell.starts_with('+'));
        is_phone.then_some(Self::Phones)
    }
}
