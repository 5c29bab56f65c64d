//! A look at a contact beside the list, without leaving it. It follows the row that the keys are at.
use contact::{Contact, ContactId, Country, Draft};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    i18n::*,
    later::Fetched,
    list::{cells::departed, state::State},
    ui::{
        avatar::Avatar,
        badge::{Badge, Chip, Tone},
        button::{Button, LinkButton, Look},
    },
    values::{
        calls::{call_link, text_link},
        day::written,
        names,
        words::{I18n, email_kind_name, full_name, kind_name, level_name, phone_kind_name},
    },
};

/// The look at a contact beside the list.
#[wasm_split(list, fallible)]
pub fn peek_panel(state: State) -> Fetched {
    Ok(view! { <Peek state/> }.into_any())
}

/// The panel at the right of the list.
#[component]
pub fn Peek(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let window = state.window;
    let contact = Memo::new(move |_| {
        let row = window.at.get().filter(|_| window.peeking.get())?;
        state.contact_at(row)
    });
    view! {
        {move || contact.get().map(|contact| view! {
            <aside class="peek" aria-label=move || t_string!(i18n, list.peek)>
                {summary(i18n, state, contact)}
            </aside>
        })}
    }
}

fn summary(i18n: I18n, state: State, Contact { id, draft, .. }: Contact) -> AnyView {
    let name = full_name(&draft.first_name, &draft.last_name);
    let work = filled([draft.job_title.clone(), draft.company.clone()]).join(" · ");
    let labels = draft.labels.iter();
    let labels = labels.map(|label| view! { <Chip hue=state.colour(label) name=label.clone()/> });
    let labels = labels.collect_view();
    let lines = reached(i18n, id, &draft)
        .into_iter()
        .chain(told(i18n, draft));
    let lines = lines.map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    view! {
        <header>
            <Avatar name=name.clone()/>
            <div>
                <h2><bdi>{name}</bdi></h2>
                <p class="hint"><bdi>{work}</bdi></p>
                {move || state.departure(id).map(|departure| departed(i18n, departure))}
            </div>
            <Button
                look=Look::Plain
                small=true
                icon=icondata_lu::LuX
                label=move || t_string!(i18n, frame.close)
                on_press=move || state.stop_peeking()
            />
        </header>
        <div class="chips">{labels}</div>
        <dl>{lines.collect_view()}</dl>
        <div class="buttons">
            <LinkButton look=Look::Primary href=format!("/contacts/{id}")>{t!(i18n, contacts.view)}</LinkButton>
        </div>
    }
    .into_any()
}

/// What a value is called, and the value.
type PeekLine = (String, AnyView);

fn line(label: &str, value: String) -> PeekLine {
    (label.to_owned(), view! { <bdi>{value}</bdi> }.into_any())
}

fn filled<const N: usize>(values: [String; N]) -> Vec<String> {
    values
        .into_iter()
        .filter(|value| !value.is_empty())
        .collect()
}

/// How the contact is reached.
fn reached(i18n: I18n, contact: ContactId, draft: &Draft) -> Vec<PeekLine> {
    let phones = draft.phones.iter().map(|phone| {
        let value = view! {
            {call_link(i18n, contact, &phone.number)}
            {text_link(i18n, contact, &phone.number)}
            {phone.verified.then(|| view! {
                <Badge tone=Tone::Success icon=icondata_lu::LuBadgeCheck>{t!(i18n, contacts.verified)}</Badge>
            })}
        };
        (phone_kind_name(i18n, phone.kind).to_owned(), value.into_any())
    });
    let emails = draft.emails.iter().map(|email| {
        let address = email.address.clone();
        let value =
            view! { <a href=format!("mailto:{address}")><bdi dir="ltr">{address.clone()}</bdi></a> };
        (
            email_kind_name(i18n, email.kind).to_owned(),
            value.into_any(),
        )
    });
    let socials = draft.socials.iter();
    let socials = socials.map(|social| line(social.network.label(), social.id.clone()));
    phones.chain(emails).chain(socials).collect()
}

/// What else is known of the contact.
fn told(i18n: I18n, draft: Draft) -> impl Iterator<Item = PeekLine> {
    let reader = i18n.get_locale();
    let address = draft.address;
    let country = Country::of_code(&address.country);
    let country = country.map_or(address.country, |country| names::country(reader, country));
    let place = filled([
        address.street,
        address.city,
        address.state,
        address.zip,
        country,
    ]);
    let born = draft.birth_date.map(|day| written(reader, day));
    let lines = [
        (
            t_string!(i18n, contacts.kind),
            kind_name(i18n, draft.kind).to_owned(),
        ),
        (
            t_string!(i18n, contact.level),
            level_name(i18n, draft.level).to_owned(),
        ),
        (t_string!(i18n, contact.team), draft.team),
        (t_string!(i18n, contact.group), draft.group),
        (
            t_string!(i18n, contact.language),
            names::language_of(reader, &draft.language),
        ),
        (
            t_string!(i18n, contact.birth_date),
            born.unwrap_or_default(),
        ),
        (t_string!(i18n, contact.mailing_address), place.join(", ")),
    ];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    lines.map(|(label, value)| line(label, value))
}

impl State {
    /// Closes the look at a contact; the focus goes back to its row.
    pub fn stop_peeking(self) {
        self.window.peeking.set(false);
        if let Some(row) = self.window.at.get_untracked() {
            self.visit(row);
        }
    }
}
