//! What was typed over cells and waits for its judgement: one message after the other, in the order in which they came,
//! because each builds on the one before.

use std::collections::VecDeque;

use crate::EditedCell;

/// Messages with cells that were typed over.
#[derive(Default)]
pub struct WaitingEdits {
    waiting: VecDeque<Vec<EditedCell>>,
    /// One of them is being judged.
    is_busy: bool,
    /// Counts the files, and their columns: what was typed over one is not typed over the next.
    file: u32,
}

impl WaitingEdits {
    /// Puts cells behind those that wait already.
    pub fn put(&mut self, cells: Vec<EditedCell>) {
        self.waiting.push_back(cells);
    }

    /// The next cells, unless others are being judged, with the number of their file. `done` or `put_back` follows.
    pub fn take(&mut self) -> Option<(u32, Vec<EditedCell>)> {
        if self.is_busy {
            return None;
        }
        let cells = self.waiting.pop_front()?;
        self.is_busy = true;
        Some((self.file, cells))
    }

    /// They are judged.
    pub fn done(&mut self, file: u32) {
        if self.file == file {
            self.is_busy = false;
        }
    }

    /// None waits, and none is being judged.
    pub fn is_idle(&self) -> bool {
        !self.is_busy && self.waiting.is_empty()
    }

    /// They have to wait again: the file is being judged as a whole.
    pub fn put_back(&mut self, file: u32, cells: Vec<EditedCell>) {
        if self.file == file {
            self.is_busy = false;
            self.waiting.push_front(cells);
        }
    }

    /// Forgets all of them, because there is another file, or it has other columns.
    pub fn forget(&mut self) {
        self.waiting.clear();
        self.is_busy = false;
        self.file += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(record: u64) -> Vec<EditedCell> {
        vec![EditedCell {
            record,
            column: 0,
            text: None,
            since: 0,
        }]
    }

    #[test]
    fn one_message_is_judged_at_a_time_in_the_order_in_which_they_came() {
        let mut edits = WaitingEdits::default();
        assert!(edits.is_idle());
        edits.put(cells(1));
        edits.put(cells(2));
        let (file, first) = edits.take().expect("the first");
        assert_eq!(first, cells(1));
        assert_eq!(edits.take(), None, "another one is being judged");
        assert!(!edits.is_idle());
        edits.done(file);
        assert_eq!(edits.take(), Some((file, cells(2))));
        edits.done(file);
        assert!(edits.is_idle());
    }

    #[test]
    fn what_is_overtaken_waits_before_what_came_after_it() {
        let mut edits = WaitingEdits::default();
        edits.put(cells(1));
        let (file, first) = edits.take().expect("the first");
        edits.put(cells(2));
        edits.put_back(file, first);
        assert_eq!(edits.take(), Some((file, cells(1))));
        // Typed over already: only its answer is owed.
        edits.put_back(file, Vec::new());
        assert_eq!(edits.take(), Some((file, Vec::new())));
        edits.done(file);
        assert_eq!(edits.take(), Some((file, cells(2))));
    }

    #[test]
    fn what_was_typed_over_a_file_of_before_is_none_of_the_next() {
        let mut edits = WaitingEdits::default();
        edits.put(cells(1));
        let (before, first) = edits.take().expect("the first");
        edits.forget();
        assert!(edits.is_idle());
        edits.put_back(before, first);
        assert_eq!(edits.take(), None);
        edits.put(cells(2));
        let (file, _) = edits.take().expect("that of the next file");
        // The end of the one before says nothing of this one.
        edits.done(before);
        edits.put(cells(3));
        assert_eq!(edits.take(), None);
        edits.done(file);
        assert_eq!(edits.take(), Some((file, cells(3))));
    }
}
