//! What holds for every request and every answer: a name we answer to, no change asked for by another site, and the
//! headers that keep scripts, frames and caches out.
use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};

use app::error::Error;
use axum::{
    Router,
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts, uri::Authority},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{csrf::CsrfLayer, set_header::SetResponseHeaderLayer};

use super::audience::Audience;
use crate::config::Settings;

/// Marks the routes where the process itself is asked how it is, by whatever name the machine has.
#[derive(Clone, Copy)]
pub struct Probe;

/// Marks the routes that nothing but a token opens.
#[derive(Clone, Copy)]
pub struct TokensOnly;

/// Marks an answer that pages of other sites may show in a frame: of those that its own policy names.
#[derive(Clone, Copy)]
pub struct ShownInFrames;

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
        .layer(from_fn(require_json))
        .layer(from_fn(require_provenance))
        .layer(csrf)
        .layer(from_fn_with_state(
            KnownHosts(settings.hosts()),
            require_known_host,
        ))
        .layer(from_fn_with_state(Proxies::of(settings), note_client));
    for (name, value) in headers(settings.is_https()) {
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    router
        .layer(from_fn(let_be_framed))
        .layer(from_fn(store_nothing_personal))
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

/// The policy of the side panel, which pages of these origins, and no others, may show in a frame.
pub fn panel_policy(origins: &[String]) -> String {
    let ancestors = match origins {
        [] => "'none'".to_owned(),
        origins => origins.join(" "),
    };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
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

/// The old header knows no origins, so that it would forbid what the policy allows.
async fn let_be_framed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.extensions().get::<ShownInFrames>().is_some() {
        response.headers_mut().remove(header::X_FRAME_OPTIONS);
    }
    response
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

/// A browser says where a change comes from. A program that does not must show a token, which no site can send along; where
/// nothing but a token opens anything, that door says so itself.
async fn require_provenance(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let takes_tokens_only = request.extensions().get::<TokensOnly>().is_some();
    let headers = request.headers();
    let said = headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site");
    if safe || said || takes_tokens_only || headers.contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    Error::Forbidden.into_response()
}

/// Server functions take JSON under its own name. Under another, such as a form may have, it is not read: their codec
/// does not look.
async fn require_json(request: Request, next: Next) -> Response {
    let audience = Audience::of(&request);
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let json = kind.eq_ignore_ascii_case("application/json");
    if audience != Audience::Page || request.method() != Method::POST || json {
        return next.run(request).await;
    }
    let sentence = "Send the body as JSON, with Content-Type: application/json.";
    let mut response = audience.answer(Error::Refused(sentence.to_owned()));
    *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    response
}

#[derive(Clone)]
struct KnownHosts(Vec<String>);

/// A request that calls us by another name was sent by a page that tricked the browser's name look-up.
async fn require_known_host(
    State(KnownHosts(hosts)): State<KnownHosts>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().to_string().len() > ADDRESS {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    // Two headers are two opinions.
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let known = hosts.is_empty()
        || request.extensions().get::<Probe>().is_some()
        || is_named(&request, |name| {
            hosts.iter().any(|host| host.eq_ignore_ascii_case(name))
        });
    if known {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

/// Whether every name that a request calls us by, in its first line and in its header, is one of ours.
fn is_named(request: &Request, ours: impl Fn(&str) -> bool) -> bool {
    let line = request.uri().authority().map(Authority::as_str);
    let header = request.headers().get(header::HOST);
    let header = header.map(|host| host.to_str().unwrap_or_default());
    let mut names = line.into_iter().chain(header).peekable();
    names.peek().is_some() && names.all(ours)
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress {
    pub address: IpAddr,
    /// It is that of a proxy which nobody vouched for, so that all the world may be behind it.
    shared: bool,
    /// The request came straight from this machine, through no proxy.
    local: bool,
}

impl ClientAddress {
    /// The address under which its wrong passwords are counted; none where that would shut everybody out.
    pub fn own(&self) -> Option<IpAddr> {
        (!self.shared).then_some(self.address)
    }

    /// Whether whoever asks sits on this machine.
    pub fn is_local(&self) -> bool {
        self.local
    }
}

#[derive(Clone)]
struct Proxies {
    trusted: Vec<IpAddr>,
    /// The address that people type, which a proxy has taken over.
    public_host: Option<String>,
}

/// What proxies say of the client.
const FORWARDED: [&str; 3] = ["x-forwarded-for", "forwarded", "x-real-ip"];

impl Proxies {
    fn of(settings: &Settings) -> Self {
        let public = settings.public_url.as_deref();
        Self {
            trusted: settings.trusted_proxies.clone(),
            public_host: public.and_then(|url| url.split("://").nth(1).map(str::to_owned)),
        }
    }

    /// The other end of the connection, or what a proxy that we trust says it is.
    fn client(&self, peer: IpAddr, request: &Request) -> ClientAddress {
        let (peer, headers) = (peer.to_canonical(), request.headers());
        let forwarded = FORWARDED.iter().any(|name| headers.contains_key(*name));
        if self.trusted.contains(&peer) {
            let hops = headers.get_all("x-forwarded-for").iter();
            let hops: Vec<&str> = hops
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .collect();
            // The first from the right that is no proxy of ours. What stands further left is only what the client said, also
            // behind a word that cannot be read.
            let mut hops = hops.into_iter().rev().map(hop);
            let client = hops.find(|hop| !hop.is_some_and(|hop| self.trusted.contains(&hop)));
            return ClientAddress {
                address: client.flatten().unwrap_or(peer),
                shared: false,
                local: false,
            };
        }
        // Where proxies are named, whoever is none of them speaks for themselves, whatever they say.
        let unnamed = forwarded && self.trusted.is_empty();
        let behind_a_proxy = unnamed && self.public_host.is_some() && is_near(peer);
        if behind_a_proxy {
            static ONCE: Once = Once::new();
            ONCE.call_once(|| {
                tracing::warn!(
                    %peer,
                    "a proxy says for whom it asks, and is not believed: name it with TRUSTED_PROXIES. Until then wrong \
                     passwords are counted by account only, and every log shows the proxy's address"
                );
            });
        }
        let public = self.public_host.as_deref();
        let by_public_name = is_named(request, |name| {
            public.is_some_and(|public| public.eq_ignore_ascii_case(name))
        });
        ClientAddress {
            address: peer,
            shared: behind_a_proxy,
            local: peer.is_loopback() && !forwarded && !by_public_name,
        }
    }
}

/// An address as proxies write it: alone, with a port, or in brackets.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().ok().map(|hop| hop.ip());
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse().ok().or_else(with_port)?;
    Some(IpAddr::to_canonical(&address))
}

/// Whether an address is of this machine or a private network, where a proxy of ours would stand.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

/// Notes where a request comes from.
async fn note_client(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| {
            address.ip()
        });
    let client = proxies.client(peer, &request);
    request.extensions_mut().insert(client);
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

#[cfg(test)]
mod tests {
    use axum::{Extension, body::Body, routing::get};
    use tower::ServiceExt;

    use super::*;

    #[test]
    fn the_panel_is_framed_by_whom_the_settings_name() {
        let policy = panel_policy(&[]);
        assert!(policy.ends_with("; frame-ancestors 'none'"), "{policy}");
        let origins = ["https://desk.example", "https://crm.example"].map(str::to_owned);
        let policy = panel_policy(&origins);
        let named = "; frame-ancestors https://desk.example https://crm.example";
        assert!(policy.ends_with(named), "{policy}");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(HeaderValue::try_from(policy).is_ok());
    }

    #[tokio::test]
    async fn only_an_answer_that_says_so_is_shown_in_frames() {
        let deny = HeaderValue::from_static("DENY");
        let deny = SetResponseHeaderLayer::if_not_present(header::X_FRAME_OPTIONS, deny);
        let panel = || async { (Extension(ShownInFrames), "a panel") };
        let [panel_at, page_at] = ["/panel", "/page"];
        let router: Router = Router::new()
            .route(panel_at, get(panel))
            .route(page_at, get(|| async { "a page" }))
            .layer(deny)
            .layer(from_fn(let_be_framed));
        for (path, denied) in [(panel_at, None), (page_at, Some("DENY"))] {
            let request = axum::http::Request::builder().uri(path).body(Body::empty());
            let answer = router.clone().oneshot(request.expect("a request")).await;
            let answer = answer.expect("an answer");
            let header = answer.headers().get(header::X_FRAME_OPTIONS);
            let header = header.map(|value| value.to_str().expect("ASCII"));
            assert_eq!(header, denied, "{path}");
        }
    }
}
