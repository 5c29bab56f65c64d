//! What the lists of enquiries have in common: the way from one to the other, and to the next page, and what is told of
//! enquiries that came or went since a page was drawn.
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    enquiries::{
        address::ListAddress,
        listing::Listing,
        row::{EnquiryColumn, row_id, table},
        shown_rows::{Answered, Listed, ShownRows},
    },
    i18n::*,
    ui::{
        button::LinkButton,
        changes::ShowChanges,
        empty::Empty,
        focus::{put, show},
    },
    values::words::{I18n, ReaderWords},
    wire::overview::{EnquiryPage, EnquiryRow},
};

/// A list of rows.
pub type RowListing = Listing<EnquiryPage, ShownRows<EnquiryRow>>;

/// The lists, each by its address.
const LISTS: [(&str, ReaderWords); 4] = [
    (OVERVIEW, |i18n| t_string!(i18n, enquiries.overview)),
    (CENTRE, |i18n| t_string!(i18n, enquiries.centre)),
    (REPORTS, |i18n| t_string!(i18n, enquiries.reports)),
    (RECENT, |i18n| t_string!(i18n, enquiries.recent)),
];

/// The Enquiry Overview.
pub const OVERVIEW: &str = "/enquiries";
/// The Enquiry Centre.
pub const CENTRE: &str = "/enquiries/centre";
/// The Enquiry Reports.
pub const REPORTS: &str = "/enquiries/reports";
/// The rooms of whoever looks.
pub const RECENT: &str = "/enquiries/recent";

/// How long most lists wait, in milliseconds, before they ask once more what has happened.
pub const PAUSE: u32 = 3_000;

/// The way to the other lists.
pub fn lists(i18n: I18n, here: &'static str) -> AnyView {
    let links = LISTS.map(|(address, words)| {
        view! { <a href=address aria-current=(address == here).then_some("page")>{move || words(i18n)}</a> }
    });
    view! {
        <nav class="segments enquiry-lists" aria-label=move || t_string!(i18n, enquiries.title)>{links.collect_view()}</nav>
    }
    .into_any()
}

/// The way to the first page and to the next one, below a list.
pub fn foot(i18n: I18n, asked: ListAddress, next: Signal<Option<String>>) -> AnyView {
    let first = move || asked.query.with(|query| query.cursor.is_some());
    let next = move || {
        let cursor = next.get()?;
        Some(asked.address(|query| query.cursor = contact::Bounded::try_from(cursor).ok()))
    };
    view! {
        <footer class="pages">
            {move || first().then(|| view! {
                <LinkButton href=Signal::derive(move || asked.address(|_| {})) icon=icondata_lu::LuArrowUp>
                    {t!(i18n, enquiries.first_page)}
                </LinkButton>
            })}
            {move || next().map(|next| view! {
                <LinkButton href=next icon=icondata_lu::LuArrowDown>{t!(i18n, enquiries.next_page)}</LinkButton>
            })}
        </footer>
    }
    .into_any()
}

/// A page of enquiries as a table with the way to the next one, or that there are none.
pub fn rows(
    i18n: I18n,
    asked: ListAddress,
    title: fn(I18n) -> &'static str,
    columns: Signal<&'static [EnquiryColumn]>,
    (listing, page): (RowListing, Signal<ShownRows<EnquiryRow>>),
) -> AnyView {
    let is_empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let next = Signal::derive(move || page.with(|page| page.next.clone()));
    view! {
        {changes(i18n, listing, page)}
        {move || match is_empty.get() {
            false => table(i18n, title, columns, page),
            true => none(i18n),
        }}
        {foot(i18n, asked, next)}
    }
    .into_any()
}

/// What came and went since the rows were drawn, with the button that draws them as they are by now.
pub fn changes<A, R>(
    i18n: I18n,
    listing: Listing<A, ShownRows<R>>,
    page: Signal<ShownRows<R>>,
) -> AnyView
where
    A: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    R: Listed,
    Answered<R>: From<A>,
{
    let newcomers = Memo::new(move |_| page.with(|page| page.newcomers));
    let left = Memo::new(move |_| page.with(ShownRows::left));
    let words = Signal::derive(move || match (newcomers.get(), left.get()) {
        (0, 0) => None,
        (0, count) => Some(t_string!(i18n, enquiries.unshown_left, count).to_string()),
        (count, 0) => Some(t_string!(i18n, enquiries.unshown_new, count).to_string()),
        (count, left) => Some(t_string!(i18n, enquiries.unshown_both, count, left).to_string()),
    });
    let draw = move || {
        if let Some(first) = listing.change(ShownRows::show).flatten() {
            lead_to(first);
        }
    };
    view! { <div class="over-edge at-end"><ShowChanges words on_show=draw/></div> }.into_any()
}

/// Puts the focus on an enquiry that is about to be drawn, in the place of the button that drew it.
fn lead_to(enquiry: Uuid) {
    request_animation_frame(move || {
        let Some(row) = document().get_element_by_id(&row_id(enquiry)) else {
            return;
        };
        show(&row);
        if let Ok(Some(place)) = row.query_selector("a[href], summary") {
            put(&place);
        }
    });
}

/// That there are none.
pub fn none(i18n: I18n) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuInbox
            title=move || t_string!(i18n, enquiries.none)
            text=move || t_string!(i18n, enquiries.none_text)
        />
    }
    .into_any()
}
