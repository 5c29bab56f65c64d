//! The rows on the Import page: which part of which rows, the cell at which the focus of the grid is, and the row on which
//! `next` and `previous` stand.
use contact::Severity;
use preview::{Judgement, MOST_ROWS, ProblemView, RowView, Show, ToWorker};

use crate::import::event::GridMove;

/// How many rows are shown at a time.
pub const ROWS: u32 = 50;
const _: () = assert!(ROWS <= MOST_ROWS);
/// How many rows PageUp and PageDown pass.
const PAGE: usize = 10;

/// A cell of the grid. Its record stays the same whichever rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GridCell {
    pub record: u64,
    pub column: u32,
}

/// Where the focus of the grid goes once the rows that were asked for are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowsArriving {
    /// To this column of the first row.
    First(u32),
    /// … of the last one.
    Last(u32),
    /// To the problem of the row on which `next` (true) or `previous` stands.
    Problem(bool),
}

/// The rows on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowsWindow {
    pub show: Show,
    pub from: u64,
    /// How many rows the filter leaves.
    pub total: u64,
    pub rows: Vec<RowView>,
    /// The row on which `next` and `previous` stand, counted among those that the filter leaves.
    pub current: Option<u64>,
    /// Where the focus of the grid is, or was.
    pub cell: Option<GridCell>,
    /// How often somebody asked to be shown the cell.
    pub called: u32,
    /// Rows of another kind were asked for and are not there yet.
    pub(super) awaited: bool,
    /// Where it goes with the next rows.
    pub(super) arriving: Option<RowsArriving>,
    /// The records that were typed over since other rows were asked for …
    pub(super) touched: Vec<u64>,
    /// … and those of them that the filter leaves no longer. They stay in sight until other rows are asked for: nothing
    /// goes away under somebody's hands.
    pub(super) kept: Vec<u64>,
}

impl RowsWindow {
    /// What the worker is asked for these rows.
    pub(super) fn ask(&self) -> ToWorker {
        ToWorker::Rows {
            show: self.show.clone(),
            from: self.from,
            count: ROWS,
        }
    }

    /// Whether a judgement has rows of this kind.
    pub(super) fn is_of(&self, judgement: &Judgement) -> bool {
        match &self.show {
            Show::All => true,
            Show::Failed => judgement.counts.failed > 0,
            Show::Group { code, column } => judgement.groups.iter().any(|group| {
                let key = &group.key;
                key.code == *code && column.as_ref().is_none_or(|column| *column == key.column)
            }),
        }
    }

    /// Turns to other rows; those that are shown stay until the others come, unless they are of another kind.
    pub(super) fn turn(&mut self, show: Show, from: u64) {
        if show != self.show {
            self.total = 0;
            self.rows.clear();
            self.awaited = true;
        }
        self.show = show;
        self.from = from;
        self.current = None;
        self.cell = None;
        self.arriving = None;
        self.touched.clear();
        self.kept.clear();
    }

    /// The rows are those of other columns: none of them is shown or typed over until the others come.
    pub(super) fn clear(&mut self) {
        *self = Self {
            show: std::mem::take(&mut self.show),
            called: self.called,
            awaited: true,
            ..Self::default()
        };
    }

    /// The rows that were asked for are there.
    pub(super) fn arrived(&mut self, total: u64, mut rows: Vec<RowView>) {
        self.awaited = false;
        let before = self.cell.and_then(|cell| self.place_of(cell.record));
        let is_kept = |row: &&RowView| {
            self.touched.contains(&row.record)
                && rows.iter().all(|other| other.record != row.record)
        };
        let kept: Vec<RowView> = self.rows.iter().filter(is_kept).cloned().collect();
        self.kept = kept.iter().map(|row| row.record).collect();
        rows.extend(kept);
        rows.sort_by_key(|row| row.record);
        (self.total, self.rows) = (total, rows);
        match (self.arriving.take(), self.cell) {
            (Some(arriving), _) => self.settle(arriving),
            (None, Some(cell)) if self.place_of(cell.record).is_none() => {
                let last = self.rows.len().saturating_sub(1);
                let row = self.rows.get(before.unwrap_or_default().min(last));
                self.cell = row.map(|row| GridCell {
                    record: row.record,
                    column: cell.column,
                });
            }
            _ => {}
        }
    }

    /// Whether the filter leaves no row: of rows that are not there yet nobody knows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && !self.awaited
    }

    /// The cell at which Tab enters the grid: that where the focus was last, or else the first.
    pub fn active(&self) -> Option<GridCell> {
        let last = self
            .cell
            .filter(|cell| self.place_of(cell.record).is_some());
        last.or_else(|| {
            let record = self.rows.first()?.record;
            Some(GridCell { record, column: 0 })
        })
    }

    /// Whether rows were asked for, and the focus goes to one of them.
    pub fn is_arriving(&self) -> bool {
        self.arriving.is_some()
    }

    /// Where a record stands among the rows on the page.
    pub fn place_of(&self, record: u64) -> Option<usize> {
        self.rows.iter().position(|row| row.record == record)
    }

    /// The row on which `next` and `previous` stand.
    pub fn current_row(&self) -> Option<&RowView> {
        let nth = usize::try_from(self.current?.checked_sub(self.from)?).ok()?;
        let mut left = self.rows.iter().filter(|row| !self.is_kept(row));
        left.nth(nth)
    }

    /// What the file says in a cell of the page.
    pub(super) fn uploaded(&self, cell: GridCell) -> Option<&str> {
        let row = self.rows.get(self.place_of(cell.record)?)?;
        let changed = row
            .changed
            .iter()
            .find(|(column, _)| *column == cell.column);
        Some(match changed {
            Some((_, uploaded)) => uploaded,
            None => row
                .cells
                .get(cell.column as usize)
                .map_or("", String::as_str),
        })
    }

    /// A record is typed over.
    pub(super) fn touch(&mut self, record: u64) -> Option<&mut RowView> {
        let place = self.place_of(record)?;
        self.current = None;
        self.touched.push(record);
        self.rows.get_mut(place)
    }

    /// Shows a cell, if its record is on the page.
    pub(super) fn call(&mut self, cell: GridCell) {
        if self.place_of(cell.record).is_some() {
            self.cell = Some(cell);
            self.called += 1;
        }
    }

    /// The rows that were asked for are shown at this column.
    pub(super) fn await_column(&mut self, column: u32) {
        self.arriving = Some(RowsArriving::First(column));
        self.called += 1;
    }

    /// Goes on from the cell where the focus is; tells whether its row is still to be asked for.
    pub(super) fn go(&mut self, step: GridMove, width: u32) -> bool {
        let (Some(cell), Some(last)) = (self.active(), self.rows.len().checked_sub(1)) else {
            return false;
        };
        let at = self.place_of(cell.record).unwrap_or_default();
        let end = width.saturating_sub(1);
        let (row, column) = match step {
            GridMove::Left => (Some(at), cell.column.saturating_sub(1)),
            GridMove::Right => (Some(at), (cell.column + 1).min(end)),
            GridMove::Start => (Some(at), 0),
            GridMove::End => (Some(at), end),
            GridMove::Next if cell.column < end => (Some(at), cell.column + 1),
            GridMove::Previous if cell.column > 0 => (Some(at), cell.column - 1),
            GridMove::Next => (Some(at + 1), 0),
            GridMove::Previous => (at.checked_sub(1), end),
            GridMove::Down => (Some(at + 1), cell.column),
            GridMove::Up => (at.checked_sub(1), cell.column),
            // First to the end of what is shown.
            GridMove::PageDown if at < last => (Some((at + PAGE).min(last)), cell.column),
            GridMove::PageDown => (Some(at + 1), cell.column),
            GridMove::PageUp if at > 0 => (Some(at.saturating_sub(PAGE)), cell.column),
            GridMove::PageUp => (None, cell.column),
            GridMove::First => return self.go_far(0, RowsArriving::First(0)),
            GridMove::Last => {
                let from = self.total.saturating_sub(1);
                return self.go_far(from - from % u64::from(ROWS), RowsArriving::Last(end));
            }
        };
        match row {
            None if self.from > 0 => {
                let from = self.from.saturating_sub(u64::from(ROWS));
                self.go_far(from, RowsArriving::Last(column))
            }
            Some(row) if row > last && self.from + u64::from(ROWS) < self.total => {
                self.go_far(self.from + u64::from(ROWS), RowsArriving::First(column))
            }
            // There is none before the first and none behind the last.
            None => false,
            Some(row) if row > last => false,
            Some(row) => {
                self.cell = self.rows.get(row).map(|row| GridCell {
                    record: row.record,
                    column,
                });
                false
            }
        }
    }

    /// Goes to the first or the last of the rows from there on.
    fn go_far(&mut self, from: u64, arriving: RowsArriving) -> bool {
        if from == self.from {
            self.settle(arriving);
            return false;
        }
        self.turn(self.show.clone(), from);
        self.arriving = Some(arriving);
        true
    }

    /// Goes to the next problem or back to the previous one; tells whether its row is still to be asked for.
    pub(super) fn step(&mut self, forward: bool, failed: u64) -> bool {
        if self.show == Show::All {
            if failed > 0 {
                self.turn(Show::Failed, 0);
                self.current = Some(0);
                self.arriving = Some(RowsArriving::Problem(true));
                self.called += 1;
            }
            return failed > 0;
        }
        let Some(last) = self.total.checked_sub(1) else {
            return false;
        };
        if self.step_inside(forward) {
            return false;
        }
        let Some(current) = self.following(forward, last).filter(|row| *row <= last) else {
            return false;
        };
        let from = current - current % u64::from(ROWS);
        let other = from != self.from;
        if other {
            self.turn(self.show.clone(), from);
            self.arriving = Some(RowsArriving::Problem(forward));
        }
        self.current = Some(current);
        self.called += 1;
        if !other {
            self.settle(RowsArriving::Problem(forward));
        }
        other
    }

    /// The row that follows, of those that the filter leaves.
    fn following(&self, forward: bool, last: u64) -> Option<u64> {
        let cell = self.cell.and_then(|cell| self.place_of(cell.record));
        let left = |rows: &[RowView]| {
            let left = rows.iter().filter(|row| !self.is_kept(row));
            self.from + left.count() as u64
        };
        match (cell, self.current, forward) {
            (Some(at), _, true) => Some(left(self.rows.get(..=at)?)),
            (Some(at), _, false) => left(self.rows.get(..at)?).checked_sub(1),
            (None, None, true) => Some(0),
            (None, None, false) => Some(last),
            (None, Some(at), true) => Some((at + 1).min(last)),
            (None, Some(at), false) => Some(at.saturating_sub(1)),
        }
    }

    /// Goes to another problem of the same row, if it has one.
    fn step_inside(&mut self, forward: bool) -> bool {
        let Some(cell) = self.cell else {
            return false;
        };
        let Some(row) = self.place_of(cell.record).and_then(|at| self.rows.get(at)) else {
            return false;
        };
        let faults = self.faults(row);
        // Whoever came to the row by another way has seen none of its problems yet.
        let stands = self.current_row().map(|row| row.record) == Some(cell.record);
        let is_new = !stands && !faults.contains(&cell.column);
        let next = match forward {
            true => faults
                .iter()
                .find(|column| is_new || **column > cell.column),
            false => faults.iter().rfind(|column| **column < cell.column),
        };
        let Some(&column) = next else {
            return false;
        };
        let record = cell.record;
        let mut left = self.rows.iter().filter(|row| !self.is_kept(row));
        let nth = left.position(|row| row.record == record);
        self.current = nth.map(|nth| self.from + nth as u64);
        self.cell = Some(GridCell { record, column });
        self.called += 1;
        true
    }

    /// Puts the focus of the grid where it was to go.
    fn settle(&mut self, arriving: RowsArriving) {
        let row = match arriving {
            RowsArriving::First(_) => self.rows.first(),
            RowsArriving::Last(_) => self.rows.last(),
            RowsArriving::Problem(_) => self.current_row(),
        };
        let Some(row) = row else {
            return;
        };
        let column = match arriving {
            RowsArriving::First(column) | RowsArriving::Last(column) => column,
            RowsArriving::Problem(true) => self.faults(row).first().copied().unwrap_or_default(),
            RowsArriving::Problem(false) => self.faults(row).last().copied().unwrap_or_default(),
        };
        self.cell = Some(GridCell {
            record: row.record,
            column,
        });
    }

    /// The columns of the problems that are meant in a row. One of the whole row is told of at its first cell.
    fn faults(&self, row: &RowView) -> Vec<u32> {
        let is_meant = |problem: &&ProblemView| match &self.show {
            Show::Group { code, .. } => problem.code == *code,
            Show::All | Show::Failed => problem.code.severity() > Severity::Warning,
        };
        let meant = row.problems.iter().filter(is_meant);
        let mut columns: Vec<u32> = meant
            .map(|problem| problem.cell.unwrap_or_default())
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn is_kept(&self, row: &RowView) -> bool {
        self.kept.contains(&row.record)
    }
}
