//! The side panel that other products show beside a conversation: the ticket by which one lets it in, and what it shows.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::{overview::MissedEnquiry, room::Room};

/// For how many seconds a ticket may be good.
pub const TICKET_SECONDS: i64 = 60;

/// What a host signs (JWT, HS256) to let one of its staff look at one enquiry. It is good once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// The email address of the member of staff.
    pub sub: String,
    /// The id that the enquiry has in the contact centre.
    pub enquiry: String,
    /// When it was signed and until when it is good, in seconds since 1970.
    pub iat: i64,
    pub exp: i64,
    /// By which it is known that it was used.
    pub jti: String,
}

/// What the panel shows of an enquiry to whoever may view it.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub room: Room,
    /// What happened since whoever asks last spoke with the contact; absent where they never did, or nothing did.
    pub since: Option<SinceSpoken>,
    /// Of a missed enquiry: what one wants to know before calling back.
    pub brief: Option<MissedEnquiry>,
    /// What time it was when this was read.
    pub now: DateTime<Utc>,
}

/// What others did to a contact since somebody last spoke with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinceSpoken {
    /// When their last enquiry with them ended, or was heard of last.
    pub at: DateTime<Utc>,
    /// The names of the fields that were changed, as in the change log, each once.
    pub fields: Vec<String>,
    /// The names of those who changed them, each once, who did so last first. Who merged or handled is not told by name.
    pub staff: Vec<String>,
    /// How many contacts were merged into it.
    pub merges: i64,
    /// How many enquiries with them others handled.
    pub enquiries: i64,
}

/// The sections of the panel.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PanelSection {
    #[default]
    Profile,
    Activity,
    Journey,
    Device,
}
