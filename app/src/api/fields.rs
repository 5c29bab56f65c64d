//! Custom fields over the wire.
use contact::CustomField;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::{
        fields::{FieldDraft, FieldId, FieldUpdate},
        labels::Gone,
    },
};

/// Lists the active fields in their order.
#[server(endpoint = "fields/list", input = Json)]
pub async fn list() -> Result<Vec<CustomField>, Error> {
    crate::model::fields::list(&crate::request::asker()?).await
}

/// Counts the contacts that hold a value of a field.
#[server(endpoint = "fields/usage", input = Json)]
pub async fn usage(id: FieldId) -> Result<i64, Error> {
    crate::model::fields::usage(&crate::request::asker()?, &id).await
}

/// Creates a field behind the others.
#[server(endpoint = "fields/create", input = Json)]
pub async fn create(draft: FieldDraft) -> Result<CustomField, Error> {
    crate::model::fields::create(&crate::request::asker()?, draft).await
}

/// Renames a field, changes its options or its place.
#[server(endpoint = "fields/update", input = Json)]
pub async fn update(id: FieldId, change: FieldUpdate) -> Result<CustomField, Error> {
    crate::model::fields::update(&crate::request::asker()?, id.into(), change).await
}

/// Deletes a field: its values are no longer shown.
#[server(endpoint = "fields/delete", input = Json)]
pub async fn delete(id: FieldId) -> Result<(), Error> {
    crate::model::fields::delete(&crate::request::asker()?, id.into()).await
}

/// Lists the fields that were deleted, the latest first.
#[server(endpoint = "fields/deleted", input = Json)]
pub async fn deleted() -> Result<Vec<Gone>, Error> {
    crate::model::fields::deleted(&crate::request::asker()?).await
}

/// Brings a field back, with the values that contacts had.
#[server(endpoint = "fields/restore", input = Json)]
pub async fn restore(id: FieldId) -> Result<CustomField, Error> {
    crate::model::fields::restore(&crate::request::asker()?, id.into()).await
}
