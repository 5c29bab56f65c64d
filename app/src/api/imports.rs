//! Imports over the wire: begun, told of, paused, cancelled and taken back; all but the bytes of a file.
use contact::Rules;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::imports::{Begin, Failure, Import, ImportId, ImportName, Undone},
};

/// Lists imports, newest first, those before `before` if given.
#[server(endpoint = "imports/list", input = Json)]
pub async fn list(before: Option<ImportId>) -> Result<Vec<Import>, Error> {
    crate::model::imports::latest(&crate::request::asker()?, before).await
}

/// Names the imports of late, newest first.
#[server(endpoint = "imports/names", input = Json)]
pub async fn names() -> Result<Vec<ImportName>, Error> {
    crate::model::imports::names(&crate::request::asker()?).await
}

/// Finds the import of the one who asks that is still under way, if there is one.
#[server(endpoint = "imports/running", input = Json)]
pub async fn running() -> Result<Option<Import>, Error> {
    crate::model::imports::running(&crate::request::asker()?).await
}

/// Tells what a check in the browser must know about this organisation.
#[server(endpoint = "imports/rules", input = Json)]
pub async fn import_rules() -> Result<Rules, Error> {
    crate::model::imports::rules(&crate::request::asker()?).await
}

/// Begins an import. The page makes up a key for each: the same key begins it once.
#[server(endpoint = "imports/start", input = Json)]
pub async fn start(begin: Begin) -> Result<Import, Error> {
    crate::model::imports::begin_from_page(&crate::request::asker()?, begin).await
}

/// Tells how an import stands.
#[server(endpoint = "imports/get", input = Json)]
pub async fn get(id: ImportId) -> Result<Import, Error> {
    crate::model::imports::get(&crate::request::asker()?, id).await
}

/// Tells that all parts of a file have arrived, and how many there are.
#[server(endpoint = "imports/seal", input = Json)]
pub async fn seal(id: ImportId, parts: u32) -> Result<Import, Error> {
    crate::model::imports::seal(
        &crate::request::asker()?,
        &crate::request::files()?,
        id,
        parts,
    )
    .await
}

/// Lets an import rest, or go on.
#[server(endpoint = "imports/pause", input = Json)]
pub async fn pause(id: ImportId, paused: bool) -> Result<Import, Error> {
    crate::model::imports::pause(&crate::request::asker()?, id, paused).await
}

/// Ends an import early.
#[server(endpoint = "imports/cancel", input = Json)]
pub async fn cancel(id: ImportId) -> Result<Import, Error> {
    crate::model::imports::cancel(&crate::request::asker()?, &crate::request::files()?, id).await
}

/// Tells what an undo would do now.
#[server(endpoint = "imports/foreseen", input = Json)]
pub async fn foreseen(id: ImportId) -> Result<Undone, Error> {
    crate::model::imports::foreseen(&crate::request::asker()?, id).await
}

/// Begins to take an import back; with `edited` also contacts that were edited since.
#[server(endpoint = "imports/undo", input = Json)]
pub async fn undo(id: ImportId, edited: bool) -> Result<Import, Error> {
    crate::model::imports::undo(&crate::request::asker()?, id, edited).await
}

/// Lists the records behind `after` that the server refused, some at a time.
#[server(endpoint = "imports/failures", input = Json)]
pub async fn failures(id: ImportId, after: u32) -> Result<Vec<Failure>, Error> {
    crate::model::imports::failures(&crate::request::asker()?, id, after, None).await
}
