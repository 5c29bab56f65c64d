//! The list that somebody came from: kept while they look at contacts, so that going back finds it as it was left, and
//! so that Alt and an arrow go from one contact to its neighbour.
use leptos::{ev, prelude::*};
use leptos_router::hooks::{use_location, use_navigate};

use crate::api::contacts::Page;

/// A list that was left.
#[derive(Clone)]
pub struct Kept {
    pub address: String,
    pub page: Page,
    /// How far it was scrolled.
    pub top: f64,
}

/// Where somebody came from; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Trail(StoredValue<Option<Kept>>);

impl Trail {
    /// Makes the trail available to everything on the page.
    pub fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }

    /// The trail of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Keeps a list that is being left.
    pub fn keep(self, kept: Kept) {
        // On the server the page is gone by then, and nobody comes back.
        let _ = self.0.try_set_value(Some(kept));
    }

    /// The list that was left at this address.
    pub fn take(self, address: &str) -> Option<Kept> {
        let kept = self.0.try_update_value(Option::take).flatten();
        kept.filter(|kept| kept.address == address)
    }

    /// The address of the contact before or behind the one at this address.
    fn neighbour(self, path: &str, behind: bool) -> Option<String> {
        let id = path.strip_prefix("/contacts/")?.parse().ok()?;
        self.0.with_value(|kept| {
            let items = &kept.as_ref()?.page.items;
            let at = items.iter().position(|contact| contact.id == id)?;
            let at = if behind { at + 1 } else { at.checked_sub(1)? };
            Some(format!("/contacts/{}", items.get(at)?.id))
        })
    }
}

/// Goes from contact to contact by Alt and the arrows up and down.
pub fn follow_trail() {
    let trail = Trail::of_page();
    let (path, navigate) = (use_location().pathname, use_navigate());
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let listening = window_event_listener(ev::keydown, move |event| {
            let behind = match event.key().as_str() {
                "ArrowDown" => true,
                "ArrowUp" => false,
                _ => return,
            };
            if !event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            if let Some(address) = trail.neighbour(&path.get_untracked(), behind) {
                event.prevent_default();
                navigate(&address, Default::default());
            }
        });
        on_cleanup(move || listening.remove());
    });
}
