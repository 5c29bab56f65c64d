//! Cookies: what the browser keeps, and the server can read for the first frame.
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

const YEAR: u32 = 31_536_000;

/// Keeps a value for a year, or forgets it.
pub fn remember(name: &str, value: Option<&str>) {
    let age = if value.is_some() { YEAR } else { 0 };
    let cookie = format!(
        "{name}={}; Path=/; Max-Age={age}; SameSite=Lax",
        value.unwrap_or("")
    );
    set(&cookie);
}

/// Sets a cookie as it is written.
pub fn set(cookie: &str) {
    if let Ok(document) = document().dyn_into::<leptos::web_sys::HtmlDocument>() {
        // A browser that keeps no cookies shows the default next time.
        let _ = document.set_cookie(cookie);
    }
}

/// A header of the request that is being answered.
#[cfg(feature = "ssr")]
pub fn header(name: axum::http::HeaderName) -> Option<String> {
    let parts = use_context::<axum::http::request::Parts>()?;
    Some(parts.headers.get(name)?.to_str().ok()?.to_owned())
}

/// The value of a cookie: of the request, or of the document.
pub fn cookie(name: &str) -> Option<String> {
    #[cfg(feature = "ssr")]
    let cookies = header(axum::http::header::COOKIE)?;
    #[cfg(not(feature = "ssr"))]
    let cookies = document()
        .dyn_into::<leptos::web_sys::HtmlDocument>()
        .ok()?
        .cookie()
        .ok()?;
    cookies.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}
