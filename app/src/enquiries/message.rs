//! One message of a transcript: who, when, and what was said, which is text and nothing else. Few nodes, as there are many.
use chrono::{DateTime, Utc};
use contact::{ContactId, heard::Offer};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::transcript::add_heard,
    enquiries::{reader::Reader, shown_pages::element_id},
    i18n::*,
    numbers::shown,
    record::own_writes::OwnWrites,
    ui::{
        button::Button,
        when::{local_day, local_day_words, local_time},
    },
    values::{day::written, message::address, words::I18n},
    wire::{intake::Sender, transcript},
};

/// A message, and whose enquiry it is of.
#[derive(Clone, Copy)]
pub struct ContactMessage<'a> {
    pub held: &'a transcript::TranscriptLine,
    pub contact: Option<ContactId>,
}

/// A message, behind the day on which it was, where that begins.
pub fn line(reader: Reader, line: ContactMessage<'_>, day: impl IntoView + 'static) -> AnyView {
    let ContactMessage { held, contact } = line;
    let (i18n, at) = (reader.i18n, held.at);
    let class = held.sender.as_str();
    let offers = contact.filter(|_| !held.offers.is_empty()).map(|contact| {
        let offers = held
            .offers
            .iter()
            .map(|offer| add(reader, contact, held.id, offer));
        view! {
            <p class="offers">{offers.collect::<Vec<_>>()}</p>
            {why_not(reader, held.offers.clone())}
        }
    });
    view! {
        {day}
        <li id=element_id(held.id) class=class>
            <p class="by">
                {by(i18n, held.sender, &held.name)}
                <a class="at" href=address(reader.enquiry, &held.external_id) title=t_string!(i18n, transcript.link)>
                    <time datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()>
                        {move || match reader.zoned.get() {
                            true => local_time(at),
                            false => at.format("%H:%M UTC").to_string(),
                        }}
                    </time>
                </a>
                {contact.map(|contact| then(i18n, contact, held.then))}
            </p>
            <p class="text" dir="auto">{held.text.clone()}</p>
            {offers}
        </li>
    }
    .into_any()
}

/// Who said it. Where they stand says who is staff, and so do words for whoever does not see it.
fn by(i18n: I18n, sender: Sender, name: &str) -> AnyView {
    let role = match sender {
        Sender::Visitor => t_string!(i18n, transcript.visitor),
        Sender::Staff => t_string!(i18n, transcript.staff),
        Sender::System => t_string!(i18n, transcript.system),
    };
    match name.is_empty() {
        true if sender == Sender::System => view! { <span class="quiet">{role}</span> }.into_any(),
        true => view! { <bdi>{role}</bdi> }.into_any(),
        false => {
            view! { <bdi>{name.to_owned()}</bdi> <span class="quiet">{role}</span> }.into_any()
        }
    }
}

/// The way to the contact as it was then.
fn then(i18n: I18n, contact: ContactId, change: Option<i64>) -> AnyView {
    match change {
        Some(number) => view! {
            <a class="then" href=format!("/contacts/{contact}?tab=log&at={number}")>{t_string!(i18n, transcript.as_it_was)}</a>
        }
        .into_any(),
        None => view! { <span class="then">{t_string!(i18n, transcript.no_contact_yet)}</span> }.into_any(),
    }
}

/// Why none of what was heard can be added just now, where something of it could be.
fn why_not(reader: Reader, offers: Vec<Offer>) -> AnyView {
    (move || {
        let why = reader.why_not.get()?;
        let is_offered = offers.iter().any(|offer| reader.lacks(offer));
        is_offered.then(|| view! { <p class="why-not">{why}</p> })
    })
    .into_any()
}

/// Adds what was heard, with one key.
fn add(reader: Reader, contact: ContactId, message: Uuid, offer: &Offer) -> AnyView {
    let i18n = reader.i18n;
    let busy = RwSignal::new(false);
    let writes = OwnWrites::of_record();
    let offer = StoredValue::new(offer.clone());
    let press = move || {
        busy.set(true);
        let write = writes.begin();
        leptos::task::spawn_local(async move {
            let wanted = offer.get_value();
            match add_heard(reader.enquiry, contact, message, wanted).await {
                Ok(contact) => {
                    reader.report.toasts.say(tu_string!(i18n, transcript.added));
                    // The transcript may have been left meanwhile.
                    let _ = reader.on_change.try_run(contact);
                }
                Err(error) => reader.report.say(error),
            }
            // The button may be gone by then.
            let _ = busy.try_set(false);
            drop(write);
        });
    };
    let label = move || {
        offer.with_value(|offer| match offer {
            Offer::Phone(number) => t_string!(i18n, transcript.add, value = shown(number)),
            Offer::Email(address) => t_string!(i18n, transcript.add, value = address.clone()),
            Offer::Birthday(day) => {
                let day = written(i18n.get_locale(), *day);
                t_string!(i18n, transcript.add_birthday, day)
            }
        })
    };
    let lacks = Memo::new(move |_| offer.with_value(|offer| reader.lacks(offer)));
    (move || {
        lacks.get().then(|| {
            view! {
                <Button
                    small=true
                    busy=busy
                    icon=icondata_lu::LuPlus
                    disabled=Signal::derive(move || reader.why_not.read().is_some())
                    on_press=press
                >
                    {label}
                </Button>
            }
        })
    })
    .into_any()
}

/// The day of a moment, where the message before it was on another.
pub fn day_of(
    reader: Reader,
    at: DateTime<Utc>,
    earlier: impl Fn() -> Option<DateTime<Utc>> + Send + Sync + 'static,
) -> impl IntoView {
    move || {
        let zoned = reader.zoned.get();
        let day = |at: DateTime<Utc>| match zoned {
            true => local_day(at),
            false => at.date_naive().to_string(),
        };
        let begins = earlier().is_none_or(|earlier| day(earlier) != day(at));
        let words = || match zoned {
            true => local_day_words(at, reader.i18n.get_locale().as_str()),
            false => at.format("%-d %b %Y").to_string(),
        };
        begins.then(|| view! { <li class="day">{words()}</li> })
    }
}
