//! Why two contacts may be one person, how likely it is, and what moves along, in the reader's language.
use contact::{
    Contact,
    likeness::{Likeness, Reason},
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    numbers::shown,
    ui::badge::{Badge, Tone},
    values::words::{I18n, full_name},
    wire::merge::Held,
};

/// The name of a contact.
pub fn name(contact: &Contact) -> String {
    full_name(&contact.draft.first_name, &contact.draft.last_name)
}

/// What helps to tell contacts of one name apart: company, first phone number, first email address.
pub fn details(contact: &Contact) -> String {
    let draft = &contact.draft;
    let phone = draft.phones.first().map(|phone| shown(&phone.number));
    let email = draft.emails.first().map(|email| email.address.clone());
    [Some(draft.company.clone()), phone, email]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A reason as a phrase.
pub fn reason_words(i18n: I18n, reason: &Reason) -> String {
    match reason.kind {
        Likeness::Phone => t_string!(i18n, merge.reason_phone, value = shown(&reason.value)),
        Likeness::Email => t_string!(i18n, merge.reason_email, value = reason.value.clone()),
        Likeness::Name => t_string!(i18n, merge.reason_name, value = reason.value.clone()),
    }
    .to_string()
}

/// The reasons as short states.
pub fn reasons(i18n: I18n, reasons: &[Reason]) -> AnyView {
    let reasons = reasons.iter().map(|reason| {
        let tone = match reason.kind {
            Likeness::Phone | Likeness::Email => Tone::Accent,
            Likeness::Name => Tone::Neutral,
        };
        let words = reason_words(i18n, reason);
        view! { <Badge tone=tone><bdi>{words}</bdi></Badge> }
    });
    view! { <span class="reasons">{reasons.collect::<Vec<_>>()}</span> }.into_any()
}

/// How likely two contacts are one person.
pub fn likelihood(i18n: I18n, strength: i16) -> AnyView {
    let (tone, words) = match strength {
        3 => (Tone::Success, t_string!(i18n, merge.very_likely)),
        2 => (Tone::Accent, t_string!(i18n, merge.likely)),
        _ => (Tone::Neutral, t_string!(i18n, merge.possible)),
    };
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}

/// `3 enquiries, 12 messages, 2 notes`; empty where nothing moves.
pub fn moving(i18n: I18n, held: Held, notes: i64) -> String {
    let counted = |count: i64, one: &str, several: String| match count {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(several),
    };
    let Held {
        enquiries,
        messages,
        engagements,
        visits,
    } = held;
    [
        counted(
            enquiries,
            t_string!(i18n, merge.enquiry),
            t_string!(i18n, merge.enquiries, count = enquiries).to_string(),
        ),
        counted(
            messages,
            t_string!(i18n, merge.message),
            t_string!(i18n, merge.messages, count = messages).to_string(),
        ),
        counted(
            engagements,
            t_string!(i18n, merge.engagement),
            t_string!(i18n, merge.engagements, count = engagements).to_string(),
        ),
        counted(
            visits,
            t_string!(i18n, merge.visit),
            t_string!(i18n, merge.visits, count = visits).to_string(),
        ),
        counted(
            notes,
            t_string!(i18n, merge.note),
            t_string!(i18n, merge.notes_count, count = notes).to_string(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}
