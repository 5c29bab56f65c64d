//! The transcript of an enquiry over the wire.
use contact::{Contact, ContactId, heard::Offer};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::transcript::{Hits, Place, Sought, TranscriptHead, TranscriptPage},
};

/// Says what stands above the transcript of an enquiry. A page that shows why it cannot be seen is answered with the status of
/// that.
#[server(endpoint = "enquiries/transcript/head", input = Json)]
pub async fn history(enquiry: Uuid) -> Result<TranscriptHead, Error> {
    let read = crate::model::enquiries::history::read(&crate::request::asker()?, enquiry).await;
    read.inspect_err(Error::set_status)
}

/// Reads messages of an enquiry.
#[server(endpoint = "enquiries/transcript/page", input = Json)]
pub async fn messages(enquiry: Uuid, place: Place) -> Result<TranscriptPage, Error> {
    crate::model::enquiries::transcript::page(&crate::request::asker()?, enquiry, place).await
}

/// Finds messages of an enquiry by what they hold.
#[server(endpoint = "enquiries/transcript/find", input = Json)]
pub async fn find(enquiry: Uuid, sought: Sought) -> Result<Hits, Error> {
    crate::model::enquiries::transcript::find(&crate::request::asker()?, enquiry, &sought).await
}

/// Adds what the visitor typed in a message to the contact of an enquiry.
#[server(endpoint = "enquiries/transcript/add", input = Json)]
pub async fn add_heard(
    enquiry: Uuid,
    contact: ContactId,
    message: Uuid,
    offer: Offer,
) -> Result<Contact, Error> {
    let asker = crate::request::asker()?;
    crate::model::enquiries::transcript::add(&asker, enquiry, contact, message, offer).await
}
