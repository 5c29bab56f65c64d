//! What ErrorDetail.csv must know of the failed records before it can be laid out: how wide they are, and which of
//! their places hold text.

use super::{Outcome, columns::FileColumns, verdict::Verdict};
use crate::{custom::CustomField, error_detail::Layout};

/// The failed records, as far as the layout of ErrorDetail.csv depends on them.
#[derive(Clone, Debug, Default)]
pub struct Failed {
    used: Vec<bool>,
}

impl Failed {
    /// Takes note of a record, if it failed.
    pub fn note(&mut self, verdict: &Verdict) {
        if verdict.outcome == Outcome::Failed {
            self.add(verdict);
        }
    }

    /// Takes note of a record that failed for a reason of which the check knows nothing.
    pub fn add(&mut self, verdict: &Verdict) {
        for (place, cell) in verdict.cells().enumerate() {
            if self.used.len() <= place {
                self.used.resize(place + 1, false);
            }
            self.used[place] |= !cell.trim().is_empty();
        }
    }

    /// Lays out ErrorDetail.csv.
    pub fn layout(&self, columns: &FileColumns, custom_fields: &[CustomField]) -> Layout {
        let headers = columns
            .all
            .iter()
            .map(|file| (file.column, file.header.as_str()));
        let is_used = |place: usize| self.used.get(place).copied().unwrap_or_default();
        Layout::new(headers, self.used.len(), custom_fields, is_used)
    }
}
