//! The list that somebody came from. It outlives its page, so that going back finds it as it was left, and so that Alt
//! and an arrow go from one contact to its neighbour.
use contact::Contact;
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use crate::{
    browser::keyboard::is_busy, error::Error, i18n::*, leave::Guard, page::Back,
    wire::contacts::ContactPage,
};

/// The reply to one question of the list.
pub type Answer = Result<ContactPage, Error>;

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

    /// Goes on to the contact before or behind the one at this address, by the address that is the answer.
    fn go_on(self, path: &str, behind: bool) -> Option<String> {
        let (row, address) = self.answer.with_untracked(|answer| {
            let page = answer.as_ref()?.as_ref().ok()?;
            neighbour(&page.items, path, behind)
        })?;
        self.row.set_value(Some(row));
        Some(address)
    }
}

/// The contact before or behind the one at this address: its row and its own address.
fn neighbour(contacts: &[Contact], path: &str, behind: bool) -> Option<(usize, String)> {
    let id = path.strip_prefix("/contacts/")?.parse().ok()?;
    let at = contacts.iter().position(|contact| contact.id == id)?;
    let row = if behind { at + 1 } else { at.checked_sub(1)? };
    Some((row, format!("/contacts/{}", contacts.get(row)?.id)))
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
            if let Some(address) = trail.go_on(&path.get_untracked(), behind) {
                event.prevent_default();
                guard.go(address);
            }
        });
        on_cleanup(move || listening.remove());
    });
}

#[cfg(test)]
pub mod tests {
    use contact::{Contact, Draft, query::Total};
    use leptos::prelude::*;

    use super::{ContactPage, Trail, neighbour};
    use crate::error::Error;

    /// A page of so many contacts; more come where there is a cursor.
    pub fn page(contacts: usize, next: Option<&str>) -> ContactPage {
        let contact = |number| Contact {
            id: format!("00000000-0000-7000-8000-{number:012}")
                .parse()
                .expect("an id"),
            version: 1,
            draft: Draft::default(),
            other_first_names: Vec::new(),
            other_last_names: Vec::new(),
            created_at: Default::default(),
            updated_at: Default::default(),
        };
        ContactPage {
            items: (0..contacts).map(contact).collect(),
            total: Total::Exactly(contacts as u32),
            next_cursor: next.map(str::to_owned),
            beginnings: Vec::new(),
            written: Default::default(),
        }
    }

    fn left(address: &str, answer: Option<super::Answer>) -> Trail {
        Trail::provide();
        let trail = Trail::of_page();
        trail.come(address.to_owned());
        trail.answer.set(answer);
        trail.top.set_value(720.0);
        trail.row.set_value(Some(20));
        trail
    }

    #[test]
    fn whoever_comes_back_to_the_same_list_finds_it_as_it_was_left() {
        Owner::new().with(|| {
            let trail = left("/contacts?search=chan", Some(Ok(page(30, None))));
            assert_eq!(trail.list(), "/contacts?search=chan");
            assert!(trail.come(trail.list()));
            assert_eq!(
                (trail.top.get_value(), trail.row.get_value()),
                (720.0, Some(20))
            );
            assert!(trail.answer.with_untracked(Option::is_some));
        });
    }

    #[test]
    fn another_list_begins_anew_and_so_does_one_that_was_never_answered() {
        let answered = Some(Ok(page(30, None)));
        for (address, answer) in [
            ("/contacts?search=wong", answered),
            ("/contacts?search=chan", None),
            ("/contacts?search=chan", Some(Err(Error::Unreachable))),
        ] {
            Owner::new().with(|| {
                let trail = left("/contacts?search=chan", answer);
                assert!(!trail.come(address.to_owned()), "{address}");
                assert_eq!((trail.top.get_value(), trail.row.get_value()), (0.0, None));
                assert!(trail.answer.with_untracked(Option::is_none));
                assert_eq!(trail.list(), address);
            });
        }
    }

    #[test]
    fn without_a_list_before_the_way_back_is_the_whole_list() {
        Owner::new().with(|| {
            Trail::provide();
            assert_eq!(Trail::of_page().list(), "/contacts");
        });
    }

    #[test]
    fn the_arrows_go_from_contact_to_contact_and_stop_at_both_ends() {
        let contacts = page(3, None).items;
        let address = |row: usize| format!("/contacts/{}", contacts[row].id);
        let next = |row, behind| neighbour(&contacts, &address(row), behind);
        assert_eq!(next(1, true), Some((2, address(2))));
        assert_eq!(next(1, false), Some((0, address(0))));
        assert_eq!(next(0, false), None);
        assert_eq!(next(2, true), None);
        assert_eq!(neighbour(&contacts, "/contacts/new", true), None);
        assert_eq!(
            neighbour(&contacts[1..], &address(0), true),
            None,
            "not in the list"
        );
    }
}
