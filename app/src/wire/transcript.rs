//! The transcript of an enquiry over the wire: its messages page by page, what is found in them, and what the visitor
//! typed in them that their contact lacks.
use chrono::{DateTime, Utc};
use contact::{Bounded, ContactId, enquiry::Status, heard::Offer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{intake::Sender, room::EnquirySummary};

/// The id that a message has in the contact centre, as somebody sent it.
pub type MessageName = Bounded<200>;
/// What somebody looks for in a transcript.
pub type Sought = Bounded<200>;

/// Which messages of an enquiry are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    #[default]
    Newest,
    /// Before the first message of a page, by its cursor.
    Older(Bounded<100>),
    /// After the last message of a page, by its cursor.
    Newer(Bounded<100>),
    /// Around a message.
    Around(MessageName),
}

/// What stands above the transcript of an enquiry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TranscriptHead {
    pub enquiry: EnquirySummary,
    pub owner: EnquiryOwner,
}

/// Whose enquiry it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EnquiryOwner {
    /// A contact, by the name that it has, or had when it was deleted.
    Contact(ContactId, String),
    /// Nobody's contact yet: the visitor's name, which may be empty.
    Visitor(String),
    /// Their contact was erased.
    Erased,
}

/// Some messages of an enquiry that follow each other, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TranscriptPage {
    pub items: Vec<TranscriptLine>,
    /// Where older ones end; absent where there is none.
    pub older: Option<String>,
    /// Where newer ones start, those included that are yet to come; absent where there is no message.
    pub newer: Option<String>,
    /// There are newer ones already.
    pub more: bool,
    /// The ids of those before, down to the one behind which was asked, so that whoever shows them notices what came late.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<Uuid>,
    pub status: Status,
    /// Whose enquiry it is.
    pub contact: Option<ContactId>,
}

/// A message of an enquiry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TranscriptLine {
    pub id: Uuid,
    /// The id that it has in the contact centre.
    pub external_id: String,
    pub at: DateTime<Utc>,
    pub sender: Sender,
    pub name: String,
    pub text: String,
    /// What the visitor typed in it that their contact lacks, where whoever asks may add it from the enquiry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// The change of the contact that was its last one then; absent where there was no contact yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<i64>,
}

/// The messages that hold what was sought, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hits {
    pub items: Vec<FoundMessage>,
    /// There are more than these.
    pub more: bool,
}

/// A message that holds what was sought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundMessage {
    pub external_id: String,
    pub at: DateTime<Utc>,
    pub sender: Sender,
    pub name: String,
    /// What stands before the first place where it was found, that place, and what follows.
    pub before: String,
    pub found: String,
    pub after: String,
}
