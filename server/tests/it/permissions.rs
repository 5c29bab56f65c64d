//! Who may do what, as one list of every door. A door that is missing here fails the test, so that nobody opens one
//! without saying for whom.
mod calls;

use std::collections::BTreeSet;

use app::who::{Role, Scope};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

pub use calls::CALLS;

use crate::{harness::Server, sign_in::server_functions};

/// Whom a door is open to.
#[derive(Clone, Debug, PartialEq)]
pub enum Open {
    /// Everybody who signed in: contacts belong to all staff.
    Staff,
    /// Administrators, with arguments that are good but for the right.
    Administrators(Value),
}

/// An id that nothing has.
pub const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Every server function.
pub fn doors() -> Vec<(&'static str, Open)> {
    let draft = json!({"name": "Jo", "email": "jo@example.org", "role": "agent"});
    vec![
        ("/api/account/availability", Open::Staff),
        ("/api/account/change", Open::Staff),
        ("/api/account/get", Open::Staff),
        ("/api/account/password", Open::Staff),
        ("/api/account/sessions", Open::Staff),
        ("/api/account/sessions/end", Open::Staff),
        ("/api/account/sessions/end_others", Open::Staff),
        ("/api/account/time_zones", Open::Staff),
        (
            "/api/bin/erase",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        ("/api/bin/list", Open::Staff),
        ("/api/bin/restore", Open::Staff),
        ("/api/contacts/activity", Open::Staff),
        ("/api/contacts/among", Open::Staff),
        ("/api/contacts/bulk", Open::Staff),
        ("/api/contacts/bulk/count", Open::Staff),
        ("/api/contacts/bulk/get", Open::Staff),
        ("/api/contacts/bulk/under_way", Open::Staff),
        ("/api/contacts/bulk/undo", Open::Staff),
        ("/api/contacts/changes", Open::Staff),
        ("/api/contacts/changes/latest", Open::Staff),
        ("/api/contacts/changes/past", Open::Staff),
        ("/api/contacts/changes/restore", Open::Staff),
        ("/api/contacts/create", Open::Staff),
        ("/api/contacts/delete", Open::Staff),
        ("/api/contacts/device", Open::Staff),
        ("/api/contacts/engage", Open::Staff),
        ("/api/contacts/get", Open::Staff),
        ("/api/contacts/list", Open::Staff),
        ("/api/contacts/notes", Open::Staff),
        ("/api/contacts/notes/add", Open::Staff),
        ("/api/contacts/notes/delete", Open::Staff),
        ("/api/contacts/numbers", Open::Staff),
        ("/api/contacts/phone", Open::Staff),
        ("/api/contacts/restore", Open::Staff),
        ("/api/contacts/update", Open::Staff),
        ("/api/duplicates/count", Open::Staff),
        ("/api/duplicates/differ", Open::Staff),
        ("/api/duplicates/list", Open::Staff),
        ("/api/duplicates/look", Open::Staff),
        ("/api/enquiries/contact/attach", Open::Staff),
        ("/api/enquiries/contact/create", Open::Staff),
        ("/api/enquiries/contact/merge", Open::Staff),
        ("/api/enquiries/contact/note", Open::Staff),
        ("/api/enquiries/contact/update", Open::Staff),
        ("/api/enquiries/room", Open::Staff),
        ("/api/enquiries/transcript/add", Open::Staff),
        ("/api/enquiries/transcript/find", Open::Staff),
        ("/api/enquiries/transcript/head", Open::Staff),
        ("/api/enquiries/transcript/page", Open::Staff),
        (
            "/api/fields/create",
            Open::Administrators(json!({"draft": {"name": "Size", "type": "text"}})),
        ),
        (
            "/api/fields/delete",
            Open::Administrators(json!({"id": "cf_nobody"})),
        ),
        ("/api/fields/deleted", Open::Staff),
        ("/api/fields/list", Open::Staff),
        (
            "/api/fields/restore",
            Open::Administrators(json!({"id": "cf_nobody"})),
        ),
        (
            "/api/fields/update",
            Open::Administrators(json!({"id": "cf_nobody", "change": {}})),
        ),
        ("/api/fields/usage", Open::Staff),
        ("/api/first_hour/get", Open::Administrators(json!({}))),
        (
            "/api/first_hour/leave",
            Open::Administrators(json!({"step": "panel"})),
        ),
        (
            "/api/first_hour/resume",
            Open::Administrators(json!({"step": "panel"})),
        ),
        ("/api/health/get", Open::Administrators(json!({}))),
        ("/api/imports/cancel", Open::Staff),
        ("/api/imports/effect/begin", Open::Staff),
        ("/api/imports/effect/choose", Open::Staff),
        ("/api/imports/effect/coming", Open::Staff),
        ("/api/imports/effect/compare", Open::Staff),
        ("/api/imports/effect/contacts", Open::Staff),
        ("/api/imports/effect/expect", Open::Staff),
        ("/api/imports/effect/hits", Open::Staff),
        ("/api/imports/failures", Open::Staff),
        ("/api/imports/foreseen", Open::Staff),
        ("/api/imports/get", Open::Staff),
        ("/api/imports/list", Open::Staff),
        ("/api/imports/names", Open::Staff),
        ("/api/imports/pause", Open::Staff),
        ("/api/imports/rules", Open::Staff),
        ("/api/imports/running", Open::Staff),
        ("/api/imports/seal", Open::Staff),
        ("/api/imports/start", Open::Staff),
        ("/api/imports/undo", Open::Staff),
        (
            "/api/installation/change",
            Open::Administrators(json!({"change": {}})),
        ),
        ("/api/installation/get", Open::Administrators(json!({}))),
        (
            "/api/installation/secret/end_old",
            Open::Administrators(json!({})),
        ),
        (
            "/api/installation/secret/renew",
            Open::Administrators(json!({})),
        ),
        ("/api/labels/create", Open::Staff),
        ("/api/labels/delete", Open::Staff),
        ("/api/labels/deleted", Open::Staff),
        ("/api/labels/list", Open::Staff),
        ("/api/labels/restore", Open::Staff),
        ("/api/labels/update", Open::Staff),
        ("/api/labels/usage", Open::Staff),
        ("/api/labels/usages", Open::Staff),
        ("/api/live/beat", Open::Staff),
        ("/api/merge/compare", Open::Staff),
        ("/api/merge/merge", Open::Staff),
        ("/api/merge/suggestions", Open::Staff),
        ("/api/merge/undo", Open::Staff),
        ("/api/proposals/accept", Open::Staff),
        ("/api/proposals/drop", Open::Staff),
        ("/api/proposals/leave", Open::Staff),
        ("/api/proposals/list", Open::Staff),
        ("/api/overview/centre", Open::Staff),
        ("/api/overview/counts", Open::Staff),
        ("/api/overview/list", Open::Staff),
        ("/api/overview/offered", Open::Staff),
        ("/api/overview/open", Open::Staff),
        ("/api/overview/recent", Open::Staff),
        ("/api/overview/reports", Open::Staff),
        ("/api/overview/these", Open::Staff),
        ("/api/permissions/list", Open::Administrators(json!({}))),
        (
            "/api/permissions/withhold",
            Open::Administrators(
                json!({"role": "agent", "permission": "download", "withheld": false}),
            ),
        ),
        ("/api/recipes/forget", Open::Staff),
        ("/api/recipes/keep", Open::Staff),
        ("/api/recipes/list", Open::Staff),
        (
            "/api/security_log/list",
            Open::Administrators(json!({"query": {}})),
        ),
        ("/api/session/who", Open::Staff),
        (
            "/api/staff/add",
            Open::Administrators(json!({"draft": draft, "password": null})),
        ),
        (
            "/api/staff/change",
            Open::Administrators(json!({"id": NOBODY, "change": {}})),
        ),
        ("/api/staff/destinations", Open::Administrators(json!({}))),
        (
            "/api/staff/entry",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        (
            "/api/staff/find",
            Open::Administrators(json!({"search": {}})),
        ),
        ("/api/staff/get", Open::Staff),
        (
            "/api/staff/invite",
            Open::Administrators(json!({"draft": draft})),
        ),
        (
            "/api/staff/invite_again",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        ("/api/staff/list", Open::Staff),
        (
            "/api/staff/place",
            Open::Administrators(json!({"id": NOBODY, "destinations": []})),
        ),
        (
            "/api/staff/reset",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        (
            "/api/staff/sessions",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        (
            "/api/staff/sign_out",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        (
            "/api/tokens/create",
            Open::Administrators(json!({"name": "crm", "scopes": ["ingest"]})),
        ),
        (
            "/api/tokens/delete",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        ("/api/tokens/list", Open::Administrators(json!({}))),
        ("/api/views/create", Open::Staff),
        ("/api/views/delete", Open::Staff),
        ("/api/views/list", Open::Staff),
        ("/api/views/pin", Open::Staff),
        ("/api/views/update", Open::Staff),
        (
            "/api/webhooks/change",
            Open::Administrators(json!({"id": NOBODY, "change": {}})),
        ),
        (
            "/api/webhooks/delete",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        (
            "/api/webhooks/deliveries",
            Open::Administrators(json!({"id": NOBODY, "query": {}})),
        ),
        (
            "/api/webhooks/disabled_unseen",
            Open::Administrators(json!({})),
        ),
        ("/api/webhooks/list", Open::Administrators(json!({}))),
        (
            "/api/webhooks/register",
            Open::Administrators(
                json!({"draft": {"url": "https://hooks.example.com", "types": ["contact.created"]}}),
            ),
        ),
        (
            "/api/webhooks/renew_secret",
            Open::Administrators(json!({"id": NOBODY})),
        ),
        (
            "/api/webhooks/replay",
            Open::Administrators(json!({"id": NOBODY, "replay": {"delivery": NOBODY}})),
        ),
        ("/api/webhooks/seen", Open::Administrators(json!({}))),
        ("/api/workspace/colleagues", Open::Staff),
    ]
}

/// Every other address, with the methods that it takes: those of everybody, then those of all staff.
pub const PLAIN: &[(&str, &str)] = &[
    ("GET", "/embed/panel"),
    ("GET", "/healthz"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/pkg/{*path}"),
    ("GET", "/readyz"),
    ("POST", "/embed/session"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/first"),
    ("POST", "/sign-in/invited"),
    ("POST", "/sign-out"),
];
pub const PLAIN_FOR_STAFF: &[(&str, &str)] = &[
    ("GET", "/api/docs"),
    ("GET", "/contacts/export"),
    ("GET", "/embed/contact"),
    ("GET", "/embed/events"),
    ("GET", "/embed/find"),
    ("GET", "/embed/form"),
    ("GET", "/embed/question"),
    ("GET", "/embed/section"),
    ("GET", "/imports/template"),
    ("GET", "/live"),
    ("GET", "/transfer/imports/{id}/ErrorDetail.csv"),
    ("POST", "/contacts/export"),
    ("POST", "/embed/beat"),
    ("POST", "/embed/create"),
    ("POST", "/embed/form"),
    ("POST", "/embed/merge"),
    ("POST", "/embed/note"),
    ("POST", "/embed/save"),
    ("PUT", "/transfer/imports/{id}/parts/{part}"),
];

#[test]
fn every_plain_route_says_whom_it_is_open_to() {
    let mut there = BTreeSet::new();
    for file in sources(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))) {
        // The example of a host is another server, on a port of its own.
        if file.ends_with("demo/example_host.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&file).expect("a source");
        for rest in source.split(".route(").skip(1) {
            // A route whose address is computed is a file of the site.
            if let Some(path) = rest.trim_start().strip_prefix('"') {
                there.insert(path.split('"').next().expect("a closing quote").to_owned());
            }
        }
    }
    let said: BTreeSet<_> = PLAIN
        .iter()
        .chain(PLAIN_FOR_STAFF)
        .map(|(_, path)| (*path).to_owned())
        .collect();
    assert_eq!(said, there);
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[tokio::test]
async fn plain_routes_of_staff_answer_a_visitor_with_401() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    for (method, path) in PLAIN_FOR_STAFF {
        let path = path.replace("{id}", NOBODY).replace("{part}", "0");
        let method: Method = method.parse().expect("a method");
        let answer = visitor
            .send(method, &path, Some("application/json"), "{}")
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        // The page reads what its own door refuses as if a server function had.
        match path.starts_with("/transfer/") {
            true => assert_eq!(answer.json(), "SignedOut", "{path}"),
            false => assert_eq!(answer.code(), "signed_out", "{path}"),
        }
    }
}

#[tokio::test]
async fn a_visitor_sees_three_pages_and_is_sent_to_sign_in_by_all_others() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    let mut seen = Vec::new();
    for page in server::pages::addresses() {
        let answer = visitor.get(&page.replace("{id}", NOBODY)).await;
        match answer.location().starts_with("/sign-in?next=") {
            true => assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}"),
            false => seen.push(page),
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, ["/", "/check", "/sign-in"]);
}

#[test]
fn every_server_function_says_whom_it_is_open_to() {
    let said: BTreeSet<&str> = doors().into_iter().map(|(path, _)| path).collect();
    let there: BTreeSet<&str> = server_functions().into_iter().collect();
    assert_eq!(said, there);
}

#[test]
fn every_call_of_the_api_says_which_scope_it_needs() {
    let (.., document) = server::rest::described();
    let mut there = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item[method].is_object() {
                // Exactly one way in, by exactly one scope.
                let security = item[method]["security"].to_string();
                there.insert((method, path.as_str(), security));
            }
        }
    }
    let said: BTreeSet<_> = CALLS
        .iter()
        .map(|(method, path, scope)| {
            let security = json!([{"token": [scope.as_str()]}]).to_string();
            (*method, *path, security)
        })
        .collect();
    assert_eq!(said, there);
}

#[tokio::test]
async fn each_door_is_open_to_those_it_is_for() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    for &role in Role::ALL {
        let client = server.signed_in(role).await;
        for (path, open) in doors() {
            let arguments = if let Open::Administrators(arguments) = &open {
                arguments.clone()
            } else {
                json!({})
            };
            assert_eq!(
                visitor.post_json(path, &arguments).await.status,
                StatusCode::UNAUTHORIZED,
                "{path}"
            );
            let answer = client
                .call(path.trim_start_matches("/api/"), &arguments)
                .await;
            let refused = open != Open::Staff && role != Role::Administrator;
            if refused {
                assert_eq!(
                    (answer.status, answer.text()),
                    (StatusCode::FORBIDDEN, r#""Forbidden""#),
                    "{path} {role:?}"
                );
            } else {
                let status = answer.status.as_u16();
                assert!(
                    !matches!(status, 401 | 403) && status < 500,
                    "{path} {role:?} {status} {}",
                    answer.text()
                );
            }
        }
    }
}

#[tokio::test]
async fn each_call_is_open_to_its_scope_alone() {
    let server = Server::start().await;
    for &scope in Scope::ALL {
        let program = server.program_that_may(&[scope]).await;
        for (method, path, needed) in CALLS
            .iter()
            .filter(|(method, ..)| !["post", "patch", "put"].contains(method))
        {
            let path = format!(
                "/api/v1{}",
                path.replace("{id}", NOBODY)
                    .replace("{external_id}", "E-1")
                    .replace("{note}", NOBODY)
                    .replace("{number}", "1")
            );
            // What cannot do without its parameters.
            let path = path.replace("/complete", "/complete?number=51234567&country=HK");
            let method: Method = method.to_uppercase().parse().expect("a method");
            let answer = program.send(method, &path, None, "").await;
            assert_eq!(
                answer.status == StatusCode::FORBIDDEN,
                scope != *needed,
                "{path} {scope:?} {}",
                answer.status
            );
        }
    }
}
