//! What the routes of the API answer with: pages of lists, problems, and what was made or deleted.
use app::error::{Error, FieldProblem};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use contact::query::LONGEST_PAGE;
use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    pub total: u64,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// How many there are on a page: as many as are asked for, as far as a page may hold them, or else as usual.
pub fn page_length(asked: Option<u16>, usual: u16) -> Result<u16, Error> {
    let length = asked.unwrap_or(usual);
    if (1..=LONGEST_PAGE).contains(&length) {
        return Ok(length);
    }
    let sentence = format!("limit: \"{length}\" must be a number from 1 to {LONGEST_PAGE}.");
    Err(Error::Refused(sentence))
}

/// What went wrong, as RFC 9457 writes it.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `about:blank`: the status says the kind.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// Stable, for programs.
    pub code: String,
    /// One sentence for people.
    pub detail: String,
    /// Each value to correct, where there are any.
    pub problems: Option<Vec<FieldProblem>>,
}

/// How many contacts something concerns.
#[derive(Serialize, ToSchema)]
pub struct ContactUsage {
    pub contacts: i64,
}

/// Answers a creation with what it made.
pub fn created<T>(made: Result<T, Error>) -> Result<(StatusCode, Json<T>), Error> {
    Ok((StatusCode::CREATED, Json(made?)))
}

/// Answers a deletion.
pub fn deleted(done: Result<(), Error>) -> Result<StatusCode, Error> {
    done.map(|()| StatusCode::NO_CONTENT)
}

/// Refuses in the API's words what no verb has seen.
pub fn refused(status: StatusCode, code: &str, detail: &str) -> Response {
    app::error::problem(status, code, detail, None).into_response()
}
