//! In which form whoever asked is answered an error that came before any handler: a person with a sentence, the page with the
//! error itself as its server functions answer it, a program with a problem document.
use std::{collections::HashSet, sync::LazyLock};

use app::error::{self, Error};
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::server_fn::axum::server_fn_paths;

/// The routes of the server functions.
static FUNCTIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| server_fn_paths().map(|(path, _)| path).collect());

/// Marks the routes by which the page itself sends and fetches files: what they refuse it reads as a function's refusal.
#[derive(Clone, Copy)]
pub struct OfPage;

/// Who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Person,
    Page,
    Program,
}

impl Audience {
    /// Finds out who sends a request.
    pub fn of(request: &Request) -> Self {
        let accepts = request.headers().get(header::ACCEPT);
        let accepts = accepts.and_then(|accepts| accepts.to_str().ok());
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or("", MatchedPath::as_str);
        if FUNCTIONS.contains(route) {
            Self::Page
        } else if accepts.is_some_and(|accepts| accepts.contains("text/html")) {
            Self::Person
        } else if request.extensions().get::<OfPage>().is_some() {
            Self::Page
        } else {
            Self::Program
        }
    }

    /// Answers an error.
    pub fn answer(self, error: Error) -> Response {
        let status =
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match self {
            Self::Page => (status, axum::Json(error)).into_response(),
            Self::Program => error.into_response(),
            Self::Person => {
                let sentence = error.to_string();
                let mut response = error.into_response();
                let plain = HeaderValue::from_static("text/plain; charset=utf-8");
                response.headers_mut().insert(header::CONTENT_TYPE, plain);
                *response.body_mut() = sentence.into();
                response
            }
        }
    }
}

/// Has the refusals of plain routes read like those of everything else that the page asks.
pub async fn as_everywhere(request: Request, next: Next) -> Response {
    let audience = Audience::of(&request);
    let response = next.run(request).await;
    match error::said(&response) {
        Some(error) => audience.answer(error.clone()),
        None => response,
    }
}
