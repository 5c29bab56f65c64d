//! What is written from the room of an enquiry: the verbs of a contact, by a door at which the table of enquiries decides.
use contact::{
    Contact, ContactId, Draft, merge::Choices, obstacle::Obstacle, permit::EnquiryAction,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Asker, contacts, intake::mapping, merge, notes},
    who::Action,
    wire::{
        contacts::{Edited, Note},
        merge::Merged,
    },
};

/// Saves what a person made of the contact of an enquiry.
pub async fn save(
    asker: &Asker,
    enquiry: Uuid,
    (contact, version): (ContactId, i64),
    base: Option<Draft>,
    draft: Draft,
) -> Result<Edited, Error> {
    let asker = asker.beside(enquiry, EnquiryAction::Edit, Some(contact));
    contacts::edit(&asker, contact, version, base, draft).await
}

/// Adds a note about the contact of an enquiry.
pub async fn note(
    asker: &Asker,
    enquiry: Uuid,
    contact: ContactId,
    text: String,
) -> Result<Note, Error> {
    let asker = asker.beside(enquiry, EnquiryAction::Note, Some(contact));
    notes::add(&asker, contact, text).await
}

/// Merges another contact into that of an enquiry.
pub async fn merge(
    asker: &Asker,
    enquiry: Uuid,
    [contact, other]: [ContactId; 2],
    versions: Option<[i64; 2]>,
    choices: Choices,
) -> Result<Merged, Error> {
    let asker = asker.beside(enquiry, EnquiryAction::Merge, Some(contact));
    merge::merge(&asker, [contact, other], versions, choices).await
}

/// Says which contact the visitor of an enquiry is, where nobody has said so yet.
pub async fn attach(asker: &Asker, enquiry: Uuid, contact: ContactId) -> Result<(), Error> {
    let asker = asker.beside(enquiry, EnquiryAction::Attach, None);
    asker
        .write(Action::WriteContacts, async |transaction| {
            contacts::read::lock(transaction, contact).await?;
            give(transaction, &asker, enquiry, contact).await
        })
        .await
}

/// Makes a contact of the visitor of an enquiry, where nobody has said who they are. The same key creates it once.
pub async fn create(
    asker: &Asker,
    enquiry: Uuid,
    key: Uuid,
    draft: Draft,
) -> Result<Contact, Error> {
    let asker = asker.beside(enquiry, EnquiryAction::Create, None);
    asker
        .write(Action::WriteContacts, async |transaction| {
            let (contact, is_new) = contacts::make(transaction, &asker, Some(key), draft).await?;
            if is_new {
                give(transaction, &asker, enquiry, contact.id).await?;
            }
            contacts::read::read(transaction, contact.id).await
        })
        .await
}

/// Gives an enquiry that is nobody's to a contact that is locked, with the marks that its channel proves.
async fn give(
    transaction: &mut PgConnection,
    asker: &Asker,
    enquiry: Uuid,
    contact: ContactId,
) -> Result<(), Error> {
    let by = (&asker.who, &asker.author());
    match mapping::give(transaction, by, enquiry, contact).await? {
        true => Ok(()),
        false => Err(Obstacle::VisitorKnown.into()),
    }
}
