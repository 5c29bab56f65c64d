//! What a contact did, as pages and the API see it.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happens to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActivityKind {
    Enquiries,
    Engagements,
    Visits,
}

/// The activity of a contact: the newest of each kind first, at most 200 of each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Activity {
    pub enquiries: Vec<Enquiry>,
    pub engagements: Vec<Engagement>,
    pub visits: Vec<Visit>,
    /// When the newest of what is left out was: what is newer is here, whole. Absent where nothing is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_at: Option<DateTime<Utc>>,
    /// Where the contact wrote from last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Device>,
}

/// A conversation with the contact centre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Enquiry {
    pub id: Uuid,
    pub external_id: String,
    pub channel: String,
    /// open, ongoing, missed, followed_up or closed.
    pub status: String,
    pub destination: String,
    pub subject: String,
    pub staff: Vec<String>,
    pub opened_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
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
