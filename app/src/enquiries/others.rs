//! All other enquiries of the contact in a room, so that they stand in just one: each leads to its own room where its own row
//! of the table lets whoever looks see it, and says why where it does not.
use contact::ContactId;
use leptos::prelude::*;

use crate::{
    enquiries::facts::status_badge,
    i18n::*,
    ui::when::When,
    values::{
        enquiry::channel_name,
        words::{I18n, language},
    },
    wire::room::{OtherEnquiry, Others},
};

/// The list, with its heading. Where there are older ones too, it leads to the contact's own page, if that shows them.
pub fn others(i18n: I18n, others: &Others, home: Option<ContactId>) -> AnyView {
    let list = match others.items.is_empty() {
        true => view! { <p class="none">{t!(i18n, room.no_others)}</p> }.into_any(),
        false => {
            let items = others.items.iter().map(|one| other(i18n, one.clone()));
            view! { <ol role="list">{items.collect::<Vec<_>>()}</ol> }.into_any()
        }
    };
    view! {
        <section>
            <h2>{t!(i18n, record.enquiry_history)}</h2>
            {list}
            {others.cut.then(|| older(i18n, home))}
        </section>
    }
    .into_any()
}

fn older(i18n: I18n, home: Option<ContactId>) -> AnyView {
    let way = home.map(|contact| {
        let activity = format!("/contacts/{contact}?tab=activity");
        view! { " " <a href=activity>{t!(i18n, room.others_home)}</a> }
    });
    view! { <p class="none">{t!(i18n, room.others_cut)} {way}</p> }.into_any()
}

fn other(i18n: I18n, other: OtherEnquiry) -> AnyView {
    let title = match other.subject.is_empty() {
        true => other.external_id.clone(),
        false => other.subject.clone(),
    };
    let title = view! { <bdi>{title}</bdi> };
    let title = match other.refused {
        None => view! { <a href=format!("/enquiries/{}", other.id)>{title}</a> }.into_any(),
        Some(_) => title.into_any(),
    };
    let when = Signal::derive(move || i18n.get_locale().as_str());
    let destination = (!other.destination.is_empty())
        .then(|| view! { " · " <bdi>{other.destination.clone()}</bdi> });
    let why = other.refused.map(|why| {
        view! { <p class="why-not">{move || why.sentence(language(i18n))}</p> }
    });
    view! {
        <li>
            <p class="head">{title} " " {move || status_badge(i18n, other.status)}</p>
            <p class="by">
                <When at=other.opened_at language=when/>
                " · "
                <bdi>{other.external_id.clone()}</bdi>
                " · "
                {move || channel_name(i18n, other.channel)}
                {destination}
            </p>
            {why}
        </li>
    }
    .into_any()
}
