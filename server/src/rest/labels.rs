//! `/labels`: what staff sort contacts by.
use app::{
    error::Error,
    model::{Asker, labels},
    wire::labels::{Label, LabelDraft},
};
use axum::{Json as Answer, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

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

/// Lists all labels by name
#[utoipa::path(get, path = "/labels", tag = "labels", responses((status = 200, body = ListPage<Label>)))]
async fn list(asker: Asker) -> Result<Json<ListPage<Label>>, Error> {
    Ok(Json(ListPage::whole(labels::list(&asker).await?)))
}

/// Creates a label
#[utoipa::path(post, path = "/labels", tag = "labels", request_body = LabelDraft, responses(
    (status = 201, body = Label),
    (status = 409, body = ProblemDocument, description = "The name is taken"),
    (status = 422, body = ProblemDocument),
))]
async fn create(
    asker: Asker,
    Json(draft): Json<LabelDraft>,
) -> Result<(StatusCode, Answer<Label>), Error> {
    created(labels::create(&asker, draft).await)
}

/// Renames or recolours a label
#[utoipa::path(patch, path = "/labels/{id}", tag = "labels", params(("id" = Uuid, Path)), request_body = LabelDraft,
    responses((status = 200, body = Label), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument)))]
async fn change(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(draft): Json<LabelDraft>,
) -> Result<Json<Label>, Error> {
    Ok(Json(labels::update(&asker, id, draft).await?))
}

/// Deletes a label, from every contact too
#[utoipa::path(delete, path = "/labels/{id}", tag = "labels", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = ProblemDocument)))]
async fn delete(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    deleted(labels::delete(&asker, id).await)
}
