//! `/tokens`: the keys of programs.
use app::{
    error::Error,
    model::{Asker, tokens},
    who::Scope,
    wire::tokens::Token,
};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument},
    paging::{ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(delete))
}

/// A token to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// Which program uses it.
    name: String,
    scopes: Vec<Scope>,
    /// For how many days it is good; absent: for ever.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3650)]
    days: Option<u16>,
}

/// A token and its secret.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    #[serde(flatten)]
    token: Token,
    /// Shown this once.
    secret: String,
}

/// Lists all tokens, newest first
#[utoipa::path(get, path = "/tokens", tag = "tokens", params(PageAsked),
    responses((status = 200, body = ListPage<Token>), (status = 400, body = ProblemDocument)))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Token>>, Error> {
    let tokens = tokens::list(&asker).await?;
    // An id made later is greater.
    let page = asked.of("tokens", ListOrder::Falling, tokens, |token| {
        (token.id.to_string(), token.id.to_string())
    });
    Ok(Json(page?))
}

/// Makes a token
#[utoipa::path(post, path = "/tokens", tag = "tokens", request_body = NewToken, responses(
    (status = 201, body = MadeToken),
    (status = 422, body = ProblemDocument),
))]
async fn create(
    asker: Asker,
    Json(new): Json<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Error> {
    let (token, secret) = tokens::create(&asker, &new.name, new.scopes, new.days).await?;
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret })))
}

/// Makes a token useless at once
#[utoipa::path(delete, path = "/tokens/{id}", tag = "tokens", params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
))]
async fn delete(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    tokens::delete(&asker, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
