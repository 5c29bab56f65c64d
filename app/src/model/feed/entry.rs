//! What is told of one thing that happened, as it is kept until it is told.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::wire::{events::EventKind, live::Position};

/// Something to tell, without a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedEntry {
    /// Two have the same where one merge tells of both contacts; `kind` and `subject` tell them apart.
    pub position: Position,
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    /// The contact, import or enquiry.
    pub subject: Uuid,
    /// The contact that it concerns: what is told of one contact is told in order.
    pub contact: Option<Uuid>,
    /// The import that wrote it, of a contact.
    pub import: Option<Uuid>,
    pub changed: Vec<String>,
    pub actor: String,
    pub source: String,
}
