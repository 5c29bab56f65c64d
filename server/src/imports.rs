//! The page's door for files: `/transfer/imports`. The page sends accepted records as one CSV cut into numbered parts,
//! each safely on disk before it is acknowledged; sending anything twice is the same as once.

use app::{
    error::Error,
    model::{
        Asker,
        imports::{self, Files, Start},
    },
    wire::imports::{Begin, Failure, Import, ImportId, Source, Undone},
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use contact::Language;
use futures::stream::poll_fn;
use serde::Deserialize;
use tower_http::limit::RequestBodyLimitLayer;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    rest::extract::{Json, Path, Query},
    spool::Spool,
};

/// The routes of this door, for people who are signed in.
pub fn routes() -> Router<crate::state::State> {
    let parts = Router::new()
        .route("/transfer/imports/{id}/parts/{part}", put(part))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(contact::export::LARGEST_PART));
    let asks = Router::new()
        .route("/transfer/imports", post(begin))
        .route("/transfer/imports/{id}", get(status))
        .route("/transfer/imports/{id}/seal", post(seal))
        .route("/transfer/imports/{id}/pause", post(pause))
        .route("/transfer/imports/{id}/resume", post(resume))
        .route("/transfer/imports/{id}/cancel", post(cancel))
        .route("/transfer/imports/{id}/undo", get(foreseen))
        .route("/transfer/imports/{id}/undo", post(undo))
        .route("/transfer/imports/{id}/failures", get(failures))
        .route("/transfer/imports/{id}/ErrorDetail.csv", get(error_detail))
        .layer(RequestBodyLimitLayer::new(crate::config::BODY));
    parts.merge(asks)
}

/// An import as it was begun.
async fn begin(
    asker: Asker,
    Json(begin): Json<Begin>,
) -> Result<(StatusCode, Json<Import>), Error> {
    let start = Start {
        source: Source::Page,
        options: begin.options,
        file_name: begin.file_name.into(),
        key: Some(begin.key.into()),
        browser_failed: begin.browser_failed,
        browser_skipped: begin.browser_skipped,
        reading: begin.reading,
    };
    let (id, new) = imports::begin(&asker, start).await?;
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(imports::get(&asker, id).await?)))
}

async fn status(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Import>, Error> {
    Ok(Json(imports::get(&asker, ImportId(id)).await?))
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    parts: u32,
}

async fn seal(
    asker: Asker,
    State(files): State<Files>,
    Path(id): Path<Uuid>,
    Json(Seal { parts }): Json<Seal>,
) -> Result<Json<Import>, Error> {
    Ok(Json(
        imports::seal(&asker, &files, ImportId(id), parts).await?,
    ))
}

async fn pause(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Import>, Error> {
    Ok(Json(imports::pause(&asker, ImportId(id), true).await?))
}

async fn resume(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Import>, Error> {
    Ok(Json(imports::pause(&asker, ImportId(id), false).await?))
}

async fn cancel(
    asker: Asker,
    State(files): State<Files>,
    Path(id): Path<Uuid>,
) -> Result<Json<Import>, Error> {
    Ok(Json(imports::cancel(&asker, &files, ImportId(id)).await?))
}

/// Whether contacts that were edited since are taken back as well.
#[derive(Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Confirmed {
    /// True: contacts that were edited since are taken back as well.
    pub edited: bool,
}

async fn undo(
    asker: Asker,
    Path(id): Path<Uuid>,
    Query(Confirmed { edited }): Query<Confirmed>,
) -> Result<Json<Undone>, Error> {
    undone(asker, id, edited).await.map(Json)
}

/// What an undo would do.
pub async fn foreseen(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Undone>, Error> {
    Ok(Json(imports::foreseen(&asker, ImportId(id)).await?))
}

/// Undoes an import.
pub async fn undone(asker: Asker, id: Uuid, edited: bool) -> Result<Undone, Error> {
    imports::undo(&asker, ImportId(id), edited).await
}

/// From which record on.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct After {
    after: u32,
}

/// The records that the server refused, some at a time.
async fn failures(
    asker: Asker,
    Path(id): Path<Uuid>,
    Query(After { after }): Query<After>,
) -> Result<Json<Vec<Failure>>, Error> {
    Ok(Json(imports::failures(&asker, ImportId(id), after).await?))
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
