//! Contacts over the wire: what the pages and the API see of a list, a contact, its log and its notes.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contact::{Bounded, Contact, ContactId, CustomField, change::Line, query::Total};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{activity::Device, labels::Label};

/// Phone numbers as they are written, where that is not what `contact::phone::groups::spaced` makes of them.
pub type WrittenPhones = BTreeMap<String, String>;

/// The name of a field in a log, as somebody sent it.
pub type FieldName = Bounded<100>;

/// A page of contacts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ContactPage {
    pub items: Vec<Contact>,
    pub total: Total,
    /// Where the next page starts; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Words of the search that are so short that they find only names that begin with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beginnings: Vec<String>,
    /// For pages: how its numbers are written.
    #[serde(default, skip_serializing_if = "WrittenPhones::is_empty")]
    #[cfg_attr(feature = "ssr", schema(ignore))]
    pub written: WrittenPhones,
}

/// What stands under the id of a contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Found {
    Here(Box<Contact>),
    /// It is in the bin, with the name it had.
    Deleted {
        name: String,
        at: DateTime<Utc>,
    },
    /// It became part of another one.
    Merged {
        into: ContactId,
    },
}

/// What is known besides a contact where it is shown whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub custom: Vec<CustomField>,
    pub labels: Vec<Label>,
    pub notes: Vec<Note>,
    pub device: Option<Device>,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Saved {
    Done(Box<Contact>),
    /// Somebody else saved first: nothing was written, and this is what is there now.
    Conflict(Box<Contact>),
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edited {
    /// Saved; what others saved meanwhile is in it too.
    Done(Box<Contact>),
    /// Somebody else changed the same fields meanwhile: nothing was written.
    Conflict {
        current: Box<Contact>,
        /// Who changed each of them last.
        others: Vec<LastEdit>,
    },
}

/// Who changed a field last, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastEdit {
    pub field: String,
    pub staff: String,
    /// Whether it was whoever asks.
    pub own: bool,
    pub at: DateTime<Utc>,
}

/// Who took a contact out of the list, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Empty where nobody did: its time in the bin was over.
    pub staff: String,
    /// Whether it was whoever asks.
    pub own: bool,
    pub at: DateTime<Utc>,
}

/// Who did last to a contact what somebody asks about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestChanges {
    /// One for each of the fields that the log tells of.
    pub edits: Vec<LastEdit>,
    /// That it was erased, merged into another one, or deleted; also of one that was restored since.
    pub removal: Option<Removal>,
}

/// An entry of the change log: one save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Change {
    /// Whose log this stands in: the contact's own, or that of one that was merged into it since.
    #[cfg_attr(feature = "ssr", schema(value_type = Uuid))]
    pub contact: ContactId,
    pub number: i64,
    pub at: DateTime<Utc>,
    /// The name of the member of staff, or of the token.
    pub staff: String,
    pub action: String,
    /// edit, import, merge, panel or api.
    pub source: String,
    pub lines: Vec<Line>,
    /// The merge that it tells of, as long as it can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<Uuid>,
    /// The message of an enquiry in which it was heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard_in: Option<HeardIn>,
}

/// A message of an enquiry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HeardIn {
    pub enquiry: Uuid,
    /// The id that the message has in the contact centre.
    pub message: String,
}

/// Entries of a contact's log, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Log {
    pub items: Vec<Change>,
    pub total: i64,
    /// Where the older ones start; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A note about a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Note {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// The name of its author.
    pub staff: String,
    pub text: String,
    /// Whether who asks may delete it.
    pub may_delete: bool,
}
