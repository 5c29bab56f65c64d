//! `/labels`: what staff sort contacts by.
use app::{
    error::Error,
    model::{Asker, labels},
    wire::labels::{Gone, Label, LabelDraft},
};
use axum::{Json as Answer, http::StatusCode};
use contact::{label::fold, query::Total};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ContactUsage, ListPage, ProblemDocument, created, deleted},
    paging::{ListOrder, PageAsked, gone_at},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(list_deleted))
        .routes(routes!(list_usages))
        .routes(routes!(change, delete))
        .routes(routes!(usage))
        .routes(routes!(restore))
}

/// Lists all labels by name
#[utoipa::path(get, path = "/labels", tag = "labels", security(("token" = ["contacts:read"])), params(PageAsked), responses(
    (status = 200, body = ListPage<Label>),
    (status = 400, body = ProblemDocument),
))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Label>>, Error> {
    let labels = labels::list(&asker).await?;
    let page = asked.of("labels", ListOrder::Rising, labels, |label| {
        (fold(&label.name), label.id.to_string())
    });
    Ok(Json(page?))
}

/// Creates a label
#[utoipa::path(post, path = "/labels", tag = "labels", security(("token" = ["contacts:write"])), request_body = LabelDraft,
    responses(
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

/// Lists the labels that were deleted and can come back, the latest first
#[utoipa::path(get, path = "/labels/deleted", tag = "labels", security(("token" = ["contacts:read"])), params(PageAsked),
    responses((status = 200, body = ListPage<Gone>), (status = 400, body = ProblemDocument)))]
async fn list_deleted(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Gone>>, Error> {
    let gone = labels::deleted(&asker).await?;
    let page = asked.of("deleted labels", ListOrder::Falling, gone, gone_at);
    Ok(Json(page?))
}

/// A label and the contacts that wear it.
#[derive(Serialize, ToSchema)]
struct LabelUsage {
    id: Uuid,
    /// A number, or {"at_least": 10000} above that
    contacts: Total,
}

/// Counts the contacts of every label, by the ids of the labels
#[utoipa::path(get, path = "/labels/usages", tag = "labels", security(("token" = ["contacts:read"])), params(PageAsked),
    responses((status = 200, body = ListPage<LabelUsage>), (status = 400, body = ProblemDocument)))]
async fn list_usages(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<LabelUsage>>, Error> {
    let mut usages = labels::usages(&asker).await?;
    usages.sort_unstable_by_key(|(id, _)| *id);
    let usages: Vec<LabelUsage> = usages
        .into_iter()
        .map(|(id, contacts)| LabelUsage { id, contacts })
        .collect();
    let page = asked.of("usages", ListOrder::Rising, usages, |usage| {
        (usage.id.to_string(), usage.id.to_string())
    });
    Ok(Json(page?))
}

/// Renames or recolours a label
#[utoipa::path(patch, path = "/labels/{id}", tag = "labels", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), request_body = LabelDraft,
    responses((status = 200, body = Label), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument)))]
async fn change(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(draft): Json<LabelDraft>,
) -> Result<Json<Label>, Error> {
    Ok(Json(labels::update(&asker, id, draft).await?))
}

/// Deletes a label, from every contact too
#[utoipa::path(delete, path = "/labels/{id}", tag = "labels", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses((status = 204), (status = 404, body = ProblemDocument)))]
async fn delete(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    deleted(labels::delete(&asker, id).await)
}

/// Counts the contacts that wear a label: what its deletion takes it from
#[utoipa::path(get, path = "/labels/{id}/usage", tag = "labels", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path)), responses((status = 200, body = ContactUsage)))]
async fn usage(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<ContactUsage>, Error> {
    let contacts = labels::usage(&asker, id).await?;
    Ok(Json(ContactUsage { contacts }))
}

/// Brings a label back, to every contact that had it
#[utoipa::path(post, path = "/labels/{id}/restore", tag = "labels", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Label),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "There is one of this name by now, or there are 1,000"),
))]
async fn restore(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Label>, Error> {
    Ok(Json(labels::restore(&asker, id).await?))
}
