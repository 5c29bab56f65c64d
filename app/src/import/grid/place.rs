//! Where a cell of the grid stands in the document. Cells carry nothing that changes: a wide file has thousands of them. Which
//! of them Tab reaches and which are selected is written onto them here.
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::Element};

use crate::import::stage::GridCell;

/// What stands before the values in a row: the line, and what is wrong.
const BEFORE: u32 = 2;

/// The element of a cell, if it is drawn.
pub fn element(cell: GridCell) -> Option<Element> {
    let row = document().get_element_by_id(&format!("record-{}", cell.record))?;
    row.children().item(cell.column + BEFORE)
}

/// The cell of which an element is a part.
pub fn cell_at(element: &Element) -> Option<GridCell> {
    let cell = element.closest("td, th").ok().flatten()?;
    let row = cell.parent_element()?;
    let record = row.id().strip_prefix("record-")?.parse().ok()?;
    let cells = row.children();
    let place = (0..cells.length()).find(|at| cells.item(*at).as_ref() == Some(&cell))?;
    Some(GridCell {
        record,
        column: place.saturating_sub(BEFORE),
    })
}

/// Writes onto the cells which of them Tab reaches, and which are selected.
pub fn mark(table: &Element, active: Option<GridCell>, selected: &[GridCell]) {
    let set = |element: &Element, name: &str, value: Option<&str>| match value {
        // Refused only for names that are none.
        Some(value) => drop(element.set_attribute(name, value)),
        None => drop(element.remove_attribute(name)),
    };
    if let Ok(marked) = table.query_selector_all("[tabindex], [aria-selected]") {
        for at in 0..marked.length() {
            if let Some(element) = marked
                .item(at)
                .and_then(|node| node.dyn_into::<Element>().ok())
            {
                set(&element, "tabindex", None);
                set(&element, "aria-selected", None);
            }
        }
    }
    for cell in selected {
        if let Some(element) = element(*cell) {
            set(&element, "aria-selected", Some("true"));
        }
    }
    if let Some(element) = active.and_then(element) {
        set(&element, "tabindex", Some("0"));
        set(&element, "aria-selected", Some("true"));
    }
}
