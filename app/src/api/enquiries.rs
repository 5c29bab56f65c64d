//! Enquiries over the wire: what their pages ask, and what is written from them.
use contact::{Contact, ContactId, Draft, merge::Choices};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::{
        contacts::{Edited, Note},
        merge::Merged,
    },
};

/// Saves the contact of an enquiry, which was read in this version. `base` is what was read.
#[server(endpoint = "enquiries/contact/update", input = Json)]
pub async fn update_beside(
    enquiry: Uuid,
    contact: ContactId,
    version: i64,
    base: Option<Draft>,
    draft: Draft,
) -> Result<Edited, Error> {
    let asker = crate::request::asker()?;
    crate::model::enquiries::room::save(&asker, enquiry, (contact, version), base, draft).await
}

/// Adds a note about the contact of an enquiry.
#[server(endpoint = "enquiries/contact/note", input = Json)]
pub async fn note_beside(enquiry: Uuid, contact: ContactId, text: String) -> Result<Note, Error> {
    crate::model::enquiries::room::note(&crate::request::asker()?, enquiry, contact, text).await
}

/// Merges another contact into that of an enquiry.
#[server(endpoint = "enquiries/contact/merge", input = Json)]
pub async fn merge_beside(
    enquiry: Uuid,
    contact: ContactId,
    other: ContactId,
    versions: Option<[i64; 2]>,
    choices: Choices,
) -> Result<Merged, Error> {
    let asker = crate::request::asker()?;
    crate::model::enquiries::room::merge(&asker, enquiry, [contact, other], versions, choices).await
}

/// Says which contact the visitor of an enquiry is.
#[server(endpoint = "enquiries/contact/attach", input = Json)]
pub async fn attach(enquiry: Uuid, contact: ContactId) -> Result<(), Error> {
    crate::model::enquiries::room::attach(&crate::request::asker()?, enquiry, contact).await
}

/// Makes a contact of the visitor of an enquiry. The browser makes up a key for each: the same key creates it once.
#[server(endpoint = "enquiries/contact/create", input = Json)]
pub async fn create_beside(enquiry: Uuid, key: Uuid, draft: Draft) -> Result<Contact, Error> {
    crate::model::enquiries::room::create(&crate::request::asker()?, enquiry, key, draft).await
}
