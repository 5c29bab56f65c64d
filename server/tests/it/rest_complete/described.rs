//! The description of the API and its page.
use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::Value;

use crate::harness::Server;

fn document() -> Value {
    let (.., document) = server::rest::described();
    document
}

/// Every call of the description.
fn calls(document: &Value) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let calls = paths.iter().flat_map(|(path, item)| {
        ["get", "post", "put", "patch", "delete"]
            .into_iter()
            .filter(|method| item[*method].is_object())
            .map(move |method| (format!("{method} {path}"), item[method].clone()))
    });
    calls.collect()
}

/// Every reference within a value.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                found.insert(reference.clone());
            }
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_call_has_a_name_of_its_own_a_scope_and_its_faults() {
    let document = document();
    let mut names = BTreeSet::new();
    for (call, said) in calls(&document) {
        let name = said["operationId"].as_str().expect("a name").to_owned();
        let parts: Vec<&str> = name.split('.').collect();
        assert_eq!(parts.len(), 2, "{call}: {name}");
        assert!(names.insert(name.clone()), "{call}: {name} is taken");
        assert!(
            !said["summary"].as_str().unwrap_or_default().is_empty(),
            "{call}"
        );
        let scopes = said["security"][0]["token"].as_array();
        assert_eq!(scopes.map(Vec::len), Some(1), "{call} names one scope");
        let responses = said["responses"].as_object().expect("responses");
        for status in ["400", "401", "403", "429", "500", "503"] {
            assert!(responses.contains_key(status), "{call} {status}");
        }
        for (status, response) in responses {
            let fault = status.starts_with(['4', '5']);
            let problem = &response["content"]["application/problem+json"];
            assert_eq!(fault, problem.is_object(), "{call} {status} {response}");
            let described = response["description"].as_str().unwrap_or_default();
            assert!(!fault || !described.is_empty(), "{call} {status}");
        }
    }
}

#[test]
fn every_shape_that_is_named_is_there() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 30, "{found:?}");
    for reference in found {
        let place = reference.trim_start_matches('#');
        assert!(document.pointer(place).is_some(), "{reference}");
    }
}

/// Whether a value holds a null.
fn lacks(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(fields) => fields.values().any(lacks),
        Value::Array(items) => items.iter().any(lacks),
        _ => false,
    }
}

/// The example of the shape of a body, or of what a list of them holds.
fn example(document: &Value, schema: &Value) -> Value {
    let several = [&schema["oneOf"], &schema["anyOf"]];
    let several = several.into_iter().find_map(Value::as_array);
    let named = several
        .into_iter()
        .flatten()
        .chain([schema, &schema["items"]]);
    let mut names = named.filter_map(|schema| schema["$ref"].as_str());
    let name = names.next().unwrap_or_default().trim_start_matches('#');
    document
        .pointer(&format!("{name}/example"))
        .cloned()
        .unwrap_or_default()
}

#[test]
fn every_body_has_an_example_that_can_be_sent() {
    let document = document();
    for (call, said) in calls(&document) {
        let content = &said["requestBody"]["content"]["application/json"];
        if content.is_object() {
            let example = example(&document, &content["schema"]);
            assert!(!lacks(&example), "{call}: {example} of {content}");
            assert_ne!(example["role"], "administrator", "{call}");
        }
    }
    let told = document["webhooks"].as_object().expect("webhooks");
    for (kind, said) in told {
        let content = &said["post"]["requestBody"]["content"]["application/json"];
        assert_eq!(content["example"]["type"], kind.as_str());
    }
}

#[tokio::test]
async fn the_examples_are_taken_as_they_are() {
    let server = Server::start().await;
    let program = server.program().await;
    let document = document();
    for path in [
        "/contacts",
        "/labels",
        "/fields",
        "/views",
        "/imports/recipes",
        "/staff/invitations",
        "/tokens",
        "/bin/restore",
        "/contacts/bulk",
    ] {
        let said = &document["paths"][path]["post"];
        let schema = &said["requestBody"]["content"]["application/json"]["schema"];
        let body = example(&document, schema);
        let answer = program.post_json(&format!("/api/v1{path}"), &body).await;
        assert!(
            answer.status.is_success(),
            "{path} {body} {}",
            answer.text()
        );
    }
    for (path, address) in [
        ("/enquiries/{external_id}", "/enquiries/E-1"),
        ("/destinations/{external_id}", "/destinations/support"),
        ("/staff/by-email/{email}", "/staff/by-email/al@example.com"),
    ] {
        let said = &document["paths"][path]["put"];
        let schema = &said["requestBody"]["content"]["application/json"]["schema"];
        let body = example(&document, schema).to_string();
        let json = Some("application/json");
        let address = format!("/api/v1{address}");
        let answer = program.send(Method::PUT, &address, json, body).await;
        assert!(answer.status.is_success(), "{path} {}", answer.text());
    }
    for path in ["/enquiries/E-1/messages", "/engagements", "/visits"] {
        let described = path.replace("E-1", "{external_id}");
        let said = &document["paths"][described]["post"];
        let schema = &said["requestBody"]["content"]["application/json"]["schema"];
        let body = example(&document, schema);
        let answer = program.post_json(&format!("/api/v1{path}"), &body).await;
        let heard = answer.json()["items"][0].clone();
        assert!(heard["outcome"].is_string(), "{path} {}", answer.text());
        assert_ne!(heard["outcome"], "refused", "{path} {body} {heard}");
    }
}

#[test]
fn what_may_change_and_how_is_told() {
    let document = document();
    let about = document["info"]["description"].as_str().expect("a text");
    let written = include_str!("../../../../docs/api/README.md");
    for word in ["Deprecation", "RFC 9745", "Sunset", "RFC 8594", "180 days"] {
        assert!(about.contains(word) && written.contains(word), "{word}");
    }
}

#[tokio::test]
async fn the_page_is_searched_without_a_script_and_shows_scopes_and_examples() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let all = agent.get("/api/docs").await;
    let text = all.text();
    let count = calls(&document()).len();
    assert!(text.matches("contacts:read").count() > 5);
    assert!(
        text.matches("curl ").count() >= count,
        "an example of each call"
    );
    for part in ["<script", "src=\"http", "href=\"http", "style="] {
        assert!(!text.contains(part), "{part}");
    }
    for part in [
        "role=\"search\"",
        "aria-label=\"Contents\"",
        "href=\"#shape-Problem\"",
        "id=\"shape-Problem\"",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(
        !text.contains("<details open"),
        "nothing is open before somebody looks for it"
    );

    let found = agent.get("/api/docs?search=merge+undo").await;
    let text = found.text();
    assert!(text.contains("/api/v1/merges/{id}/undo"), "{text}");
    assert!(!text.contains("/api/v1/labels/usages"));
    assert!(text.contains("<details open"));
    let none = agent.get("/api/docs?search=%3Cb%3Eplanet").await;
    assert!(none.text().contains("0 of "));
    assert!(
        !none.text().contains("<b>planet"),
        "what was looked for is text"
    );
}
