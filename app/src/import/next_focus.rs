//! Where the focus goes from a button that goes away with what it did, when what comes next is there only once the file is
//! judged: to the button that takes it back, or the one that does it again.
use leptos::prelude::*;

use crate::{import::desk::Desk, ui::focus};

/// The selector of what takes the focus over; nothing while nothing is awaited.
#[derive(Clone, Copy)]
pub struct NextFocus(RwSignal<Option<&'static str>>);

impl NextFocus {
    /// Watches for as long as the page is open.
    pub fn provide(desk: Desk) {
        let awaited = RwSignal::new(None);
        provide_context(Self(awaited));
        Effect::new(move |_| {
            desk.page.track();
            if awaited.get().is_some() {
                // What the page has now is drawn by then.
                request_animation_frame(move || hand_over(desk, awaited));
            }
        });
    }

    /// Awaits the first of these.
    pub fn go_to(self, selector: &'static str) {
        self.0.set(Some(selector));
    }
}

/// Hands the focus over once what held it has gone, unless somebody went on meanwhile.
fn hand_over(desk: Desk, awaited: RwSignal<Option<&'static str>>) {
    let Some(selector) = awaited.try_get_untracked().flatten() else {
        return;
    };
    let here = document().active_element();
    // The heading is where it goes from what has gone.
    let is_lost = here.is_none_or(|here| here.matches("body, h1") == Ok(true));
    let next = document().query_selector(selector).ok().flatten();
    match next.filter(|_| is_lost) {
        Some(next) => {
            focus::put(&next);
            awaited.set(None);
        }
        None if !desk.page.with_untracked(|page| page.busy) => awaited.set(None),
        None => {}
    }
}
