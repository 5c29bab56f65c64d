//! Whether somebody is at the page. What is asked by itself keeps a session going, which is to end where nobody is: it waits
//! until they are there again.
use js_sys::Date;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast};

use crate::browser::listening::listen;

/// For how long after the last key or press somebody is at the page.
const STAYS: f64 = 5.0 * 60.0 * 1000.0;

/// Makes of something what may be called however often: it is done at once where somebody is at the page and has it in sight,
/// else once, as soon as they have.
pub fn in_attendance(act: impl Fn() + Copy + 'static) -> impl Fn() + Copy + 'static {
    let seen = StoredValue::new(0.0);
    let is_due = StoredValue::new(false);
    Effect::new(move |_| {
        let come = move || {
            seen.set_value(Date::now());
            if is_due.get_value() && !document().hidden() {
                is_due.set_value(false);
                act();
            }
        };
        come();
        let used = [
            window_event_listener(ev::keydown, move |_| come()),
            window_event_listener(ev::pointerdown, move |_| come()),
            window_event_listener(ev::pointermove, move |_| come()),
        ];
        let turned_to = listen(
            document().unchecked_into(),
            "visibilitychange",
            false,
            move |_| come(),
        );
        on_cleanup(move || {
            used.into_iter().for_each(|listening| listening.remove());
            drop(turned_to);
        });
    });
    move || {
        let is_here = Date::now() - seen.get_value() < STAYS && !document().hidden();
        match is_here {
            true => act(),
            false => is_due.set_value(true),
        }
    }
}
