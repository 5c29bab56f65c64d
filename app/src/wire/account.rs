//! One's own account over the wire: what one may change of it, and where it is signed in.
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::staff::Availability;

/// What somebody sees of their own account beside who they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnAccount {
    pub name: String,
    /// A name of the IANA database, such as Asia/Hong_Kong.
    pub time_zone: String,
    pub availability: Availability,
}

/// What somebody changes of their own account; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnAccountChange {
    pub name: Option<String>,
    pub time_zone: Option<String>,
}

/// A place where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: Uuid,
    /// The one that asks; nobody else's is.
    pub current: bool,
    /// Such as Chrome and Windows; empty where the browser did not say.
    pub browser: String,
    pub system: String,
    /// The address it was opened from.
    pub address: String,
    pub since: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen: DateTime<Utc>,
}

/// A password as it was typed; what is wrong with a longer one is said in words.
pub type TypedPassword = Bounded<1_000>;
