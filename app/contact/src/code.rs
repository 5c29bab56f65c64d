//! The codes of problems and what else every rule may name: the ground floor of the rules, which refers to nothing.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// What an import writes where the last name is missing.
pub const NO_LAST_NAME: &str = "customer";

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray)]
pub enum Code {
    E01, E02, E03, E04, E05, E06, E07, E08, E09, E10, E11, E12, E13, E14,
    /// A form or the API left out the last name (an import fills it in: W01).
    E15,
    /// A control character.
    E16,
    /// More phones, emails, social IDs or labels than a contact may have.
    E17,
    /// A value for a custom field that does not exist.
    E18,
    /// A semicolon inside one value: in files it separates several.
    E19,
    /// A spreadsheet's error, or a formula without its value.
    E20,
    /// A date that reads both ways, in a column that holds DD/MM/YYYY.
    E21,
    /// A custom field that is called like a column of the template.
    E22,
    /// A Field ID that is none.
    E23,
    /// An option of a dropdown that stands there twice.
    E24,
    /// A dropdown without an option.
    E25,
    /// Options of a custom field that is no dropdown.
    E26,
    F01, F02, F03, F04, F05, F06, F07,
    W01, W02, W03, W04, W05, W06,
    /// Fewer values than the file has columns.
    W07,
    /// The encoding of the file is a guess that may be wrong.
    W08,
    /// Characters that nobody sees were taken out.
    W09,
    /// A row that repeats the header was skipped.
    W10,
    /// Lines above the header were left out.
    W11,
    /// A birthdate so long ago that it is hardly one.
    W12,
    /// A first column without a name counts the rows, and is ignored.
    W13,
    /// A workbook holds contacts in sheets that are not read.
    W14,
    /// Rows of a workbook were read that a person does not see in it.
    W15,
    /// A line with the totals of the rows above it was skipped.
    W16,
    /// The file was read as an export of another program.
    W17,
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
