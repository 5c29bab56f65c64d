//! `/contacts/{id}/proposals` and `/proposals`: edits that wait for somebody to decide on them.
use app::{
    error::Error,
    model::{Asker, proposals},
    wire::{contacts::Saved, proposals::Proposal},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use contact::{Bounded, ContactId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument},
    contacts::conflict,
    paging::{ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(accept))
        .routes(routes!(drop_proposed))
}

/// What of a proposal is decided on; without a body all of it is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decision {
    /// The fields by their names; absent: all that are still open.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    fields: Option<Vec<Bounded<100>>>,
    /// To accept what contradicts the contact: the version in which you have seen it. Absent: nothing that others saved
    /// meanwhile is replaced.
    #[serde(default)]
    version: Option<i64>,
}

impl Decision {
    fn fields(&self) -> Option<Vec<String>> {
        let fields = self.fields.as_ref()?;
        Some(fields.iter().map(|field| field.to_string()).collect())
    }
}

/// Lists the edits that wait on a contact, and those that were decided on, the newest first
#[utoipa::path(get, path = "/contacts/{id}/proposals", tag = "proposals", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path), PageAsked), responses(
    (status = 200, body = ListPage<Proposal>),
    (status = 400, body = ProblemDocument),
    (status = 404, body = ProblemDocument),
))]
async fn list(
    asker: Asker,
    Path(id): Path<ContactId>,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Proposal>>, Error> {
    let list = format!("proposals on {id}");
    let proposals = proposals::list(&asker, id).await?;
    let page = asked.of(&list, ListOrder::Falling, proposals, |proposal| {
        let at = proposal.at.timestamp_micros();
        (format!("{at:020}"), proposal.id.to_string())
    });
    Ok(Json(page?))
}

/// Accepts a proposal: its values are saved beside what others saved meanwhile, and the log names both
#[utoipa::path(post, path = "/proposals/{id}/accept", tag = "proposals", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)),
    request_body = Option<Decision>, responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It was decided already; or others gave a field another value meanwhile: current is what is there now"),
    (status = 422, body = ProblemDocument),
))]
async fn accept(
    asker: Asker,
    Path(id): Path<Uuid>,
    decision: Option<Json<Decision>>,
) -> Result<Response, Error> {
    let decision = decision.map(|Json(decision)| decision).unwrap_or_default();
    let accepted = proposals::accept(&asker, id, decision.fields(), decision.version).await?;
    Ok(match accepted {
        Saved::Done(_) => StatusCode::NO_CONTENT.into_response(),
        Saved::Conflict(current) => conflict(StatusCode::CONFLICT, &current),
    })
}

/// Drops a proposal
#[utoipa::path(post, path = "/proposals/{id}/drop", tag = "proposals",
    operation_id = "proposals.drop", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)),
    request_body = Option<Decision>, responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It was decided already"),
))]
async fn drop_proposed(
    asker: Asker,
    Path(id): Path<Uuid>,
    decision: Option<Json<Decision>>,
) -> Result<StatusCode, Error> {
    let decision = decision.map(|Json(decision)| decision).unwrap_or_default();
    proposals::drop_proposed(&asker, id, decision.fields()).await?;
    Ok(StatusCode::NO_CONTENT)
}
