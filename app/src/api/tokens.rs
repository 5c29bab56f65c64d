//! Tokens of programs over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::Error, session::Scope};

/// A key of a program, without the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Token {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub used_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// Lists all tokens, newest first.
#[server(endpoint = "tokens/list", input = Json)]
pub async fn list() -> Result<Vec<Token>, Error> {
    crate::model::tokens::list(&crate::session::store()?, &crate::session::who()?).await
}

/// Makes a token; its secret is shown this once.
#[server(endpoint = "tokens/create", input = Json)]
pub async fn create(name: String, scopes: Vec<Scope>) -> Result<(Token, String), Error> {
    crate::model::tokens::create(
        &crate::session::store()?,
        &crate::session::who()?,
        &name,
        scopes,
    )
    .await
}

/// Makes a token useless at once.
#[server(endpoint = "tokens/delete", input = Json)]
pub async fn delete(id: Uuid) -> Result<(), Error> {
    crate::model::tokens::delete(&crate::session::store()?, &crate::session::who()?, id).await
}
