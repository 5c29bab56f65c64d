//! What was typed over cells and waits for its judgement: one message after the other, in the order in which they came,
//! because each builds on the one before.

use std::collections::VecDeque;

use preview::EditedCell;

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
    pub fn next(&mut self) -> Option<(u32, Vec<EditedCell>)> {
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
