//! Destinations over the wire, as programs read them.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where enquiries are routed to: a team, a number, a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Destination {
    pub id: Uuid,
    /// The id that it has in the contact centre.
    pub external_id: String,
    pub name: String,
    /// Empty: it belongs to none.
    pub department: String,
    /// The email addresses of those who work there, in lower case.
    pub staff: Vec<String>,
}
