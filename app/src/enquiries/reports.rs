//! `/enquiries/reports`: the Enquiry Reports. Closed enquiries that whoever looks may see, each with its chat history.
use leptos::prelude::*;

use crate::{
    api::overview::list_closed,
    enquiries::{
        address::ListAddress,
        filters::Filters,
        pages::{PAUSE, REPORTS, RowListing, lists, rows},
        row::EnquiryColumn,
    },
    i18n::*,
    page::Page,
};

const COLUMNS: &[EnquiryColumn] = &[
    EnquiryColumn::Opened,
    EnquiryColumn::Subject,
    EnquiryColumn::Channel,
    EnquiryColumn::Destination,
    EnquiryColumn::Staff,
    EnquiryColumn::ChatHistory,
];

/// The page of the reports.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let i18n = use_i18n();
    let asked = ListAddress::of(REPORTS);
    let listing = RowListing::new(asked.query.into(), list_closed, PAUSE);
    let columns = Signal::stored(COLUMNS);
    view! {
        <Page title=move || t_string!(i18n, enquiries.reports)>
            {lists(i18n, REPORTS)}
            <Filters asked search=true/>
            {listing.view(move |page| {
                rows(i18n, asked, |i18n| t_string!(i18n, enquiries.reports), columns, (listing, page))
            })}
        </Page>
    }
}
