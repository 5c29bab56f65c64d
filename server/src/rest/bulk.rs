//! `/contacts/bulk`: one change to many contacts, and taking it back.
use app::{
    error::{Error, FieldProblem},
    model::{Asker, bulk},
    wire::bulk::{Bulk, BulkAction},
};
use axum::http::StatusCode;
use contact::{
    ContactId,
    query::{Query, selection::Selection},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::answer::ProblemDocument;
use crate::{
    http::extract::{Json, Path},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(start))
        .routes(routes!(get))
        .routes(routes!(undo))
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
#[utoipa::path(post, path = "/contacts/bulk", tag = "contacts", request_body = BulkStart, responses(
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
#[utoipa::path(get, path = "/contacts/bulk/{id}", tag = "contacts", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Bulk),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Bulk>, Error> {
    Ok(Json(bulk::get(&asker, id).await?))
}

/// Takes a bulk action back, also while it runs; what somebody has changed since is left alone and counted as kept
#[utoipa::path(post, path = "/contacts/bulk/{id}/undo", tag = "contacts", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Bulk, description = "It is undone"),
    (status = 202, body = Bulk, description = "It is being undone in the background"),
    (status = 404, body = ProblemDocument),
))]
async fn undo(asker: Asker, Path(id): Path<Uuid>) -> Result<(StatusCode, Json<Bulk>), Error> {
    answer(bulk::undo(&asker, id).await?)
}

fn answer(bulk: Bulk) -> Result<(StatusCode, Json<Bulk>), Error> {
    let status = if bulk.is_over() {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    Ok((status, Json(bulk)))
}

/// Reads a query as the list's address has it: a value, or several of them in an array.
fn read(query: Map<String, Value>) -> Result<Query, Error> {
    let mut pairs = Vec::new();
    for (name, value) in query {
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            let text = match value {
                Value::String(text) => text,
                value @ (Value::Bool(_) | Value::Number(_)) => value.to_string(),
                _ => {
                    let sentence =
                        format!("query: \"{name}\" must be a text, or several in an array.");
                    return Err(wrong(sentence));
                }
            };
            pairs.push((name.clone(), text));
        }
    }
    Query::read(pairs).map_err(wrong)
}

fn wrong(sentence: String) -> Error {
    Error::Invalid(vec![FieldProblem::new("malformed", "query", sentence)])
}
