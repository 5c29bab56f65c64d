//! What programs are told: by the feed of `/api/v1/events`, and by webhooks, in the same bodies.
use chrono::{DateTime, Utc};
use contact::Contact;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::live::Position;

/// What happened, as programs know it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
pub enum EventKind {
    #[serde(rename = "contact.created")]
    #[strum(serialize = "contact.created")]
    ContactCreated,
    #[serde(rename = "contact.updated")]
    #[strum(serialize = "contact.updated")]
    ContactUpdated,
    #[serde(rename = "contact.deleted")]
    #[strum(serialize = "contact.deleted")]
    ContactDeleted,
    #[serde(rename = "contact.restored")]
    #[strum(serialize = "contact.restored")]
    ContactRestored,
    #[serde(rename = "contact.merged")]
    #[strum(serialize = "contact.merged")]
    ContactMerged,
    #[serde(rename = "contact.unmerged")]
    #[strum(serialize = "contact.unmerged")]
    ContactUnmerged,
    /// Of whom nothing is told but the id.
    #[serde(rename = "contact.erased")]
    #[strum(serialize = "contact.erased")]
    ContactErased,
    #[serde(rename = "import.finished")]
    #[strum(serialize = "import.finished")]
    ImportFinished,
    /// An enquiry was given to a contact.
    #[serde(rename = "enquiry.mapped")]
    #[strum(serialize = "enquiry.mapped")]
    EnquiryMapped,
}

impl EventKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One thing that happened, as a program is told it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventBody {
    pub r#type: EventKind,
    /// When it happened.
    pub timestamp: DateTime<Utc>,
    /// Where it stands in all that happened, such as `1.204`. Whoever goes on behind the last one misses nothing.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub position: Position,
    pub data: EventData,
}

/// What a body says of what it is about.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventData {
    /// Of the contact, the import or the enquiry.
    pub id: Uuid,
    /// The version that the contact has now; null where there is none.
    pub version: Option<i64>,
    /// The names of the fields that were written.
    pub changed: Vec<String>,
    /// The contact as it is when this is read or sent: null when it is gone.
    pub contact: Option<Box<Contact>>,
    /// The name of whoever did it.
    pub actor: String,
    /// Which way: edit, import, merge, panel, api or enquiry.
    pub source: String,
}

/// Some of what happened, the oldest first.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventPage {
    /// Empty when there is nothing newer.
    pub items: Vec<EventBody>,
    /// Where to go on: behind the last of the items, or further where nothing else has happened by now. Send it back as `after`.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub position: Position,
}
