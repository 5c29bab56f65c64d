//! `/colleagues`: the people who work here and have not left, as the contacts of a workspace show them.
use app::{
    error::Error,
    model::{Asker, staff::colleagues},
    wire::workspace::{ColleagueSearch, Colleagues},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::answer::{ProblemDocument, page_length};
use crate::{
    http::extract::{Json, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Who is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ColleaguesAsked {
    /// Words that all stand in a name, an address, a role, a department, a title, an extension or a number
    #[serde(default)]
    #[param(value_type = Option<String>)]
    search: ColleagueSearch,
    /// 1 to 500, default 50
    limit: Option<u16>,
    /// next_cursor of the page before
    cursor: Option<Uuid>,
}

/// Lists the people who work here, by name
#[utoipa::path(get, path = "/colleagues", tag = "staff", operation_id = "staff.colleagues", params(ColleaguesAsked),
    responses((status = 200, body = Colleagues), (status = 400, body = ProblemDocument)))]
async fn list(
    asker: Asker,
    Query(asked): Query<ColleaguesAsked>,
) -> Result<Json<Colleagues>, Error> {
    let limit = page_length(asked.limit, colleagues::PAGE)?;
    let list = colleagues::list(&asker, &asked.search, asked.cursor, Some(limit));
    Ok(Json(list.await?))
}
