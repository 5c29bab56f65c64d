//! `/staff`: the accounts of the people who work here.
use app::{
    error::Error,
    model::{Asker, staff},
    wire::staff::{Staff, StaffChange, StaffDraft},
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::answer::{ListPage, ProblemDocument};
use crate::{
    http::extract::{Json, Path},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(get, change, close))
}

/// Somebody to add.
#[derive(Deserialize, ToSchema)]
struct NewStaff {
    #[serde(flatten)]
    draft: StaffDraft,
    /// Without one they cannot sign in yet.
    password: Option<String>,
}

/// Lists everybody, those who left last
#[utoipa::path(get, path = "/staff", tag = "staff", responses((status = 200, body = ListPage<Staff>)))]
async fn list(asker: Asker) -> Result<Json<ListPage<Staff>>, Error> {
    Ok(Json(ListPage::whole(staff::list(&asker).await?)))
}

/// Adds a member of staff
#[utoipa::path(post, path = "/staff", tag = "staff", request_body = NewStaff, responses(
    (status = 201, body = Staff),
    (status = 409, body = ProblemDocument, description = "The address belongs to somebody else"),
    (status = 422, body = ProblemDocument),
))]
async fn add(asker: Asker, Json(new): Json<NewStaff>) -> Result<(StatusCode, Json<Staff>), Error> {
    Ok((
        StatusCode::CREATED,
        Json(staff::add(&asker, new.draft, new.password).await?),
    ))
}

/// One member of staff
#[utoipa::path(get, path = "/staff/{id}", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Staff),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Staff>, Error> {
    Ok(Json(staff::get(&asker, id).await?))
}

/// Changes a member of staff; a new role or password signs them out everywhere
#[utoipa::path(patch, path = "/staff/{id}", tag = "staff", params(("id" = Uuid, Path)), request_body = StaffChange,
    responses((status = 200, body = Staff), (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
async fn change(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(change): Json<StaffChange>,
) -> Result<Json<Staff>, Error> {
    Ok(Json(staff::change(&asker, id, change).await?))
}

/// Closes an account: the name stays in every log, signing in is over
#[utoipa::path(delete, path = "/staff/{id}", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "The last Administrator stays"),
))]
async fn close(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    staff::change(
        &asker,
        id,
        StaffChange {
            active: Some(false),
            ..Default::default()
        },
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
