//! A look at a contact beside the list, without leaving it. It follows the row that the keys are at.
use contact::{Contact, Country};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    i18n::*,
    later::Fetched,
    list::state::State,
    numbers::number as number_of,
    ui::{
        avatar::Avatar,
        badge::{Badge, Chip, Tone},
        button::{Button, LinkButton, Look},
    },
    values::{
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

fn summary(i18n: I18n, state: State, contact: Contact) -> AnyView {
    let Contact { id, draft, .. } = contact;
    let name = full_name(&draft.first_name, &draft.last_name);
    let mut lines: Vec<(String, AnyView)> = Vec::new();
    let mut line = |label: &str, value: AnyView| lines.push((label.to_owned(), value));
    let text = |text: String| view! { <bdi>{text}</bdi> }.into_any();
    for phone in draft.phones {
        let number = phone.number;
        let value = view! {
            <a href=format!("tel:{number}")>{number_of(number.clone())}</a>
            {phone.verified.then(|| view! {
                <Badge tone=Tone::Success icon=icondata_lu::LuBadgeCheck>{t!(i18n, contacts.verified)}</Badge>
            })}
        };
        line(phone_kind_name(i18n, phone.kind), value.into_any());
    }
    for email in draft.emails {
        let address = email.address;
        let value = view! { <a href=format!("mailto:{address}")><bdi dir="ltr">{address.clone()}</bdi></a> };
        line(email_kind_name(i18n, email.kind), value.into_any());
    }
    for social in draft.socials {
        line(social.network.label(), text(social.id));
    }
    line(
        t_string!(i18n, contacts.kind),
        text(kind_name(i18n, draft.kind).to_owned()),
    );
    line(
        t_string!(i18n, contact.level),
        text(level_name(i18n, draft.level).to_owned()),
    );
    let address = draft.address;
    let country = Country::of_code(&address.country)
        .map(|country| names::country(i18n.get_locale(), country));
    let place = [
        address.street,
        address.city,
        address.state,
        address.zip,
        country.unwrap_or(address.country),
    ];
    let place: Vec<_> = place.into_iter().filter(|part| !part.is_empty()).collect();
    for (label, value) in [
        (t_string!(i18n, contact.team), draft.team),
        (t_string!(i18n, contact.group), draft.group),
        (
            t_string!(i18n, contact.language),
            names::language_of(i18n.get_locale(), &draft.language),
        ),
        (
            t_string!(i18n, contact.birth_date),
            draft
                .birth_date
                .map(|day| written(i18n.get_locale(), day))
                .unwrap_or_default(),
        ),
        (t_string!(i18n, contact.mailing_address), place.join(", ")),
    ] {
        if !value.is_empty() {
            line(label, text(value));
        }
    }
    let work = [draft.job_title, draft.company];
    let work: Vec<_> = work.into_iter().filter(|part| !part.is_empty()).collect();
    let rows = lines.into_iter().map(|(label, value)| {
        view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
    });
    view! {
        <header>
            <Avatar name=name.clone()/>
            <div>
                <h2><bdi>{name}</bdi></h2>
                <p class="hint"><bdi>{work.join(" · ")}</bdi></p>
            </div>
            <Button
                look=Look::Plain
                small=true
                icon=icondata_lu::LuX
                label=move || t_string!(i18n, frame.close)
                on_press=move || state.stop_peeking()
            />
        </header>
        <div class="chips">
            {draft
                .labels
                .iter()
                .map(|label| view! { <Chip hue=state.colour(label) name=label.clone()/> })
                .collect_view()}
        </div>
        <dl>{rows.collect_view()}</dl>
        <div class="buttons">
            <LinkButton look=Look::Primary href=format!("/contacts/{id}")>{t!(i18n, contacts.view)}</LinkButton>
        </div>
    }
    .into_any()
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
