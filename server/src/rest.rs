//! `/api/v1`: the door for programs. Every answer to a fault is a problem of RFC 9457 with a stable code.
use app::error::Error;
use axum::{Router, middleware::from_fn, response::IntoResponse};

use crate::{State, sign_in};

/// Routes of the API, all behind a token.
pub fn router() -> Router<State> {
    Router::new()
        .fallback(async || Error::NotFound.into_response())
        .layer(from_fn(sign_in::require_token))
}
