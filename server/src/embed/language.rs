//! In which language the panel speaks: each request says it in its header, for the panel keeps neither cookie nor storage.
use std::convert::Infallible;

use app::{browser::preference::spoken, error};
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use contact::Language;

/// The language of whoever reads the answer, by `Accept-Language` alone.
pub struct ReaderLanguage(pub Language);

impl ReaderLanguage {
    /// That of a request with these headers.
    pub fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(header::ACCEPT_LANGUAGE);
        let header = header.and_then(|header| header.to_str().ok());
        Self(spoken(header.unwrap_or_default()))
    }
}

impl<S: Sync> FromRequestParts<S> for ReaderLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// Says why a request was refused in the language of whoever sent it, as far as the error has a sentence in it. Handlers
/// refuse as everywhere. What is longer than is read reaches none of them.
pub async fn refuse_in_language(
    ReaderLanguage(language): ReaderLanguage,
    request: Request,
    next: Next,
) -> Response {
    let answer = next.run(request).await;
    match answer.status() {
        StatusCode::PAYLOAD_TOO_LARGE => error::problem(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            too_large(language),
            None,
        ),
        _ => error::in_language(answer, language),
    }
}

const fn too_large(language: Language) -> &'static str {
    match language {
        Language::English => "This is too long to be sent. Shorten it.",
        Language::Traditional => "內容太長，無法傳送。縮短後再試。",
        Language::Simplified => "内容太长，无法发送。缩短后再试。",
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, Bytes, to_bytes},
        http::{HeaderMap, HeaderValue, Request, StatusCode, header},
        middleware::from_fn,
        routing::post,
    };
    use contact::Language;
    use serde_json::Value;
    use tower::ServiceExt as _;
    use tower_http::limit::RequestBodyLimitLayer;

    use super::{ReaderLanguage, refuse_in_language, too_large};

    #[test]
    fn only_the_header_decides_and_without_one_it_is_english() {
        let read = |name: header::HeaderName, value: &'static str| {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
            ReaderLanguage::of(&headers).0
        };
        let accepts = |value| read(header::ACCEPT_LANGUAGE, value);
        assert_eq!(accepts("zh-Hant"), Language::Traditional);
        assert_eq!(accepts("zh-Hans,en;q=0.5"), Language::Simplified);
        assert_eq!(accepts("fr"), Language::English);
        assert_eq!(read(header::COOKIE, "language=zh-Hant"), Language::English);
    }

    async fn read(_: Bytes) {}

    #[tokio::test]
    async fn what_is_too_long_to_be_read_is_said_to_be_in_the_language_of_whoever_sent_it() {
        let at = "/";
        let router: Router = Router::new()
            .route(at, post(read))
            .layer(RequestBodyLimitLayer::new(8))
            .layer(from_fn(refuse_in_language));
        let text = "more than 8 bytes";
        let request = Request::post(at)
            .header(header::ACCEPT_LANGUAGE, "zh-Hant")
            .header(header::CONTENT_LENGTH, text.len())
            .body(Body::from(text));
        let answer = router.oneshot(request.expect("a request")).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let body = to_bytes(answer.into_body(), 4096).await.expect("a body");
        let problem: Value = serde_json::from_slice(&body).expect("a problem");
        assert_eq!(problem["code"], "too_large");
        assert_eq!(problem["detail"], too_large(Language::Traditional));
    }
}
