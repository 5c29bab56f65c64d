//! What a person changes of a file before it is imported: single cells, and steps that change a column as a whole. Both are
//! data, so that a judgement follows from the file and from them alone, in the browser, in the worker and on the server, and
//! so that taking one back is judging without it.
//!
//! The text of a cell is what the file says, or what a person typed over it; then each step that is newer changes it, in the
//! order of their numbers. What comes of it is judged as if the file said so.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub mod clusters;
pub mod column_text;
pub mod steps;
pub mod tally;
pub mod trial;

/// What a person typed over one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellPatch {
    /// The number of the record, from 1.
    pub record: u64,
    /// The column of the file, from 0.
    pub column: u32,
    /// What the file says there: where it says something else, the file is not what it was, and the patch goes.
    pub before: String,
    pub text: String,
    /// The number of the newest step when it was typed: that step and older ones leave the cell alone.
    pub since: u32,
}

/// A step, and the number by which it is taken back. Numbers grow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MendStep {
    pub number: u32,
    pub mend: Mend,
}

/// How a step changes the cells of a column. `column` is its name: the header of its field, or its own where no field has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Mend {
    /// Values by their key (trimmed, in lower case), and what stands for each of them from then on: clusters of values that mean
    /// the same, and words of another product (`Client` for Customer).
    Values {
        column: String,
        into: BTreeMap<String, String>,
    },
    /// Finds text and puts other text in its place.
    Replace {
        column: String,
        find: String,
        with: String,
        /// Only cells that are this text as a whole.
        whole: bool,
        /// Capital letters and small ones are the same.
        any_case: bool,
    },
    /// Puts a value wherever the column is blank.
    Fill { column: String, value: String },
    /// Puts the country code of each record's own Country before numbers of this column that lack one.
    CountryOfRow { column: String },
    /// Splits the full name in this column, one of the two names, where the other one is blank.
    SplitName { column: String },
}

/// The columns of the two names.
pub const NAMES: [&str; 2] = ["First name", "Last name"];

/// The column of the other name, if this is one of the two.
pub fn other_name(column: &str) -> Option<&'static str> {
    let place = NAMES.iter().position(|name| *name == column)?;
    Some(NAMES[1 - place])
}

impl Mend {
    /// The name of the column that it changes.
    pub fn column(&self) -> &str {
        match self {
            Self::Values { column, .. }
            | Self::Replace { column, .. }
            | Self::Fill { column, .. }
            | Self::CountryOfRow { column }
            | Self::SplitName { column } => column,
        }
    }

    /// The same, to be called as the template calls it.
    pub fn column_mut(&mut self) -> &mut String {
        match self {
            Self::Values { column, .. }
            | Self::Replace { column, .. }
            | Self::Fill { column, .. }
            | Self::CountryOfRow { column }
            | Self::SplitName { column } => column,
        }
    }

    /// Whether it may change cells of the column with this name.
    pub fn changes(&self, column: &str) -> bool {
        let is_split = matches!(self, Self::SplitName { .. });
        self.column() == column || is_split && other_name(self.column()) == Some(column)
    }
}

/// What the values of a column are told apart by where they are mapped: trimmed, in lower case.
pub fn value_key(value: &str) -> String {
    value.trim().chars().flat_map(char::to_lowercase).collect()
}

/// The numbers of the later steps in the same column: they are made anew where this one is taken back.
pub fn later(steps: &[MendStep], step: &MendStep) -> Vec<u32> {
    let is_later = |other: &&MendStep| {
        let (one, other_mend) = (&step.mend, &other.mend);
        other.number > step.number
            && (other_mend.changes(one.column()) || one.changes(other_mend.column()))
    };
    let later = steps.iter().filter(is_later);
    later.map(|other| other.number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(number: u32, column: &str) -> MendStep {
        MendStep {
            number,
            mend: Mend::Fill {
                column: column.to_owned(),
                value: "x".to_owned(),
            },
        }
    }

    #[test]
    fn the_later_steps_are_those_of_the_same_column() {
        let steps = [
            fill(1, "City"),
            fill(2, "Team"),
            fill(3, "City"),
            fill(5, "City"),
        ];
        assert_eq!(later(&steps, &steps[0]), [3, 5]);
        assert_eq!(later(&steps, &steps[1]), [0; 0]);
        assert_eq!(later(&steps, &steps[2]), [5]);
    }

    #[test]
    fn a_split_name_is_a_matter_of_both_names() {
        let split = MendStep {
            number: 2,
            mend: Mend::SplitName {
                column: "First name".to_owned(),
            },
        };
        let steps = [
            fill(1, "Last name"),
            split.clone(),
            fill(3, "Last name"),
            fill(4, "First name"),
            fill(5, "City"),
        ];
        assert_eq!(later(&steps, &steps[0]), [2, 3]);
        assert_eq!(later(&steps, &split), [3, 4]);
        assert_eq!(other_name("City"), None);
    }

    #[test]
    fn a_value_is_told_apart_in_lower_case() {
        for (value, key) in [(" Client ", "client"), ("ÉTÉ", "été"), ("香港", "香港")] {
            assert_eq!(value_key(value), key);
        }
    }

    #[test]
    fn a_step_in_json_is_what_a_recipe_keeps() {
        let json =
            r#"{"number":4,"mend":{"values":{"column":"Type","into":{"client":"Customer"}}}}"#;
        let step: MendStep = serde_json::from_str(json).unwrap();
        assert_eq!(step.mend.column(), "Type");
        assert_eq!(serde_json::to_string(&step).unwrap(), json);
    }
}
