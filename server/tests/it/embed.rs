//! The side panel in another product: who is let in by a ticket, what its session opens, and whose pages may frame it.
mod doors;
mod forms;
mod since;
mod stream;
mod tickets;

use app::who::Role;
use axum::http::Method;
use chrono::Utc;
use contact::permit::Relation;
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    enquiry_doors::Centre,
    harness::{Answer, Client, PASSWORD, Server},
    intake::{at, post},
};

/// What the host and the server both know.
pub const SECRET: &str = "known to the desk and to this server";
/// The only origin whose pages may frame the panel.
pub const ORIGIN: &str = "https://desk.example";
/// The settings of a server that lets the host in.
pub const FLAGS: [&str; 4] = ["--embed-secret", SECRET, "--embed-origins", ORIGIN];

/// A product that shows the panel beside its conversations, in a contact centre with somebody of every relation to them.
pub struct Host {
    pub centre: Centre,
}

impl Host {
    pub async fn open() -> Self {
        Self {
            centre: Centre::open_with(&FLAGS).await,
        }
    }

    /// What a good ticket says that lets somebody look at an enquiry.
    pub fn claims(&self, email: &str, external_id: &str) -> Value {
        let now = Utc::now().timestamp();
        let jti = Uuid::now_v7();
        json!({"sub": email, "enquiry": external_id, "iat": now, "exp": now + 60, "jti": jti})
    }

    /// The ticket that says so, signed as the server expects.
    pub fn ticket(&self, claims: &Value) -> String {
        let key = EncodingKey::from_secret(SECRET.as_bytes()).expect("a key");
        encode(&Header::default(), claims, &key).expect("signed")
    }

    /// A good ticket.
    pub fn good(&self, email: &str, external_id: &str) -> String {
        self.ticket(&self.claims(email, external_id))
    }

    /// What the panel is answered that shows a ticket.
    pub async fn exchange(&self, ticket: &str) -> Answer {
        exchange(&self.centre.server, ticket).await
    }

    /// The panel of somebody who is let look at an enquiry.
    pub async fn session(&self, email: &str, external_id: &str) -> Client {
        let begun = self.exchange(&self.good(email, external_id)).await;
        panel(&self.centre.server, &begun)
    }
}

/// Shows a server a ticket.
async fn exchange(server: &Server, ticket: &str) -> Answer {
    let panel = server.visitor().in_browser();
    panel
        .post_json("/embed/session", &json!({"ticket": ticket}))
        .await
}

/// The panel by the session that was begun.
fn panel(server: &Server, begun: &Answer) -> Client {
    assert_eq!(begun.status, 200, "{}", begun.text());
    let key = begun.json()["session"].as_str().expect("a key").to_owned();
    shows(server, &key)
}

/// A panel that shows a key.
fn shows(server: &Server, key: &str) -> Client {
    let panel = server.visitor().in_browser();
    panel.with("authorization", &format!("Bearer {key}"))
}

/// What the panel asks first.
const CONTACT: &str = "/embed/contact?section=profile";

/// What is asked by a session only; the stream, which would not end, among what is asked without one.
const INSIDE: [(Method, &str); 12] = [
    (Method::GET, CONTACT),
    (Method::GET, "/embed/section?name=activity"),
    (Method::GET, "/embed/form"),
    (Method::GET, "/embed/find"),
    (Method::GET, "/embed/question?contact=nobody"),
    (Method::GET, "/embed/events"),
    (Method::POST, "/embed/form"),
    (Method::POST, "/embed/save"),
    (Method::POST, "/embed/create"),
    (Method::POST, "/embed/note"),
    (Method::POST, "/embed/merge"),
    (Method::POST, "/embed/beat"),
];

async fn is_signed_out(client: &Client, method: Method, path: &str, name: &str) {
    let answer = client.send(method.clone(), path, None, "").await;
    let name = format!("{name}: {method} {path}");
    assert_eq!(answer.status, 401, "{name} {}", answer.text());
    assert_eq!(answer.code(), "signed_out", "{name}");
    assert_eq!(answer.cookie(), None, "{name}");
}

#[tokio::test]
async fn the_panel_is_opened_by_a_session_of_its_own_and_by_nothing_else() {
    let host = Host::open().await;
    let (centre, server) = (&host.centre, &host.centre.server);
    centre.call("E-1", "ongoing").await;
    let panel = host.session("in@example.org", "E-1").await;
    let shown = panel.get(CONTACT).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let kept: String = sqlx::query_scalar("select key from embed_session")
        .fetch_one(&mut server.sql().await)
        .await
        .expect("a session");
    for (name, client) in [
        ("nobody", server.visitor().in_browser()),
        (
            "somebody who signed in",
            centre.as_one(Relation::InRoom).clone(),
        ),
        ("a program", centre.program.clone()),
        ("a guess", shows(server, &"A".repeat(43))),
        ("what the database keeps of a key", shows(server, &kept)),
        ("no key", shows(server, "")),
    ] {
        for (method, path) in INSIDE {
            is_signed_out(&client, method, path, name).await;
        }
    }
}

#[tokio::test]
async fn the_pages_that_a_visitor_looked_at_are_shown_before_they_are_anybody_s_contact() {
    let host = Host::open().await;
    let program = &host.centre.program;
    for external_id in ["E-1", "E-2"] {
        host.centre.chat(external_id, "ongoing").await;
        let visit = |number: u32| {
            json!({
                "external_id": format!("{external_id}-{number}"), "at": at(number), "enquiry": external_id,
                "title": format!("Page {number} of {external_id}."), "address": "https://example.org/",
            })
        };
        let visits: Vec<Value> = (0..101).map(visit).collect();
        post(program, "/visits", &json!(visits)).await;
    }
    let panel = host.session("in@example.org", "E-1").await;
    let newest = panel.get("/embed/section?name=journey").await;
    assert_eq!(newest.status, 200, "{}", newest.text());
    let html = newest.text();
    assert!(
        html.contains("Page 100 of E-1.") && html.contains("Page 1 of E-1."),
        "{html}"
    );
    assert!(
        !html.contains("Page 0 of E-1.") && !html.contains("E-2"),
        "{html}"
    );
    let (_, cursor) = html.split_once("data-older=\"").expect("older ones");
    let (cursor, _) = cursor.split_once('"').expect("a cursor");
    let older = format!("/embed/section?name=journey&cursor={cursor}");
    let oldest = panel.get(&older).await;
    assert_eq!(oldest.status, 200, "{}", oldest.text());
    assert!(
        oldest.text().contains("Page 0 of E-1."),
        "{}",
        oldest.text()
    );
    assert!(!oldest.text().contains("data-older"), "{}", oldest.text());
    let stranger = host.session("other@example.org", "E-1").await;
    for path in ["/embed/section?name=journey", older.as_str()] {
        let refused = stranger.get(path).await;
        assert_eq!(refused.status, 403, "{path} {}", refused.text());
    }
}

#[tokio::test]
async fn its_session_opens_nothing_else() {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let panel = host.session("in@example.org", "E-1").await;
    for path in ["/contacts", "/enquiries", "/account", "/imports"] {
        let page = panel.get(path).await;
        assert_eq!(page.status, 303, "{path}");
        assert!(page.location().starts_with("/sign-in?"), "{path}");
    }
    for path in [
        "/live",
        "/api/docs",
        "/api/v1/contacts",
        "/api/v1/enquiries/E-1",
    ] {
        let answer = panel.get(path).await;
        assert_eq!(answer.status, 401, "{path} {}", answer.text());
    }
    for path in crate::sign_in::server_functions() {
        let answer = panel.post_json(path, &json!({})).await;
        assert_eq!(answer.status, 401, "{path} {}", answer.text());
    }
    let shown = panel.get(CONTACT).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
}

#[tokio::test]
async fn a_session_ends_with_its_account_and_after_its_time_however_much_it_is_used() {
    let host = Host::open().await;
    let server = &host.centre.server;
    host.centre.call("E-1", "ongoing").await;
    let mei = server
        .add_staff("mei@example.org", Role::Administrator)
        .await;
    let (hers, other) = (
        host.session("mei@example.org", "E-1").await,
        host.session("in@example.org", "E-1").await,
    );
    for panel in [&hers, &other] {
        let shown = panel.get(CONTACT).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
    }
    let account = format!("/api/v1/staff/{}", mei.id());
    let closed = host.centre.program.delete(&account).await;
    assert_eq!(closed.status, 204, "{}", closed.text());
    is_signed_out(&hers, Method::GET, CONTACT, "a closed account").await;
    let mut sql = server.sql().await;
    let last = "update embed_session set expires_at = now() + interval '1 minute'";
    sqlx::query(last).execute(&mut sql).await.expect("a minute");
    assert_eq!(other.get(CONTACT).await.status, 200);
    let over = "update embed_session set expires_at = now()
                where expires_at < now() + interval '1 minute'";
    sqlx::query(over).execute(&mut sql).await.expect("over");
    is_signed_out(&other, Method::GET, CONTACT, "after its time").await;
}

#[tokio::test]
async fn whoever_signs_out_everywhere_else_or_changes_their_password_ends_their_panels_too() {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let agent = host.centre.as_one(Relation::InRoom);
    let other = host.session("admin@example.org", "E-1").await;
    let change = json!({"present": PASSWORD, "new": "seven purple otters waltz"});
    for (endpoint, arguments) in [
        ("account/sessions/end_others", json!({})),
        ("account/password", change),
    ] {
        let panel = host.session("in@example.org", "E-1").await;
        let shown = panel.get(CONTACT).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        let ended = agent.call(endpoint, &arguments).await;
        assert_eq!(ended.status, 200, "{}", ended.text());
        is_signed_out(&panel, Method::GET, CONTACT, endpoint).await;
    }
    assert_eq!(other.get(CONTACT).await.status, 200);
}

#[tokio::test]
async fn the_panel_is_framed_by_the_origins_of_the_settings_and_sets_no_cookie() {
    let (host, alone) = (Host::open().await, Server::start().await);
    for (server, ancestors) in [(&host.centre.server, ORIGIN), (&alone, "'none'")] {
        for path in ["/embed/panel", "/embed/panel?language=zh-Hant&theme=dark"] {
            let shown = server.visitor().get(path).await;
            assert_eq!(shown.status, 200, "{path} {}", shown.text());
            let policy = shown.header("content-security-policy");
            let named = format!("; frame-ancestors {ancestors}");
            assert!(policy.ends_with(&named), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            let whose = shown.header("cross-origin-resource-policy");
            assert_eq!(whose, "cross-origin", "{path}");
            assert_eq!(shown.cookie(), None, "{path}");
            if server.address == host.centre.server.address {
                assert_eq!(shown.header("x-frame-options"), "", "{path}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_else_is_framed_and_nothing_below_the_panel_sets_a_cookie() {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let panel = host.session("in@example.org", "E-1").await;
    let agent = host.centre.as_one(Relation::InRoom).clone();
    let visitor = host.centre.server.visitor().in_browser();
    let outside = [
        (Method::GET, "/"),
        (Method::GET, "/contacts"),
        (Method::GET, "/sign-in"),
        (Method::GET, "/no/such/page"),
        (Method::GET, "/healthz"),
        (Method::GET, "/api/docs"),
        (Method::GET, "/api/v1/contacts"),
        (Method::GET, "/embed"),
        (Method::GET, "/embed/nothing"),
        (Method::GET, "/embed/session"),
        (Method::POST, "/embed/session"),
        (Method::POST, "/embed/panel"),
    ];
    let inside = INSIDE
        .into_iter()
        .filter(|(_, path)| *path != "/embed/events");
    let addresses: Vec<_> = outside.into_iter().chain(inside).collect();
    for client in [visitor, agent, panel] {
        for (method, path) in &addresses {
            let answer = client.send(method.clone(), path, None, "").await;
            let name = format!("{method} {path} {}", answer.status);
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("frame-ancestors 'none'"),
                "{name}: {policy}"
            );
            assert_eq!(answer.header("x-frame-options"), "DENY", "{name}");
            assert_eq!(answer.header("cache-control"), "no-store", "{name}");
            if path.starts_with("/embed") {
                assert_eq!(answer.cookie(), None, "{name}");
            }
        }
    }
}
