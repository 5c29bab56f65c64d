//! `/enquiries/centre`: the Enquiry Centre. Missed enquiries that whoever looks may see, each with what one wants to know
//! before calling back.
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    api::overview::list_missed,
    enquiries::{
        address::ListAddress,
        filters::Filters,
        listing::Listing,
        pages::{CENTRE, foot, lists, none},
        row::{caller_name, channel, place},
    },
    i18n::*,
    later::Fetched,
    numbers::number as number_of,
    page::Page,
    record::activity::entries::visit,
    ui::{
        button::LinkButton,
        icon::Icon,
        when::{Lasting, When, time_there},
    },
    values::{
        calls::{call_link, text_link},
        words::I18n,
    },
    wire::overview::{Centre, MissedEnquiry},
};

/// `/enquiries/centre`.
#[wasm_split(enquiries, fallible)]
pub fn centre_page() -> Fetched {
    Ok(view! { <CentrePage/> }.into_any())
}

/// The page of the centre.
#[component]
pub fn CentrePage() -> impl IntoView {
    let i18n = use_i18n();
    let asked = ListAddress::of(CENTRE);
    let listing = Listing::new(asked.query.into(), |query| async move {
        list_missed(query).await.map(Some)
    });
    view! {
        <Page title=move || t_string!(i18n, enquiries.centre)>
            {lists(i18n, CENTRE)}
            <Filters asked/>
            {listing.view(move |centre| missed(i18n, asked, centre))}
        </Page>
    }
}

fn missed(i18n: I18n, asked: ListAddress, centre: Signal<Option<Centre>>) -> AnyView {
    let items = move || {
        let items =
            centre.with(|centre| Some((centre.as_ref()?.now, centre.as_ref()?.items.clone())));
        items
            .map(|(now, items)| {
                items
                    .into_iter()
                    .map(|item| (now, item))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    };
    let is_empty = Memo::new(move |_| {
        centre.with(|centre| centre.as_ref().is_none_or(|centre| centre.items.is_empty()))
    });
    let next = Signal::derive(move || centre.with(|centre| centre.as_ref()?.next_cursor.clone()));
    view! {
        {move || match is_empty.get() {
            true => none(i18n),
            false => view! {
                <ol class="missed" role="list">
                    <For each=items key=|(_, item)| serde_json::to_string(item).unwrap_or_default() let:item>
                        {brief(i18n, item.0, item.1)}
                    </For>
                </ol>
            }
            .into_any(),
        }}
        {foot(i18n, asked, next)}
    }
    .into_any()
}

/// A missed enquiry with what one wants to know before calling back.
fn brief(i18n: I18n, now: DateTime<Utc>, missed: MissedEnquiry) -> AnyView {
    let MissedEnquiry {
        row,
        contact,
        number,
        minutes_ahead,
        visits,
        last_said,
    } = missed;
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let there = minutes_ahead.map(|ahead| {
        let time = time_there(ahead, now);
        view! {
            <span class="there"><Icon icon=icondata_lu::LuClock/> {move || t_string!(i18n, enquiries.there, time = time.get())}</span>
        }
    });
    let call = number.map(|number| match contact {
        Some(contact) => view! {
            <span class="call">
                <Icon icon=icondata_lu::LuPhone/>
                {call_link(i18n, contact, &number)}
                {text_link(i18n, contact, &number)}
            </span>
        }
        .into_any(),
        // Of nobody yet there is no activity to write it into.
        None => view! {
            <a class="call" href=format!("tel:{number}")><Icon icon=icondata_lu::LuPhone/> {number_of(number.clone())}</a>
        }
        .into_any(),
    });
    let said = last_said.map(|said| {
        view! {
            <blockquote><p><bdi>{said.text}</bdi></p><When at=said.at language/></blockquote>
        }
    });
    let seen = (!visits.is_empty()).then(|| {
        let visits = visits
            .into_iter()
            .map(|held| view! { <li>{visit(i18n, &held)}</li> });
        view! {
            <section>
                <h3>{t!(i18n, enquiries.last_visits)}</h3>
                <ol role="list">{visits.collect_view()}</ol>
            </section>
        }
    });
    let (caller, subject) = (row.caller.clone(), row.subject.clone());
    view! {
        <li>
            <article>
                <h2><bdi>{move || caller_name(i18n, &caller)}</bdi></h2>
                <p class="about">
                    {channel(i18n, row.channel)}
                    {(!row.destination.is_empty()).then(|| view! { <bdi>{row.destination.clone()}</bdi> })}
                    <span>{t!(i18n, enquiries.waiting)} " " <Lasting since=row.opened_at language/></span>
                    {(!subject.is_empty()).then(|| view! { <bdi>{subject}</bdi> })}
                </p>
                <p class="reach">{call} {there}</p>
                {said}
                {seen}
                <p><LinkButton href=place(row.status, row.id) icon=icondata_lu::LuUser>{t!(i18n, room.visitor_information)}</LinkButton></p>
            </article>
        </li>
    }
    .into_any()
}
