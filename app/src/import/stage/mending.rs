//! What the page knows of a column as a whole: which one is looked at, its values, and what came of steps.
use contact::mend::MendStep;
use preview::{ColumnValue, MadeStep, TriedMend, ValueCluster};

/// What the page knows of steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mending {
    /// The column that is looked at.
    pub open: Option<MendedColumn>,
    /// What the step that was asked about last would do.
    pub tried: Option<TriedMend>,
    /// Later steps that changed more or fewer records once an earlier one was taken back.
    pub anew: Vec<MadeAnew>,
    /// The later steps in the column of the one that was taken back, until the file is judged without it.
    pub(super) before: Vec<MadeStep>,
    /// The greatest number that a step had: what was typed names it, so it is never given twice.
    pub(super) newest: u32,
}

/// A column whose values are looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct MendedColumn {
    pub place: u32,
    /// The header of its field.
    pub name: String,
    /// The most frequent ones; `None` until the worker has said them.
    pub values: Option<Vec<ColumnValue>>,
    /// How many values there are in all.
    pub distinct: u64,
    /// `None` until the worker has said them.
    pub clusters: Option<Vec<ValueCluster>>,
}

/// A step that was made anew, and does not do what it did.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeAnew {
    pub step: MendStep,
    /// How many records it changed before, and changes now.
    pub before: u64,
    pub now: u64,
}

impl MendedColumn {
    pub(super) fn new(place: u32, name: String) -> Self {
        Self {
            place,
            name,
            values: None,
            distinct: 0,
            clusters: None,
        }
    }
}
