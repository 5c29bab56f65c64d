//! `/imports/{id}` while it is under way: letting it rest, ending it early, and which records it refused so far.
use app::{
    error::Error,
    model::{
        Asker,
        imports::{self, Files},
    },
    wire::imports::{Failure, Import, ImportId},
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument},
    paging::{PageAsked, cursor},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(pause))
        .routes(routes!(cancel))
        .routes(routes!(failures))
}

/// What to change about an import that is under way.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportChange {
    /// True: it rests. False: it goes on.
    paused: bool,
}

/// Lets an import rest, or go on
#[utoipa::path(patch, path = "/imports/{id}", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), request_body = ImportChange, responses(
    (status = 200, body = Import),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument),
))]
async fn pause(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(change): Json<ImportChange>,
) -> Result<Json<Import>, Error> {
    let import = imports::pause(&asker, ImportId(id), change.paused);
    Ok(Json(import.await?))
}

/// Ends an import early; what it has written stays, and can be undone
#[utoipa::path(post, path = "/imports/{id}/cancel", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Import),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument),
))]
async fn cancel(
    asker: Asker,
    State(files): State<Files>,
    Path(id): Path<Uuid>,
) -> Result<Json<Import>, Error> {
    let import = imports::cancel(&asker, &files, ImportId(id));
    Ok(Json(import.await?))
}

/// Lists the records that failed, in the order of the file; the total is that of the ledger
///
/// As a file, with what was in them: `GET /imports/{id}/errors`.
#[utoipa::path(get, path = "/imports/{id}/failures", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path), PageAsked), responses(
    (status = 200, body = ListPage<Failure>),
    (status = 400, body = ProblemDocument),
    (status = 404, body = ProblemDocument),
))]
async fn failures(
    asker: Asker,
    Path(id): Path<Uuid>,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Failure>>, Error> {
    let list = format!("failures of {id}");
    let after = asked.after(&list)?;
    let after = after.and_then(|(number, _)| number.parse().ok());
    let length = asked.length()?;
    let total = imports::get(&asker, ImportId(id)).await?.ledger.failed;
    // One more tells whether there is a next page.
    let most = Some(length + 1);
    let items = imports::failures(&asker, ImportId(id), after.unwrap_or_default(), most);
    let mut items = items.await?;
    let is_cut = items.len() > usize::from(length);
    items.truncate(length.into());
    let last = items.last().filter(|_| is_cut);
    let next_cursor = last.map(|last| cursor(&list, &(last.record.to_string(), String::new())));
    Ok(Json(ListPage {
        items,
        total,
        next_cursor,
    }))
}
