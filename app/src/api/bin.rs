//! The bin over the wire: deleted contacts, until they are restored or erased.
use contact::ContactId;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::bin::{Bin, BinQuery},
};

/// Lists the bin, what was deleted last first.
#[server(endpoint = "bin/list", input = Json)]
pub async fn list(ask: BinQuery) -> Result<Bin, Error> {
    crate::model::bin::list(&crate::request::asker()?, ask).await
}

/// Takes contacts out of the bin; tells how many were still in it.
#[server(endpoint = "bin/restore", input = Json)]
pub async fn restore(ids: Vec<ContactId>) -> Result<u32, Error> {
    crate::model::bin::restore(&crate::request::asker()?, ids).await
}

/// Erases a contact in the bin for good.
#[server(endpoint = "bin/erase", input = Json)]
pub async fn erase(id: ContactId) -> Result<(), Error> {
    crate::model::bin::erase(&crate::request::asker()?, id).await
}
