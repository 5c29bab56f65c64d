//! What a contact did, as pages and the API see it.
use chrono::{DateTime, Utc};
use contact::{
    Bounded,
    enquiry::{Channel, Status},
    permit::Relation,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a page ended, as it came back.
pub type CursorText = Bounded<100>;

/// What happens to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ActivityKind {
    Enquiries,
    Engagements,
    Visits,
}

/// A page of the activity of a contact: of all that happened the newest, or the newest before a cursor. Nothing that is as
/// new as the oldest of it is left out, of whatever kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Activity {
    pub enquiries: Vec<EnquiryEntry>,
    pub engagements: Vec<Engagement>,
    pub visits: Vec<Visit>,
    /// Send it back as `cursor` for what is older; absent where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Where the contact wrote from last; on the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Device>,
}

/// A conversation with the contact centre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct EnquiryEntry {
    pub id: Uuid,
    pub external_id: String,
    pub channel: Channel,
    pub status: Status,
    pub destination: String,
    /// Empty for whoever may not view the enquiry, and for a token without the scope enquiries:read.
    pub subject: String,
    pub staff: Vec<String>,
    pub opened_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    /// For pages: how whoever asks stands to one that is closed, which decides whether its transcript is open to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(ignore))]
    pub relation: Option<Relation>,
}

/// A call or a text message from staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Engagement {
    pub id: Uuid,
    /// call or sms.
    pub kind: String,
    pub number: String,
    pub staff: String,
    pub at: DateTime<Utc>,
    /// How long a call took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i32>,
    pub text: String,
}

/// A page that the contact looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Visit {
    pub id: Uuid,
    pub title: String,
    /// As reported: it may be anything.
    pub address: String,
    pub at: DateTime<Utc>,
}

/// What the contact wrote from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Device {
    pub platform: String,
    pub os: String,
    pub browser: String,
    pub ip: String,
    pub location: String,
    pub language: String,
    pub last_seen: DateTime<Utc>,
}
