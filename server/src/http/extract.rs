//! What a handler takes from a request. Like axum's own, but a refusal is a problem document.
use axum::{
    body::{Body, Bytes},
    extract::{
        FromRequest, FromRequestParts, OptionalFromRequest, Request,
        rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use crate::config::BodyLimit;

/// A body in JSON.
pub struct Json<T>(pub T);

impl<T: serde::de::DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let limit = request.extensions().get::<BodyLimit>().copied();
        match <axum::Json<T> as FromRequest<S>>::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(Refusal::of_body(rejection, limit)),
        }
    }
}

impl<T: serde::Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T, S> OptionalFromRequest<S> for Json<T>
where
    T: serde::de::DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Refusal;

    /// An empty body is none, whatever its type is said to be.
    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Refusal> {
        let limit = request.extensions().get::<BodyLimit>().copied();
        let (parts, body) = request.into_parts();
        let whole = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(whole, state).await;
        let bytes = bytes.map_err(|rejection| Refusal::of_body(rejection.into(), limit))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let whole = Request::from_parts(parts, Body::from(bytes));
        let body = <Self as FromRequest<S>>::from_request(whole, state).await?;
        Ok(Some(body))
    }
}

/// A body as forms send it.
#[derive(FromRequest)]
#[from_request(via(axum::Form), rejection(Refusal))]
pub struct UrlEncoded<T>(pub T);

/// The part of the address after `?`.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Refusal))]
pub struct Query<T>(pub T);

/// The named parts of the path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Refusal))]
pub struct Path<T>(pub T);

/// The version that an update was made from: `If-Match: "3"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i64);

/// Why a request could not be read.
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    detail: String,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        app::error::problem(self.status, self.code, &self.detail, None)
    }
}

impl Refusal {
    /// Why a body could not be read, which may have so many bytes.
    fn of_body(rejection: JsonRejection, limit: Option<BodyLimit>) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                code: "too_large",
                detail: limit.map_or_else(|| rejection.body_text(), BodyLimit::exceeded),
            },
            _ => rejection.into(),
        }
    }
}

impl Refusal {
    /// Why a body could not be read that is to be of a kind.
    fn of_kind(status: StatusCode, body_text: String, kind: &str) -> Self {
        let (code, detail) = match status {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ("unsupported_media_type", kind.to_owned()),
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", body_text),
            StatusCode::UNPROCESSABLE_ENTITY => ("invalid", cut(body_text)),
            _ => ("malformed", cut(body_text)),
        };
        Self {
            status,
            code,
            detail,
        }
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        let kind = "Send the body as JSON, with Content-Type: application/json.";
        Self::of_kind(rejection.status(), rejection.body_text(), kind)
    }
}

impl From<FormRejection> for Refusal {
    fn from(rejection: FormRejection) -> Self {
        let kind =
            "Send the body as a form does, with Content-Type: application/x-www-form-urlencoded.";
        Self::of_kind(rejection.status(), rejection.body_text(), kind)
    }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "malformed",
            detail: cut(rejection.body_text()),
        }
    }
}

/// A sentence of a parser quotes the whole value that it did not expect, however long that is.
pub fn cut(sentence: String) -> String {
    match sentence.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &sentence[..end]),
        None => sentence,
    }
}

impl From<PathRejection> for Refusal {
    fn from(_: PathRejection) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: "not_found",
            detail: app::error::Error::NotFound.to_string(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Err(Refusal {
                status: StatusCode::PRECONDITION_REQUIRED,
                code: "precondition_required",
                detail: "Say which version you changed, as If-Match: \"3\".".to_owned(),
            });
        };
        let version = value.to_str().ok().and_then(|text| {
            text.trim()
                .strip_prefix('"')?
                .strip_suffix('"')?
                .parse()
                .ok()
        });
        version.map(Self).ok_or_else(|| Refusal {
            status: StatusCode::BAD_REQUEST,
            code: "malformed",
            detail: "If-Match must be one version in double quotes, such as \"3\".".to_owned(),
        })
    }
}
