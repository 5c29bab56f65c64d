//! The page's door for files: `/transfer/imports`. The page sends accepted records as one CSV cut into numbered parts,
//! each safely on disk before it is acknowledged; sending anything twice is the same as once. All else about an import is
//! server functions, and what is refused here reads as it does there.

use app::{
    error::Error,
    model::{
        Asker,
        imports::{self, Files},
    },
    wire::imports::{Import, ImportId},
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, header},
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::{get, put},
};
use contact::Language;
use futures::stream::poll_fn;
use serde::Deserialize;
use tower_http::limit::RequestBodyLimitLayer;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::http::{
    audience,
    extract::{Json, Path, Query},
    spool::Spool,
};

/// The routes of this door, for people who are signed in.
pub fn routes() -> Router<crate::state::ServerState> {
    Router::new()
        .route("/transfer/imports/{id}/parts/{part}", put(part))
        .route("/transfer/imports/{id}/ErrorDetail.csv", get(error_detail))
        .layer(from_fn(audience::as_everywhere))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(contact::export::LARGEST_PART))
}

/// Answers with the import, whose `parts` says how many have arrived. The start of the import counted as a write of its
/// sender's; parts come as fast as the line allows, so they are written in nobody's name.
async fn part(
    asker: Asker,
    State(files): State<Files>,
    Path((id, part)): Path<(Uuid, u32)>,
    bytes: Bytes,
) -> Result<Json<Import>, Error> {
    let id = ImportId(id);
    imports::receive_part(&asker.clone().counted(), &files, id, part, bytes).await?;
    Ok(Json(imports::get(&asker, id).await?))
}

/// What a file of sentences is asked for with.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Spoken {
    /// The language of the sentences: `en` (default), `zh-Hant` or `zh-Hans`.
    #[serde(default)]
    language: Language,
}

/// ErrorDetail.csv of what the server found.
pub async fn error_detail(
    asker: Asker,
    State(files): State<Files>,
    State(spool): State<Spool>,
    Path(id): Path<Uuid>,
    Query(spoken): Query<Spoken>,
) -> Result<Response, Error> {
    let id = ImportId(id);
    let imports::Errors {
        mut bytes,
        under_way,
    } = imports::errors(&asker, &files, id, spoken.language).await?;
    let bytes = poll_fn(move |context| bytes.poll_recv(context));
    let mut response = spool.send(bytes, under_way).await?.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"ErrorDetail.csv\""),
    );
    Ok(response)
}
