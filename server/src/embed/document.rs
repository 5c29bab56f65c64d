//! `GET /embed/panel`: the document that other products show in a frame. It holds nothing of anybody, so that it needs no
//! session; only the origins of the settings may frame it.
use std::sync::Arc;

use app::{browser::preference::Theme, panel::document};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

use super::language::ReaderLanguage;
use crate::{
    config::Settings,
    http::{extract::Query, security},
};

/// How the host wants it.
#[derive(Deserialize)]
pub struct PanelAddress {
    language: Option<String>,
    theme: Option<String>,
}

/// The document, in a language and a theme that there are; for others, in those of the browser.
pub async fn page(
    State(settings): State<Arc<Settings>>,
    ReaderLanguage(spoken): ReaderLanguage,
    Query(PanelAddress { language, theme }): Query<PanelAddress>,
) -> Response {
    let language = language.and_then(|tag| tag.parse().ok()).unwrap_or(spoken);
    let theme = known(theme.as_deref());
    let origins = &settings.embed_origins;
    let mut response = Html(document::document(language, theme, origins)).into_response();
    let headers = response.headers_mut();
    // The origins were judged with the settings. Without this header the usual policy lets nobody frame it.
    if let Ok(policy) = HeaderValue::try_from(security::panel_policy(origins)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let everywhere = HeaderValue::from_static("cross-origin");
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, everywhere);
    response.extensions_mut().insert(security::ShownInFrames);
    response
}

/// A theme that there is; none leaves it to the device.
fn known(asked: Option<&str>) -> Option<&'static str> {
    let mut themes = Theme::ALL.into_iter().filter_map(Theme::as_str);
    themes.find(|theme| asked == Some(*theme))
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_theme_that_there_is_not_leaves_it_to_the_device() {
        assert_eq!(known(Some("dark")), Some("dark"));
        assert_eq!(known(Some("light")), Some("light"));
        for none in [None, Some(""), Some("neon"), Some("\" onload=\"")] {
            assert_eq!(known(none), None, "{none:?}");
        }
    }
}
