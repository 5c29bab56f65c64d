//! `GET /embed/panel`: the document that other products show in a frame. It holds nothing of anybody, so that it needs no
//! session; only the origins of the settings may frame it.
use app::{model::asker::Shared, panel::document};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

use super::language::ReaderLanguage;
use crate::http::{extract::Query, security};

/// How the host wants it.
#[derive(Deserialize)]
pub struct DocumentAddress {
    language: Option<String>,
    theme: Option<String>,
}

/// The document, in a language and a theme that there are; in place of others, in those of the browser.
pub async fn page(
    State(shared): State<Shared>,
    ReaderLanguage(spoken): ReaderLanguage,
    Query(DocumentAddress { language, theme }): Query<DocumentAddress>,
) -> Response {
    let language = language.and_then(|tag| tag.parse().ok()).unwrap_or(spoken);
    let settings = shared.installation.now();
    let origins = &settings.embed_origins;
    let html = document::document(language, theme.as_deref(), origins);
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    // The origins were judged when they were set. Without this header the usual policy lets nobody frame it.
    if let Ok(policy) = HeaderValue::try_from(security::panel_policy(origins)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let everywhere = HeaderValue::from_static("cross-origin");
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, everywhere);
    response.extensions_mut().insert(security::ShownInFrames);
    response
}
