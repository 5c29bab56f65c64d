//! `/contacts/{id}/proposals` and `/proposals`: edits that wait for somebody to decide on them.
use app::{
    error::Error,
    model::{Asker, proposals},
    wire::proposals::Proposal,
};
use axum::http::StatusCode;
use contact::{Bounded, ContactId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::answer::{Page, ProblemDocument};
use crate::{
    http::extract::{Json, Path},
    state::State,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(accept))
        .routes(routes!(drop_proposed))
}

/// Which fields of a proposal are decided on.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decision {
    /// By their names; absent: all that are still open.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    fields: Option<Vec<Bounded<100>>>,
}

impl Decision {
    fn fields(self) -> Option<Vec<String>> {
        let fields = self.fields?;
        Some(fields.into_iter().map(|field| field.to_string()).collect())
    }
}

/// Lists the edits that wait on a contact, and those that were decided on, the newest first
#[utoipa::path(get, path = "/contacts/{id}/proposals", tag = "contacts", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Page<Proposal>),
    (status = 404, body = ProblemDocument),
))]
async fn list(asker: Asker, Path(id): Path<ContactId>) -> Result<Json<Page<Proposal>>, Error> {
    Ok(Json(Page::whole(proposals::list(&asker, id).await?)))
}

/// Accepts a proposal: its values are saved, and the log names both
#[utoipa::path(post, path = "/proposals/{id}/accept", tag = "contacts", params(("id" = Uuid, Path)), request_body = Decision,
    responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It was decided already"),
    (status = 422, body = ProblemDocument),
))]
async fn accept(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(decision): Json<Decision>,
) -> Result<StatusCode, Error> {
    proposals::accept(&asker, id, decision.fields()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Drops a proposal
#[utoipa::path(post, path = "/proposals/{id}/drop", tag = "contacts", params(("id" = Uuid, Path)), request_body = Decision,
    responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It was decided already"),
))]
async fn drop_proposed(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(decision): Json<Decision>,
) -> Result<StatusCode, Error> {
    proposals::drop_proposed(&asker, id, decision.fields()).await?;
    Ok(StatusCode::NO_CONTENT)
}
