//! The list that somebody came from. It outlives its page, so that going back finds it as it was left, and so that Alt
//! and an arrow go from one contact to its neighbour.
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use crate::{
    browser::keyboard::is_busy, error::Error, i18n::*, leave::Guard, page::Back,
    wire::contacts::Page,
};

/// The reply to one question of the list.
pub type Answer = Result<Page, Error>;

/// The list as it was last shown; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Trail {
    /// Its address; empty before there was one.
    address: StoredValue<String>,
    /// What it showed, once the browser has it.
    pub answer: RwSignal<Option<Answer>>,
    /// How far it was scrolled.
    pub top: StoredValue<f64>,
    /// The row from which somebody went, or to whose contact they went on.
    pub row: StoredValue<Option<usize>>,
    /// Whoever comes next wants to search.
    pub searching: StoredValue<bool>,
    /// Counts what changed contacts behind the back of the list, so that one that is open loads again.
    pub outdated: RwSignal<u32>,
}

impl Trail {
    /// Makes the trail available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            address: StoredValue::default(),
            answer: RwSignal::new(None),
            top: StoredValue::new(0.0),
            row: StoredValue::new(None),
            searching: StoredValue::new(false),
            outdated: RwSignal::new(0),
        });
    }

    /// The trail of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Comes to the list at this address: true where it is the one that was left, else it begins anew.
    pub fn come(self, address: String) -> bool {
        let again = self.address.with_value(|left| *left == address)
            && self
                .answer
                .with_untracked(|answer| matches!(answer, Some(Ok(_))));
        if !again {
            self.answer.set(None);
            self.top.set_value(0.0);
            self.row.set_value(None);
        }
        self.follow(address);
        again
    }

    /// The list that is shown has another address now.
    pub fn follow(self, address: String) {
        self.address.set_value(address);
    }

    /// Contacts were changed otherwise than by the list: many at once, or one that came back.
    pub fn outdate(self) {
        self.outdated.update(|count| *count += 1);
    }

    /// The address of the list as it was left; of the whole list where there was none.
    pub fn list(self) -> String {
        let address = self.address.get_value();
        match address.is_empty() {
            true => "/contacts".to_owned(),
            false => address,
        }
    }

    /// The contact before or behind the one at this address: its row and its own address.
    fn neighbour(self, path: &str, behind: bool) -> Option<(usize, String)> {
        let id = path.strip_prefix("/contacts/")?.parse().ok()?;
        self.answer.with_untracked(|answer| {
            let items = &answer.as_ref()?.as_ref().ok()?.items;
            let at = items.iter().position(|contact| contact.id == id)?;
            let at = if behind { at + 1 } else { at.checked_sub(1)? };
            Some((at, format!("/contacts/{}", items.get(at)?.id)))
        })
    }
}

/// The way back to the list as it was left.
#[component]
pub fn BackToList() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Back to=Trail::of_page().list() label=move || t_string!(i18n, contact.back)/> }
}

/// Goes from contact to contact by Alt and the arrows up and down. In a form these keys do what they do there: the one
/// opens a choice.
pub fn follow_trail() {
    let (trail, guard) = (Trail::of_page(), Guard::of_page());
    let path = use_location().pathname;
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            let behind = match event.key().as_str() {
                "ArrowDown" => true,
                "ArrowUp" => false,
                _ => return,
            };
            let held = event.alt_key()
                && !event.ctrl_key()
                && !event.meta_key()
                && !event.shift_key()
                && !is_busy(&event);
            if !held {
                return;
            }
            if let Some((row, address)) = trail.neighbour(&path.get_untracked(), behind) {
                event.prevent_default();
                trail.row.set_value(Some(row));
                guard.go(address);
            }
        });
        on_cleanup(move || listening.remove());
    });
}
