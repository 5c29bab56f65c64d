//! One's own account over the wire: where it is signed in.
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub id: Uuid,
    /// The one that asks.
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
