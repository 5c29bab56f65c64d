//! What is wrong with a value, for a person to fix. `Display` is the only wording of it: the preview, ErrorDetail.csv,
//! the API and the command line all show this sentence.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record is imported all the same.
    Warning,
    /// The record is not imported.
    Error,
    /// Nothing of the file is imported.
    File,
}

/// The stable code of a kind of problem.
#[rustfmt::skip]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Code {
    E01, E02, E03, E04, E05, E06, E07, E08, E09, E10, E11, E12, E13, E14,
    /// A form or the API left out the last name (an import fills it in: W01).
    E15,
    /// A control character.
    E16,
    /// More phones, emails, social IDs or labels than a contact may have.
    E17,
    F01, F02, F03, F04, F05, F06, F07,
    W01, W02, W03, W04, W05, W06,
}

impl Code {
    /// How much a problem of this kind weighs.
    pub fn severity(self) -> Severity {
        if self >= Self::W01 {
            Severity::Warning
        } else if self >= Self::F01 {
            Severity::File
        } else {
            Severity::Error
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    pub code: Code,
    /// The header of the column; empty where the whole row or file is meant.
    pub column: String,
    /// The text as it was written; where the code has several sentences, see its constructor.
    pub value: String,
    /// What else the sentence says.
    pub detail: Detail,
}

/// What a sentence says besides column and value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    #[default]
    None,
    /// A limit or a line number.
    Number(u64),
    /// The row's values and the file's columns.
    Widths(u64, u64),
    /// What was made of the value, or what it looks like.
    Text(String),
}
