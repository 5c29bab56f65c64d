//! `/bin`: deleted contacts, until they are restored (one also by `POST /contacts/{id}/restore`) or erased.
use app::{
    error::Error,
    model::{Asker, bin},
    wire::bin::{Bin, BinQuery},
};
use axum::http::StatusCode;
use contact::{Bounded, ContactId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer::{ProblemDocument, deleted},
    paging::CursorMark,
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(restore))
        .routes(routes!(erase))
}

/// Lists the bin, what was deleted last first
#[utoipa::path(get, path = "/bin", tag = "bin", security(("token" = ["contacts:read"])), params(BinQuery), responses(
    (status = 200, body = Bin, description = "total is a number, or {\"at_least\": 10000} above that"),
    (status = 400, body = ProblemDocument),
))]
async fn list(asker: Asker, Query(mut ask): Query<BinQuery>) -> Result<Json<Bin>, Error> {
    let mark = CursorMark::of(&("bin", &ask.search));
    let place: Option<String> = mark.place(ask.cursor.as_deref())?;
    ask.cursor = place.map(Bounded::own);
    let mut page = bin::list(&asker, ask).await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// Contacts to take out of the bin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ToRestore {
    /// At most 500
    ids: Vec<ContactId>,
}

/// How many came back.
#[derive(Serialize, ToSchema)]
struct RestoredCount {
    restored: u32,
}

/// Takes contacts out of the bin; those that are not in it are passed over
#[utoipa::path(post, path = "/bin/restore", tag = "bin", security(("token" = ["contacts:write"])), request_body = ToRestore,
    responses((status = 200, body = RestoredCount), (status = 400, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
async fn restore(asker: Asker, Json(these): Json<ToRestore>) -> Result<Json<RestoredCount>, Error> {
    let restored = bin::restore(&asker, these.ids).await?;
    Ok(Json(RestoredCount { restored }))
}

/// Erases a contact in the bin for good: its values, notes and activity, and the values in its log
#[utoipa::path(delete, path = "/bin/{id}", tag = "bin", security(("token" = ["administration"])),
    params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It is not in the bin"),
))]
async fn erase(asker: Asker, Path(id): Path<ContactId>) -> Result<StatusCode, Error> {
    deleted(bin::erase(&asker, id).await)
}
