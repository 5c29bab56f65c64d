//! Bulk actions over the wire: what is done to which contacts, how far it is, and taking it back.
use contact::query::{Query, selection::Selection};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::bulk::{Bulk, BulkAction},
};

/// Starts an action. The browser makes up a key for each: the same key starts it once. With `expected`, only if the
/// selection still holds that many contacts.
#[server(endpoint = "contacts/bulk", input = Json)]
pub async fn start(
    key: Uuid,
    selection: Selection,
    action: BulkAction,
    expected: Option<u32>,
) -> Result<Bulk, Error> {
    crate::model::bulk::start(
        &crate::request::asker()?,
        Some(key),
        selection,
        action,
        expected,
    )
    .await
}

/// How far an action is.
#[server(endpoint = "contacts/bulk/get", input = Json)]
pub async fn get(id: Uuid) -> Result<Bulk, Error> {
    crate::model::bulk::get(&crate::request::asker()?, id).await
}

/// Finds the action of this person that is under way, or else the one that it has not been told the end of.
#[server(endpoint = "contacts/bulk/under_way", input = Json)]
pub async fn under_way(untold: Option<Uuid>) -> Result<Option<Bulk>, Error> {
    crate::model::bulk::under_way(&crate::request::asker()?, untold).await
}

/// Takes an action back.
#[server(endpoint = "contacts/bulk/undo", input = Json)]
pub async fn undo(id: Uuid) -> Result<Bulk, Error> {
    crate::model::bulk::undo(&crate::request::asker()?, id).await
}

/// Counts the contacts of a query exactly, however many.
#[server(endpoint = "contacts/bulk/count", input = Json)]
pub async fn count(query: Query) -> Result<u32, Error> {
    crate::model::bulk::count(&crate::request::asker()?, &query).await
}
