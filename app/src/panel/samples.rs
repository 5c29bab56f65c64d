//! Panels for tests, and how they read what is drawn of one.
use chrono::{DateTime, Utc};
use contact::{
    Contact, ContactId, Draft, Phone, PhoneKind,
    enquiry::{Channel, Status, Visitor},
    permit::Relation,
};
use uuid::Uuid;

use crate::wire::{
    activity::Visit,
    contacts::{Known, Note},
    overview::{Caller, EnquiryRow, LastSaid, MissedEnquiry},
    panel::Panel,
    room::{EnquirySummary, Others, Room, RoomContact},
};

/// The number by which the contact of a sample is known.
pub const OWN: u128 = 1;

/// When everything happens.
pub fn moment() -> DateTime<Utc> {
    "2026-11-12T09:00:00Z".parse().expect("a moment")
}

/// A contact.
pub fn contact(number: u128, first_name: &str, last_name: &str) -> Contact {
    Contact {
        id: ContactId(Uuid::from_u128(number)),
        version: 3,
        draft: Draft {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            ..Draft::default()
        },
        other_first_names: Vec::new(),
        other_last_names: Vec::new(),
        created_at: moment(),
        updated_at: moment(),
    }
}

/// A room whose contact is known, with a number and a note.
pub fn known() -> RoomContact {
    let mut own = contact(OWN, "Mei", "Chan");
    own.draft.phones.push(Phone {
        kind: PhoneKind::Mobile,
        number: "+85291234567".to_owned(),
        verified: true,
    });
    let note = Note {
        id: Uuid::from_u128(2),
        at: moment(),
        staff: "Grace Lee".to_owned(),
        text: "Calls on Mondays".to_owned(),
        may_delete: false,
    };
    let known = Known {
        notes: vec![note],
        ..Known::default()
    };
    RoomContact::Here(Box::new(own), Box::new(known))
}

/// A room whose visitor is nobody's contact yet.
pub fn nobody() -> RoomContact {
    RoomContact::Nobody {
        newcomer: None,
        custom: Vec::new(),
    }
}

/// A panel of whoever is in the room of an enquiry.
pub fn panel(status: Status, contact: RoomContact) -> Panel {
    let enquiry = EnquirySummary {
        id: Uuid::from_u128(3),
        external_id: "E-1".to_owned(),
        channel: Channel::WebChat,
        status,
        subject: "Where is my parcel?".to_owned(),
        destination: "Service".to_owned(),
        staff: Vec::new(),
        opened_at: moment(),
        closed_at: None,
    };
    Panel {
        room: Room {
            enquiry,
            visitor: Visitor::default(),
            relation: Relation::InRoom,
            contact,
            others: Others::default(),
            identified: Vec::new(),
        },
        since: None,
        brief: None,
        now: moment(),
    }
}

/// A missed enquiry of somebody in Hong Kong.
pub fn missed() -> MissedEnquiry {
    let row = EnquiryRow {
        id: Uuid::from_u128(3),
        external_id: "E-1".to_owned(),
        caller: Caller::Unknown,
        channel: Channel::WebChat,
        status: Status::Missed,
        subject: String::new(),
        destination: String::new(),
        staff: Vec::new(),
        opened_at: moment(),
        closed_at: None,
        refused: None,
    };
    let visit = Visit {
        id: Uuid::from_u128(4),
        title: "Prices".to_owned(),
        address: "https://example.com/prices".to_owned(),
        at: moment(),
    };
    let said = LastSaid {
        text: "Is anybody there?".to_owned(),
        at: moment(),
    };
    MissedEnquiry {
        row,
        contact: None,
        number: Some("+85291234567".to_owned()),
        minutes_ahead: Some(480),
        visits: vec![visit],
        last_said: Some(said),
    }
}

/// What stands between the tags.
pub fn text(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let pieces = pieces.map(|(at, piece)| match (at, piece.split_once('>')) {
        (0, _) => piece,
        (_, Some((_, text))) => text,
        (_, None) => panic!("a tag without an end: {piece}"),
    });
    pieces.collect()
}

/// The first tag that holds this.
pub fn tag<'html>(html: &'html str, holds: &str) -> &'html str {
    let mut tags = html.split('<');
    let tag = tags.find_map(|piece| {
        let (tag, _) = piece.split_once('>')?;
        tag.contains(holds).then_some(tag)
    });
    tag.unwrap_or_else(|| panic!("nothing holds {holds}: {html}"))
}

/// The value of an attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> String {
    let begin = format!(" {name}=\"");
    let value = tag
        .split_once(&begin)
        .and_then(|(_, rest)| rest.split_once('"'));
    let (value, _) = value.unwrap_or_else(|| panic!("{tag} has no {name}"));
    html_escape::decode_html_entities(value).into_owned()
}
