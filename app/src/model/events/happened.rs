//! What may have happened.
use contact::ContactId;
use uuid::Uuid;

use crate::wire::live::Position;

/// Something that happened, without a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// Two have the same where one merge told of both contacts.
    pub position: Position,
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A contact was written, merged into another one, or erased.
    Contact {
        id: ContactId,
        /// The version that it has now; absent once it was erased.
        version: Option<i64>,
        /// What was done, as the change log says it; `Erased` besides.
        change: String,
        /// The names of the fields that were written, as in the change log.
        fields: Vec<String>,
        /// The import that wrote it.
        import: Option<Uuid>,
    },
    /// An import wrote more contacts than are told one by one.
    Contacts { import: Uuid },
    /// An enquiry was told anew, was given to another contact, or has new messages.
    Enquiry {
        id: Uuid,
        /// By which destination some may stand to it no longer.
        left: Option<Uuid>,
    },
    /// A member of staff stands to enquiries in another way than before.
    Staff {
        id: Uuid,
        /// To those of which destination; absent where it may be all.
        destination: Option<Uuid>,
    },
    /// An import began, went on, or ended.
    Import { id: Uuid },
}
