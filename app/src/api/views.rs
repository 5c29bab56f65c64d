//! Saved views of the list over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::views::{View, ViewDraft},
};

/// Lists one's own views and those that are shared, by name.
#[server(endpoint = "views/list", input = Json)]
pub async fn list() -> Result<Vec<View>, Error> {
    crate::model::views::list(&crate::session::store()?, &crate::session::who()?).await
}

/// Keeps a view.
#[server(endpoint = "views/create", input = Json)]
pub async fn create(draft: ViewDraft) -> Result<View, Error> {
    crate::model::views::create(&crate::session::store()?, &crate::session::who()?, draft).await
}

/// Changes a view.
#[server(endpoint = "views/update", input = Json)]
pub async fn update(id: Uuid, draft: ViewDraft) -> Result<View, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::views::update(&store, &who, id, draft).await
}

/// Keeps a view in sight, or no longer; a matter of whoever asks alone.
#[server(endpoint = "views/pin", input = Json)]
pub async fn pin(id: Uuid, pinned: bool) -> Result<(), Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::views::pin(&store, &who, id, pinned).await
}

/// Deletes a view; the contacts in it stay as they are.
#[server(endpoint = "views/delete", input = Json)]
pub async fn delete(id: Uuid) -> Result<(), Error> {
    crate::model::views::delete(&crate::session::store()?, &crate::session::who()?, id).await
}
