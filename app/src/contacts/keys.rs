//! Single keys on the list: `/` search, `j` and `k` next and previous contact, Enter open, `x` select, `?` help. They are
//! silent in fields and while a window is open.
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use web_sys::{Element, HtmlElement};

use crate::{i18n::*, ui::dialog::Dialog};

/// Listens while the list is shown, and holds the help.
#[component]
pub fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let help = RwSignal::new(false);
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() || is_busy(&event) {
                return;
            }
            match event.key().as_str() {
                "/" => focus(document().get_element_by_id("search")),
                "j" => focus(neighbour(1)),
                "k" => focus(neighbour(-1)),
                "x" => tick(),
                "?" => help.set(true),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listening.remove());
    });
    view! {
        <Dialog
            id="help"
            open=help
            title=move || t_string!(i18n, contacts.help)
            close_label=move || t_string!(i18n, frame.close)
        >
            <dl class="keys">
                <div><dt><kbd>"/"</kbd></dt><dd>{t!(i18n, contacts.key_search)}</dd></div>
                <div><dt><kbd>"j"</kbd></dt><dd>{t!(i18n, contacts.key_down)}</dd></div>
                <div><dt><kbd>"k"</kbd></dt><dd>{t!(i18n, contacts.key_up)}</dd></div>
                <div><dt><kbd>"Enter"</kbd></dt><dd>{t!(i18n, contacts.key_open)}</dd></div>
                <div><dt><kbd>"x"</kbd></dt><dd>{t!(i18n, contacts.key_select)}</dd></div>
                <div><dt><kbd>"?"</kbd></dt><dd>{t!(i18n, contacts.key_help)}</dd></div>
            </dl>
        </Dialog>
    }
}

/// Somebody types, or a window or menu is open.
fn is_busy(event: &ev::KeyboardEvent) -> bool {
    const FIELDS: &str =
        "input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [popover]";
    let typing = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(FIELDS).ok().flatten().is_some());
    typing
        || document()
            .query_selector("dialog[open]")
            .ok()
            .flatten()
            .is_some()
}

/// The row that holds the focus.
fn row() -> Option<Element> {
    document()
        .active_element()?
        .closest(".contacts tbody tr")
        .ok()
        .flatten()
}

/// The name of the row that many rows on, or of the first one.
fn neighbour(step: i32) -> Option<Element> {
    let row = match row() {
        Some(row) if step > 0 => row.next_element_sibling()?,
        Some(row) => row.previous_element_sibling()?,
        None => document().query_selector(".contacts tbody tr").ok()??,
    };
    row.query_selector("th a").ok()?
}

fn tick() {
    let tick = row().and_then(|row| row.query_selector("input[type=checkbox]").ok()?);
    if let Some(tick) = tick.and_then(|tick| tick.dyn_into::<HtmlElement>().ok()) {
        tick.click();
    }
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
