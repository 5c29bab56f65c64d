//! Telephone numbers: completed by the numbering plan of a country, and called.
use app::{
    error::Error,
    model::{Asker, engagements, phones},
    wire::intake::EngagementKind,
};
use axum::http::StatusCode;
use contact::{Bounded, ContactId, Country};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answer::{ProblemDocument, deleted};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(complete))
        .routes(routes!(engage))
}

/// A number as somebody wrote it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WrittenNumber {
    /// Such as 5123 4567
    #[param(value_type = String)]
    number: Bounded<100>,
    /// ISO 3166-1 alpha-2, such as HK
    #[param(value_type = String)]
    country: Bounded<100>,
}

/// A number with its country code.
#[derive(Serialize, ToSchema)]
struct WholeNumber {
    /// Such as +85251234567
    number: String,
}

/// Completes a number that was written without a country code, by the numbering plan of its country
#[utoipa::path(get, path = "/phones/complete", tag = "contacts",
    operation_id = "contacts.completePhone", security(("token" = ["contacts:read"])),
    params(WrittenNumber), responses(
    (status = 200, body = WholeNumber),
    (status = 400, body = ProblemDocument, description = "The country is not known"),
    (status = 422, body = ProblemDocument, description = "That is no number of this country"),
))]
async fn complete(
    asker: Asker,
    Query(written): Query<WrittenNumber>,
) -> Result<Json<WholeNumber>, Error> {
    let country = Country::parse(&written.country).ok_or_else(|| {
        Error::Refused(format!(
            "country: \"{}\" is not a known country. Write its alpha-2 code, such as HK.",
            written.country
        ))
    })?;
    let number = phones::complete(&asker, &written.number, country)?;
    Ok(Json(WholeNumber { number }))
}

/// A call or a text message that begins now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEngagement {
    kind: EngagementKind,
    /// The number with its country code
    #[schema(value_type = String)]
    number: Bounded<100>,
}

/// Writes down that a contact is called or texted now. What the contact centre knows of calls comes by `POST /engagements`
#[utoipa::path(post, path = "/contacts/{id}/engagements", tag = "contacts", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), request_body = NewEngagement, responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "That is no number"),
))]
async fn engage(
    asker: Asker,
    Path(id): Path<ContactId>,
    Json(new): Json<NewEngagement>,
) -> Result<StatusCode, Error> {
    deleted(engagements::press(&asker, id, new.kind, &new.number).await)
}
