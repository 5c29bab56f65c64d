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

/// The attribute of a sentence that names the column of the cell of which it speaks. One of a whole record has none.
const SPEAKS_OF: &str = "data-column";

/// The cell of which an element is a part.
pub fn own_cell(element: &Element) -> Option<GridCell> {
    let (record, place) = place_at(element)?;
    let column = place.checked_sub(BEFORE)?;
    Some(GridCell { record, column })
}

/// … or of which the sentence speaks that it is a part of. What else stands before the values is of no cell: whoever presses
/// it chooses none.
pub fn cell_at(element: &Element) -> Option<GridCell> {
    let spoken_of = || {
        let (record, _) = place_at(element)?;
        let sentence = element.closest(&format!("[{SPEAKS_OF}]")).ok().flatten()?;
        let column = sentence.get_attribute(SPEAKS_OF)?.parse().ok()?;
        Some(GridCell { record, column })
    };
    own_cell(element).or_else(spoken_of)
}

/// The record in whose row an element stands, and where in it.
fn place_at(element: &Element) -> Option<(u64, u32)> {
    let cell = element.closest("td, th").ok().flatten()?;
    let row = cell.parent_element()?;
    let record = row.id().strip_prefix("record-")?.parse().ok()?;
    let cells = row.children();
    let place = (0..cells.length()).find(|at| cells.item(*at).as_ref() == Some(&cell))?;
    Some((record, place))
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
