//! Workbooks, and other kinds of file under any name.

use super::Case;

pub const CASES: &[Case] = &[];
