//! The built site (wasm, scripts, style and the few static files), carried inside the release binary; a debug build
//! reads `target/site`, so that the server's tests need no wasm. Every file of a build lies under one address with the
//! build's own name, `/pkg/VERSION/…`, and may be kept for ever by browsers; without VERSION it is asked for again. What lies
//! in `embed` other sites may load and read: it is how they show the side panel, and holds nothing of anybody.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// Packed siblings of a file, best first: what a browser calls it, and how the build names it.
const PACKED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Names this build after the bytes of all its files.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Site::iter().collect();
    names.sort();
    let mut all = Sha256::new();
    for name in names {
        if let Some(file) = Site::get(&name) {
            all.update(name.as_bytes());
            all.update(file.metadata.sha256_hash());
        }
    }
    hex(&all.finalize())
});

/// Where the shell finds this build's files: `pkg/VERSION`.
pub fn package() -> String {
    format!("pkg/{}", *VERSION)
}

/// Routes `/pkg/…` and each static file at its own address, as `/favicon.svg`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let mut router = Router::new().route("/pkg/{*path}", get(packaged));
    for name in Site::iter().filter(|name| !name.starts_with("pkg/") && !is_packed(name)) {
        let path = format!("/{name}");
        router = router.route(
            &path,
            get(move |headers: HeaderMap| async move { serve(&name, &headers, "no-cache") }),
        );
    }
    router
}

async fn packaged(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match path
        .strip_prefix(VERSION.as_str())
        .and_then(|rest| rest.strip_prefix('/'))
    {
        Some(name) => serve(
            &format!("pkg/{name}"),
            &headers,
            "public, max-age=31536000, immutable",
        ),
        None => serve(&format!("pkg/{path}"), &headers, "no-cache"),
    }
}

fn serve(name: &str, asked: &HeaderMap, keep: &'static str) -> Response {
    let Some(plain) = Site::get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = content_type(name, &plain);
    let (file, packing) = PACKED
        .iter()
        .filter(|(coding, _)| accepts(asked, coding))
        .find_map(|(coding, ending)| Some((Site::get(&format!("{name}.{ending}"))?, Some(*coding))))
        .unwrap_or((plain, None));
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()));
    let mut headers = vec![
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if name.starts_with("embed/") {
        headers.extend([
            (
                header::ACCESS_CONTROL_ALLOW_ORIGIN,
                HeaderValue::from_static("*"),
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("cross-origin"),
            ),
        ]);
    }
    let mut put = |name: HeaderName, value: &str| {
        headers.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)))
    };
    put(header::ETAG, &tag);
    if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return (StatusCode::NOT_MODIFIED, HeaderMap::from_iter(headers)).into_response();
    }
    put(header::CONTENT_TYPE, &kind);
    if let Some(coding) = packing {
        put(header::CONTENT_ENCODING, coding);
    }
    (HeaderMap::from_iter(headers), file.data).into_response()
}

fn content_type(name: &str, file: &EmbeddedFile) -> String {
    match file.metadata.mimetype() {
        // The ending is that of a kind of video, too.
        _ if name.ends_with(".ts") => "text/plain; charset=utf-8".to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_string(),
    }
}

/// Says whether the browser takes this coding; `;q=0` is a refusal.
fn accepts(asked: &HeaderMap, coding: &str) -> bool {
    let all = asked
        .get_all(header::ACCEPT_ENCODING)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding))
            && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn is_packed(name: &str) -> bool {
    PACKED.iter().any(|(_, ending)| {
        name.strip_suffix(ending)
            .is_some_and(|rest| rest.ends_with('.'))
    })
}

fn hex(digest: &[u8]) -> String {
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
