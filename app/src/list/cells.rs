//! The cells of a row: what a contact has in each of the columns.
use contact::{
    Contact, ContactId, Email, Part, Phone, Social,
    field::field_of,
    query::columns::{ListColumn, Shows},
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    list::{changes::RowDeparture, state::State, widths::width},
    numbers::shown,
    ui::{avatar::Avatar, badge::Chip, copy::CopyButton, icon::Icon, when::When},
    values::{
        calls::call_link,
        reading::word,
        words::{I18n, full_name},
    },
};

/// In pixels: the edges of a cell, those of a chip with the gap before the next one, and `+2`.
const PADDING: u32 = 16;
const CHIP: u32 = 20;
const COUNT: u32 = 36;

/// The cells of a contact.
pub fn cells(i18n: I18n, state: State, columns: &[ListColumn], contact: &Contact) -> Vec<AnyView> {
    let cells = columns.iter().map(|column| match column.shows {
        Shows::Name => name(i18n, state, contact),
        shows => {
            let held = cell(i18n, state, *column, contact);
            view! { <td class=shows.as_str()>{held}</td> }.into_any()
        }
    });
    cells.collect()
}

fn name(i18n: I18n, state: State, contact: &Contact) -> AnyView {
    let id = contact.id;
    let name = full_name(&contact.draft.first_name, &contact.draft.last_name);
    view! {
        <th scope="row" class="name sticky">
            <a href=format!("/contacts/{id}") title=name.clone()>
                <Avatar name=name.clone()/>
                <bdi>{name}</bdi>
                {move || state.departure(id).map(|departure| departed(i18n, departure))}
            </a>
            // Where its own column is out of sight.
            {contact.draft.phones.first().map(|phone| call_link(i18n, id, &phone.number))}
        </th>
    }
    .into_any()
}

/// Says why a row that is still shown is not in the list any more.
pub fn departed(i18n: I18n, departure: RowDeparture) -> AnyView {
    let (word, why) = match departure {
        RowDeparture::Deleted => (
            t_string!(i18n, list.departed_deleted),
            t_string!(i18n, list.departed_deleted_why),
        ),
        RowDeparture::Unlisted => (
            t_string!(i18n, list.departed_unlisted),
            t_string!(i18n, list.departed_unlisted_why),
        ),
    };
    view! { <span class="badge warning" title=why><span>{word}</span></span> }.into_any()
}

fn cell(i18n: I18n, state: State, column: ListColumn, contact: &Contact) -> AnyView {
    let draft = &contact.draft;
    let text = |text: &str| {
        if text.is_empty() {
            return ().into_any();
        }
        let text = text.to_owned();
        view! { <bdi title=text.clone()>{text.clone()}</bdi> }.into_any()
    };
    let when = |at| {
        view! { <When at=at language=Signal::derive(move || i18n.get_locale().as_str())/> }
            .into_any()
    };
    match column.shows {
        Shows::Name => ().into_any(),
        Shows::Part(Part::Text(part)) => text(draft.text(part)),
        Shows::Part(Part::Labels) => labels(state, &draft.labels, width(column)),
        Shows::Part(Part::Phone(_)) => phones(i18n, contact.id, draft.phones.clone()).into_any(),
        Shows::Part(Part::Email(_)) => emails(i18n, draft.emails.clone()).into_any(),
        Shows::Part(Part::Social(_)) => socials(&draft.socials).into_any(),
        Shows::Part(part) => {
            let held = match part {
                Part::BirthDate => draft.birth_date.map(|day| day.to_string()),
                _ => Some(field_of(part).write(draft).into_owned()),
            };
            let words = move || held.as_deref().map(|held| word(i18n, part, held));
            view! { <bdi>{words}</bdi> }.into_any()
        }
        Shows::Updated => when(contact.updated_at),
        Shows::Created => when(contact.created_at),
    }
}

fn labels(state: State, names: &[String], width: u16) -> AnyView {
    let (shown, hidden) = names.split_at(fitting(names, width));
    view! {
        <span class="chips">
            {shown
                .iter()
                .map(|name| view! { <Chip hue=state.colour(name) name=name.clone()/> })
                .collect_view()}
            {more(hidden.iter().cloned())}
        </span>
    }
    .into_any()
}

/// How many labels a cell shows whole before it only counts them; at least one. The server does not know the font, so
/// that widths are estimated, rather too large.
fn fitting(names: &[String], width: u16) -> usize {
    let room = u32::from(width) - PADDING;
    let mut taken = 0;
    let mut shown = 0;
    for (at, name) in names.iter().enumerate() {
        // Half as wide as an East Asian letter are those of the alphabet.
        let halves: u32 = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        taken += halves * 13 / 2 + CHIP;
        let count = if at + 1 < names.len() { COUNT } else { 0 };
        if taken + count <= room {
            shown = at + 1;
        }
    }
    shown.clamp(names.len().min(1), names.len())
}

/// `+2` for what a cell does not show, with the values on hover.
fn more(hidden: impl ExactSizeIterator<Item = String>) -> Option<AnyView> {
    let count = hidden.len();
    (count > 0).then(|| {
        let title = hidden.collect::<Vec<_>>().join("\n");
        view! { <span class="badge" title=title>{format!("+{count}")}</span> }.into_any()
    })
}

fn phones(i18n: I18n, contact: ContactId, phones: Vec<Phone>) -> Option<AnyView> {
    let mut phones = phones.into_iter();
    let Phone {
        number, verified, ..
    } = phones.next()?;
    Some(
        view! {
            <span class="value">
                {call_link(i18n, contact, &number)}
                {verified.then(|| view! {
                    <span class="verified" role="img" aria-label=move || t_string!(i18n, contacts.verified)>
                        <Icon icon=icondata_lu::LuBadgeCheck/>
                    </span>
                })}
                {more(phones.map(|phone| shown(&phone.number)))}
                {copy(i18n, number)}
            </span>
        }
        .into_any(),
    )
}

fn emails(i18n: I18n, emails: Vec<Email>) -> Option<AnyView> {
    let mut emails = emails.into_iter();
    let Email { address, .. } = emails.next()?;
    Some(
        view! {
            <span class="value">
                <a href=format!("mailto:{address}") title=address.clone()><bdi dir="ltr">{address.clone()}</bdi></a>
                {more(emails.map(|email| email.address))}
                {copy(i18n, address)}
            </span>
        }
        .into_any(),
    )
}

fn socials(socials: &[Social]) -> Option<AnyView> {
    let words = |social: &Social| format!("{} {}", social.network.label(), social.id);
    let (first, others) = socials.split_first()?;
    Some(
        view! {
            <span class="value">
                <bdi title=words(first)>{words(first)}</bdi>
                {more(others.iter().map(words))}
            </span>
        }
        .into_any(),
    )
}

fn copy(i18n: I18n, value: String) -> AnyView {
    let (label, done) = (value.clone(), value.clone());
    view! {
        <CopyButton
            value=value
            label=move || t_string!(i18n, contacts.copy, value = label.clone())
            done=move || t_string!(i18n, contacts.copied, value = done.clone())
        />
    }
    .into_any()
}
