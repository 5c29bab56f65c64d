//! How the layout of another program is written down.

use super::uses::ColumnUse;

/// A column, by the names that it has in the languages of an export.
pub type ForeignColumn = (ColumnUse, &'static [&'static str]);

/// A layout of another program, as it is written down here.
pub struct KnownLayout {
    pub name: &'static str,
    /// Headers that no other file has together: all of one of these rows are there.
    pub signs: &'static [&'static [&'static str]],
    /// Its columns are numbered as those of Google are.
    pub numbered: bool,
    pub columns: &'static [ForeignColumn],
    /// What the second of two columns of one name is for.
    pub again: &'static [ForeignColumn],
}
