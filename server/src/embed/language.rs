//! In which language the panel speaks: each request says it in its header, for the panel keeps neither cookie nor storage.
use std::convert::Infallible;

use app::{browser::preference::spoken, error};
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
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
/// refuse as everywhere.
pub async fn refuse_in_language(
    ReaderLanguage(language): ReaderLanguage,
    request: Request,
    next: Next,
) -> Response {
    error::in_language(next.run(request).await, language)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use contact::Language;

    use super::ReaderLanguage;

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
}
