//! `/enquiries`: the Enquiry Overview. All staff see every row; a row leads to its place for whoever may see it.
use contact::enquiry::Tab;
use leptos::prelude::*;
use strum::VariantArray;
use uuid::Uuid;

use crate::{
    api::overview::{count_enquiries, list_enquiries},
    enquiries::{
        address::{ListAddress, address},
        filters::Filters,
        listing::{ListContent, Listing},
        pages::{OVERVIEW, RowListing, lists, rows},
        row::EnquiryColumn,
    },
    i18n::*,
    page::Page,
    values::{
        enquiry::tab_name,
        words::{I18n, total_words},
    },
    wire::overview::{EnquiryQuery, EnquiryRow, TabCounts},
};

/// How long it waits, in milliseconds, before it asks once more what has happened.
const PAUSE: u32 = 1_000;

/// The page of the overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let i18n = use_i18n();
    let asked = ListAddress::of(OVERVIEW);
    let listing = RowListing::new(asked.query.into(), list_enquiries, PAUSE);
    let narrow = Memo::new(move |_| asked.query.with(|query| query.narrow.clone()));
    let counts =
        Listing::<TabCounts, Option<TabCounts>>::new(narrow.into(), count_enquiries, PAUSE);
    let shown = Signal::derive(move || columns(asked.query.with(|query| query.tab)));
    view! {
        <Page title=move || t_string!(i18n, enquiries.overview)>
            {lists(i18n, OVERVIEW)}
            {counts.always(move |counts| tabs(i18n, asked, counts))}
            <Filters asked/>
            {listing.view(move |page| {
                rows(i18n, asked, |i18n| t_string!(i18n, enquiries.overview), shown, (listing, page))
            })}
        </Page>
    }
}

/// Counts move nothing: what is answered last is shown.
impl ListContent for Option<TabCounts> {
    type Answer = TabCounts;

    fn of(answer: TabCounts) -> Self {
        Some(answer)
    }

    fn missing(&self, _: &TabCounts) -> Vec<Uuid> {
        Vec::new()
    }

    fn follow(&mut self, newer: TabCounts, _: &[EnquiryRow]) {
        *self = Some(newer);
    }
}

/// The tabs, each with how many it holds.
fn tabs(i18n: I18n, asked: ListAddress, counts: Signal<Option<TabCounts>>) -> AnyView {
    let link = move |&tab: &Tab| {
        let to = move || {
            let query = EnquiryQuery {
                tab,
                cursor: None,
                ..asked.query.get()
            };
            address(OVERVIEW, &query)
        };
        let count = move || counts.get().map(|counts| total_words(counts.of(tab)));
        let is_here = move || asked.query.with(|query| query.tab == tab);
        view! {
            <a href=to aria-current=move || is_here().then_some("page")>
                {move || tab_name(i18n, tab)} " " <span class="tally">{count}</span>
            </a>
        }
    };
    view! {
        <nav class="tabs enquiry-tabs" aria-label=move || t_string!(i18n, enquiries.tabs)>
            {Tab::VARIANTS.iter().map(link).collect_view()}
        </nav>
    }
    .into_any()
}

/// What the rows of a tab say besides who it is.
fn columns(tab: Tab) -> &'static [EnquiryColumn] {
    match tab {
        Tab::Open | Tab::Missed => WAITING,
        Tab::Handling => HANDLING,
        Tab::Closed => CLOSED,
    }
}

// The time comes first: a list is in its order, and a small screen shows it without scrolling.
const WAITING: &[EnquiryColumn] = &[
    EnquiryColumn::Waiting,
    EnquiryColumn::Channel,
    EnquiryColumn::Destination,
    EnquiryColumn::Staff,
];
const HANDLING: &[EnquiryColumn] = &[
    EnquiryColumn::Status,
    EnquiryColumn::Opened,
    EnquiryColumn::Channel,
    EnquiryColumn::Destination,
    EnquiryColumn::Staff,
];
const CLOSED: &[EnquiryColumn] = &[
    EnquiryColumn::Opened,
    EnquiryColumn::Channel,
    EnquiryColumn::Destination,
    EnquiryColumn::Closed,
    EnquiryColumn::Staff,
];
