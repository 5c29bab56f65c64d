//! The rows on the Import page: which part of which rows, and the one on which `next` and `previous` stand.
use preview::{Judgement, MOST_ROWS, RowView, Show, ToWorker};

/// How many rows are shown at a time.
pub const ROWS: u32 = 50;
const _: () = assert!(ROWS <= MOST_ROWS);

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
        }
        self.show = show;
        self.from = from;
        self.current = None;
    }

    /// Goes to the next problem or back to the previous one; tells whether its row is still to be asked for.
    pub(super) fn step(&mut self, forward: bool, failed: u64) -> bool {
        if self.show == Show::All {
            if failed > 0 {
                self.turn(Show::Failed, 0);
                self.current = Some(0);
            }
            return failed > 0;
        }
        let Some(last) = self.total.checked_sub(1) else {
            return false;
        };
        let current = match (self.current, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1).min(last),
            (Some(at), false) => at.saturating_sub(1),
        };
        let from = current - current % u64::from(ROWS);
        let other = from != self.from;
        if other {
            self.turn(self.show.clone(), from);
        }
        self.current = Some(current);
        other
    }
}
