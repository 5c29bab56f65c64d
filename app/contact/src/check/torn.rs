//! Rows that a line break inside a value has torn in two. The smaller piece has too few values to be taken for a row,
//! but the larger may have as many as the header, where the break stood in the first or the last value.

use std::collections::BTreeSet;

use crate::file::rows::Row;

/// What is known of rows that were torn.
#[derive(Clone, Debug, Default)]
pub(super) struct Torn {
    /// The record before held a single value.
    behind_piece: bool,
    /// The records that touch such a one.
    found: BTreeSet<u64>,
    /// Records are read again, each by itself: those that were found stay.
    again: bool,
}

impl Torn {
    /// For records that are read again.
    pub fn again(&self) -> Self {
        Self {
            found: self.found.clone(),
            again: true,
            ..Self::default()
        }
    }

    /// Tells whether a whole row, of as many values as the file has columns, touches a row of a single value.
    #[inline]
    pub fn touches(&mut self, row: &Row, width: usize, record: u64) -> bool {
        if self.again {
            return self.found.contains(&record);
        }
        let touches = width > 1 && row.len() == width && (self.behind_piece || row.before_piece);
        self.behind_piece = width > 1 && row.len() == 1 && !row.long;
        if touches {
            self.found.insert(record);
        }
        touches
    }
}
