//! The address is the state of a list of enquiries: what of it makes no sense is left out.
use chrono::{DateTime, SecondsFormat, Utc};
use contact::{Bounded, query::Query};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_url},
    location::Url,
};

use crate::wire::overview::EnquiryQuery;

/// The list of enquiries that somebody came from; found in the context of every page.
#[derive(Clone, Copy)]
pub struct EnquiryTrail {
    /// Its address; empty before there was one.
    address: StoredValue<String>,
}

impl EnquiryTrail {
    /// Makes the trail available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            address: StoredValue::default(),
        });
    }

    /// The trail of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// The address of the list as it was left; none where there was none.
    pub fn list(self) -> Option<String> {
        let address = self.address.get_value();
        (!address.is_empty()).then_some(address)
    }
}

/// A list of enquiries: its page, and what its address asks for.
#[derive(Clone, Copy)]
pub struct ListAddress {
    pub page: &'static str,
    pub query: Memo<EnquiryQuery>,
}

impl ListAddress {
    /// What the address of this page asks for. Enquiries that are opened from it lead back to it.
    pub fn of(page: &'static str) -> Self {
        // That of its own route: the address of the page that comes next is nothing to this one.
        let url = use_url();
        let query = Memo::new(move |_| url.with(|url| read(url.search())));
        let trail = EnquiryTrail::of_page();
        Effect::new(move |_| {
            let address = query.with(|query| address(page, query));
            trail.address.set_value(address);
        });
        Self { page, query }
    }

    /// The address that a change of the query gives; it starts from the first page.
    pub fn address(self, change: impl FnOnce(&mut EnquiryQuery)) -> String {
        let mut query = EnquiryQuery {
            cursor: None,
            ..self.query.get()
        };
        change(&mut query);
        address(self.page, &query)
    }
}

/// Goes to an address of the page that one is on.
pub fn go() -> impl Fn(&str) + Clone + 'static {
    let navigate = use_navigate();
    move |address: &str| {
        navigate(
            address,
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    }
}

fn read(search: &str) -> EnquiryQuery {
    let mut query = EnquiryQuery::default();
    for (name, value) in Query::parts(search) {
        let moment = || value.parse::<DateTime<Utc>>().ok();
        match name.as_str() {
            "tab" => query.tab = value.parse().unwrap_or(query.tab),
            "channel" => query.narrow.channel = value.parse().ok(),
            "destination" => query.narrow.destination = bounded(value),
            "staff" => query.narrow.staff = bounded(value),
            "opened_from" => query.narrow.opened.from = moment(),
            "opened_before" => query.narrow.opened.before = moment(),
            "search" => query.search = bounded(value).unwrap_or_default(),
            "cursor" => query.cursor = bounded(value),
            _ => {}
        }
    }
    query
}

fn bounded<const LONGEST: usize>(value: String) -> Option<Bounded<LONGEST>> {
    Bounded::try_from(value)
        .ok()
        .filter(|text| !text.is_empty())
}

/// The address of a query; what is usual is left out.
pub fn address(page: &str, query: &EnquiryQuery) -> String {
    let usual = EnquiryQuery::default();
    let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let narrow = &query.narrow;
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let tab = (query.tab != usual.tab).then(|| query.tab.to_string());
    let parts = [
        ("tab", tab),
        ("search", text(&query.search)),
        ("channel", narrow.channel.map(|channel| channel.to_string())),
        ("destination", narrow.destination.as_deref().and_then(text)),
        ("staff", narrow.staff.as_deref().and_then(text)),
        ("opened_from", narrow.opened.from.map(moment)),
        ("opened_before", narrow.opened.before.map(moment)),
        ("cursor", query.cursor.as_deref().and_then(text)),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", Url::escape(&value?))));
    let parts: Vec<String> = parts.collect();
    match parts.is_empty() {
        true => page.to_owned(),
        false => format!("{page}?{}", parts.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use contact::{
        Bounded,
        enquiry::{Channel, Tab},
        query::Span,
    };

    use super::{address, read};
    use crate::wire::overview::{EnquiryQuery, Narrow};

    #[test]
    #[cfg_attr(
        not(feature = "ssr"),
        ignore = "a browser would escape what the address says"
    )]
    fn an_address_says_what_is_asked_and_is_read_back_as_it_was() {
        assert_eq!(
            address("/enquiries", &EnquiryQuery::default()),
            "/enquiries"
        );
        let query = EnquiryQuery {
            tab: Tab::Missed,
            narrow: Narrow {
                channel: Some(Channel::WebChat),
                destination: Some(Bounded::own("50% & more+")),
                staff: Some(Bounded::own("mei@example.com")),
                opened: Span {
                    from: "2026-11-01T16:00:00Z".parse().ok(),
                    before: "2026-11-02T16:00:00Z".parse().ok(),
                },
            },
            search: Bounded::own("陳 order?"),
            cursor: Some(Bounded::own("7-x")),
        };
        let address = address("/enquiries", &query);
        let (page, search) = address.split_once('?').expect("parameters");
        assert_eq!((page, read(search)), ("/enquiries", query), "{address}");
    }

    #[test]
    fn what_makes_no_sense_narrows_nothing() {
        let address = "tab=nowhere&channel=pigeon&destination=&opened_from=yesterday&other=1";
        assert_eq!(read(address), EnquiryQuery::default());
    }
}
