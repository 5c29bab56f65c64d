//! What the grid does: it goes from cell to cell, types into one, and copies, pastes and empties blocks.
use leptos::{html, prelude::*};

use super::{block, keys::ProblemWalk, place};
use crate::{
    i18n::*,
    import::{
        cell_editor::CellText,
        desk::Desk,
        event::{GridMove, ImportEvent},
        stage::{GridCell, ImportState},
    },
    ui::{
        focus,
        number::grouped,
        toast::{Toasts, use_toasts},
    },
    values::words::I18n,
};

/// The grid, while it is worked with.
#[derive(Clone, Copy)]
pub struct GridHands {
    pub desk: Desk,
    pub i18n: I18n,
    pub table: NodeRef<html::Table>,
    pub area: NodeRef<html::Div>,
    /// Where the block begins that goes from there to the cell of the focus.
    pub anchor: RwSignal<Option<GridCell>>,
    /// What is typed into.
    pub editing: RwSignal<Option<CellText>>,
    text: RwSignal<String>,
    /// The focus is in the grid, or was until the cell that held it was drawn anew.
    pub holds: StoredValue<bool>,
    /// Somebody walks from problem to problem by `n` and `p`.
    pub walks: RwSignal<ProblemWalk>,
    toasts: Toasts,
}

impl GridHands {
    /// Made once for a grid.
    pub fn set_up() -> Self {
        Self {
            desk: expect_context::<Desk>(),
            i18n: use_i18n(),
            table: NodeRef::new(),
            area: NodeRef::new(),
            anchor: RwSignal::new(None),
            editing: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            holds: StoredValue::new(false),
            walks: RwSignal::new(ProblemWalk::None),
            toasts: use_toasts(),
        }
    }

    /// The cell at which the focus is.
    pub fn active(self) -> Option<GridCell> {
        self.desk.page.with_untracked(|page| page.window.active())
    }

    /// Goes on to another cell.
    pub fn go(self, step: GridMove, extends: bool) {
        self.hold(extends);
        self.desk.tell(ImportEvent::Moved(step));
        self.focus();
    }

    /// Goes to this cell.
    pub fn go_to(self, cell: GridCell, extends: bool) {
        self.hold(extends);
        self.desk.tell(ImportEvent::Went(cell.record, cell.column));
        self.focus();
    }

    /// Goes to the next problem or back to the previous one, and takes the focus there, so that it is heard and typed over. Where
    /// there is none all stays as it is.
    pub fn walk(self, forward: bool) {
        let called = || self.desk.page.with_untracked(|page| page.window.called);
        let before = called();
        self.desk.tell(ImportEvent::Stepped(forward));
        if called() != before {
            self.anchor.set(None);
            self.walks.set(ProblemWalk::Arrived);
            self.focus();
        }
    }

    /// What is pressed is no cell: the grid itself has the focus, from which arrows lead on and into which nothing is typed.
    pub fn rest(self) {
        self.accept(None);
        self.walks.set(ProblemWalk::None);
        self.holds.set_value(false);
        if let Some(table) = self.table.get_untracked() {
            focus::put(&table);
        }
    }

    /// Rows are awaited, and the focus goes to one of them: what is on the page is not what is meant.
    fn is_arriving(self) -> bool {
        self.desk
            .page
            .with_untracked(|page| page.window.is_arriving())
    }

    /// A block begins where the focus is, or ends.
    fn hold(self, extends: bool) {
        let anchor = match extends {
            true => self.anchor.get_untracked().or_else(|| self.active()),
            false => None,
        };
        self.anchor.set(anchor);
    }

    /// All cells on the page are one block.
    pub fn hold_all(self) {
        let ends = self.desk.page.with_untracked(|page| {
            let rows = &page.window.rows;
            let column = page.width().saturating_sub(1);
            Some((rows.first()?.record, rows.last()?.record, column))
        });
        if let Some((first, record, column)) = ends {
            self.desk.tell(ImportEvent::Went(record, column));
            self.anchor.set(Some(GridCell {
                record: first,
                column: 0,
            }));
        }
    }

    /// Puts the focus on the cell, as soon as it is drawn; nothing that is typed is disturbed.
    pub fn focus(self) {
        if self.editing.with_untracked(Option::is_some) {
            return;
        }
        let (active, is_arriving) = (self.active(), self.is_arriving());
        if active.is_some() || is_arriving {
            self.holds.try_update_value(|holds| *holds = true);
        }
        let cell = active.filter(|_| !is_arriving).and_then(place::element);
        match (cell, self.table.get_untracked()) {
            (Some(cell), _) => {
                // Refused only for a name that is none.
                let _ = cell.set_attribute("tabindex", "0");
                focus::put(&cell);
                focus::show(&cell);
            }
            // Until it is drawn the grid itself holds the focus.
            (None, Some(table)) if focus::is_nowhere() => drop(focus::put(&table)),
            (None, _) => {}
        }
    }

    /// Types into the cell of the focus, after what stands there or over it. Tells whether what was given is its text now.
    pub fn begin(self, over: Option<String>) -> bool {
        let (Some(cell), text) = (self.active(), self.text) else {
            return false;
        };
        let begun = self.desk.page.with_untracked(|page| {
            let may = page.may_type() && !page.window.is_arriving();
            let may = may && cell.column < page.width();
            CellText::of(self.i18n, page, cell, text).filter(|_| may)
        });
        let Some(begun) = begun else {
            return false;
        };
        let typed = over.filter(|_| begun.kind.is_typed());
        let is_typed = typed.is_some();
        if let Some(typed) = typed {
            self.text.set(typed);
        }
        self.anchor.set(None);
        self.editing.set(Some(begun));
        is_typed
    }

    /// Takes what was typed, and goes on.
    pub fn accept(self, then: Option<GridMove>) {
        // Whoever leaves takes it too, and may be left by that.
        let Some(editing) = self.editing.try_update(Option::take).flatten() else {
            return;
        };
        editing.accept(self.desk);
        if let Some(step) = then {
            self.walks.update(|walk| *walk = walk.taken());
            self.go(step, false);
        }
    }

    /// Leaves the cell as it was.
    pub fn leave(self) {
        self.editing.set(None);
        self.walks.set(ProblemWalk::None);
        self.focus();
    }

    /// The cells of the block, row by row: the cell of the focus, if it is none.
    pub fn block(self, page: &ImportState) -> Vec<Vec<GridCell>> {
        let Some(active) = page.window.active() else {
            return Vec::new();
        };
        let held = self.anchor.try_get_untracked().flatten();
        let other = held.filter(|cell| page.window.place_of(cell.record).is_some());
        let other = other.unwrap_or(active);
        let place = |cell: GridCell| page.window.place_of(cell.record).unwrap_or_default();
        let (one, two) = (place(active), place(other));
        let rows = page.window.rows.get(one.min(two)..=one.max(two));
        let columns = active.column.min(other.column)..=active.column.max(other.column);
        let row = |record: u64| {
            let cells = columns.clone();
            cells.map(|column| GridCell { record, column }).collect()
        };
        let rows = rows.into_iter().flatten();
        rows.map(|shown| row(shown.record)).collect()
    }

    /// The block as text; nothing where the page has only the beginning of one of its cells, which is told.
    pub fn copied(self) -> Option<String> {
        let texts = self.desk.page.with_untracked(|page| {
            let text = |cell: &GridCell| page.whole_text(*cell);
            let row = |row: &Vec<GridCell>| row.iter().map(text).collect::<Option<Vec<_>>>();
            self.block(page).iter().map(row).collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            let words = t_string!(self.i18n, import.import_grid.too_long_to_copy);
            self.toasts.say(words);
        }
        texts.map(|texts| block::write(&texts))
    }

    /// Empties the block.
    pub fn empty(self) {
        if self.is_arriving() {
            return;
        }
        let cells = self.desk.page.with_untracked(|page| {
            let cells = self.block(page).into_iter().flatten();
            let is_empty = |cell: &GridCell| page.whole_text(*cell).is_some_and(|it| it.is_empty());
            let full = cells.filter(|cell| !is_empty(cell));
            full.map(|cell| (cell.record, cell.column, Some(String::new())))
                .collect::<Vec<_>>()
        });
        self.desk.tell(ImportEvent::Typed(cells));
        self.focus();
    }

    /// Pastes text over the block, or from the cell on. What reaches beyond the rows on the page, or beyond the last column, is
    /// left out, and told.
    pub fn paste(self, text: &str) {
        if self.is_arriving() {
            return;
        }
        let pasted = block::read(text);
        let (cells, under, beside) = self.desk.page.with_untracked(|page| {
            let block = self.block(page);
            let Some(first) = block.first().and_then(|row| row.first()).copied() else {
                return (Vec::new(), 0, 0);
            };
            let pasted = block::spread(pasted, block.len(), block[0].len());
            let from = page.window.place_of(first.record).unwrap_or_default();
            let rows = page.window.rows.get(from..).unwrap_or_default();
            let under = pasted.len().saturating_sub(rows.len());
            let widest = pasted.iter().map(Vec::len).max().unwrap_or_default();
            let room = page.width().saturating_sub(first.column) as usize;
            let beside = widest.saturating_sub(room);
            let mut cells = Vec::new();
            for (row, texts) in rows.iter().zip(pasted) {
                for (column, text) in (first.column..page.width()).zip(texts) {
                    let cell = GridCell {
                        record: row.record,
                        column,
                    };
                    if page.whole_text(cell).as_ref() != Some(&text) {
                        cells.push((cell.record, cell.column, Some(text)));
                    }
                }
            }
            (cells, under, beside)
        });
        self.desk.tell(ImportEvent::Typed(cells));
        self.tell_left_out(under, beside);
        self.focus();
    }

    /// Tells how many rows and columns of what was pasted did not fit.
    fn tell_left_out(self, under: usize, beside: usize) {
        let rows = (under > 0).then(|| {
            let n = grouped(under as u64);
            t_string!(self.i18n, import.import_grid.did_not_fit, n)
        });
        let columns = (beside > 0).then(|| {
            let n = grouped(beside as u64);
            t_string!(self.i18n, import.import_grid.did_not_fit_beside, n)
        });
        let left_out: Vec<String> = rows.into_iter().chain(columns).collect();
        if !left_out.is_empty() {
            self.toasts.say(left_out.join(" "));
        }
    }
}
