//! Keys of a page: whether they are free to mean something, and those that mean the same everywhere.
use std::rc::Rc;

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

/// Somebody types, or a window or menu is open.
pub fn is_busy(event: &ev::KeyboardEvent) -> bool {
    const FIELDS: &str =
        "input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [popover]";
    let typing =
        target(event).is_some_and(|target| target.closest(FIELDS).ok().flatten().is_some());
    typing
        || document()
            .query_selector("dialog[open]")
            .ok()
            .flatten()
            .is_some()
}

/// What holds the focus as the key is pressed.
pub fn target(event: &ev::KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Saves by Ctrl-S or Cmd-S, wherever the focus is: on the page, or in the one window that is open.
pub fn save_key(in_window: bool, save: impl Fn() + 'static) {
    let save = Rc::new(save);
    Effect::new(move |_| {
        let save = save.clone();
        let listening = window_event_listener(ev::keydown, move |event| {
            let is_save = event.key() == "s" && (event.ctrl_key() || event.meta_key());
            let open = document().query_selector_all("dialog[open]");
            let in_front = open.is_ok_and(|open| open.length() == u32::from(in_window));
            if is_save && in_front && !event.default_prevented() {
                event.prevent_default();
                save();
            }
        });
        on_cleanup(move || listening.remove());
    });
}

/// Does something on Enter where one line is typed: what it did there, such as choosing from a list, comes first. Enter also
/// ends the choice of a Chinese character.
pub fn on_enter(act: impl Fn()) -> impl Fn(ev::KeyboardEvent) {
    move |event| {
        if is_enter(&event) {
            event.prevent_default();
            act();
        }
    }
}

fn is_enter(event: &ev::KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let is_line = || {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        target.is_some_and(|input| !matches!(input.type_().as_str(), "checkbox" | "radio"))
    };
    event.key() == "Enter"
        && !held
        && !event.is_composing()
        && !event.default_prevented()
        && is_line()
}
