//! Imports as the pages and the API see them: one import, its ledger, and the history. The numbers of a ledger add up
//! at every moment, not only at the end.
use contact::Rules;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::imports::{Import, ImportId, ImportName},
};

/// Lists imports, newest first, those before `before` if given.
#[server(endpoint = "imports/list", input = Json)]
pub async fn list(before: Option<ImportId>) -> Result<Vec<Import>, Error> {
    crate::model::imports::latest(&crate::session::asker()?, before).await
}

/// Names the imports of late, newest first.
#[server(endpoint = "imports/names", input = Json)]
pub async fn names() -> Result<Vec<ImportName>, Error> {
    crate::model::imports::names(&crate::session::asker()?).await
}

/// Finds the import of the one who asks that is still under way, if there is one.
#[server(endpoint = "imports/running", input = Json)]
pub async fn running() -> Result<Option<Import>, Error> {
    crate::model::imports::running(&crate::session::asker()?).await
}

/// Tells what a check in the browser must know about this organisation.
#[server(endpoint = "imports/rules", input = Json)]
pub async fn import_rules() -> Result<Rules, Error> {
    crate::model::imports::rules(&crate::session::asker()?).await
}
