//! Merging over the wire: who may be the same, two contacts side by side, and what became of them.
use chrono::{DateTime, Utc};
use contact::{Contact, change::Line, likeness::Reason};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::wire::contacts::Note;

/// A contact that may be the same person as another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Suggestion {
    pub contact: Contact,
    /// 3, 2 or 1; 3 is the most likely.
    pub strength: i16,
    pub reasons: Vec<Reason>,
}

/// Two contacts side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub master: Contact,
    pub other: Contact,
    pub notes_of_master: Vec<Note>,
    pub notes_of_other: Vec<Note>,
    /// What moves along, whichever of the two is the master.
    pub held_by_master: Held,
    pub held_by_other: Held,
}

/// How much of what the contact centre reported belongs to a contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub enquiries: i64,
    pub messages: i64,
    pub engagements: i64,
    pub visits: i64,
}

impl Comparison {
    /// The same with the other one as the master.
    pub fn swapped(self) -> Self {
        Self {
            master: self.other,
            other: self.master,
            notes_of_master: self.notes_of_other,
            notes_of_other: self.notes_of_master,
            held_by_master: self.held_by_other,
            held_by_other: self.held_by_master,
        }
    }
}

/// What became of a merge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Merged {
    Done {
        merge: Uuid,
        contact: Box<Contact>,
    },
    /// Somebody saved one of the two meanwhile: nothing was written, and this is what is there now.
    Conflict(Box<Comparison>),
}

/// What an undo gave back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UndoneMerge {
    /// The master without what the merge brought.
    pub master: Contact,
    /// The contact that had been merged into it.
    pub other: Contact,
    /// What was edited since and stays although the merge had changed it too: `old` is the value before the merge, `new`
    /// the one that stays.
    pub kept: Vec<Line>,
}

/// Contacts of whom each looks like the same person as another one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DuplicateGroup {
    pub id: Uuid,
    pub strength: i16,
    pub pairs: Vec<Pair>,
    /// How many pairs more there are than are listed; 90 stands for as many or more.
    pub more: i64,
}

impl DuplicateGroup {
    /// As far as further pairs are counted.
    pub const MOST_MORE: i64 = 90;
}

/// Two contacts that look like one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Pair {
    pub one: Contact,
    pub two: Contact,
    pub reasons: Vec<Reason>,
}

/// Some of the suspected duplicates, the likeliest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Duplicates {
    pub items: Vec<DuplicateGroup>,
    /// How many groups there are.
    pub total: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    pub search: DuplicateSearch,
}

/// How old what is known about duplicates is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DuplicateSearch {
    /// When the last search ended; nothing before the first one.
    pub at: Option<DateTime<Utc>>,
    /// How long it took.
    pub milliseconds: i64,
    /// One is under way or about to begin.
    pub running: bool,
}
