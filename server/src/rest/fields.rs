//! `/fields`: the custom fields of contacts.
use app::{
    error::Error,
    model::{Asker, fields},
    wire::{
        fields::{FieldDraft, FieldId, FieldUpdate},
        labels::Gone,
    },
};
use axum::{Json as Answer, http::StatusCode};
use contact::CustomField;
use utoipa_axum::{router::OpenApiRouter, routes};

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
        .routes(routes!(change, delete))
        .routes(routes!(usage))
        .routes(routes!(restore))
}

/// Lists the active fields in their order
#[utoipa::path(get, path = "/fields", tag = "fields", security(("token" = ["contacts:read"])), params(PageAsked), responses(
    (status = 200, body = ListPage<CustomField>),
    (status = 400, body = ProblemDocument),
))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<CustomField>>, Error> {
    let fields = fields::list(&asker).await?;
    let order: Vec<String> = fields.iter().map(|field| field.id.clone()).collect();
    let page = asked.of("fields", ListOrder::Rising, fields, |field| {
        let at = order.iter().position(|id| *id == field.id);
        (format!("{:04}", at.unwrap_or_default()), field.id.clone())
    });
    Ok(Json(page?))
}

/// Creates a field; its Field ID and type never change
#[utoipa::path(post, path = "/fields", tag = "fields", security(("token" = ["administration"])), request_body = FieldDraft,
    responses(
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

/// Lists the fields that were deleted and can come back, the latest first
#[utoipa::path(get, path = "/fields/deleted", tag = "fields", security(("token" = ["contacts:read"])), params(PageAsked),
    responses((status = 200, body = ListPage<Gone>), (status = 400, body = ProblemDocument)))]
async fn list_deleted(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Gone>>, Error> {
    let gone = fields::deleted(&asker).await?;
    let page = asked.of("deleted fields", ListOrder::Falling, gone, gone_at);
    Ok(Json(page?))
}

/// Renames a field, changes its options or its place
#[utoipa::path(patch, path = "/fields/{id}", tag = "fields", security(("token" = ["administration"])),
    params(("id" = String, Path)), request_body = FieldUpdate,
    responses((status = 200, body = CustomField), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument)))]
async fn change(
    asker: Asker,
    Path(id): Path<FieldId>,
    Json(change): Json<FieldUpdate>,
) -> Result<Json<CustomField>, Error> {
    Ok(Json(fields::update(&asker, id.into(), change).await?))
}

/// Deletes a field: its values are no longer shown
#[utoipa::path(delete, path = "/fields/{id}", tag = "fields", security(("token" = ["administration"])),
    params(("id" = String, Path)), responses((status = 204), (status = 404, body = ProblemDocument)))]
async fn delete(asker: Asker, Path(id): Path<FieldId>) -> Result<StatusCode, Error> {
    deleted(fields::delete(&asker, id.into()).await)
}

/// Counts the contacts that hold a value of a field: what its deletion hides
#[utoipa::path(get, path = "/fields/{id}/usage", tag = "fields", security(("token" = ["contacts:read"])),
    params(("id" = String, Path)), responses((status = 200, body = ContactUsage)))]
async fn usage(asker: Asker, Path(id): Path<FieldId>) -> Result<Json<ContactUsage>, Error> {
    let contacts = fields::usage(&asker, &id).await?;
    Ok(Json(ContactUsage { contacts }))
}

/// Brings a field back, with the values that contacts had
#[utoipa::path(post, path = "/fields/{id}/restore", tag = "fields", security(("token" = ["administration"])),
    params(("id" = String, Path)), responses(
    (status = 200, body = CustomField),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "There are 20 fields, or one of this name, by now"),
))]
async fn restore(asker: Asker, Path(id): Path<FieldId>) -> Result<Json<CustomField>, Error> {
    Ok(Json(fields::restore(&asker, id.into()).await?))
}
