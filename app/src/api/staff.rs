//! Staff accounts over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::{
        account::Session,
        roster::{AccountLink, DestinationName, StaffEntries, StaffEntry, StaffSearch},
        staff::{Staff, StaffChange, StaffDraft},
    },
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

/// Finds staff, with what has become of each account.
#[server(endpoint = "staff/find", input = Json)]
pub async fn find(search: StaffSearch) -> Result<StaffEntries, Error> {
    crate::model::staff::roster::find(&crate::request::asker()?, search).await
}

/// One member of staff, with what has become of the account.
#[server(endpoint = "staff/entry", input = Json)]
pub async fn entry(id: Uuid) -> Result<StaffEntry, Error> {
    crate::model::staff::roster::entry(&crate::request::asker()?, id).await
}

/// Adds a member of staff, and makes the link by which they come in.
#[server(endpoint = "staff/invite", input = Json)]
pub async fn invite(draft: StaffDraft) -> Result<AccountLink, Error> {
    crate::model::staff::invitations::invite(&crate::request::asker()?, draft).await
}

/// Makes another link for somebody who has not come in yet.
#[server(endpoint = "staff/invite_again", input = Json)]
pub async fn invite_again(id: Uuid) -> Result<AccountLink, Error> {
    crate::model::staff::invitations::invite_again(&crate::request::asker()?, id).await
}

/// Takes a password away, and makes the link to set another.
#[server(endpoint = "staff/reset", input = Json)]
pub async fn reset(id: Uuid) -> Result<AccountLink, Error> {
    crate::model::staff::invitations::reset(&crate::request::asker()?, id).await
}

/// Lists where a member of staff is signed in.
#[server(endpoint = "staff/sessions", input = Json)]
pub async fn sessions(id: Uuid) -> Result<Vec<Session>, Error> {
    crate::model::sessions::list_of(&crate::request::asker()?, id).await
}

/// Signs a member of staff out everywhere; tells at how many places they were signed in.
#[server(endpoint = "staff/sign_out", input = Json)]
pub async fn sign_out(id: Uuid) -> Result<u32, Error> {
    crate::model::sessions::end_everywhere(&crate::request::asker()?, id).await
}

/// Lists the destinations that are known.
#[server(endpoint = "staff/destinations", input = Json)]
pub async fn destinations() -> Result<Vec<DestinationName>, Error> {
    crate::model::intake::placed::destinations(&crate::request::asker()?).await
}

/// Lets a member of staff work at these destinations, and at no others.
#[server(endpoint = "staff/place", input = Json)]
pub async fn place(id: Uuid, destinations: Vec<Uuid>) -> Result<(), Error> {
    crate::model::intake::placed::place(&crate::request::asker()?, id, destinations).await
}
