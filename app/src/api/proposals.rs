//! Edits that wait for somebody to decide on them, over the wire.
use contact::{ContactId, Draft};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::{contacts::Saved, proposals::Proposal},
};

/// Leaves an edit of the contact of an enquiry, which was read as `base` in this version.
#[server(endpoint = "proposals/leave", input = Json)]
pub async fn propose(
    enquiry: Uuid,
    contact: ContactId,
    version: i64,
    base: Draft,
    draft: Draft,
) -> Result<(), Error> {
    let asker = crate::request::asker()?;
    crate::model::proposals::propose(&asker, enquiry, (contact, version), base, draft).await
}

/// Lists the proposals on a contact, the newest first.
#[server(endpoint = "proposals/list", input = Json)]
pub async fn proposals(contact: ContactId) -> Result<Vec<Proposal>, Error> {
    crate::model::proposals::list(&crate::request::asker()?, contact).await
}

/// Accepts a proposal, or these of its fields, by somebody who has seen the contact in this version.
#[server(endpoint = "proposals/accept", input = Json)]
pub async fn accept(
    proposal: Uuid,
    fields: Option<Vec<String>>,
    seen: Option<i64>,
) -> Result<Saved, Error> {
    crate::model::proposals::accept(&crate::request::asker()?, proposal, fields, seen).await
}

/// Drops a proposal, or these of its fields.
#[server(endpoint = "proposals/drop", input = Json)]
pub async fn drop_proposed(proposal: Uuid, fields: Option<Vec<String>>) -> Result<(), Error> {
    crate::model::proposals::drop_proposed(&crate::request::asker()?, proposal, fields).await
}
