//! What stands in cells and headers: invisible characters, phones, emails, dates, countries, the headers of others.

use super::Case;

pub const CASES: &[Case] = &[];
