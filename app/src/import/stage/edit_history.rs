//! What was typed over the cells of the file, in its order, so that each time can be taken back and typed again.
use std::collections::{BTreeMap, BTreeSet};

use contact::mend::CellPatch;
use preview::EditedCell;

use super::window::GridCell;

/// What was typed, and the number of the newest step then: that one and older ones leave the cell alone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypedText {
    text: String,
    since: u32,
}

/// A cell that was typed over: what was typed there before, if anything was, and what is now.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypedOver {
    cell: GridCell,
    before: Option<TypedText>,
    after: Option<TypedText>,
}

/// What was typed over a cell and no longer fits the file as it is read now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedText {
    pub cell: GridCell,
    /// The header of its column when it was typed.
    pub header: String,
    pub text: String,
}

/// Everything that was typed over cells, time by time. One time is a cell, or a block that was pasted or emptied.
#[derive(Clone, Debug, Default)]
pub struct EditHistory {
    times: Vec<Vec<TypedOver>>,
    /// How many of the times stand; those behind them were taken back.
    made: usize,
    /// What stands over the cells now.
    typed: BTreeMap<GridCell, TypedText>,
    /// How often the worker was told of cells and has not answered yet.
    pub(super) asked: u32,
    /// `Confirm` was pressed before it had. True: for the question about country codes, with which nothing is sent yet.
    pub(super) confirmed: Option<bool>,
    /// Typed while the file was being judged as a whole.
    pub(super) waiting: Vec<EditedCell>,
    /// What no longer fitted the file as it is read now, until it was read.
    pub dropped: Vec<DroppedText>,
}

impl EditHistory {
    /// Whether no cell is typed over.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// How many cells are typed over.
    pub fn count(&self) -> usize {
        self.typed.len()
    }

    /// Whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        self.made > 0
    }

    /// Whether something that was taken back can be typed again.
    pub fn can_redo(&self) -> bool {
        self.made < self.times.len()
    }

    /// What stands over a cell, in full.
    pub fn text_of(&self, cell: GridCell) -> Option<&str> {
        self.typed.get(&cell).map(|typed| typed.text.as_str())
    }

    /// Whether the worker still judges what was typed last.
    pub(super) fn is_judged_now(&self) -> bool {
        self.asked > 0 || !self.waiting.is_empty()
    }

    /// `Confirm` is to follow once it has.
    pub(super) fn confirm_then(&mut self, is_question: bool) {
        self.confirmed = Some(is_question);
    }

    /// The worker has answered once. False: nobody waited for it.
    pub(super) fn answered(&mut self) -> bool {
        let is_awaited = self.asked > 0;
        self.asked = self.asked.saturating_sub(1);
        is_awaited
    }

    /// Types texts over cells. What was taken back before can no longer be typed again.
    pub(super) fn type_over(
        &mut self,
        cells: impl IntoIterator<Item = (GridCell, Option<String>)>,
        since: u32,
    ) -> Vec<EditedCell> {
        let mut time: Vec<TypedOver> = Vec::new();
        for (cell, text) in cells {
            let before = self.typed.get(&cell).cloned();
            let after = text.map(|text| TypedText { text, since });
            time.retain(|other| other.cell != cell);
            // The same text typed after another step is something else: the step leaves it alone.
            if before != after {
                time.push(TypedOver {
                    cell,
                    before,
                    after,
                });
            }
        }
        if time.is_empty() {
            return Vec::new();
        }
        self.times.truncate(self.made);
        self.times.push(time);
        self.made += 1;
        self.put(self.made - 1, true)
    }

    /// Takes back what was typed last.
    pub(super) fn undo(&mut self) -> Vec<EditedCell> {
        let Some(last) = self.made.checked_sub(1) else {
            return Vec::new();
        };
        self.made = last;
        self.put(last, false)
    }

    /// Types again what was taken back last.
    pub(super) fn redo(&mut self) -> Vec<EditedCell> {
        if !self.can_redo() {
            return Vec::new();
        }
        self.made += 1;
        self.put(self.made - 1, true)
    }

    /// Puts the texts after that time over its cells, or those before it.
    fn put(&mut self, time: usize, after: bool) -> Vec<EditedCell> {
        let mut edited = Vec::new();
        for over in self.times.get(time).into_iter().flatten() {
            let typed = if after { &over.after } else { &over.before };
            match typed {
                Some(typed) => drop(self.typed.insert(over.cell, typed.clone())),
                None => drop(self.typed.remove(&over.cell)),
            }
            edited.push(EditedCell {
                record: over.cell.record,
                column: over.cell.column,
                text: typed.as_ref().map(|typed| typed.text.clone()),
                since: typed.as_ref().map_or(0, |typed| typed.since),
            });
        }
        edited
    }

    /// The worker dropped what no longer fits the file: it can be neither taken back nor typed again.
    pub(super) fn drop_patches<'h>(
        &mut self,
        patches: &[CellPatch],
        header: impl Fn(u32) -> &'h str,
    ) {
        if patches.is_empty() {
            return;
        }
        let of = |patch: &CellPatch| GridCell {
            record: patch.record,
            column: patch.column,
        };
        let gone: BTreeSet<GridCell> = patches.iter().map(of).collect();
        let is_dropped = |cell: &GridCell| gone.contains(cell);
        // What was given up already has been named.
        let patches = patches.iter();
        let named = patches.filter(|patch| self.typed.contains_key(&of(patch)));
        let named = named.map(|patch| DroppedText {
            cell: of(patch),
            header: header(patch.column).to_owned(),
            text: patch.text.clone(),
        });
        self.dropped.extend(named);
        self.typed.retain(|cell, _| !is_dropped(cell));
        let mut made = 0;
        let mut times = Vec::new();
        for (number, mut time) in std::mem::take(&mut self.times).into_iter().enumerate() {
            time.retain(|over| !is_dropped(&over.cell));
            if !time.is_empty() {
                made += usize::from(number < self.made);
                times.push(time);
            }
        }
        (self.times, self.made) = (times, made);
        self.waiting.retain(|cell| {
            !is_dropped(&GridCell {
                record: cell.record,
                column: cell.column,
            })
        });
    }

    /// The columns of the file are other ones from now on: all that was typed goes, lest it land in another field.
    pub(super) fn drop_all<'h>(&mut self, header: impl Fn(u32) -> &'h str) {
        let typed = std::mem::take(&mut self.typed).into_iter();
        let dropped = typed.map(|(cell, typed)| DroppedText {
            cell,
            header: header(cell.column).to_owned(),
            text: typed.text,
        });
        let mut all = std::mem::take(&mut self.dropped);
        all.extend(dropped);
        *self = Self {
            dropped: all,
            ..Self::default()
        };
    }
}
