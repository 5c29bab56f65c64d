//! Each thing that happened, as the Activity tab shows it, and their order on one line of time.
use chrono::{DateTime, Utc};
use contact::permit::{EnquiryAction, permit};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    i18n::*,
    numbers::number,
    ui::{badge::Badge, icon::Icon, when::When},
    values::{
        enquiry::{channel_name, status_name},
        staff::names,
        words::{I18n, language},
    },
    wire::activity::{Activity, Engagement, EnquiryEntry, Visit},
};

/// Something that happened, of any kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening<'a> {
    Enquiry(&'a EnquiryEntry),
    Engagement(&'a Engagement),
    Visit(&'a Visit),
}

impl Happening<'_> {
    /// Its place in the order of all kinds, which is that of the pages.
    fn place(self) -> (DateTime<Utc>, Uuid) {
        match self {
            Self::Enquiry(enquiry) => (enquiry.opened_at, enquiry.id),
            Self::Engagement(engagement) => (engagement.at, engagement.id),
            Self::Visit(visit) => (visit.at, visit.id),
        }
    }

    /// As a column of its kind shows it.
    pub fn entry(self, i18n: I18n) -> AnyView {
        match self {
            Self::Enquiry(one) => enquiry(i18n, one),
            Self::Engagement(one) => engagement(i18n, one),
            Self::Visit(one) => visit(i18n, one),
        }
    }

    /// As the timeline shows it, which says of what kind it is.
    pub fn entry_of_kind(self, i18n: I18n) -> AnyView {
        let (icon, kind) = match self {
            Self::Enquiry(_) => (
                icondata_lu::LuMessagesSquare,
                t_string!(i18n, record.enquiry),
            ),
            Self::Engagement(one) => (
                match one.kind.as_str() {
                    "call" => icondata_lu::LuPhone,
                    _ => icondata_lu::LuMessageSquareText,
                },
                t_string!(i18n, record.engagement),
            ),
            Self::Visit(_) => (icondata_lu::LuRoute, t_string!(i18n, record.journey)),
        };
        view! { <p class="kind"><Icon icon/>{kind}</p><div>{self.entry(i18n)}</div> }.into_any()
    }
}

/// All that stands on a page, the newest first.
pub fn merged(activity: &Activity) -> Vec<Happening<'_>> {
    let enquiries = activity.enquiries.iter().map(Happening::Enquiry);
    let engagements = activity.engagements.iter().map(Happening::Engagement);
    let visits = activity.visits.iter().map(Happening::Visit);
    let mut all: Vec<_> = enquiries.chain(engagements).chain(visits).collect();
    all.sort_by_key(|happening| std::cmp::Reverse(happening.place()));
    all
}

/// A closed one leads to its transcript, or says why not; the others are text with their status.
fn enquiry(i18n: I18n, enquiry: &EnquiryEntry) -> AnyView {
    let (status, tone) = status_name(i18n, enquiry.status);
    let title = match enquiry.subject.is_empty() {
        true => enquiry.external_id.clone(),
        false => enquiry.subject.clone(),
    };
    let parts = [
        enquiry.external_id.clone(),
        channel_name(i18n, enquiry.channel).to_owned(),
        enquiry.destination.clone(),
    ];
    let may = enquiry
        .relation
        .map(|relation| permit(enquiry.status, relation, EnquiryAction::View));
    let title = match may {
        Some(Ok(())) => {
            let address = format!("/enquiries/{}/transcript", enquiry.id);
            view! { <a href=address><bdi>{title}</bdi></a> }.into_any()
        }
        _ => view! { <bdi>{title}</bdi> }.into_any(),
    };
    let why = may.and_then(Result::err).map(|why| {
        view! {
            <details class="why">
                <summary>{t_string!(i18n, record.no_transcript)}</summary>
                <p>{why.sentence(language(i18n))}</p>
            </details>
        }
    });
    view! {
        <p class="head">{title} " " <Badge tone=tone>{status}</Badge></p>
        {about(i18n, enquiry.opened_at, &parts, &enquiry.staff)}
        {why}
    }
    .into_any()
}

fn engagement(i18n: I18n, engagement: &Engagement) -> AnyView {
    let kind = match engagement.kind.as_str() {
        "call" => t_string!(i18n, record.call),
        _ => t_string!(i18n, record.sms),
    };
    let took = engagement
        .seconds
        .map(|seconds| format!("{}:{:02}", seconds / 60, seconds % 60));
    let parts = [took.unwrap_or_default(), engagement.staff.clone()];
    let text = (!engagement.text.is_empty())
        .then(|| view! { <p class="text"><bdi>{engagement.text.clone()}</bdi></p> });
    view! {
        <p class="head">{kind} " " {number(engagement.number.clone())}</p>
        {text}
        {about(i18n, engagement.at, &parts, &[])}
    }
    .into_any()
}

/// A page that somebody looked at; only an address of the web is a link.
pub fn visit(i18n: I18n, visit: &Visit) -> AnyView {
    let [address, shown] = [(); 2].map(|()| visit.address.clone());
    let address = match is_link(&address) {
        true => view! { <a href=address target="_blank" rel="noopener noreferrer external"><bdi dir="ltr">{shown}</bdi></a> }.into_any(),
        false => view! { <bdi dir="ltr">{shown}</bdi> }.into_any(),
    };
    let title = (!visit.title.is_empty())
        .then(|| view! { <p class="head"><bdi>{visit.title.clone()}</bdi></p> });
    view! {
        {title}
        <p class="text">{address}</p>
        {about(i18n, visit.at, &[], &[])}
    }
    .into_any()
}

/// When it was, who was there, and what else there is to say of it.
fn about(i18n: I18n, at: DateTime<Utc>, parts: &[String], staff: &[String]) -> AnyView {
    let parts = parts.iter().filter(|part| !part.is_empty());
    let parts = parts.map(|part| view! { " · " <bdi>{part.clone()}</bdi> });
    let parts = parts.collect::<Vec<_>>();
    let staff = (!staff.is_empty()).then(|| view! { " · " {names(staff)} });
    let language = Signal::derive(move || i18n.get_locale().as_str());
    view! { <p class="by"><When at=at language=language/>{parts}{staff}</p> }.into_any()
}

/// Only addresses of the web lead anywhere; a script is text.
fn is_link(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::{Activity, Engagement, Happening, Visit, is_link, merged};

    fn moment(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Duration::minutes(minute)
    }

    fn call(minute: i64) -> Engagement {
        Engagement {
            id: Uuid::nil(),
            kind: "call".to_owned(),
            number: String::new(),
            staff: String::new(),
            at: moment(minute),
            seconds: None,
            text: String::new(),
        }
    }

    fn visit(minute: i64) -> Visit {
        Visit {
            id: Uuid::nil(),
            title: String::new(),
            address: String::new(),
            at: moment(minute),
        }
    }

    #[test]
    fn the_timeline_goes_from_the_newest_to_the_oldest_whatever_the_kind() {
        let activity = Activity {
            engagements: vec![call(50), call(20), call(10)],
            visits: vec![visit(40), visit(30)],
            ..Activity::default()
        };
        assert_eq!(
            merged(&activity),
            [
                Happening::Engagement(&call(50)),
                Happening::Visit(&visit(40)),
                Happening::Visit(&visit(30)),
                Happening::Engagement(&call(20)),
                Happening::Engagement(&call(10)),
            ]
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for address in [
            "https://example.com/a?b",
            "http://example.com",
            "HTTPS://EXAMPLE.COM",
        ] {
            assert!(is_link(address), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "ftp://example.com",
            "/contacts",
            "",
            "https:/x",
            "é",
        ] {
            assert!(!is_link(address), "{address}");
        }
    }
}
