//! Looking for the contact who the visitor is.
use contact::{Contact, Language};
use leptos::prelude::*;

use crate::{
    i18n::*,
    merge::words::{details, name},
    panel::{
        html::html,
        why::{identification, why_not},
    },
    ui::{avatar::Avatar, icon::Icon},
    values::words::I18n,
    wire::{
        panel::Panel,
        room::{Room, RoomContact},
    },
};

/// How many of those who are found are offered.
pub const OFFERED: u16 = 10;

/// The form, and the place for those who are found.
pub fn search(language: Language, panel: &Panel) -> String {
    html(language, |i18n| search_form(i18n, &panel.room))
}

/// Those who are found, each with what tells contacts of one name apart; of more than are offered it is said that there are
/// more.
pub fn found(language: Language, panel: &Panel, search: &str, found: &[Contact]) -> String {
    html(language, |i18n| offered(i18n, &panel.room, search, found))
}

fn search_form(i18n: I18n, room: &Room) -> AnyView {
    let hint = match room.contact {
        RoomContact::Here(..) => t_string!(i18n, room.find_to_merge),
        RoomContact::Nobody { .. } | RoomContact::Deleted { .. } | RoomContact::Erased => {
            t_string!(i18n, room.find_to_attach)
        }
    };
    view! {
        <section class="find">
            <h2>{t!(i18n, room.find)}</h2>
            <p class="hint">{hint}</p>
            <form role="search" data-find="">
                <div class="search">
                    <Icon icon=icondata_lu::LuSearch/>
                    <input
                        class="input"
                        type="search"
                        id="find"
                        name="search"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=t_string!(i18n, contacts.search)
                        placeholder=t_string!(i18n, contacts.search_hint)
                    />
                </div>
            </form>
            <div data-place="found" aria-live="polite"></div>
            <div class="buttons">
                <button type="button" class="button secondary" data-do="cancel">
                    <span>{t!(i18n, frame.cancel)}</span>
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn offered(i18n: I18n, room: &Room, search: &str, found: &[Contact]) -> AnyView {
    if found.is_empty() {
        let words = t_string!(i18n, merge.none_found, search = search.to_owned()).to_string();
        return view! { <p class="none"><bdi>{words}</bdi></p> }.into_any();
    }
    let why = why_not(i18n, room, identification(room));
    let is_forbidden = why.is_some();
    let offers = found.iter().take(OFFERED.into()).map(|contact| {
        let called = name(contact);
        view! {
            <li>
                <button type="button" class="candidate" data-ask=contact.id.to_string() disabled=is_forbidden>
                    <Avatar name=called.clone()/>
                    <span class="who">
                        <bdi class="name">{called}</bdi>
                        <bdi class="soft">{details(contact)}</bdi>
                    </span>
                </button>
            </li>
        }
    });
    let offers = offers.collect::<Vec<_>>();
    let first = (found.len() > usize::from(OFFERED))
        .then(|| view! { <p class="hint">{t!(i18n, panel.first_ten)}</p> });
    view! {
        {why.map(|why| view! { <p class="why-not">{why}</p> })}
        <ul class="candidates" role="list">{offers}</ul>
        {first}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use contact::{Language, enquiry::Status};

    use super::{found, search};
    use crate::panel::samples::{contact, known, panel, tag, text};

    const ENGLISH: Language = Language::English;

    #[test]
    fn whoever_looks_for_somebody_sees_the_field_and_the_way_back() {
        let form = search(ENGLISH, &panel(Status::Ongoing, known()));
        assert!(
            tag(&form, "id=\"find\"").contains("type=\"search\""),
            "{form}"
        );
        assert!(form.contains("data-place=\"found\"") && form.contains("data-do=\"cancel\""));
    }

    #[test]
    fn each_who_is_found_has_a_button_and_of_more_than_ten_the_first_are_shown() {
        let panel = panel(Status::Ongoing, known());
        let all: Vec<_> = (1..=11)
            .map(|number| contact(number, "Ada", "Wong"))
            .collect();
        for count in [2, 10] {
            let few = found(ENGLISH, &panel, "ada", &all[..count]);
            assert_eq!(few.matches("data-ask=").count(), count, "{few}");
            assert!(!text(&few).contains("the first ten"), "{few}");
        }
        let many = found(ENGLISH, &panel, "ada", &all);
        assert_eq!(many.matches("data-ask=").count(), 10);
        assert!(text(&many).contains("These are the first ten."));
    }

    #[test]
    fn it_is_said_that_nobody_is_found_whatever_was_typed() {
        let none = found(ENGLISH, &panel(Status::Ongoing, known()), "<b>x", &[]);
        assert_eq!(none.matches("<b>").count(), 0, "{none}");
        assert!(
            none.contains("No other contact matches “&lt;b&gt;x”."),
            "{none}"
        );
    }

    #[test]
    fn nobody_can_be_chosen_where_the_table_forbids_it() {
        let closed = panel(Status::Closed, known());
        let found = found(ENGLISH, &closed, "ada", &[contact(7, "Ada", "Wong")]);
        assert!(tag(&found, "data-ask=").contains(" disabled"), "{found}");
        assert!(text(&found).contains("This enquiry is closed: view only."));
    }
}
