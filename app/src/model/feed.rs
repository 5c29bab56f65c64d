//! What programs are told of what happened, in the order in which it could first be read: the feed and the webhooks follow
//! it by position. An entry holds no value, so that it can be kept; the contact is added when it is told.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Database;
use crate::{
    error::Error,
    wire::{
        events::{EventBody, EventKind},
        live::Position,
    },
};

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

/// Some of what happened, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedPart {
    pub entries: Vec<FeedEntry>,
    /// Where to go on, also where nothing of it is told to programs.
    pub position: Position,
    /// There is more that has ended.
    pub more: bool,
}

/// What happened after a position, so many rows of it at most. Nothing where what came after it is not kept any more, or where
/// the position was never given out.
pub async fn after(
    database: &Database,
    position: Position,
    limit: u16,
) -> Result<Option<FeedPart>, Error> {
    todo!()
}

/// The entries as they are told now, in their order, each with its contact as it is. Few statements, however many there are.
pub async fn bodies(database: &Database, entries: Vec<FeedEntry>) -> Result<Vec<EventBody>, Error> {
    todo!()
}
