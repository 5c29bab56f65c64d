//! The tokens of programs: which one a request shows, whose it is, and what is said where it opens nothing.
use std::sync::Arc;

use app::{
    error::{Error, problem},
    model::{Database, asker::Origin, tokens},
    who::{Action, Who},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{config::Settings, http::security::ClientAddress, state::ServerState};

/// The token that a request shows.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = shown.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(secret.trim())
}

/// Which program sends a request, by the token that it shows.
pub async fn program(database: &Database, headers: &HeaderMap) -> Result<Option<Who>, Error> {
    match bearer(headers) {
        Some(secret) => tokens::who(database, secret).await,
        None => Ok(None),
    }
}

/// Asks for a token; says of one that was shown that nobody here knows it.
pub fn ask_for_token(headers: &HeaderMap) -> Response {
    let wrong = match bearer(headers) {
        Some(_) => "This token is not known here: it was deleted, or is not written whole.",
        None => "No token was sent.",
    };
    let sentence =
        format!("{wrong} Send a token from Settings › Tokens, as Authorization: Bearer TOKEN.");
    let code = Error::SignedOut.code();
    let mut response = problem(StatusCode::UNAUTHORIZED, code, &sentence, None);
    let bearer = HeaderValue::from_static("Bearer");
    let headers = response.headers_mut();
    headers.insert(header::WWW_AUTHENTICATE, bearer);
    response
}

/// Finds out which program sends a request; without a token there is no way in.
pub async fn require_token(
    State(state): State<ServerState>,
    mut request: Request,
    next: Next,
) -> Response {
    match program(&state.database, request.headers()).await {
        Ok(Some(who)) => {
            state.asks(&mut request, who, Origin::Rest);
            next.run(request).await
        }
        Ok(None) => ask_for_token(request.headers()),
        Err(Error::TokenExpired) => expired(),
        Err(error) => error.into_response(),
    }
}

/// Says that a token is good no longer, so that its program knows what to ask for.
fn expired() -> Response {
    let mut response = Error::TokenExpired.into_response();
    let bearer = HeaderValue::from_static("Bearer error=\"invalid_token\"");
    let headers = response.headers_mut();
    headers.insert(header::WWW_AUTHENTICATE, bearer);
    response
}

/// Lets this machine read the numbers, a token that may administer, and everybody where the settings say so.
pub async fn may_read_numbers(
    State(database): State<Database>,
    State(settings): State<Arc<Settings>>,
    client: ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    if settings.metrics_open || client.is_local() {
        return next.run(request).await;
    }
    match program(&database, request.headers()).await {
        Ok(Some(program)) => match program.may(Action::ReadMetrics) {
            Ok(()) => next.run(request).await,
            Err(error) => error.into_response(),
        },
        Ok(None) => ask_for_token(request.headers()),
        Err(error) => error.into_response(),
    }
}
