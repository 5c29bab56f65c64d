//! `/contacts/bulk`: one change to many contacts, and taking it back; `/contacts/count` says how many that would be.
use app::{
    error::Error,
    model::{Asker, bulk},
    wire::bulk::{Bulk, BulkAction},
};
use axum::http::StatusCode;
use contact::{
    ContactId,
    query::{self, selection::Selection},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::ProblemDocument,
    contacts::Filters,
    list_query::{parted, read, wrong},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(start))
        .routes(routes!(get))
        .routes(routes!(undo))
        .routes(routes!(count))
}

/// What is done to which contacts: either `ids` or `query`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BulkStart {
    /// At most 5,000; more by a query
    #[serde(default)]
    ids: Option<Vec<ContactId>>,
    /// What GET /contacts takes, such as {"search": "chan", "label": ["vip"]}; {} is all contacts
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    query: Option<Map<String, Value>>,
    action: BulkAction,
    /// Refuse unless the selection holds so many contacts
    #[serde(default)]
    expected: Option<u32>,
}

/// Changes many contacts at once: labels, Type, Level, Group, Team, or into the bin
#[utoipa::path(post, path = "/contacts/bulk", tag = "bulk", security(("token" = ["contacts:write"])),
    request_body = BulkStart, responses(
    (status = 200, body = Bulk, description = "It is done"),
    (status = 202, body = Bulk, description = "It runs in the background; ask for it by its id"),
    (status = 400, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "The selection holds another number of contacts than expected"),
    (status = 422, body = ProblemDocument),
))]
async fn start(
    asker: Asker,
    Json(start): Json<BulkStart>,
) -> Result<(StatusCode, Json<Bulk>), Error> {
    let selection = match (start.ids, start.query) {
        (Some(ids), None) => Selection::These(ids.into_iter().collect()),
        (None, Some(query)) => Selection::all(read(query)?),
        _ => return Err(wrong("Send either ids or query.".to_owned())),
    };
    answer(bulk::start(&asker, None, selection, start.action, start.expected).await?)
}

/// How far a bulk action is
#[utoipa::path(get, path = "/contacts/bulk/{id}", tag = "bulk", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Bulk),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Bulk>, Error> {
    Ok(Json(bulk::get(&asker, id).await?))
}

/// Takes a bulk action back, also while it runs; what somebody has changed since is left alone and counted as kept
#[utoipa::path(post, path = "/contacts/bulk/{id}/undo", tag = "bulk", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Bulk, description = "It is undone"),
    (status = 202, body = Bulk, description = "It is being undone in the background"),
    (status = 404, body = ProblemDocument),
))]
async fn undo(asker: Asker, Path(id): Path<Uuid>) -> Result<(StatusCode, Json<Bulk>), Error> {
    answer(bulk::undo(&asker, id).await?)
}

/// How many contacts a query finds.
#[derive(Serialize, ToSchema)]
struct ContactCount {
    /// Exact, however many
    count: u32,
}

/// Counts the contacts that a search and filters find, exactly
#[utoipa::path(get, path = "/contacts/count", tag = "contacts", security(("token" = ["contacts:read"])), params(Filters),
    responses((status = 200, body = ContactCount), (status = 400, body = ProblemDocument)))]
async fn count(
    asker: Asker,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<ContactCount>, Error> {
    let (pairs, _) = parted(pairs);
    let query = query::Query::read(pairs).map_err(Error::Refused)?;
    let count = bulk::count(&asker, &query).await?;
    Ok(Json(ContactCount { count }))
}

fn answer(bulk: Bulk) -> Result<(StatusCode, Json<Bulk>), Error> {
    let status = if bulk.is_over() {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    Ok((status, Json(bulk)))
}
