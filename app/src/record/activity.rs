//! The Activity tab: Enquiry History, Engagement and Journey, side by side where there is room, or one timeline of all.
use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use contact::ContactId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api::activity::of_contact,
    i18n::*,
    numbers::number,
    record::{log::failed, profile::section},
    ui::{
        badge::{Badge, Tone},
        icon::Icon,
        when::When,
    },
    values::{names, words::I18n},
    wire::activity::{Activity, ActivityKind, Device, Engagement, Enquiry, Visit},
};

/// What happened between a contact and the contact centre: in the guide's three columns, or as one timeline where the
/// address asks for it.
#[component]
pub fn ActivityTab(id: ContactId) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let as_timeline = Memo::new(move |_| query.read().get("as").as_deref() == Some(TIMELINE));
    let found = Resource::new(|| (), move |()| of_contact(id));
    let choice = move |timeline: bool, icon, words: fn(I18n) -> &'static str| {
        let address = match timeline {
            true => format!("/contacts/{id}?tab=activity&as={TIMELINE}"),
            false => format!("/contacts/{id}?tab=activity"),
        };
        view! {
            <a href=address aria-current=move || (as_timeline.get() == timeline).then_some("true")>
                <Icon icon/>
                {move || words(i18n)}
            </a>
        }
    };
    view! {
        <nav class="segments" aria-label=move || t_string!(i18n, record.shown_as)>
            {choice(false, icondata_lu::LuColumns3, |i18n| t_string!(i18n, record.columns))}
            {choice(true, icondata_lu::LuListTree, |i18n| t_string!(i18n, record.timeline))}
        </nav>
        <Transition>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(activity) => {
                        let cut = activity.cut_at.is_some();
                        view! {
                            {move || match as_timeline.get() {
                                true => timeline(i18n, activity.clone()),
                                false => columns(i18n, activity.clone()),
                            }}
                            {cut.then(|| view! { <p class="none">{t!(i18n, record.cut)}</p> })}
                        }
                            .into_any()
                    }
                    Err(error) => failed(i18n, error, Callback::new(move |()| found.refetch())),
                }
            })}
        </Transition>
    }
}

/// What the timeline is called in the address.
const TIMELINE: &str = "timeline";

/// One of the guide's columns by itself.
#[component]
pub fn Column(id: ContactId, kind: ActivityKind) -> impl IntoView {
    let i18n = use_i18n();
    let found = Resource::new(|| (), move |()| of_contact(id));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(activity) => column(i18n, kind, &activity),
                    Err(error) => failed(i18n, error, Callback::new(move |()| found.refetch())),
                }
            })}
        </Transition>
    }
}

fn columns(i18n: I18n, activity: Activity) -> AnyView {
    view! {
        <div class="activity">
            {column(i18n, ActivityKind::Enquiries, &activity)}
            {column(i18n, ActivityKind::Engagements, &activity)}
            {column(i18n, ActivityKind::Visits, &activity)}
        </div>
    }
    .into_any()
}

fn column(i18n: I18n, kind: ActivityKind, activity: &Activity) -> AnyView {
    let (title, none, entries) = match kind {
        ActivityKind::Enquiries => {
            let all = activity.enquiries.iter().cloned();
            (
                t_string!(i18n, record.enquiry_history),
                t_string!(i18n, record.no_enquiries),
                all.map(|one| enquiry(i18n, one)).collect::<Vec<_>>(),
            )
        }
        ActivityKind::Engagements => {
            let all = activity.engagements.iter().cloned();
            (
                t_string!(i18n, record.engagement),
                t_string!(i18n, record.no_engagement),
                all.map(|one| engagement(i18n, one)).collect(),
            )
        }
        ActivityKind::Visits => {
            let all = activity.visits.iter().cloned();
            (
                t_string!(i18n, record.journey),
                t_string!(i18n, record.no_journey),
                all.map(|one| visit(i18n, one)).collect(),
            )
        }
    };
    let entries = match entries.is_empty() {
        true => view! { <p class="none">{none}</p> }.into_any(),
        false => {
            let entries = entries.into_iter().map(|entry| view! { <li>{entry}</li> });
            view! { <ol role="list">{entries.collect::<Vec<_>>()}</ol> }.into_any()
        }
    };
    view! { <section><h2>{title}</h2>{entries}</section> }.into_any()
}

/// Something that happened, of any kind.
#[derive(Debug, PartialEq)]
enum Happening {
    Enquiry(Enquiry),
    Engagement(Engagement),
    Visit(Visit),
}

impl Happening {
    fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Enquiry(enquiry) => enquiry.opened_at,
            Self::Engagement(engagement) => engagement.at,
            Self::Visit(visit) => visit.at,
        }
    }
}

/// Everything in one list, the newest first, as far back as nothing is left out.
fn merged(activity: Activity) -> Vec<Happening> {
    let enquiries = activity.enquiries.into_iter().map(Happening::Enquiry);
    let engagements = activity.engagements.into_iter().map(Happening::Engagement);
    let visits = activity.visits.into_iter().map(Happening::Visit);
    let all = enquiries.chain(engagements).chain(visits);
    let mut whole: Vec<_> = all
        .filter(|happening| activity.cut_at.is_none_or(|cut| happening.at() > cut))
        .collect();
    whole.sort_by_key(|happening| Reverse(happening.at()));
    whole
}

fn timeline(i18n: I18n, activity: Activity) -> AnyView {
    let whole = activity.cut_at.is_none();
    let happenings = merged(activity);
    if happenings.is_empty() && whole {
        return view! { <p class="none">{t_string!(i18n, record.no_activity)}</p> }.into_any();
    }
    let entries = happenings.into_iter().map(|happening| {
        let (icon, kind, entry) = match happening {
            Happening::Enquiry(one) => (
                icondata_lu::LuMessagesSquare,
                t_string!(i18n, record.enquiry),
                enquiry(i18n, one),
            ),
            Happening::Engagement(one) => (
                match one.kind.as_str() {
                    "call" => icondata_lu::LuPhone,
                    _ => icondata_lu::LuMessageSquareText,
                },
                t_string!(i18n, record.engagement),
                engagement(i18n, one),
            ),
            Happening::Visit(one) => (
                icondata_lu::LuRoute,
                t_string!(i18n, record.journey),
                visit(i18n, one),
            ),
        };
        view! { <li><p class="kind"><Icon icon/>{kind}</p><div>{entry}</div></li> }.into_any()
    });
    view! { <ol class="activity timeline" role="list">{entries.collect::<Vec<_>>()}</ol> }
        .into_any()
}

fn enquiry(i18n: I18n, enquiry: Enquiry) -> AnyView {
    let (status, tone) = match enquiry.status.as_str() {
        "open" => (t_string!(i18n, record.status_open), Tone::Accent),
        "ongoing" => (t_string!(i18n, record.status_ongoing), Tone::Accent),
        "missed" => (t_string!(i18n, record.status_missed), Tone::Warning),
        "followed_up" => (t_string!(i18n, record.status_followed_up), Tone::Accent),
        _ => (t_string!(i18n, record.status_closed), Tone::Neutral),
    };
    let title = match enquiry.subject.is_empty() {
        true => enquiry.external_id.clone(),
        false => enquiry.subject,
    };
    let parts = [
        enquiry.external_id,
        channel(i18n, &enquiry.channel),
        enquiry.destination,
    ];
    view! {
        <p class="head"><bdi>{title}</bdi> <Badge tone=tone>{status}</Badge></p>
        {about(i18n, enquiry.opened_at, &parts, &enquiry.staff.join(", "))}
    }
    .into_any()
}

fn channel(i18n: I18n, word: &str) -> String {
    match word {
        "web_chat" => t_string!(i18n, record.channel_web_chat),
        "phone_call" => t_string!(i18n, record.channel_phone_call),
        "email" => t_string!(i18n, record.channel_email),
        "messenger" => "Messenger",
        "whatsapp" => "WhatsApp",
        "wechat" => "WeChat",
        "line" => "LINE",
        "woztell" => "WOZTELL",
        _ => word,
    }
    .to_owned()
}

fn engagement(i18n: I18n, engagement: Engagement) -> AnyView {
    let kind = match engagement.kind.as_str() {
        "call" => t_string!(i18n, record.call),
        _ => t_string!(i18n, record.sms),
    };
    let took = engagement
        .seconds
        .map(|seconds| format!("{}:{:02}", seconds / 60, seconds % 60));
    let text = (!engagement.text.is_empty())
        .then(|| view! { <p class="text"><bdi>{engagement.text}</bdi></p> });
    view! {
        <p class="head">{kind} " " {number(engagement.number.clone())}</p>
        {text}
        {about(i18n, engagement.at, &[took.unwrap_or_default()], &engagement.staff)}
    }
    .into_any()
}

/// A page that somebody looked at; only an address of the web is a link.
pub fn visit(i18n: I18n, visit: Visit) -> AnyView {
    let address = visit.address.clone();
    let shown = match is_link(&visit.address) {
        true => view! { <a href=visit.address target="_blank" rel="noopener noreferrer external"><bdi dir="ltr">{address}</bdi></a> }.into_any(),
        false => view! { <bdi dir="ltr">{address}</bdi> }.into_any(),
    };
    let title =
        (!visit.title.is_empty()).then(|| view! { <p class="head"><bdi>{visit.title}</bdi></p> });
    view! {
        {title}
        <p class="text">{shown}</p>
        {about(i18n, visit.at, &[], "")}
    }
    .into_any()
}

/// When it was, and what else there is to say of it.
fn about(i18n: I18n, at: DateTime<Utc>, parts: &[String], staff: &str) -> AnyView {
    let parts = parts.iter().map(String::as_str).chain([staff]);
    let parts = parts
        .filter(|part| !part.is_empty())
        .map(|part| view! { " · " <bdi>{part.to_owned()}</bdi> });
    let language = Signal::derive(move || i18n.get_locale().as_str());
    view! { <p class="by"><When at=at language=language/>{parts.collect::<Vec<_>>()}</p> }
        .into_any()
}

/// Only addresses of the web lead anywhere; a script is text.
fn is_link(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// What a contact wrote from, as a section of the profile.
pub fn device(i18n: I18n, device: &Device) -> AnyView {
    let language = names::language_of(i18n.get_locale(), &device.language);
    let lines = [
        (t_string!(i18n, record.platform), device.platform.as_str()),
        (t_string!(i18n, record.os), &device.os),
        (t_string!(i18n, record.browser), &device.browser),
        (t_string!(i18n, record.ip), &device.ip),
        (t_string!(i18n, record.location), &device.location),
        (t_string!(i18n, record.device_language), &language),
    ];
    let lines = lines.into_iter().filter(|(_, held)| !held.is_empty());
    let lines = lines.map(|(name, held)| {
        (
            name.to_owned(),
            view! { <bdi>{held.to_owned()}</bdi> }.into_any(),
        )
    });
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let seen = view! { <When at=device.last_seen language=language/> }.into_any();
    let lines = lines.chain([(t_string!(i18n, record.last_seen).to_owned(), seen)]);
    section(i18n, t_string!(i18n, record.device), lines.collect())
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
    fn the_timeline_goes_from_the_newest_as_far_back_as_nothing_is_left_out() {
        let mut activity = Activity {
            engagements: vec![call(50), call(20), call(10)],
            visits: vec![visit(40), visit(30)],
            ..Activity::default()
        };
        assert_eq!(
            merged(activity.clone()),
            [
                Happening::Engagement(call(50)),
                Happening::Visit(visit(40)),
                Happening::Visit(visit(30)),
                Happening::Engagement(call(20)),
                Happening::Engagement(call(10)),
            ]
        );
        // Visits of minute 20 and before are left out: what else happened then must not look like all.
        activity.cut_at = Some(moment(20));
        assert_eq!(merged(activity).len(), 3);
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
