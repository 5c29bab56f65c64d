//! What a person types over the cells of the file. The worker holds the file and judges it; here stands what was typed, in
//! its order, so that each time can be taken back and typed again. What is shown changes at once, by the same rules, and the
//! worker has the last word.
use std::collections::BTreeMap;

use contact::{Severity, check::Outcome, mend::CellPatch};
use preview::{EditedCell, Judgement, RowView, ToWorker};

use super::{GridCell, ImportState, Stage};
use crate::import::event::ImportCommand;

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

/// Everything that was typed over cells, time by time. One time is a cell, or a block that was pasted or emptied.
#[derive(Clone, Debug, Default)]
pub struct EditHistory {
    times: Vec<Vec<TypedOver>>,
    /// How many of the times stand; those behind them were taken back.
    made: usize,
    /// What stands over the cells now.
    typed: BTreeMap<GridCell, TypedText>,
    /// The worker judges what was typed last.
    asked: bool,
    /// `Confirm` was pressed before it had.
    confirmed: bool,
    /// Typed while the file was being judged as a whole.
    waiting: Vec<EditedCell>,
    /// What no longer fitted the file as it is read now, until it was read.
    pub dropped: Vec<CellPatch>,
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
        self.asked || !self.waiting.is_empty()
    }

    /// `Confirm` is to follow once it has.
    pub(super) fn confirm_then(&mut self) {
        self.confirmed = true;
    }

    /// Types texts over cells. What was taken back before can no longer be typed again.
    fn type_over(
        &mut self,
        cells: impl IntoIterator<Item = (GridCell, Option<String>)>,
        since: u32,
    ) -> Vec<EditedCell> {
        let mut time: Vec<TypedOver> = Vec::new();
        for (cell, text) in cells {
            let before = self.typed.get(&cell).cloned();
            let after = text.map(|text| TypedText { text, since });
            let says = |typed: &Option<TypedText>| typed.as_ref().map(|typed| typed.text.clone());
            time.retain(|other| other.cell != cell);
            if says(&before) != says(&after) {
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

    fn undo(&mut self) -> Vec<EditedCell> {
        let Some(last) = self.made.checked_sub(1) else {
            return Vec::new();
        };
        self.made = last;
        self.put(last, false)
    }

    fn redo(&mut self) -> Vec<EditedCell> {
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
    pub(super) fn drop_patches(&mut self, patches: &[CellPatch]) {
        let is_dropped = |cell: &GridCell| {
            let is_it =
                |patch: &CellPatch| (patch.record, patch.column) == (cell.record, cell.column);
            patches.iter().any(is_it)
        };
        if patches.is_empty() {
            return;
        }
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
        self.dropped = patches.to_vec();
    }
}

impl ImportState {
    /// Cells were typed over.
    pub(super) fn typed(&mut self, cells: Vec<(u64, u32, Option<String>)>) -> Vec<ImportCommand> {
        if !self.may_type() {
            return Vec::new();
        }
        let steps = self.settings.iter().flat_map(|settings| &settings.steps);
        let since = steps.map(|step| step.number).max().unwrap_or_default();
        let cells = cells.into_iter().map(|(record, column, text)| {
            let cell = GridCell { record, column };
            // Typing what the file says is taking back what was typed.
            let is_own =
                since == 0 && text.is_some() && text.as_deref() == self.window.uploaded(cell);
            (cell, text.filter(|_| !is_own))
        });
        let cells: Vec<_> = cells.collect();
        let edited = self.edits.type_over(cells, since);
        self.edit(edited)
    }

    /// What was typed last is taken back, and its first cell is shown.
    pub(super) fn taken_back(&mut self) -> Vec<ImportCommand> {
        match self.may_type() {
            true => {
                let edited = self.edits.undo();
                self.edit_in_sight(edited)
            }
            false => Vec::new(),
        }
    }

    /// What was taken back last is typed again.
    pub(super) fn typed_again(&mut self) -> Vec<ImportCommand> {
        match self.may_type() {
            true => {
                let edited = self.edits.redo();
                self.edit_in_sight(edited)
            }
            false => Vec::new(),
        }
    }

    /// Whether cells can be typed over now.
    pub fn may_type(&self) -> bool {
        self.stage == Stage::Judged
    }

    fn edit_in_sight(&mut self, edited: Vec<EditedCell>) -> Vec<ImportCommand> {
        if let Some(first) = edited.first() {
            self.window.call(GridCell {
                record: first.record,
                column: first.column,
            });
        }
        self.edit(edited)
    }

    fn edit(&mut self, edited: Vec<EditedCell>) -> Vec<ImportCommand> {
        if edited.is_empty() {
            return Vec::new();
        }
        for cell in &edited {
            self.show_typed(cell);
        }
        if self.busy {
            self.edits.waiting.extend(edited);
            return Vec::new();
        }
        self.edits.asked = true;
        vec![ImportCommand::Ask(ToWorker::Edit { cells: edited })]
    }

    /// Shows a cell as it was typed, with its problems, before the worker has judged it.
    fn show_typed(&mut self, edited: &EditedCell) {
        let cell = GridCell {
            record: edited.record,
            column: edited.column,
        };
        let uploaded = self.window.uploaded(cell).map(str::to_owned);
        let Some(text) = edited.text.clone().or_else(|| uploaded.clone()) else {
            return;
        };
        let problems = self.judged_cell(edited.column, &text);
        let place = edited.column as usize;
        let Some(row) = self.window.touch(edited.record) else {
            return;
        };
        if row.cells.len() <= place {
            row.cells.resize(place + 1, String::new());
        }
        row.cells[place] = text;
        row.changed.retain(|(column, _)| *column != edited.column);
        if edited.text.is_some() {
            row.changed
                .push((edited.column, uploaded.unwrap_or_default()));
            row.changed.sort();
        }
        row.problems
            .retain(|problem| problem.cell != Some(edited.column));
        row.problems.extend(problems);
        row.outcome = outcome(row);
    }

    /// The worker has judged what was typed.
    pub(super) fn edited(&mut self, judgement: Judgement) -> Vec<ImportCommand> {
        // The file is being judged as a whole, with this.
        if self.busy {
            return Vec::new();
        }
        self.edits.asked = false;
        self.steady = true;
        self.edits.drop_patches(&judgement.dropped);
        self.take_over(judgement);
        let mut commands = self.rows();
        commands.extend(self.confirmed_meanwhile());
        commands
    }

    /// What was typed, and whether `Confirm` was pressed, while the file was being judged as a whole.
    pub(super) fn typed_meanwhile(&mut self) -> Vec<ImportCommand> {
        self.edits.asked = false;
        let cells = std::mem::take(&mut self.edits.waiting);
        if cells.is_empty() {
            return self.confirmed_meanwhile();
        }
        self.edits.asked = true;
        vec![ImportCommand::Ask(ToWorker::Edit { cells })]
    }

    fn confirmed_meanwhile(&mut self) -> Vec<ImportCommand> {
        match std::mem::take(&mut self.edits.confirmed) {
            true => self.confirmed(),
            false => Vec::new(),
        }
    }
}

/// What becomes of a row with these problems.
fn outcome(row: &RowView) -> Outcome {
    let worst = row
        .problems
        .iter()
        .map(|problem| problem.code.severity())
        .max();
    match worst {
        _ if row.outcome == Outcome::Skipped => Outcome::Skipped,
        Some(Severity::Warning) => Outcome::Warning,
        Some(_) => Outcome::Failed,
        None => Outcome::Ready,
    }
}
