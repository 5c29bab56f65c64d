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
    crate::model::views::list(&crate::request::asker()?).await
}

/// Keeps a view.
#[server(endpoint = "views/create", input = Json)]
pub async fn create(draft: ViewDraft) -> Result<View, Error> {
    crate::model::views::create(&crate::request::asker()?, draft).await
}

/// Changes a view.
#[server(endpoint = "views/update", input = Json)]
pub async fn update(id: Uuid, draft: ViewDraft) -> Result<View, Error> {
    crate::model::views::update(&crate::request::asker()?, id, draft).await
}

/// Keeps a view in sight, or no longer; a matter of whoever asks alone.
#[server(endpoint = "views/pin", input = Json)]
pub async fn pin(id: Uuid, pinned: bool) -> Result<(), Error> {
    crate::model::views::pin(&crate::request::asker()?, id, pinned).await
}

/// Deletes a view; the contacts in it stay as they are.
#[server(endpoint = "views/delete", input = Json)]
pub async fn delete(id: Uuid) -> Result<(), Error> {
    crate::model::views::delete(&crate::request::asker()?, id).await
}
