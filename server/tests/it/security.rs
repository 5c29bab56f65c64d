//! What holds for every route: nobody is asked by another site, nothing runs inline, nothing personal is kept.
use axum::http::{Method, StatusCode};

use crate::harness::{Answer, Client, Server};

/// Addresses of each kind: pages, server functions, REST, forms, files, probes, and those that do not exist.
const ADDRESSES: [(Method, &str); 15] = [
    (Method::GET, "/"),
    (Method::GET, "/contacts"),
    (Method::GET, "/sign-in"),
    (Method::GET, "/no/such/page"),
    (Method::GET, "/favicon.svg"),
    (Method::GET, "/pkg/nothing.js"),
    (Method::GET, "/healthz"),
    (Method::GET, "/readyz"),
    (Method::GET, "/metrics"),
    (Method::GET, "/api/docs"),
    (Method::GET, "/api/v1/openapi.json"),
    (Method::GET, "/api/v1/staff"),
    (Method::POST, "/sign-in"),
    (Method::POST, "/sign-out"),
    (Method::DELETE, "/contacts"),
];

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_scripts_frames_and_caches_out() {
    let server = Server::start().await;
    let agent = server.agent().await;
    for client in [server.visitor(), server.visitor().in_browser(), agent] {
        for (method, path) in ADDRESSES {
            let answer = client.send(method.clone(), path, None, "").await;
            let name = format!("{method} {path} {}", answer.status);
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
                "{name}: {policy}"
            );
            assert!(
                !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                "{name}: {policy}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
            assert_eq!(answer.header("x-frame-options"), "DENY", "{name}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{name}");
            assert_eq!(
                answer.header("cross-origin-opener-policy"),
                "same-origin",
                "{name}"
            );
            assert!(
                answer.header("permissions-policy").contains("camera=()"),
                "{name}"
            );
            assert!(!answer.header("x-request-id").is_empty(), "{name}");
            let kept = answer.header("cache-control");
            let file = path.starts_with("/pkg/") || path == "/favicon.svg";
            assert!(
                kept == "no-store" || file && !kept.is_empty(),
                "{name}: {kept}"
            );
        }
    }
    let https = Server::start_with(&["--public-url", "https://contacts.example.org"]).await;
    let answer = https
        .visitor()
        .with("host", "contacts.example.org")
        .get("/sign-in")
        .await;
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
}

/// The opening tags of a page's inline scripts; an empty one is nothing to run.
fn inline_scripts(page: &str) -> Vec<&str> {
    let scripts = page
        .split("<script")
        .skip(1)
        .map(|rest| rest.split_once('>').expect("a whole tag"));
    let inline =
        scripts.filter(|(tag, rest)| !tag.contains(" src=") && !rest.starts_with("</script>"));
    inline.map(|(tag, _)| tag).collect()
}

#[tokio::test]
async fn every_inline_script_of_a_page_carries_the_nonce_of_its_answer() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let mut nonces = std::collections::HashSet::new();
    for (client, path) in [
        (server.visitor(), "/sign-in"),
        (agent.clone(), "/contacts"),
        (agent.clone(), "/contacts"),
    ] {
        let page = client.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let policy = page.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .expect("a nonce");
        for tag in inline_scripts(page.text()) {
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: {tag}");
        }
        for inline in [
            " style=\"",
            " onclick=",
            " onload=",
            "javascript:",
            "<style",
        ] {
            assert!(!page.text().contains(inline), "{path} has {inline}");
        }
        assert!(nonces.insert(nonce.to_owned()), "a nonce is used once");
    }
}

/// The ways in which another site, or none, may ask for a change.
fn strangers(client: &Client) -> Vec<(&'static str, Client)> {
    let bare = || client.clone().without("origin").without("sec-fetch-site");
    let own = format!("http://{}", client.address);
    vec![
        (
            "another origin",
            bare().with("origin", "https://evil.example"),
        ),
        (
            "a look-alike origin",
            bare().with("origin", &format!("{own}.evil.example")),
        ),
        ("no origin at all", bare().with("origin", "null")),
        ("another site", bare().with("sec-fetch-site", "cross-site")),
        ("a neighbour", bare().with("sec-fetch-site", "same-site")),
        (
            "another site under our origin's name",
            bare()
                .with("sec-fetch-site", "cross-site")
                .with("origin", "https://evil.example"),
        ),
        ("neither header", bare()),
        (
            "an overridden method",
            bare().with("x-http-method-override", "GET"),
        ),
    ]
}

#[tokio::test]
async fn no_other_site_can_ask_for_a_change() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let paths: Vec<&str> = crate::sign_in::server_functions()
        .into_iter()
        .chain(["/sign-in", "/sign-out", "/sign-in/first"])
        .collect();
    for path in paths {
        for (name, stranger) in strangers(&agent) {
            for kind in [
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
            ] {
                let answer = stranger.send(Method::POST, path, Some(kind), "{}").await;
                assert_eq!(
                    answer.status,
                    StatusCode::FORBIDDEN,
                    "{path} by {name} as {kind}"
                );
            }
        }
    }
    assert_eq!(
        agent.get("/contacts").await.status,
        StatusCode::OK,
        "still signed in"
    );
}

#[tokio::test]
async fn nothing_changes_by_reading() {
    let server = Server::start().await;
    let agent = server.agent().await;
    for path in crate::sign_in::server_functions()
        .into_iter()
        .chain(["/sign-out", "/sign-in/first"])
    {
        let answer = agent.get(path).await;
        assert!(
            matches!(answer.status.as_u16(), 404 | 405),
            "{path} {}",
            answer.status
        );
    }
    assert_eq!(
        agent.get("/contacts").await.status,
        StatusCode::OK,
        "still signed in"
    );
}

#[tokio::test]
async fn another_name_for_this_server_is_refused() {
    let server = Server::start_with(&["--public-url", "https://contacts.example.org"]).await;
    for (host, status) in [
        ("contacts.example.org", StatusCode::OK),
        ("CONTACTS.example.org", StatusCode::OK),
        ("evil.example", StatusCode::MISDIRECTED_REQUEST),
        (
            "contacts.example.org.evil.example",
            StatusCode::MISDIRECTED_REQUEST,
        ),
    ] {
        assert_eq!(
            server
                .visitor()
                .with("host", host)
                .get("/sign-in")
                .await
                .status,
            status,
            "{host}"
        );
    }
    let local = Server::start().await;
    assert_eq!(
        local
            .visitor()
            .with("host", "evil.example")
            .get("/sign-in")
            .await
            .status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let probe = local
        .visitor()
        .with("host", "10.0.0.7")
        .get("/healthz")
        .await;
    assert_eq!(
        probe.status,
        StatusCode::OK,
        "a probe knows only the number"
    );
}

#[tokio::test]
async fn an_address_told_by_a_stranger_is_not_believed() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    let mut evaluated = 0;
    for n in 0..40 {
        let forged = visitor
            .clone()
            .with("x-forwarded-for", &format!("192.0.2.{n}"));
        let answer: Answer = forged
            .form(
                "/sign-in",
                &[
                    ("email", &format!("{n}@example.org")),
                    ("password", "guess"),
                ],
            )
            .await;
        evaluated += usize::from(answer.location() == "/sign-in?problem=wrong");
    }
    assert_eq!(evaluated, 10, "one address, whatever it says");
    let behind = Server::start_with(&["--trusted-proxies", "127.0.0.1"]).await;
    let visitor = behind.visitor().in_browser();
    for n in 0..40 {
        let told = visitor
            .clone()
            .with("x-forwarded-for", &format!("198.51.100.1, 192.0.2.{n}"));
        let answer = told
            .form(
                "/sign-in",
                &[
                    ("email", &format!("{n}@example.org")),
                    ("password", "guess"),
                ],
            )
            .await;
        assert_eq!(
            answer.location(),
            "/sign-in?problem=wrong",
            "each behind the proxy is another"
        );
    }
}

#[tokio::test]
async fn a_body_larger_than_256_kib_is_refused() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    let body = format!("email={}&password=x", "a".repeat(300 * 1024));
    let answer = visitor
        .send(
            Method::POST,
            "/sign-in",
            Some("application/x-www-form-urlencoded"),
            body,
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
