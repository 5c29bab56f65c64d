//! `/enquiries/centre`: the Enquiry Centre. Missed enquiries that whoever looks may see, each with what one wants to know
//! before calling back.
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    api::overview::list_missed,
    enquiries::{
        address::ListAddress,
        filters::Filters,
        listing::Listing,
        pages::{CENTRE, PAUSE, changes, foot, lists, none},
        row::{
            as_it_stands, became, caller_name, channel, has_left, part, place, reason, row_id,
            waiting,
        },
        shown_rows::{Answered, Listed, ShownRow, ShownRows},
    },
    i18n::*,
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
    wire::overview::{Centre, EnquiryRow, MissedEnquiry},
};

/// A missed enquiry with what one wants to know before calling back.
#[derive(Clone, PartialEq)]
struct Brief {
    missed: MissedEnquiry,
    /// What time it was when this was answered.
    now: DateTime<Utc>,
}

impl Listed for Brief {
    fn row(&self) -> &EnquiryRow {
        &self.missed.row
    }

    fn set_row(&mut self, row: EnquiryRow) {
        self.missed.row = row;
    }
}

impl From<Centre> for Answered<Brief> {
    fn from(centre: Centre) -> Self {
        let now = centre.now;
        let brief = |missed| Brief { missed, now };
        Self {
            items: centre.items.into_iter().map(brief).collect(),
            next: centre.next_cursor,
        }
    }
}

/// The missed enquiries.
type BriefListing = Listing<Centre, ShownRows<Brief>>;

/// The page of the centre.
#[component]
pub fn CentrePage() -> impl IntoView {
    let i18n = use_i18n();
    let asked = ListAddress::of(CENTRE);
    let listing = BriefListing::new(asked.query.into(), list_missed, PAUSE);
    view! {
        <Page title=move || t_string!(i18n, enquiries.centre)>
            {lists(i18n, CENTRE)}
            <Filters asked/>
            {listing.view(move |page| briefs(i18n, asked, listing, page))}
        </Page>
    }
}

fn briefs(
    i18n: I18n,
    asked: ListAddress,
    listing: BriefListing,
    page: Signal<ShownRows<Brief>>,
) -> AnyView {
    let is_empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let next = Signal::derive(move || page.with(|page| page.next.clone()));
    let items = move || page.with(|page| page.rows.clone());
    view! {
        {changes(i18n, listing, page)}
        {move || match is_empty.get() {
            true => none(i18n),
            false => view! {
                <ol class="missed" role="list">
                    <For each=items key=|held| held.item.row().id let:held>
                        {brief(i18n, as_it_stands(held, page))}
                    </For>
                </ol>
            }
            .into_any(),
        }}
        {foot(i18n, asked, next)}
    }
    .into_any()
}

/// A missed enquiry with what one wants to know before calling back, as long as it may be seen.
fn brief(i18n: I18n, held: Memo<ShownRow<Brief>>) -> AnyView {
    let refused = part(held, |brief| brief.missed.row.refused);
    let about = move || match refused.get() {
        Some(why) => view! { <p>{reason(i18n, why)}</p> }.into_any(),
        None => seen(i18n, held),
    };
    let caller = part(held, |brief| brief.missed.row.caller.clone());
    view! {
        <li id=row_id(held.with_untracked(|held| held.item.row().id)) class:left=move || has_left(held)>
            <article>
                <h2>
                    <bdi>{move || caller.with(|caller| caller_name(i18n, caller))}</bdi>
                    {became(i18n, held)}
                </h2>
                {about}
            </article>
        </li>
    }
    .into_any()
}

/// What is known of an enquiry that may be seen.
fn seen(i18n: I18n, held: Memo<ShownRow<Brief>>) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let by = part(held, |brief| brief.missed.row.channel);
    let destination = part(held, |brief| brief.missed.row.destination.clone());
    let subject = part(held, |brief| brief.missed.row.subject.clone());
    let since = part(held, |brief| waiting(&brief.missed.row));
    let said = part(held, |brief| brief.missed.last_said.clone());
    let visits = part(held, |brief| brief.missed.visits.clone());
    let way = part(held, |brief| {
        place(brief.missed.row.status, brief.missed.row.id)
    });
    let text = |text: String| (!text.is_empty()).then(|| view! { <bdi>{text}</bdi> });
    let waits = move || {
        let since = since.get()?;
        Some(view! { <span>{t!(i18n, enquiries.waiting)} " " <Lasting since language/></span> })
    };
    let last_said = move || {
        let said = said.get()?;
        Some(view! {
            <blockquote><p><bdi>{said.text}</bdi></p><When at=said.at language/></blockquote>
        })
    };
    let last_visits = move || {
        let visits = visits.get();
        let some = !visits.is_empty();
        let visits = visits
            .into_iter()
            .map(|held| view! { <li>{visit(i18n, &held)}</li> });
        some.then(|| {
            view! {
                <section>
                    <h3>{t!(i18n, enquiries.last_visits)}</h3>
                    <ol role="list">{visits.collect_view()}</ol>
                </section>
            }
        })
    };
    view! {
        <p class="about">
            {move || channel(i18n, by.get())}
            {move || text(destination.get())}
            {waits}
            {move || text(subject.get())}
        </p>
        {reach(i18n, held)}
        {last_said}
        {last_visits}
        <p><LinkButton href=way icon=icondata_lu::LuUser>{t!(i18n, room.visitor_information)}</LinkButton></p>
    }
    .into_any()
}

/// The number to call, and what time it is there.
fn reach(i18n: I18n, held: Memo<ShownRow<Brief>>) -> AnyView {
    let number = part(held, |brief| {
        (brief.missed.contact, brief.missed.number.clone())
    });
    let ahead = part(held, |brief| brief.missed.minutes_ahead);
    let now = held.with_untracked(|held| held.item.now);
    let call = move || {
        let (contact, number) = number.get();
        let number = number?;
        let call = match contact {
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
        };
        Some(call)
    };
    let there = move || {
        let time = time_there(ahead.get()?, now);
        Some(view! {
            <span class="there"><Icon icon=icondata_lu::LuClock/> {move || t_string!(i18n, enquiries.there, time = time.get())}</span>
        })
    };
    view! { <p class="reach">{call} {there}</p> }.into_any()
}
