//! `/security-log`: what let people in or shut them out, and what changed the installation.
use app::{
    error::Error,
    model::{Asker, security_log},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::answer::{ProblemDocument, page_length};
use crate::{
    http::extract::{Json, Query},
    state::ServerState,
};

/// How many entries stand on a page, unless something else is asked for.
const USUAL: u16 = 100;

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which entries are read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LogAsked {
    /// 1 to 500, default 100
    limit: Option<u16>,
    /// next_cursor of the page before
    cursor: Option<i64>,
}

/// An entry of the security log.
#[derive(Serialize, ToSchema)]
struct LoggedAct {
    number: i64,
    at: DateTime<Utc>,
    /// What happened, by its word
    event: String,
    /// Who did it: nil for the command line, null for a stranger
    actor_id: Option<Uuid>,
    actor: String,
    /// The account or token that it was done to
    subject_id: Option<Uuid>,
    subject: String,
    /// What changed, such as agent → supervisor
    detail: String,
    /// Where the request came from
    address: Option<String>,
}

/// A page of the security log.
#[derive(Serialize, ToSchema)]
struct LogPage {
    items: Vec<LoggedAct>,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Reads the security log, the newest first
#[utoipa::path(get, path = "/security-log", tag = "settings", operation_id = "settings.securityLog", params(LogAsked),
    responses((status = 200, body = LogPage), (status = 400, body = ProblemDocument)))]
async fn list(asker: Asker, Query(asked): Query<LogAsked>) -> Result<Json<LogPage>, Error> {
    let limit = page_length(asked.limit, USUAL)?;
    let entries = security_log::list(&asker, asked.cursor, limit.into()).await?;
    let is_full = entries.len() == usize::from(limit);
    let last = entries.last().filter(|_| is_full);
    let next_cursor = last.map(|last| last.number.to_string());
    let items = entries.into_iter().map(|entry| LoggedAct {
        number: entry.number,
        at: entry.at,
        event: entry.event,
        actor_id: entry.actor_id,
        actor: entry.actor,
        subject_id: entry.subject_id,
        subject: entry.subject,
        detail: entry.detail,
        address: entry.address,
    });
    Ok(Json(LogPage {
        items: items.collect(),
        next_cursor,
    }))
}
