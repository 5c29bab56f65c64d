//! The question before the visitor is said to be somebody: who is merged into whom, and what moves along.
use contact::{Contact, Language};
use leptos::prelude::*;

use crate::{
    enquiries::facts::name_of,
    i18n::*,
    merge::answers::who,
    panel::{
        html::html,
        why::{identification, why_not},
    },
    values::words::I18n,
    wire::{
        panel::Panel,
        room::{Room, RoomContact},
    },
};

/// The question about a contact.
pub fn question(language: Language, panel: &Panel, other: &Contact) -> String {
    html(language, |i18n| asked(i18n, &panel.room, other))
}

fn asked(i18n: I18n, room: &Room, other: &Contact) -> AnyView {
    let called = name_of(other);
    let (own, heading, text) = match &room.contact {
        RoomContact::Here(own, _) => {
            let master = name_of(own);
            (
                own.id.to_string(),
                t_string!(i18n, panel.merge_question, other = called, own = master).to_string(),
                t_string!(i18n, panel.merge_text),
            )
        }
        RoomContact::Nobody { .. } | RoomContact::Deleted { .. } | RoomContact::Erased => (
            String::new(),
            t_string!(i18n, panel.attach_question, other = called).to_string(),
            t_string!(i18n, panel.attach_text),
        ),
    };
    let why = why_not(i18n, room, identification(room));
    let is_forbidden = why.is_some();
    view! {
        <form data-form="merge" aria-labelledby="question">
            <h2 id="question" tabindex="-1"><bdi>{heading}</bdi></h2>
            {who(other)}
            <p>{text}</p>
            <input type="hidden" name="contact" value=own/>
            <input type="hidden" name="other" value=other.id.to_string()/>
            <div data-place="trouble" role="alert"></div>
            {why.map(|why| view! { <p class="why-not">{why}</p> })}
            <div class="buttons">
                <button type="button" class="button secondary" data-do="cancel">
                    <span>{t!(i18n, frame.cancel)}</span>
                </button>
                <button type="submit" class="button primary" disabled=is_forbidden>
                    <span>{t!(i18n, merge.merge)}</span>
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use contact::{Language, enquiry::Status};

    use super::question;
    use crate::panel::samples::{OWN, attribute, contact, known, nobody, panel, tag, text};

    #[test]
    fn before_a_merge_it_is_said_who_becomes_part_of_whom_and_what_moves_along() {
        let panel = panel(Status::Ongoing, known());
        let asked = question(Language::English, &panel, &contact(7, "Ada", "Wong"));
        let said = text(&asked);
        assert!(said.starts_with("Merge Ada Wong into Mei Chan?"), "{said}");
        assert!(said.contains("Their numbers, notes and enquiries move along."));
        let own = attribute(tag(&asked, "name=\"contact\""), "value");
        assert_eq!(own, contact(OWN, "", "").id.to_string());
        let other = attribute(tag(&asked, "name=\"other\""), "value");
        assert_eq!(other, contact(7, "", "").id.to_string());
        assert!(!tag(&asked, "type=\"submit\"").contains(" disabled"));
    }

    #[test]
    fn who_is_nobody_s_contact_yet_is_said_to_be_somebody() {
        let panel = panel(Status::Ongoing, nobody());
        let asked = question(Language::English, &panel, &contact(7, "Ada", "Wong"));
        assert!(
            text(&asked).starts_with("This visitor is Ada Wong"),
            "{asked}"
        );
        assert_eq!(attribute(tag(&asked, "name=\"contact\""), "value"), "");
    }
}
