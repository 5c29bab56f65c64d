//! `/colleagues`: the people who work here and have not left, as the contacts of a workspace show them.
use app::{
    error::Error,
    model::{Asker, staff::colleagues},
    wire::{staff::Staff, workspace::ColleagueSearch},
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
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// Some of the people who work here, by name.
#[derive(Serialize, ToSchema)]
#[schema(as = Colleagues)]
struct ColleaguesPage {
    items: Vec<Staff>,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the people who work here, by name
#[utoipa::path(get, path = "/colleagues", tag = "staff", operation_id = "staff.colleagues", params(ColleaguesAsked),
    responses((status = 200, body = ColleaguesPage), (status = 400, body = ProblemDocument)))]
async fn list(
    asker: Asker,
    Query(asked): Query<ColleaguesAsked>,
) -> Result<Json<ColleaguesPage>, Error> {
    let limit = page_length(asked.limit, colleagues::PAGE)?;
    let mark = CursorMark::of(&("colleagues", &asked.search));
    let after = mark.place(asked.cursor.as_deref())?;
    let page = colleagues::list(&asker, &asked.search, after, Some(limit)).await?;
    Ok(Json(ColleaguesPage {
        items: page.items,
        next_cursor: mark.written(page.next_cursor),
    }))
}
