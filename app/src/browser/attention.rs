//! Whether somebody is at the page. What is asked by itself keeps a session going, which is to end where nobody is: it waits
//! until they are there again.
use std::time::Duration;

use js_sys::Date;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast};

use crate::browser::listening::listen;

/// For how long after the last key or press somebody is at the page: whoever reads it does not touch it, and it is to be true
/// for them. A session ends so much later than where nothing was asked.
const STAYS: f64 = 15.0 * 60.0 * 1000.0;
/// How often it is looked whether they still are.
const LOOK: Duration = Duration::from_secs(30);

/// Makes of something what may be called however often: it is done at once where somebody is at the page and has it in sight,
/// else once, as soon as they have.
pub fn in_attendance(act: impl Fn() + Copy + 'static) -> impl Fn() + Copy + 'static {
    let is_due = StoredValue::new(false);
    let seen = LastSeen::noted(move || {
        if is_due.get_value() && !document().hidden() {
            is_due.set_value(false);
            act();
        }
    });
    move || match seen.is_here() {
        true => act(),
        false => is_due.set_value(true),
    }
}

/// True while somebody is at the page and has it in sight. For the server they always are.
pub fn attended() -> ReadSignal<bool> {
    let (is_attended, attend) = signal(true);
    let find = move |is_here: bool| {
        if is_attended.get_untracked() != is_here {
            attend.set(is_here);
        }
    };
    let seen = LastSeen::noted(move || find(!document().hidden()));
    Effect::new(move |_| {
        let looking = set_interval_with_handle(move || find(seen.is_here()), LOOK);
        on_cleanup(move || {
            if let Ok(looking) = looking {
                looking.clear();
            }
        });
    });
    is_attended
}

/// When somebody was at the page last.
#[derive(Clone, Copy)]
struct LastSeen(StoredValue<f64>);

impl LastSeen {
    /// Notes it from now on, and does something each time.
    fn noted(act: impl Fn() + Copy + 'static) -> Self {
        let seen = StoredValue::new(0.0);
        Effect::new(move |_| {
            let come = move || {
                seen.set_value(Date::now());
                act();
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
        Self(seen)
    }

    fn is_here(self) -> bool {
        Date::now() - self.0.get_value() < STAYS && !document().hidden()
    }
}
