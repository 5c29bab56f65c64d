//! In which form whoever asked is told of a fault that came before any handler: a person a sentence, the page the fault
//! itself as its server functions tell it, a program a problem document.
use app::error::{self, Error};
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Person,
    ServerFunction,
    Program,
}

impl Reader {
    /// Finds out who sends a request.
    pub fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let accepts = request.headers().get(header::ACCEPT);
        let accepts = accepts.and_then(|accepts| accepts.to_str().ok());
        let function = path.starts_with("/api/") && !path.starts_with("/api/v1/");
        if function && path != "/api/docs" {
            Self::ServerFunction
        } else if accepts.is_some_and(|accepts| accepts.contains("text/html")) {
            Self::Person
        } else if path.starts_with("/transfer/") {
            Self::ServerFunction
        } else {
            Self::Program
        }
    }

    /// Tells a fault.
    pub fn told(self, error: Error) -> Response {
        let status =
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match self {
            Self::ServerFunction => (status, axum::Json(error)).into_response(),
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
    let reader = Reader::of(&request);
    let response = next.run(request).await;
    match error::said(&response) {
        Some(error) => reader.told(error.clone()),
        None => response,
    }
}
