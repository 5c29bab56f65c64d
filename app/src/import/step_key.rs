//! `n` and `p`: to the next and the previous problem, from wherever nothing is typed.
use leptos::{ev, prelude::*};

use crate::browser::preference::single_keys;

/// Where letters are typed, or are a window's. In a cell of the grid every one is.
const TYPED_INTO: &str = "input, select, textarea, [role=grid] *, .cell-editor *, dialog *";

/// Whether a key goes to the next problem (true) or back to the previous one; nothing where it is neither, or is typed.
pub fn step_key(event: &ev::KeyboardEvent) -> Option<bool> {
    let here = document().active_element();
    let is_typed = here.is_some_and(|here| here.matches(TYPED_INTO).unwrap_or_default());
    let is_held = event.ctrl_key() || event.meta_key() || event.alt_key();
    if event.default_prevented() || is_typed || is_held || !single_keys() {
        return None;
    }
    match event.key().as_str() {
        "n" => Some(true),
        "p" => Some(false),
        _ => None,
    }
}
