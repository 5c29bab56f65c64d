//! The records of a file as a grid that is typed into, after the pattern of WAI-ARIA: one stop of Tab, then arrows from cell to
//! cell. At most one page of rows is in the document; the worker holds the rest. Which cell has the focus the page's model
//! knows, by its record, so that rows may come and go.
mod block;
mod drawing;
mod editor;
mod hands;
mod head;
mod keys;
mod place;

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{ClipboardEvent, DataTransfer, Element, Event, EventTarget, Node},
};

use preview::RowView;

use self::{
    drawing::{Row, RowFrame, drawn},
    editor::CellEditor,
    hands::GridHands,
    head::head,
    keys::{GridKey, HeldKeys, ProblemWalk},
};
use crate::{
    i18n::*,
    import::{
        desk::Desk,
        event::ImportEvent,
        stage::{GridCell, ImportState},
        step_key::step_key,
    },
    ui::focus,
};

/// The grid.
#[component]
pub fn RecordsGrid() -> impl IntoView {
    let i18n = use_i18n();
    let hands = GridHands::set_up();
    let desk = hands.desk;
    let window = Memo::new(move |_| desk.page.with(|page| page.window.rows.clone()));
    let rows = drawn(window);
    let frame = row_frame(desk, window);
    // Those that were mended stay in sight beside those that the filter leaves.
    let count = Memo::new(move |_| {
        desk.page.with(|page| {
            let shown = page.window.from + page.window.rows.len() as u64;
            page.window.total.max(shown) + 1
        })
    });
    let is_empty = move || window.with(Vec::is_empty);
    watch_focus(hands);
    watch_clipboard(hands);
    follow(hands, move || rows.track());
    view! {
        <div
            class="table-scroll"
            // Whatever is in it can be reached by Tab, unless it has no rows.
            tabindex=move || is_empty().then_some("0")
            node_ref=hands.area
            on:keydown=move |event| press(hands, &event)
            on:mousedown=move |event| point(hands, &event)
            on:mouseover=move |event| drag(hands, &event)
            on:dblclick=move |event| {
                if cell_of(&event).is_some() {
                    hands.begin(None);
                }
            }
        >
            <table
                class="table"
                role="grid"
                tabindex="-1"
                aria-label=move || t_string!(i18n, import.rows)
                aria-describedby="grid-keys"
                aria-multiselectable="true"
                aria-rowcount=move || count.get().to_string()
                node_ref=hands.table
            >
                {head(i18n, desk, frame.problems)}
                <tbody>
                    <For each=move || rows.get() key=|drawn| drawn.number let(drawn)>
                        <Row row=drawn.row frame/>
                    </For>
                </tbody>
            </table>
            <Show when=move || desk.page.with(|page| page.window.is_empty() && !page.busy)>
                <p class="none">{t!(i18n, import.no_rows)}</p>
            </Show>
            <CellEditor hands rows/>
        </div>
        <p class="hint keys" id="grid-keys">{t!(i18n, import.import_grid.keys)}</p>
        // Heard once somebody begins to walk, and how it ends.
        <p class="hint walking" role="status">
            <Show when=move || hands.walks.get().is_on()>{t!(i18n, import.import_grid.walking)}</Show>
        </p>
    }
}

/// What all rows are drawn by.
fn row_frame(desk: Desk, window: Memo<Vec<RowView>>) -> RowFrame {
    RowFrame {
        current: Memo::new(move |_| {
            desk.page
                .with(|page| page.window.current_row().map(|row| row.record))
        }),
        problems: Memo::new(move |_| {
            window.with(|rows| rows.iter().any(|row| !row.problems.is_empty()))
        }),
        // Once a column of dates is repaired, they are shown as they will be written.
        dates: Memo::new(move |_| desk.page.with(ImportState::repaired_dates)),
        places: Memo::new(move |_| {
            let records = window.with(|rows| rows.iter().map(|row| row.record).collect());
            (desk.page.with(|page| page.window.from), records)
        }),
        width: Memo::new(move |_| desk.page.with(|page| page.columns.len())),
    }
}

/// Knows whether the focus is in the grid: what is drawn anew loses it for a moment.
fn watch_focus(hands: GridHands) {
    Effect::new(move |_| {
        let is_inside = move |target: Option<EventTarget>| {
            let target: Option<Node> = target.and_then(|target| target.dyn_into().ok());
            let area = hands.area.try_get_untracked().flatten();
            area.is_some_and(|area| area.contains(target.as_ref()))
        };
        let seen = window_event_listener(ev::focusin, move |event| {
            let target = event.target();
            let element: Option<Element> = target.clone().and_then(|it| it.dyn_into().ok());
            let holds = is_inside(target);
            // The grid itself takes it where no cell is meant, and keeps it until one that is meant is drawn.
            let is_grid = element
                .as_ref()
                .is_some_and(|element| element.matches("[role=grid]") == Ok(true));
            if !(holds && is_grid) {
                hands.holds.try_update_value(|before| *before = holds);
            }
            if !holds {
                hands.walks.try_set(ProblemWalk::None);
            }
            let cell = element.as_ref().filter(|_| holds).and_then(place::own_cell);
            if let Some(GridCell { record, column }) = cell
                && hands.active() != cell
            {
                hands.desk.tell(ImportEvent::Went(record, column));
            }
        });
        let pressed = window_event_listener(ev::pointerdown, move |event| {
            if !is_inside(event.target()) {
                hands.holds.try_update_value(|holds| *holds = false);
                hands.walks.try_set(ProblemWalk::None);
            }
        });
        // F2 mends the problem that is shown, wherever the focus is; `n` and `p` go to the next one.
        let keys = window_event_listener(ev::keydown, move |event| {
            let is_beside = !event.default_prevented() && !is_inside(event.target());
            let is_windowed = document().query_selector("dialog[open]").ok().flatten();
            if event.key() == "F2" && is_beside && is_windowed.is_none() {
                hands.focus();
                hands.begin(None);
                event.prevent_default();
            } else if let Some(forward) = step_key(&event) {
                hands.walk(forward);
            }
        });
        on_cleanup(move || {
            seen.remove();
            pressed.remove();
            keys.remove();
        });
    });
}

/// Copies, cuts and pastes while the focus is in the grid. Where nothing is selected as text, some browsers ask the whole page.
fn watch_clipboard(hands: GridHands) {
    Effect::new(move |_| {
        let is_meant = move || hands.holds.try_get_value() == Some(true);
        let copied = window_event_listener(ev::copy, move |event| {
            if is_meant() {
                copy(hands, &event);
            }
        });
        let cut = window_event_listener(ev::cut, move |event| {
            if is_meant() && copy(hands, &event) {
                hands.empty();
            }
        });
        let pasted = window_event_listener(ev::paste, move |event| {
            if is_meant() {
                paste(hands, &event);
            }
        });
        on_cleanup(move || {
            copied.remove();
            cut.remove();
            pasted.remove();
        });
    });
}

/// Writes onto the cells what they are just now, puts the focus where it belongs, and shows the cell that somebody asked for.
fn follow(hands: GridHands, track_rows: impl Fn() + 'static) {
    let page = hands.desk.page;
    let cell = Memo::new(move |_| {
        page.with(|page| {
            let window = &page.window;
            (window.active(), window.is_arriving(), window.called)
        })
    });
    let shown = StoredValue::new(cell.get_untracked().2);
    Effect::new(move |_| {
        track_rows();
        hands.anchor.track();
        hands.editing.track();
        let (active, is_arriving, called) = cell.get();
        let settle = move || {
            let Some(table) = hands.table.try_get_untracked().flatten() else {
                return;
            };
            let block = page.with_untracked(|page| hands.block(page)).concat();
            place::mark(&table, active, &block);
            if hands.holds.try_get_value() == Some(true) {
                hands.focus();
            }
            if !is_arriving
                && shown.try_get_value() != Some(called)
                && let Some(element) = active.and_then(place::element)
            {
                focus::show(&element);
                shown.try_update_value(|shown| *shown = called);
            }
        };
        settle();
        // Rows that come with this are drawn by then.
        request_animation_frame(move || {
            if hands.holds.try_get_value().is_some() {
                settle();
            }
        });
    });
}

/// A key was pressed on a cell.
fn press(hands: GridHands, event: &ev::KeyboardEvent) {
    if event.default_prevented() || hands.editing.with_untracked(Option::is_some) {
        return;
    }
    let held = HeldKeys {
        control: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    let walks = hands.walks.get_untracked();
    let Some(key) = GridKey::of(&event.key(), held, walks) else {
        return;
    };
    let walks = walks.after(&key, held);
    hands.walks.set(walks);
    // Beside all cells nothing is typed into the one that was left.
    if key.overwrites() && cell_of(event).is_none() && !hands.holds.get_value() {
        return;
    }
    let is_done = match key {
        GridKey::Go { step, extends } => {
            hands.go(step, extends);
            true
        }
        GridKey::Problem(forward) if walks.is_on() => {
            hands.walk(forward);
            true
        }
        GridKey::Problem(forward) => {
            hands.desk.tell(ImportEvent::Stepped(forward));
            hands.focus();
            true
        }
        GridKey::Edit => {
            hands.begin(None);
            true
        }
        GridKey::Shut => true,
        // In a list the letter itself finds its choice, in a cell that is composed it goes on.
        GridKey::Overwrite(letter) => hands.begin(Some(letter)),
        GridKey::Compose => {
            hands.begin(Some(String::new()));
            false
        }
        GridKey::Empty => {
            hands.empty();
            true
        }
        GridKey::Undo => {
            hands.desk.tell(ImportEvent::Undo);
            true
        }
        GridKey::Redo => {
            hands.desk.tell(ImportEvent::Redo);
            true
        }
        GridKey::All => {
            hands.hold_all();
            true
        }
        GridKey::Release => {
            hands.anchor.set(None);
            false
        }
    };
    if is_done {
        event.prevent_default();
    }
}

/// What an event happened to.
fn element_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The cell that an event is about.
fn cell_of(event: &Event) -> Option<GridCell> {
    place::cell_at(&element_of(event)?)
}

/// A cell was pressed, or the sentence that speaks of it: the focus goes there, or the block.
fn point(hands: GridHands, event: &ev::MouseEvent) {
    if event.button() != 0 {
        return;
    }
    if let Some(cell) = cell_of(event) {
        hands.walks.set(ProblemWalk::None);
        hands.accept(None);
        hands.go_to(cell, event.shift_key());
        event.prevent_default();
    } else if element_of(event).is_some_and(|element| element.matches("table *") == Ok(true)) {
        // The head, the number of a line, a sentence about a whole record.
        hands.rest();
    }
}

/// The pointer is drawn over cells: a block.
fn drag(hands: GridHands, event: &ev::MouseEvent) {
    let is_typed_into = hands.editing.with_untracked(Option::is_some);
    let is_held = event.buttons() & 1 == 1 && hands.holds.get_value();
    let cell = element_of(event).and_then(|element| place::own_cell(&element));
    if let Some(cell) = cell.filter(|_| is_held && !is_typed_into)
        && hands.active() != Some(cell)
    {
        hands.go_to(cell, true);
    }
}

/// What is on the clipboard, unless a cell is typed into, whose own it is then.
fn clipboard(hands: GridHands, event: &ClipboardEvent) -> Option<DataTransfer> {
    let is_typed_into = hands.editing.with_untracked(Option::is_some);
    event.clipboard_data().filter(|_| !is_typed_into)
}

/// Copies the block; tells whether all of it is on the clipboard.
fn copy(hands: GridHands, event: &ClipboardEvent) -> bool {
    let Some(data) = clipboard(hands, event) else {
        return false;
    };
    let Some(text) = hands.copied() else {
        return false;
    };
    let is_copied = data.set_data("text/plain", &text).is_ok();
    event.prevent_default();
    is_copied
}

fn paste(hands: GridHands, event: &ClipboardEvent) {
    let Some(data) = clipboard(hands, event) else {
        return;
    };
    if let Ok(text) = data.get_data("text/plain") {
        hands.paste(&text);
        event.prevent_default();
    }
}
