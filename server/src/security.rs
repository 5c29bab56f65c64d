//! What holds for every request and every answer: a name we answer to, no change asked for by another site, and the
//! headers that keep scripts, frames and caches out.
use std::net::{IpAddr, SocketAddr};

use app::error::Error;
use axum::{
    Router,
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderName, HeaderValue, Method, header, request::Parts},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{csrf::CsrfLayer, set_header::SetResponseHeaderLayer};

use crate::config::Settings;

/// The addresses where the process itself is asked how it is, by whatever name the machine has.
const PROBES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// The most bytes of an address.
const ADDRESS: usize = 8 * 1024;

/// Puts the guards before a router.
pub fn guard(router: Router, settings: &Settings) -> Router {
    let mut csrf = CsrfLayer::new();
    if let Some(origin) = &settings.public_url {
        // Refused only for something that is no origin, which the command line has ruled out.
        csrf = csrf.add_trusted_origin(origin).unwrap_or_default();
    }
    let mut router = router
        .layer(from_fn(require_provenance))
        .layer(csrf)
        .layer(from_fn_with_state(
            Known(settings.hosts()),
            require_known_host,
        ))
        .layer(from_fn_with_state(
            Proxies(settings.trusted_proxies.clone()),
            note_client,
        ));
    for (name, value) in headers(settings.is_https()) {
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    router.layer(from_fn(store_nothing_personal))
}

/// The policy of a page whose inline scripts carry this nonce; without one there is no inline script at all.
pub fn content_security_policy(nonce: Option<&str>) -> String {
    let nonce = nonce
        .map(|nonce| format!(" 'nonce-{nonce}'"))
        .unwrap_or_default();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; img-src 'self' data:; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

fn headers(https: bool) -> Vec<(HeaderName, HeaderValue)> {
    // The policy is made of ASCII words, so it is always a valid value.
    let policy = HeaderValue::try_from(content_security_policy(None))
        .unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let permissions =
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
    let mut headers = vec![
        (header::CONTENT_SECURITY_POLICY, policy),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static(permissions),
        ),
    ];
    if https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.push((header::STRICT_TRANSPORT_SECURITY, year));
    }
    headers
}

/// Whatever did not say how long it may be kept is personal: no cache keeps it.
async fn store_nothing_personal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// A browser says where a change comes from. A program that does not must show a token, which no site can send along.
async fn require_provenance(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let headers = request.headers();
    let said = headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site");
    if safe || said || headers.contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    Error::Forbidden.into_response()
}

#[derive(Clone)]
struct Known(Vec<String>);

/// A request that calls us by another name was sent by a page that tricked the browser's name look-up.
async fn require_known_host(
    State(Known(hosts)): State<Known>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().to_string().len() > ADDRESS {
        return axum::http::StatusCode::URI_TOO_LONG.into_response();
    }
    let named = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().to_owned());
    let named = named.or_else(|| {
        request
            .headers()
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .map(str::to_owned)
    });
    let known = hosts.is_empty()
        || PROBES.contains(&request.uri().path())
        || named.is_some_and(|named| hosts.iter().any(|host| host.eq_ignore_ascii_case(&named)));
    if known {
        next.run(request).await
    } else {
        axum::http::StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

/// Where a request comes from.
#[derive(Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

#[derive(Clone)]
struct Proxies(Vec<IpAddr>);

/// Notes where a request comes from: the other end of the connection, or what a proxy that we trust says it is.
async fn note_client(
    State(Proxies(trusted)): State<Proxies>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| {
            address.ip()
        });
    let mut address = peer;
    if trusted.contains(&peer) {
        let hops = request
            .headers()
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok());
        let hops: Vec<IpAddr> = hops
            .flat_map(|value| value.split(','))
            .filter_map(|hop| hop.trim().parse().ok())
            .collect();
        address = hops
            .into_iter()
            .rev()
            .find(|hop| !trusted.contains(hop))
            .unwrap_or(peer);
    }
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts
            .extensions
            .get::<Self>()
            .copied()
            .ok_or_else(|| Error::broken("nobody noted the client's address"))
    }
}
