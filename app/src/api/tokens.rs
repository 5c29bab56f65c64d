//! Tokens of programs over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{error::Error, who::Scope, wire::tokens::Token};

/// Lists all tokens, newest first.
#[server(endpoint = "tokens/list", input = Json)]
pub async fn list() -> Result<Vec<Token>, Error> {
    crate::model::tokens::list(&crate::request::asker()?).await
}

/// Makes a token that is good for so many days, or for ever; its secret is shown this once.
#[server(endpoint = "tokens/create", input = Json)]
pub async fn create(
    name: String,
    scopes: Vec<Scope>,
    days: Option<u16>,
) -> Result<(Token, String), Error> {
    crate::model::tokens::create(&crate::request::asker()?, &name, scopes, days).await
}

/// Makes a token useless at once.
#[server(endpoint = "tokens/delete", input = Json)]
pub async fn delete(id: Uuid) -> Result<(), Error> {
    crate::model::tokens::delete(&crate::request::asker()?, id).await
}
