//! `/settings`: what is set for the whole installation.
use app::{
    error::Error,
    model::{
        Asker,
        installation::{changing, panel_secret},
    },
    wire::installation::{Installation, InstallationChange, MadePanelSecret},
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answer::{ProblemDocument, created, deleted};
use crate::{http::extract::Json, state::ServerState};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(get, change))
        .routes(routes!(renew_secret))
        .routes(routes!(end_old_secrets))
}

/// Tells what is in force, and what of it was set
#[utoipa::path(get, path = "/settings", tag = "settings", responses((status = 200, body = Installation)))]
async fn get(asker: Asker) -> Result<Json<Installation>, Error> {
    Ok(Json(changing::read(&asker).await?))
}

/// Changes what is given; the rest stays
#[utoipa::path(patch, path = "/settings", tag = "settings", request_body = InstallationChange, responses(
    (status = 200, body = Installation),
    (status = 422, body = ProblemDocument),
))]
async fn change(
    asker: Asker,
    Json(change): Json<InstallationChange>,
) -> Result<Json<Installation>, Error> {
    Ok(Json(changing::change(&asker, change).await?))
}

/// Makes another secret for the side panel; the one before is good for a day more
#[utoipa::path(post, path = "/settings/panel-secret", tag = "settings", responses(
    (status = 201, body = MadePanelSecret),
    (status = 409, body = ProblemDocument),
))]
async fn renew_secret(asker: Asker) -> Result<(StatusCode, axum::Json<MadePanelSecret>), Error> {
    created(panel_secret::renew(&asker).await)
}

/// Ends the secrets before the present one at once
#[utoipa::path(delete, path = "/settings/panel-secret/old", tag = "settings", responses((status = 204)))]
async fn end_old_secrets(asker: Asker) -> Result<StatusCode, Error> {
    deleted(panel_secret::end_old(&asker).await.map(drop))
}
