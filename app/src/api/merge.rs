//! Merging over the wire: who may be the same person, two contacts side by side, the merge and its undo.
use contact::{Bounded, ContactId, merge::Choices};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::merge::{Comparison, Duplicates, Merged, Suggestion, UndoneMerge},
};

/// Lists who may be the same person as a contact.
#[server(endpoint = "merge/suggestions", input = Json)]
pub async fn suggestions(id: ContactId) -> Result<Vec<Suggestion>, Error> {
    crate::model::suggestions::list(&crate::request::asker()?, id).await
}

/// Reads two contacts to be merged.
#[server(endpoint = "merge/compare", input = Json)]
pub async fn compare(master: ContactId, other: ContactId) -> Result<Comparison, Error> {
    crate::model::merge::compare(&crate::request::asker()?, master, other).await
}

/// Merges `other` into `master`, both as they were read in these versions.
#[server(endpoint = "merge/merge", input = Json)]
pub async fn merge(
    master: ContactId,
    other: ContactId,
    versions: [i64; 2],
    choices: Choices,
) -> Result<Merged, Error> {
    crate::model::merge::merge(
        &crate::request::asker()?,
        [master, other],
        Some(versions),
        choices,
    )
    .await
}

/// Takes a merge back.
#[server(endpoint = "merge/undo", input = Json)]
pub async fn undo(merge: Uuid) -> Result<UndoneMerge, Error> {
    crate::model::merge::undo(&crate::request::asker()?, merge).await
}

/// Lists suspected duplicates.
#[server(endpoint = "duplicates/list", input = Json)]
pub async fn list_duplicates(cursor: Option<Bounded<100>>) -> Result<Duplicates, Error> {
    crate::model::duplicates::list(&crate::request::asker()?, cursor.as_deref()).await
}

/// Counts the groups of suspected duplicates.
#[server(endpoint = "duplicates/count", input = Json)]
pub async fn count_duplicates() -> Result<i64, Error> {
    crate::model::duplicates::count(&crate::request::asker()?).await
}

/// Asks for a new search for duplicates.
#[server(endpoint = "duplicates/look", input = Json)]
pub async fn look_for_duplicates() -> Result<(), Error> {
    crate::model::duplicates::ask(&crate::request::asker()?).await
}

/// Remembers that two contacts are not the same person, or forgets it.
#[server(endpoint = "duplicates/differ", input = Json)]
pub async fn differ(one: ContactId, two: ContactId, differ: bool) -> Result<(), Error> {
    crate::model::duplicates::differ(&crate::request::asker()?, [one, two], differ).await
}
