//! `/enquiries/recent`: the rooms that are not closed, of whoever looks. What becomes of a contact takes none away.
use leptos::prelude::*;

use crate::{
    api::overview::list_recent,
    enquiries::{
        address::ListAddress,
        pages::{PAUSE, RECENT, RowListing, lists, rows},
        row::EnquiryColumn,
    },
    i18n::*,
    page::Page,
};

const COLUMNS: &[EnquiryColumn] = &[
    EnquiryColumn::Status,
    EnquiryColumn::Opened,
    EnquiryColumn::Channel,
    EnquiryColumn::Destination,
    EnquiryColumn::Staff,
];

/// The page of recent rooms.
#[component]
pub fn RecentPage() -> impl IntoView {
    let i18n = use_i18n();
    let asked = ListAddress::of(RECENT);
    let listing = RowListing::new(asked.query.into(), list_recent, PAUSE);
    let columns = Signal::stored(COLUMNS);
    view! {
        <Page title=move || t_string!(i18n, enquiries.recent)>
            {lists(i18n, RECENT)}
            {listing.view(move |page| {
                rows(i18n, asked, |i18n| t_string!(i18n, enquiries.recent), columns, (listing, page))
            })}
        </Page>
    }
}
