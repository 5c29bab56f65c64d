//! `/fields`: the custom fields of contacts.
use app::{
    error::Error,
    model::{Asker, fields},
    wire::fields::{FieldDraft, FieldId, FieldUpdate},
};
use axum::{Json as Answer, http::StatusCode};
use contact::CustomField;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answer::{ListPage, ProblemDocument, created, deleted};
use crate::{
    http::extract::{Json, Path},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(change, delete))
}

/// Lists the active fields in their order
#[utoipa::path(get, path = "/fields", tag = "fields", responses((status = 200, body = ListPage<CustomField>)))]
async fn list(asker: Asker) -> Result<Json<ListPage<CustomField>>, Error> {
    Ok(Json(ListPage::whole(fields::list(&asker).await?)))
}

/// Creates a field; its Field ID and type never change
#[utoipa::path(post, path = "/fields", tag = "fields", request_body = FieldDraft, responses(
    (status = 201, body = CustomField),
    (status = 409, body = ProblemDocument, description = "The name or Field ID is taken, or there are 20 already"),
    (status = 422, body = ProblemDocument),
))]
async fn create(
    asker: Asker,
    Json(draft): Json<FieldDraft>,
) -> Result<(StatusCode, Answer<CustomField>), Error> {
    created(fields::create(&asker, draft).await)
}

/// Renames a field, changes its options or its place
#[utoipa::path(patch, path = "/fields/{id}", tag = "fields", params(("id" = String, Path)), request_body = FieldUpdate,
    responses((status = 200, body = CustomField), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument)))]
async fn change(
    asker: Asker,
    Path(id): Path<FieldId>,
    Json(change): Json<FieldUpdate>,
) -> Result<Json<CustomField>, Error> {
    Ok(Json(fields::update(&asker, id.into(), change).await?))
}

/// Deletes a field: its values are no longer shown
#[utoipa::path(delete, path = "/fields/{id}", tag = "fields", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDocument)))]
async fn delete(asker: Asker, Path(id): Path<FieldId>) -> Result<StatusCode, Error> {
    deleted(fields::delete(&asker, id.into()).await)
}
