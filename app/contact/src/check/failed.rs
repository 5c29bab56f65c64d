//! What ErrorDetail.csv must know of the failed records before it can be laid out: how wide they are, and which of
//! their places hold text.

use super::{Outcome, columns::FileColumns, verdict::Verdict};
use crate::{custom::CustomField, error_detail::Layout};

/// The failed records, as far as the layout of ErrorDetail.csv depends on them.
#[derive(Clone, Debug, Default)]
pub struct Failed {
    places: Vec<FailedPlace>,
}

/// How many failed records have a cell in a place, and how many of them text.
#[derive(Clone, Copy, Debug, Default)]
struct FailedPlace {
    cells: u64,
    texts: u64,
}

/// Which places of a record hold a cell, and which of them text: all that the layout depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilledPlaces {
    cells: u8,
    texts: u64,
}

impl FilledPlaces {
    /// Of a record that is not too wide for it.
    pub fn of(verdict: &Verdict) -> Option<Self> {
        let mut filled = Self::default();
        for (place, cell) in verdict.cells().enumerate() {
            if place >= u64::BITS as usize {
                return None;
            }
            filled.cells += 1;
            filled.texts |= u64::from(!cell.trim().is_empty()) << place;
        }
        Some(filled)
    }

    /// How many of so many such records hold text in a place.
    fn texts(self, place: usize, records: u64) -> u64 {
        records * ((self.texts >> place) & 1)
    }
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
            if self.places.len() <= place {
                self.places.resize(place + 1, FailedPlace::default());
            }
            self.places[place].cells += 1;
            self.places[place].texts += u64::from(!cell.trim().is_empty());
        }
    }

    /// Takes out a record that was noted before.
    pub fn take_out(&mut self, verdict: &Verdict) {
        for (place, cell) in self.places.iter_mut().zip(verdict.cells()) {
            place.cells = place.cells.saturating_sub(1);
            let texts = u64::from(!cell.trim().is_empty());
            place.texts = place.texts.saturating_sub(texts);
        }
    }

    /// Takes note of so many failed records whose cells are known.
    pub fn add_filled(&mut self, filled: FilledPlaces, records: u64) {
        let cells = usize::from(filled.cells);
        if self.places.len() < cells {
            self.places.resize(cells, FailedPlace::default());
        }
        for (place, known) in self.places[..cells].iter_mut().enumerate() {
            known.cells += records;
            known.texts += filled.texts(place, records);
        }
    }

    /// Takes out so many of them.
    pub fn take_filled_out(&mut self, filled: FilledPlaces, records: u64) {
        let cells = usize::from(filled.cells);
        for (place, known) in self.places.iter_mut().take(cells).enumerate() {
            known.cells = known.cells.saturating_sub(records);
            known.texts = known.texts.saturating_sub(filled.texts(place, records));
        }
    }

    /// Lays out ErrorDetail.csv.
    pub fn layout(&self, columns: &FileColumns, custom_fields: &[CustomField]) -> Layout {
        let headers = columns
            .all
            .iter()
            .map(|file| (file.column, file.header.as_str()));
        let is_used = |place: usize| self.places.get(place).is_some_and(|used| used.texts > 0);
        // Every record has the cells before its last one.
        let width = self.places.iter().take_while(|place| place.cells > 0);
        Layout::new(headers, width.count(), custom_fields, is_used)
    }
}
