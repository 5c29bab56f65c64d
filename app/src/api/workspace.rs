//! The contacts of a workspace over the wire: colleagues.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::workspace::{ColleagueSearch, Colleagues},
};

/// Lists the people who work here by name: those in whom all words of the search are found, after the one that a page
/// ended with.
#[server(endpoint = "workspace/colleagues", input = Json)]
pub async fn list_colleagues(
    search: ColleagueSearch,
    cursor: Option<Uuid>,
) -> Result<Colleagues, Error> {
    crate::model::staff::colleagues::list(&crate::request::asker()?, &search, cursor, None).await
}
