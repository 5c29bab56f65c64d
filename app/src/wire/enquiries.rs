//! Enquiries as programs read them.
use contact::{ContactId, enquiry::Enquiry, query::Total};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::intake::Message;

/// An enquiry that the contact centre reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ReportedEnquiry {
    pub id: Uuid,
    /// The id that it has in the contact centre.
    pub external_id: String,
    /// The contact that it belongs to, once one is known.
    pub contact: Option<ContactId>,
    #[serde(flatten)]
    pub enquiry: Enquiry,
}

/// Some enquiries, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Enquiries {
    pub items: Vec<ReportedEnquiry>,
    /// Of all pages.
    pub total: Total,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Some messages of an enquiry, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Messages {
    pub items: Vec<Message>,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
