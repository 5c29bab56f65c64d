//! What an enquiry is, in a few lines: how it stands, by which way it came, where it was routed to, who is in its room.
use contact::{
    Contact,
    enquiry::{Status, Visitor},
};
use leptos::prelude::*;

use crate::{
    enquiries::standing::RoomStanding,
    i18n::*,
    numbers::shown,
    ui::{badge::Badge, when::When},
    values::{
        enquiry::{channel_name, status_name},
        staff::names,
        words::{I18n, full_name},
    },
    wire::room::{EnquirySummary, Room, RoomContact},
};

/// What somebody in a room is called: their contact's name, else whatever the visitor is known by.
pub fn called(i18n: I18n, room: &Room) -> String {
    match &room.contact {
        RoomContact::Here(contact, _) => name_of(contact),
        RoomContact::Deleted { name, .. } => name.clone(),
        RoomContact::Erased => t_string!(i18n, room.erased_title).to_owned(),
        RoomContact::Nobody { .. } => visitor_name(i18n, &room.visitor),
    }
}

/// The name of a contact.
pub fn name_of(contact: &Contact) -> String {
    full_name(&contact.draft.first_name, &contact.draft.last_name)
}

fn visitor_name(i18n: I18n, visitor: &Visitor) -> String {
    let social = visitor.social.as_ref().map(|social| social.id.clone());
    let known = [
        full_name(&visitor.first_name, &visitor.last_name),
        shown(&visitor.phone),
        visitor.email.clone(),
        social.unwrap_or_default(),
    ];
    let known = known.into_iter().find(|known| !known.trim().is_empty());
    known.unwrap_or_else(|| t_string!(i18n, room.visitor).to_owned())
}

/// How an enquiry stands, as a short state.
pub fn status_badge(i18n: I18n, status: Status) -> AnyView {
    let (words, tone) = status_name(i18n, status);
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}

/// The lines above a conversation. How it stands is read out when that changes.
pub fn facts(i18n: I18n, standing: RoomStanding, enquiry: Memo<EnquirySummary>) -> AnyView {
    let title = Memo::new(move |_| {
        enquiry.with(|enquiry| match enquiry.subject.is_empty() {
            true => enquiry.external_id.clone(),
            false => enquiry.subject.clone(),
        })
    });
    view! {
        <header class="facts">
            <h2><bdi>{move || title.get()}</bdi></h2>
            <dl>
                <div>
                    <dt>{t!(i18n, room.status)}</dt>
                    <dd><span role="status">{move || status_badge(i18n, standing.status())}</span></dd>
                </div>
                {move || enquiry.with(|enquiry| lines(i18n, enquiry))}
            </dl>
        </header>
    }
    .into_any()
}

/// All lines but how it stands.
fn lines(i18n: I18n, enquiry: &EnquirySummary) -> Vec<AnyView> {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let line = |words: fn(I18n) -> &'static str, value: AnyView| {
        view! { <div><dt>{move || words(i18n)}</dt><dd>{value}</dd></div> }.into_any()
    };
    let text = |text: String| view! { <bdi>{text}</bdi> }.into_any();
    let channel = enquiry.channel;
    let mut lines = vec![line(
        |i18n| t_string!(i18n, room.channel),
        (move || channel_name(i18n, channel)).into_any(),
    )];
    if !enquiry.destination.is_empty() {
        let destination = text(enquiry.destination.clone());
        lines.push(line(|i18n| t_string!(i18n, room.destination), destination));
    }
    lines.push(line(
        |i18n| t_string!(i18n, room.staff),
        match enquiry.staff.is_empty() {
            true => (move || t_string!(i18n, room.no_staff)).into_any(),
            false => names(&enquiry.staff),
        },
    ));
    let opened = enquiry.opened_at;
    lines.push(line(
        |i18n| t_string!(i18n, room.opened),
        view! { <When at=opened language=language/> }.into_any(),
    ));
    if let Some(closed) = enquiry.closed_at {
        let closed = view! { <When at=closed language=language/> }.into_any();
        lines.push(line(|i18n| t_string!(i18n, room.closed), closed));
    }
    lines.push(line(
        |i18n| t_string!(i18n, room.external_id),
        text(enquiry.external_id.clone()),
    ));
    lines
}
