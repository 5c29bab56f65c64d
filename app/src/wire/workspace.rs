//! The contacts of a workspace over the wire: colleagues, beside the contacts of the list.
use contact::Bounded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::staff::Staff;

/// What colleagues are looked for by.
pub type ColleagueSearch = Bounded<200>;

/// Some of the people who work here, by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Colleagues {
    pub items: Vec<Staff>,
    /// Whom the next page comes after; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<Uuid>,
}
