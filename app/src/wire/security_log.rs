//! The security log over the wire.
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An entry as it is read.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecurityEntry {
    pub number: i64,
    pub at: DateTime<Utc>,
    /// What happened, by its word.
    pub event: String,
    /// Who did it: nil for the command line, absent for a stranger.
    pub actor_id: Option<Uuid>,
    pub actor: String,
    /// The account or token that it was done to.
    pub subject_id: Option<Uuid>,
    pub subject: String,
    /// What changed, such as `agent → supervisor`.
    pub detail: String,
    /// Where the request came from.
    pub address: Option<String>,
}

/// Which entries are read: the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecurityLogQuery {
    /// Only these; empty for all.
    pub event: Bounded<100>,
    /// Some letters of who did it, or whom it was done to.
    pub who: Bounded<200>,
    /// Only what is older than the entry of this number.
    pub before: Option<i64>,
    /// How many; absent for as many as the page shows.
    pub limit: Option<u16>,
}

/// A page of entries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoggedEvents {
    pub items: Vec<SecurityEntry>,
    /// The number of the last of them, where there are older ones.
    pub next: Option<i64>,
    /// What has happened at all, by its words.
    pub events: Vec<String>,
}
