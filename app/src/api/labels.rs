//! Labels over the wire.
use contact::query::Total;
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::labels::{Gone, Label, LabelDraft},
};

/// Lists all labels by name.
#[server(endpoint = "labels/list", input = Json)]
pub async fn list() -> Result<Vec<Label>, Error> {
    crate::model::labels::list(&crate::request::asker()?).await
}

/// Counts the contacts that wear a label.
#[server(endpoint = "labels/usage", input = Json)]
pub async fn usage(id: Uuid) -> Result<i64, Error> {
    crate::model::labels::usage(&crate::request::asker()?, id).await
}

/// Counts the contacts of every label, as far as contacts are counted.
#[server(endpoint = "labels/usages", input = Json)]
pub async fn usages() -> Result<Vec<(Uuid, Total)>, Error> {
    crate::model::labels::usages(&crate::request::asker()?).await
}

/// Creates a label.
#[server(endpoint = "labels/create", input = Json)]
pub async fn create(draft: LabelDraft) -> Result<Label, Error> {
    crate::model::labels::create(&crate::request::asker()?, draft).await
}

/// Renames or recolours a label.
#[server(endpoint = "labels/update", input = Json)]
pub async fn update(id: Uuid, draft: LabelDraft) -> Result<Label, Error> {
    crate::model::labels::update(&crate::request::asker()?, id, draft).await
}

/// Deletes a label, from every contact too.
#[server(endpoint = "labels/delete", input = Json)]
pub async fn delete(id: Uuid) -> Result<(), Error> {
    crate::model::labels::delete(&crate::request::asker()?, id).await
}

/// Lists the labels that were deleted, the latest first.
#[server(endpoint = "labels/deleted", input = Json)]
pub async fn deleted() -> Result<Vec<Gone>, Error> {
    crate::model::labels::deleted(&crate::request::asker()?).await
}

/// Brings a label back, to every contact that had it.
#[server(endpoint = "labels/restore", input = Json)]
pub async fn restore(id: Uuid) -> Result<Label, Error> {
    crate::model::labels::restore(&crate::request::asker()?, id).await
}
