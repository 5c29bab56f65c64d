//! What the Import page and the history of imports ask of the server.

use contact::Rules;
use leptos::prelude::*;

use super::imports::{Import, ImportId};
use crate::error::Error;

/// Lists imports, newest first, those before `before` if given.
#[server(prefix = "/api/pages", endpoint = "imports/list")]
pub async fn list_imports(before: Option<ImportId>) -> Result<Vec<Import>, Error> {
    crate::model::imports::list(
        &crate::session::store()?,
        &crate::session::who()?,
        before,
        50,
    )
    .await
    .map(|(imports, _)| imports)
}

/// Finds the import of the one who asks that is still under way, if there is one.
#[server(prefix = "/api/pages", endpoint = "imports/running")]
pub async fn running_import() -> Result<Option<Import>, Error> {
    let latest = list_imports(None).await?;
    Ok(latest
        .into_iter()
        .find(|import| import.mine && !import.status.is_over()))
}

/// Tells what a check in the browser must know about this organisation.
#[server(prefix = "/api/pages", endpoint = "imports/rules")]
pub async fn import_rules() -> Result<Rules, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    let labels = crate::model::labels::list(&store, &who).await?;
    let names = labels
        .into_iter()
        .map(|label| label.name)
        .collect::<Vec<_>>();
    Ok(Rules {
        custom_fields: crate::model::fields::list(&store, &who).await?,
        labels: Some(names.into()),
        ..Rules::new(chrono::Utc::now().date_naive())
    })
}
