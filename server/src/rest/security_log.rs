//! `/security-log`: what let people in or shut them out, and what changed the installation.
use app::{
    error::Error,
    model::{Asker, security_log},
    wire::security_log::{SecurityEntry, SecurityLogQuery},
};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer::{ProblemDocument, page_length},
    paging::CursorMark,
};
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
    /// Only what happened so, by its word, such as signed_in
    #[serde(default)]
    #[param(value_type = Option<String>)]
    event: Bounded<100>,
    /// Some letters of who did it, or whom it was done to
    #[serde(default)]
    #[param(value_type = Option<String>)]
    who: Bounded<200>,
    /// 1 to 500, default 100
    limit: Option<u16>,
    /// next_cursor of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// A page of the security log.
#[derive(Serialize, ToSchema)]
struct LogPage {
    items: Vec<SecurityEntry>,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Reads the security log, the newest first
#[utoipa::path(get, path = "/security-log", tag = "settings", operation_id = "settings.securityLog", params(LogAsked),
    responses((status = 200, body = LogPage), (status = 400, body = ProblemDocument)))]
async fn list(asker: Asker, Query(asked): Query<LogAsked>) -> Result<Json<LogPage>, Error> {
    let mark = CursorMark::of(&("security log", &asked.event, &asked.who));
    let query = SecurityLogQuery {
        before: mark.place(asked.cursor.as_deref())?,
        event: asked.event,
        who: asked.who,
        limit: Some(page_length(asked.limit, USUAL)?),
    };
    let page = security_log::page(&asker, query).await?;
    Ok(Json(LogPage {
        items: page.items,
        next_cursor: mark.written(page.next),
    }))
}
