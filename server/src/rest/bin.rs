//! `/bin`: deleted contacts, until they are restored (`POST /contacts/{id}/restore`) or erased.
use app::{
    error::Error,
    model::{Asker, bin},
    wire::bin::{Bin, BinQuery},
};
use axum::http::StatusCode;
use contact::ContactId;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answer::{ProblemDocument, deleted};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(erase))
}

/// Lists the bin, what was deleted last first
#[utoipa::path(get, path = "/bin", tag = "bin", params(BinQuery), responses(
    (status = 200, body = Bin, description = "total is a number, or {\"at_least\": 10000} above that"),
    (status = 400, body = ProblemDocument),
))]
async fn list(asker: Asker, Query(ask): Query<BinQuery>) -> Result<Json<Bin>, Error> {
    Ok(Json(bin::list(&asker, ask).await?))
}

/// Erases a contact in the bin for good: its values, notes and activity, and the values in its log
#[utoipa::path(delete, path = "/bin/{id}", tag = "bin", params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It is not in the bin"),
))]
async fn erase(asker: Asker, Path(id): Path<ContactId>) -> Result<StatusCode, Error> {
    deleted(bin::erase(&asker, id).await)
}
