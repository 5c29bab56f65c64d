//! Blank values at the end of the rows of a file: where every row has as many, one repair ignores them all.

use super::verdict::Verdict;

/// How many blank values the rows of a file have beyond those of the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowSurplus {
    /// No row yet has any.
    #[default]
    Unseen,
    /// All have as many.
    Same(usize),
    /// Some have more than others, or text stands there.
    Different,
}

impl RowSurplus {
    /// Takes note of a record.
    pub fn note(&mut self, verdict: &Verdict) {
        if *self == Self::Different {
            return;
        }
        *self = match (*self, verdict.blank_surplus()) {
            (Self::Unseen, Some(surplus)) if surplus > 0 => Self::Same(surplus),
            (Self::Same(same), Some(surplus)) if same == surplus => *self,
            _ => Self::Different,
        };
    }

    /// As many as every row has.
    pub fn blank(self) -> usize {
        match self {
            Self::Same(surplus) => surplus,
            Self::Unseen | Self::Different => 0,
        }
    }
}
