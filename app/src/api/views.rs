//! Saved views of the list over the wire.
use contact::query::{Query, columns::Columns};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::Error;

/// A list that is kept under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub id: Uuid,
    pub name: String,
    pub query: Query,
    /// Absent: those of whoever looks.
    pub columns: Option<Columns>,
    /// Everybody sees it.
    pub shared: bool,
    /// Who asks keeps it in sight.
    pub pinned: bool,
    /// Whose it is.
    pub owner: String,
    /// Whether who asks may change it.
    pub may_change: bool,
}

/// What a person writes about a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewDraft {
    pub name: String,
    pub query: Query,
    pub columns: Option<Columns>,
    pub shared: bool,
    pub pinned: bool,
}

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
