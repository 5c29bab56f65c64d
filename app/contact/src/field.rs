//! THE table of fields, one row per template column, and what a cell of each column must be. A file column is judged
//! (no allocation while the cell is good) and read (into a `Draft`) by the same parse functions, so that the two
//! cannot disagree.

use crate::{contact::Draft, problem::Problem, rules::Rules};

/// A column of the template.
#[derive(Debug)]
pub struct Field {
    /// The header in the template, in Contact.csv and in ErrorDetail.csv.
    pub header: &'static str,
    /// Other headers that mean the same.
    pub aliases: &'static [&'static str],
    /// The name on screen.
    pub label: &'static str,
    /// The guideline of the Import window.
    pub hint: &'static str,
}

/// The template, columns A to AE in order.
pub static FIELDS: [Field; 0] = [];

/// What a column of a file holds, decided once from its header.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// A column of the template, or the optional LINE.
    Field(&'static Field),
    /// The custom field at this place in `Rules::custom_fields`.
    Custom(usize),
    /// The error column of an ErrorDetail.csv: ignored without a word (R56).
    Error,
    /// An empty header: ignored without a word, but text left under it is E12 (R56).
    Empty,
    /// A header nobody knows: ignored with W04.
    Unknown,
}

impl Column {
    /// Recognises a header: trimmed, in any case, with or without spaces, by name or alias.
    pub fn of(_header: &str, _rules: &Rules) -> Self {
        Self::Unknown
    }

    /// Reports every problem (errors and warnings) of one cell exactly as it stands in the file, guard and outer
    /// white space included. A short row's missing cells are judged as `""`. Ignored columns report nothing here.
    pub fn judge(self, _cell: &str, _rules: &Rules, _report: &mut impl FnMut(Problem)) {}

    /// Puts the same cell into a draft. What `judge` calls an error is left out. After the last cell of a record
    /// call `Draft::tidy`.
    pub fn read(self, _cell: &str, _rules: &Rules, _draft: &mut Draft) {}
}
