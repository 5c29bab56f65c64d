//! The input that lies over the cell that is typed into. It stands in what scrolls, not in the cell, so that it stays where it
//! is when the row under it is drawn anew.
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, Node},
};

use super::{drawing::Drawn, hands::GridHands, place};
use crate::import::{
    cell_editor::{CellKind, CellText, cell_input},
    event::GridMove,
};

/// What can be typed into; not the calendar that is only shown.
const INPUTS: &str = "input:not([tabindex='-1']), select, textarea";

/// The input over the cell.
#[component]
pub fn CellEditor(hands: GridHands, rows: RwSignal<Vec<Drawn>>) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        rows.track();
        if let (Some(frame), Some(editing)) = (frame.get(), hands.editing.get()) {
            lay_over(hands, &frame, &editing);
        }
    });
    move || {
        hands
            .editing
            .get()
            .map(|editing| editor(hands, frame, &editing))
    }
}

fn editor(hands: GridHands, frame: NodeRef<html::Div>, editing: &CellText) -> AnyView {
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            start(&frame);
        }
    });
    let kind = editing.kind.clone();
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target();
        let to: Option<Node> = to.and_then(|to| to.dyn_into().ok());
        let is_inside = |node: &Node| {
            let frame = frame.try_get_untracked().flatten();
            frame.is_some_and(|frame| frame.contains(Some(node)))
        };
        let stays = match &to {
            Some(to) => is_inside(to),
            // Another window is looked at.
            None => !document().has_focus().unwrap_or(true),
        };
        if !stays {
            hands.accept(None);
        }
    };
    view! {
        <div
            class="cell-editor"
            node_ref=frame
            on:keydown=move |event| press(hands, frame, &kind, &event)
            on:focusout=left
        >
            {cell_input(hands.i18n, hands.desk, "cell-input", editing)}
        </div>
    }
    .into_any()
}

/// Lays the input over its cell.
fn lay_over(hands: GridHands, frame: &HtmlElement, editing: &CellText) {
    let cell = place::element(editing.cell);
    let (Some(area), Some(cell)) = (hands.area.get_untracked(), cell) else {
        return;
    };
    let (outer, inner) = (
        area.get_bounding_client_rect(),
        cell.get_bounding_client_rect(),
    );
    let left = inner.left() - outer.left() + f64::from(area.scroll_left() - area.client_left());
    let top = inner.top() - outer.top() + f64::from(area.scroll_top() - area.client_top());
    let set = |name: &str, length: f64| {
        // Refused only for names that are none.
        let _ = frame.style().set_property(name, &format!("{length}px"));
    };
    let room = f64::from(area.client_width());
    set("min-inline-size", inner.width().min(room));
    set("max-inline-size", room);
    // Over the cell as far as it is wide enough for that, and never beyond what is in sight.
    let start = f64::from(area.scroll_left());
    let last = start + room - f64::from(frame.offset_width());
    set("left", left.min(last).max(start));
    set("top", top);
}

/// The focus goes to what is typed into, behind what stands there.
fn start(frame: &Element) {
    let Some(input) = frame.query_selector(INPUTS).ok().flatten() else {
        return;
    };
    if let Some(input) = input.dyn_ref::<HtmlElement>() {
        // What cannot take the focus leaves it where it is.
        let _ = input.focus();
    }
    if let Some(input) = input.dyn_ref::<HtmlInputElement>()
        && input.type_() == "text"
    {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // Any place of its own text will do.
        let _ = input.set_selection_range(end, end);
    }
}

/// What a key does while a cell is typed into.
fn press(hands: GridHands, frame: NodeRef<html::Div>, kind: &CellKind, event: &ev::KeyboardEvent) {
    // A list of choices that stands open has the key, or a letter that is composed.
    if event.default_prevented() || event.is_composing() {
        return;
    }
    let back = event.shift_key();
    match event.key().as_str() {
        "Enter" if takes_away(kind, event) => return,
        "Enter" if back && *kind == CellKind::Lines => return,
        "Enter" if back => hands.accept(Some(GridMove::Up)),
        "Enter" => hands.accept(Some(GridMove::Down)),
        "Tab" if is_inside(frame, kind, event) => return,
        "Tab" if back => hands.accept(Some(GridMove::Previous)),
        "Tab" => hands.accept(Some(GridMove::Next)),
        "Escape" => hands.leave(),
        "ArrowDown" if event.alt_key() && matches!(kind, CellKind::Day { .. }) => {
            let calendar = frame.get_untracked();
            let calendar = calendar.and_then(|frame| frame.query_selector("button").ok()?);
            if let Some(calendar) =
                calendar.and_then(|button| button.dyn_into::<HtmlElement>().ok())
            {
                calendar.click();
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// Whether the key is that of a button that takes a label away.
fn takes_away(kind: &CellKind, event: &ev::KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let is_button = target.is_some_and(|target| target.matches("button") == Ok(true));
    is_button && matches!(kind, CellKind::Labels(_))
}

/// Whether Tab only goes on inside: from box to box, or back to the labels that are chosen.
fn is_inside(frame: NodeRef<html::Div>, kind: &CellKind, event: &ev::KeyboardEvent) -> bool {
    let back = event.shift_key();
    let holders = match kind {
        CellKind::Several(_) => "input",
        CellKind::Labels(_) if back => "button, input",
        _ => return false,
    };
    let Some(inputs) = frame
        .get_untracked()
        .and_then(|frame| frame.query_selector_all(holders).ok())
    else {
        return false;
    };
    let edge = match back {
        true => 0,
        false => inputs.length().saturating_sub(1),
    };
    let target: Option<Node> = event.target().and_then(|target| target.dyn_into().ok());
    inputs.item(edge) != target
}
