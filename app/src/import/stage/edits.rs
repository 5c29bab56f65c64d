//! What a person types over the cells of the file. The worker holds the file and judges it; what was typed stands in its
//! history. What is shown changes at once, by the same rules, and the worker has the last word.
use contact::{Severity, check::Outcome, mend::CellPatch};
use preview::{EditedCell, Judgement, RowView, ToWorker};

use super::{ImportState, Stage, columns, window::GridCell};
use crate::import::event::ImportCommand;

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
        // Whoever types on has not confirmed that.
        self.edits.confirmed = None;
        for cell in &edited {
            self.show_typed(cell);
        }
        if self.busy {
            self.edits.waiting.extend(edited);
            return Vec::new();
        }
        self.tell_worker(edited)
    }

    /// The worker answers once to each time that it is told of cells.
    fn tell_worker(&mut self, cells: Vec<EditedCell>) -> Vec<ImportCommand> {
        self.edits.asked += 1;
        vec![ImportCommand::Ask(ToWorker::Edit { cells })]
    }

    /// What the worker dropped, because it no longer fits, goes here too, and is named.
    pub(super) fn drop_patches(&mut self, patches: &[CellPatch]) {
        let columns = &self.columns;
        self.edits
            .drop_patches(patches, |place| columns::header(columns, place));
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
        let (problems, mended) = self.judged_cell(edited.column, &text);
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
        row.mended.remove(&edited.column);
        row.mended.extend(mended.map(|text| (edited.column, text)));
        row.problems
            .retain(|problem| problem.cell != Some(edited.column));
        row.problems.extend(problems);
        row.outcome = outcome(row);
    }

    /// The worker has judged what was typed.
    pub(super) fn edited(&mut self, judgement: Judgement) -> Vec<ImportCommand> {
        self.edits.answered();
        self.drop_patches(&judgement.dropped);
        // The file is being judged as a whole, with this.
        if self.busy {
            return Vec::new();
        }
        self.steady = true;
        self.take_over(judgement);
        let mut commands = self.rows();
        commands.extend(self.ask_unanswered());
        commands.extend(self.confirmed_meanwhile());
        commands
    }

    /// The worker has judged what was typed by settings that are others by now.
    pub(super) fn edited_before(&mut self, judgement: &Judgement) -> Vec<ImportCommand> {
        if self.edits.answered() {
            self.drop_patches(&judgement.dropped);
        }
        Vec::new()
    }

    /// What was typed, and whether `Confirm` was pressed, while the file was being judged as a whole.
    pub(super) fn typed_meanwhile(&mut self) -> Vec<ImportCommand> {
        let cells = std::mem::take(&mut self.edits.waiting);
        if cells.is_empty() {
            return self.confirmed_meanwhile();
        }
        self.tell_worker(cells)
    }

    fn confirmed_meanwhile(&mut self) -> Vec<ImportCommand> {
        if self.edits.is_judged_now() {
            return Vec::new();
        }
        match self.edits.confirmed.take() {
            // No number lacks a country code any more, and nobody has said that the records are to be sent.
            Some(true) if self.lacking == 0 => Vec::new(),
            Some(_) => self.confirmed(),
            None => Vec::new(),
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
