//! Staff accounts over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::staff::{Staff, StaffChange, StaffDraft},
};

/// Lists everybody, those who left last.
#[server(endpoint = "staff/list", input = Json)]
pub async fn list() -> Result<Vec<Staff>, Error> {
    crate::model::staff::list(&crate::request::asker()?).await
}

/// One member of staff.
#[server(endpoint = "staff/get", input = Json)]
pub async fn get(id: Uuid) -> Result<Staff, Error> {
    crate::model::staff::get(&crate::request::asker()?, id).await
}

/// Adds a member of staff, who can sign in if a password is given.
#[server(endpoint = "staff/add", input = Json)]
pub async fn add(draft: StaffDraft, password: Option<String>) -> Result<Staff, Error> {
    crate::model::staff::add(&crate::request::asker()?, draft, password).await
}

/// Changes a member of staff, closes or reopens the account.
#[server(endpoint = "staff/change", input = Json)]
pub async fn change(id: Uuid, change: StaffChange) -> Result<Staff, Error> {
    crate::model::staff::change(&crate::request::asker()?, id, change).await
}
