//! Bulk actions over the wire: what is done to which contacts, how far it is, and taking it back.
use contact::{
    Kind, Level,
    query::{Query, selection::Selection},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::Error;

/// What is done to each contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Deed {
    /// Puts labels on, by name; unknown ones are created
    AddLabels(Vec<String>),
    /// Takes labels off, by name
    RemoveLabels(Vec<String>),
    SetType(Kind),
    SetLevel(Level),
    /// Empty takes the group off
    SetGroup(String),
    /// Empty takes the team off
    SetTeam(String),
    /// Puts them into the bin
    Delete,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Status {
    Running,
    Done,
    Undoing,
    Undone,
}

/// An action and what came of it so far: `done = changed + unchanged + gone + overfull`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Bulk {
    pub id: Uuid,
    pub status: Status,
    pub action: Deed,
    /// How many contacts were selected.
    pub total: u32,
    /// How many of them have been looked at.
    pub done: u32,
    pub changed: u32,
    /// They were as wanted already.
    pub unchanged: u32,
    /// They were deleted meanwhile, or never existed.
    pub gone: u32,
    /// They have as many labels as a contact may have.
    pub overfull: u32,
    /// What an undo put back …
    pub restored: u32,
    /// … and what it left alone, because somebody else has changed it since.
    pub kept: u32,
}

impl Bulk {
    /// Whether nothing more will happen by itself.
    pub fn is_over(&self) -> bool {
        matches!(self.status, Status::Done | Status::Undone)
    }
}

/// Starts an action. The browser makes up a key for each: the same key starts it once. With `expected`, only if the
/// selection still holds that many contacts.
#[server(endpoint = "contacts/bulk", input = Json)]
pub async fn start(
    key: Uuid,
    selection: Selection,
    deed: Deed,
    expected: Option<u32>,
) -> Result<Bulk, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::bulk::start(&store, &who, Some(key), selection, deed, expected).await
}

/// How far an action is.
#[server(endpoint = "contacts/bulk/get", input = Json)]
pub async fn get(id: Uuid) -> Result<Bulk, Error> {
    crate::model::bulk::get(&crate::session::store()?, &crate::session::who()?, id).await
}

/// Finds the action of this person that is under way, or else the one that it has not been told the end of.
#[server(endpoint = "contacts/bulk/under_way", input = Json)]
pub async fn under_way(untold: Option<Uuid>) -> Result<Option<Bulk>, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::bulk::under_way(&store, &who, untold).await
}

/// Takes an action back.
#[server(endpoint = "contacts/bulk/undo", input = Json)]
pub async fn undo(id: Uuid) -> Result<Bulk, Error> {
    crate::model::bulk::undo(&crate::session::store()?, &crate::session::who()?, id).await
}

/// Counts the contacts of a query exactly, however many.
#[server(endpoint = "contacts/bulk/count", input = Json)]
pub async fn count(query: Query) -> Result<u32, Error> {
    crate::model::bulk::count(&crate::session::store()?, &crate::session::who()?, &query).await
}
