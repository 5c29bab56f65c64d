//! The Profile tab: the guide's sections in the guide's order. An empty section says so.
use contact::{
    Contact, ContactId, CustomField, Draft, Email, Phone, Social, change::fields, field::Section,
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    numbers::{number as number_of, shown},
    record::more::name_order,
    ui::{
        badge::{Badge, Tone},
        copy::CopyButton,
        icon::Icon,
    },
    values::{
        calls::{call_link, text_link},
        label_chips::chips,
        reading::{custom_value, name, value},
        words::{I18n, email_kind_name, phone_kind_name},
    },
    wire::labels::Label,
};

/// The lines of a section, each a name and a value.
type Lines = Vec<(String, AnyView)>;

/// What is known about a contact, up to its notes: `between` stands before the labels.
pub fn profile(
    i18n: I18n,
    contact: &Contact,
    custom: &[CustomField],
    labels: &[Label],
    between: Vec<AnyView>,
) -> AnyView {
    let draft = &contact.draft;
    let names_of = |section: Section| section.fields().map(|field| field.name);
    let texts_of = |section| texts(i18n, contact, names_of(section));
    let names = name_order(i18n).map(|name| match name {
        "first_name" => ["first_name", "other_first_names"],
        _ => ["last_name", "other_last_names"],
    });
    let personal = names
        .concat()
        .into_iter()
        .chain(names_of(Section::Personal));
    view! {
        <div class="profile">
            {reaches(i18n, contact.id, draft)}
            {section(i18n, t_string!(i18n, contact.personal_information), texts(i18n, contact, personal))}
            {section(i18n, t_string!(i18n, contact.phone_number), phones(i18n, draft))}
            {section(i18n, t_string!(i18n, contact.email_address), emails(i18n, draft))}
            {section(
                i18n,
                t_string!(i18n, contact.other_information),
                texts_of(Section::Other),
            )}
            {section(
                i18n,
                t_string!(i18n, contact.mailing_address),
                texts_of(Section::Address),
            )}
            {section(i18n, t_string!(i18n, contact.custom_field), custom_fields(i18n, draft, custom))}
            {section(i18n, t_string!(i18n, contact.social_messaging), socials(i18n, draft))}
            {between}
            <section>
                <h2>{t_string!(i18n, contacts.labels)}</h2>
                {match draft.labels.is_empty() {
                    true => none(i18n),
                    false => chips(&draft.labels, labels),
                }}
            </section>
        </div>
    }
    .into_any()
}

/// The numbers, with all that can be done with them.
fn reaches(i18n: I18n, contact: ContactId, draft: &Draft) -> AnyView {
    let phones = draft.phones.iter();
    let phones = phones
        .map(|phone| view! { <li>{reach(i18n, contact, &phone.number, phone.verified)}</li> });
    view! {
        <section>
            <h2>{t_string!(i18n, contact.phone_numbers)}</h2>
            {match draft.phones.is_empty() {
                true => none(i18n),
                false => view! { <ul class="reaches" role="list">{phones.collect::<Vec<_>>()}</ul> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// The fields of one value each, as far as there is one.
fn texts(i18n: I18n, contact: &Contact, names: impl Iterator<Item = &'static str>) -> Lines {
    let known = fields(&contact.draft);
    let text = |field: &'static str| {
        let held = match field {
            "other_first_names" => contact.other_first_names.join(", "),
            "other_last_names" => contact.other_last_names.join(", "),
            field => value(i18n, field, known.get(field)?, &[]),
        };
        let name = name(i18n, field).unwrap_or_default().to_owned();
        (!held.is_empty()).then(|| (name, view! { <bdi>{held}</bdi> }.into_any()))
    };
    names.filter_map(text).collect()
}

fn phones(i18n: I18n, draft: &Draft) -> Lines {
    let line = |phone: &Phone| {
        let kind = phone_kind_name(i18n, phone.kind);
        (kind.to_owned(), number_of(phone.number.clone()))
    };
    draft.phones.iter().map(line).collect()
}

fn emails(i18n: I18n, draft: &Draft) -> Lines {
    let line = |email: &Email| {
        let link = format!("mailto:{}", email.address);
        let address = view! { <a href=link><bdi dir="ltr">{email.address.clone()}</bdi></a> };
        (
            email_kind_name(i18n, email.kind).to_owned(),
            address.into_any(),
        )
    };
    draft.emails.iter().map(line).collect()
}

fn custom_fields(i18n: I18n, draft: &Draft, custom: &[CustomField]) -> Lines {
    let line = |field: &CustomField| {
        let held = custom_value(i18n, field, draft.custom.get(&field.id)?);
        Some((field.name.clone(), view! { <bdi>{held}</bdi> }.into_any()))
    };
    custom.iter().filter_map(line).collect()
}

fn socials(i18n: I18n, draft: &Draft) -> Lines {
    let line = |social: &Social| {
        let id = view! {
            <bdi>{social.id.clone()}</bdi>
            {social.verified.then(|| verified(i18n))}
        };
        (social.network.label().to_owned(), id.into_any())
    };
    draft.socials.iter().map(line).collect()
}

fn none(i18n: I18n) -> AnyView {
    view! { <p class="none">{t_string!(i18n, contact.none)}</p> }.into_any()
}

/// A section of lines.
pub fn section(i18n: I18n, title: &'static str, lines: Lines) -> AnyView {
    let lines = if lines.is_empty() {
        none(i18n)
    } else {
        let lines = lines.into_iter();
        let lines = lines
            .map(|(name, value)| view! { <div><dt><bdi>{name}</bdi></dt><dd>{value}</dd></div> });
        view! { <dl>{lines.collect::<Vec<_>>()}</dl> }.into_any()
    };
    view! { <section><h2>{title}</h2>{lines}</section> }.into_any()
}

/// A number of a contact with all that can be done with it: call, text, copy.
pub fn reach(i18n: I18n, contact: ContactId, number: &str, is_verified: bool) -> AnyView {
    let [to_copy, copied] = [(); 2].map(|()| number.to_owned());
    view! {
        <span class="reach">
            <Icon icon=icondata_lu::LuPhone/>
            {call_link(i18n, contact, number)}
            {is_verified.then(|| verified(i18n))}
            {text_link(i18n, contact, number)}
            <CopyButton
                value=number.to_owned()
                label=move || t_string!(i18n, contacts.copy, value = shown(&to_copy))
                done=move || t_string!(i18n, contacts.copied, value = shown(&copied))
            />
        </span>
    }
    .into_any()
}

/// The mark of what a channel has proved.
pub fn verified(i18n: I18n) -> AnyView {
    view! { <Badge tone=Tone::Success icon=icondata_lu::LuLock>{t_string!(i18n, contact.verified)}</Badge> }.into_any()
}
