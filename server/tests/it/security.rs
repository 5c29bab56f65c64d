//! What holds for every route: nobody is asked by another site, nothing runs inline, nothing personal is kept.
mod proxies;

use std::process::Stdio;

use axum::http::{Method, StatusCode};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::Command,
};

use crate::harness::{Answer, Client, Server};

/// Addresses of each kind: pages, server functions, REST, forms, files, probes, and those that do not exist.
const ADDRESSES: [(Method, &str); 16] = [
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
    (Method::PUT, "/transfer/imports/0/parts/1"),
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
    let probe = local.visitor().with("host", "10.0.0.7");
    for path in ["/healthz", "/readyz", "/metrics"] {
        let answer = probe.get(path).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "a probe knows only the number: {path}"
        );
    }
    for path in ["/healthz/", "/check", "/transfer/imports/0/ErrorDetail.csv"] {
        let answer = probe.get(path).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
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

/// The same request with more than the client itself would send.
async fn by_hand(server: &Server, head: &str) -> String {
    let mut socket = tokio::net::TcpStream::connect(&server.address)
        .await
        .expect("a connection");
    let head = format!("{head}\r\nconnection: close\r\n\r\n");
    socket.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_request_has_one_name_for_this_server() {
    let server = Server::start().await;
    let own = &server.address;
    for (head, status) in [
        (format!("GET /sign-in HTTP/1.1\r\nhost: {own}"), "200"),
        (
            format!("GET /sign-in HTTP/1.1\r\nhost: {own}\r\nhost: evil.example"),
            "400",
        ),
        (
            format!("GET /sign-in HTTP/1.1\r\nhost: {own}\r\nhost: {own}"),
            "400",
        ),
        (
            format!("GET /healthz HTTP/1.1\r\nhost: {own}\r\nhost: {own}"),
            "400",
        ),
        (
            format!("GET http://{own}/sign-in HTTP/1.1\r\nhost: {own}"),
            "200",
        ),
        (
            format!("GET http://{own}/sign-in HTTP/1.1\r\nhost: evil.example"),
            "421",
        ),
        (
            format!("GET http://evil.example/sign-in HTTP/1.1\r\nhost: {own}"),
            "421",
        ),
    ] {
        let answer = by_hand(&server, &head).await;
        let wanted = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&wanted), "{head}: {answer}");
    }
}

#[tokio::test]
async fn a_server_function_takes_json_under_its_own_name_only() {
    let server = Server::start().await;
    let agent = server.agent().await;
    for path in crate::sign_in::server_functions() {
        for kind in [
            Some("text/plain"),
            Some("text/plain; application/json"),
            Some("application/x-www-form-urlencoded"),
            Some("multipart/form-data; boundary=x"),
            None,
        ] {
            let answer = agent.send(Method::POST, path, kind, "{}").await;
            assert_eq!(
                answer.status,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "{path} as {kind:?}"
            );
        }
    }
    let json = Some("application/json; charset=utf-8");
    let answer = agent
        .send(Method::POST, "/api/session/who", json, "{}")
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn the_numbers_are_for_this_machine_and_for_tokens_that_may_administer() {
    use app::who::Scope;
    let server = Server::start_with(&["--public-url", "https://contacts.example.org"]).await;
    let here = server.visitor();
    assert_eq!(here.get("/metrics").await.status, StatusCode::OK);
    let stranger = here.clone().with("x-forwarded-for", "192.0.2.7");
    let proxied = here.clone().with("host", "contacts.example.org");
    for client in [&stranger, &proxied] {
        let refused = client.get("/metrics").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        assert!(!refused.text().contains("http_requests"));
    }
    for &scope in Scope::ALL {
        let program = server.program_that_may(&[scope]).await;
        let program = program.with("x-forwarded-for", "192.0.2.7");
        let status = match scope {
            Scope::Administration => StatusCode::OK,
            _ => StatusCode::FORBIDDEN,
        };
        assert_eq!(program.get("/metrics").await.status, status, "{scope:?}");
    }
    let open = Server::start_with(&["--metrics-open"]).await;
    let stranger = open.visitor().with("x-forwarded-for", "192.0.2.7");
    assert_eq!(stranger.get("/metrics").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_clients_make_up_is_counted_as_one() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    for n in 0..200 {
        let method = format!("M{n}{}", "X".repeat(1_000));
        let method: Method = method.parse().expect("a method");
        visitor.send(method, "/contacts", None, "").await;
        visitor.get(&format!("/no/such/{n}/page")).await;
        let odd: Method = "PROPFIND".parse().expect("a method");
        visitor.send(odd, &format!("/api/v1/{n}"), None, "").await;
    }
    let numbers = visitor.get("/metrics").await;
    assert!(numbers.text().contains("method=\"other\""));
    for made_up in ["M1X", "XXXX", "/no/such", "PROPFIND"] {
        assert!(!numbers.text().contains(made_up), "{made_up}");
    }
}

#[tokio::test]
async fn the_description_of_the_api_is_for_those_who_know_somebody_here() {
    let server = Server::start().await;
    let visitor = server.visitor().with("accept", "text/html,*/*");
    let answer = visitor.get("/api/docs").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/sign-in?next=%2Fapi%2Fdocs");
    let page = server.agent().await.get("/api/docs").await;
    assert_eq!(page.status, StatusCode::OK);
    let program = server.program_that_may(&[app::who::Scope::Ingest]).await;
    assert_eq!(program.get("/api/docs").await.status, StatusCode::OK);
    let forged = server.visitor().with("authorization", "Bearer ec_guess");
    assert_eq!(
        forged.get("/api/docs").await.status,
        StatusCode::UNAUTHORIZED
    );
}
