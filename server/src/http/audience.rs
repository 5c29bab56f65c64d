//! In which form whoever asked is answered an error that came before any handler: a person with a sentence, the page with the
//! error itself as its server functions answer it, also where it asks by a frame, a program with a problem document.
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
    /// The page, in a hidden frame that a file is to come to.
    Framed,
    Program,
}

impl Audience {
    /// Finds out who sends a request.
    pub fn of(request: &Request) -> Self {
        let header = |name: &str| {
            let value = request.headers().get(name);
            value.and_then(|value| value.to_str().ok())
        };
        let accepts = header("accept");
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or("", MatchedPath::as_str);
        if FUNCTIONS.contains(route) {
            Self::Page
        } else if header("sec-fetch-dest") == Some("iframe") {
            Self::Framed
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
                in_plain_text(error, sentence)
            }
            // As text, which every browser lets the page read.
            Self::Framed => {
                let itself = serde_json::to_string(&error).unwrap_or_default();
                self.lets_frame(in_plain_text(error, itself))
            }
        }
    }

    /// Lets the pages of this server, and nobody else, show an answer in a frame, where it was asked for in one.
    fn lets_frame(self, mut response: Response) -> Response {
        if self == Self::Framed {
            let headers = response.headers_mut();
            // Of style there is what browsers themselves write on a text.
            let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
            let policy = HeaderValue::from_static(policy);
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            let origin = HeaderValue::from_static("SAMEORIGIN");
            headers.insert(header::X_FRAME_OPTIONS, origin);
        }
        response
    }
}

/// An error's answer that says this instead of a problem document.
fn in_plain_text(error: Error, said: String) -> Response {
    let mut response = error.into_response();
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, plain);
    *response.body_mut() = said.into();
    response
}

/// Has the refusals of plain routes read like those of everything else that the page asks.
pub async fn as_everywhere(request: Request, next: Next) -> Response {
    let audience = Audience::of(&request);
    let response = next.run(request).await;
    match error::said(&response) {
        Some(error) => audience.answer(error.clone()),
        None => audience.lets_frame(response),
    }
}
