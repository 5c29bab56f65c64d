//! Whether the page is in sight, or in a tab behind another one.
use leptos::{prelude::*, wasm_bindgen::JsCast};

use crate::browser::listening::listen;

/// True while the page is in sight. For the server it always is.
pub fn in_sight() -> ReadSignal<bool> {
    let (seen, see) = signal(true);
    Effect::new(move |_| {
        let look = move || see.set(!document().hidden());
        look();
        let listening = listen(
            document().unchecked_into(),
            "visibilitychange",
            false,
            move |_| look(),
        );
        on_cleanup(move || drop(listening));
    });
    seen
}
