//! The room of an enquiry over the wire: the enquiry, how whoever asks stands to it, and the contact that it is about.
use chrono::{DateTime, Utc};
use contact::{
    Contact, ContactId, CustomField, Draft,
    enquiry::{Channel, Status, Visitor},
    permit::{Relation, Why},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::contacts::Known;

/// What stands in the room of an enquiry for somebody who may view it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room {
    pub enquiry: EnquirySummary,
    /// What is known of its visitor, as it was told.
    pub visitor: Visitor,
    /// How whoever asks stands to it.
    pub relation: Relation,
    pub contact: RoomContact,
    pub others: Others,
    /// Contacts, other than its own, who may be its visitor.
    pub identified: Vec<Identified>,
}

/// What an enquiry is, for whoever may view it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnquirySummary {
    pub id: Uuid,
    /// The id that it has in the contact centre.
    pub external_id: String,
    pub channel: Channel,
    pub status: Status,
    pub subject: String,
    /// The destination's name, else its id; empty where it was routed to none.
    pub destination: String,
    /// The names of those in its room, in their order.
    pub staff: Vec<String>,
    pub opened_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// The contact that a room is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RoomContact {
    /// Nobody has said who the visitor is.
    Nobody {
        /// The contact that they would be, where they told enough for one.
        newcomer: Option<Box<Draft>>,
        /// What the fields are called that a form may name.
        custom: Vec<CustomField>,
    },
    Here(Box<Contact>, Box<Known>),
    /// Its contact is in the bin, with the name it had.
    Deleted {
        id: ContactId,
        name: String,
    },
    /// Its contact was erased, and with it what was told of the visitor.
    Erased,
}

/// The other enquiries of the same contact, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Others {
    pub items: Vec<OtherEnquiry>,
    /// There are older ones, which are not listed.
    pub cut: bool,
}

/// Another enquiry of the same contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherEnquiry {
    pub id: Uuid,
    pub external_id: String,
    pub channel: Channel,
    pub status: Status,
    /// Empty for whoever may not view it.
    pub subject: String,
    pub destination: String,
    pub opened_at: DateTime<Utc>,
    /// Why whoever asks may not view it; absent where they may.
    pub refused: Option<Why>,
}

/// A contact who has what the visitor is known by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identified {
    pub contact: Contact,
    pub by: KnownBy,
}

/// What a visitor and a contact have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KnownBy {
    /// The phone number that was proved to be the visitor's.
    Phone,
    Email,
}
