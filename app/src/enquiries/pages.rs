//! What the lists of enquiries have in common: the way from one to the other, and to the next page.
use leptos::prelude::*;

use crate::{
    enquiries::{
        address::ListAddress,
        row::{EnquiryColumn, table},
    },
    i18n::*,
    ui::{button::LinkButton, empty::Empty},
    values::words::{I18n, ReaderWords},
    wire::overview::EnquiryPage,
};

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
    page: Signal<EnquiryPage>,
) -> AnyView {
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()));
    let rows = Signal::derive(move || page.with(|page| page.items.clone()));
    let next = Signal::derive(move || page.with(|page| page.next_cursor.clone()));
    view! {
        {move || match is_empty.get() {
            false => table(i18n, title, columns, rows),
            true => none(i18n),
        }}
        {foot(i18n, asked, next)}
    }
    .into_any()
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
