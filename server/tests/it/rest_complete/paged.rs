//! Every list is paged by cursor.
use std::collections::BTreeSet;

use app::who::Role;
use serde_json::{Value, json};

use super::{id, posted, read};
use crate::harness::{Client, Server};

/// Walks a list by pages of two; the names of its entries.
async fn walked(program: &Client, path: &str) -> Vec<String> {
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = read(program, &format!("{path}?limit=2{cursor}")).await;
        let items = page["items"].as_array().expect("items");
        assert!((1..=2).contains(&items.len()), "{path} {page}");
        names.extend(items.iter().map(|item| {
            let name = item["name"].as_str().or(item["text"].as_str());
            name.expect("a name").to_owned()
        }));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return names,
        }
        assert!(names.len() < 100, "{path} does not end");
    }
}

#[tokio::test]
async fn every_short_list_is_walked_page_by_page() {
    let server = Server::start().await;
    let program = server.program().await;
    let contact = posted(&program, "/contacts", json!({"last_name": "Chan"})).await;
    let notes = format!("/contacts/{}/notes", id(&contact));
    for number in 1..=5 {
        let name = format!("N{number}");
        posted(&program, "/labels", json!({"name": name})).await;
        posted(&program, "/fields", json!({"name": name, "type": "text"})).await;
        posted(&program, "/views", json!({"name": name})).await;
        posted(&program, &notes, json!({"text": name})).await;
        let layout = json!({"name": name, "header": [name], "recipe": {}});
        posted(&program, "/imports/recipes", layout).await;
    }
    let rising: Vec<String> = (1..=5).map(|number| format!("N{number}")).collect();
    for path in ["/labels", "/fields", "/views", "/imports/recipes"] {
        assert_eq!(walked(&program, path).await, rising, "{path}");
    }
    let falling: Vec<String> = rising.iter().rev().cloned().collect();
    assert_eq!(walked(&program, &notes).await, falling);
    for name in &rising {
        let labels = read(&program, "/labels").await;
        let labels = labels["items"].as_array().expect("items");
        let label = labels.iter().find(|label| label["name"] == **name);
        let path = format!("/api/v1/labels/{}", id(label.expect("a label")));
        assert_eq!(program.delete(&path).await.status, 204);
    }
    assert_eq!(walked(&program, "/labels/deleted").await, falling);
}

#[tokio::test]
async fn a_page_goes_on_where_the_one_before_ended_though_that_entry_is_gone() {
    let server = Server::start().await;
    let program = server.program().await;
    for name in ["b", "d", "f", "h"] {
        posted(&program, "/labels", json!({"name": name})).await;
    }
    let first = read(&program, "/labels?limit=2").await;
    let path = format!("/api/v1/labels/{}", id(&first["items"][1]));
    assert_eq!(program.delete(&path).await.status, 204);
    for name in ["a", "e"] {
        posted(&program, "/labels", json!({"name": name})).await;
    }
    let next = first["next_cursor"].as_str().expect("a cursor");
    let second = read(&program, &format!("/labels?cursor={next}")).await;
    let names: Vec<&Value> = second["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|label| &label["name"])
        .collect();
    assert_eq!(names, ["e", "f", "h"]);
}

#[tokio::test]
async fn what_can_be_withheld_and_where_somebody_is_signed_in_is_paged_too() {
    let server = Server::start().await;
    let program = server.program().await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    for _ in 0..3 {
        server.visitor().sign_in("mei@example.org").await;
    }
    let sessions = format!("/staff/{}/sessions", mei.id());
    for (path, total) in [("/permissions", 4), (sessions.as_str(), 3)] {
        let first = read(&program, &format!("{path}?limit=2")).await;
        let next = first["next_cursor"].as_str().expect("a cursor");
        let second = read(&program, &format!("{path}?cursor={next}")).await;
        assert_eq!(
            (&first["total"], &second["total"]),
            (&json!(total), &json!(total))
        );
        assert_eq!(second["next_cursor"], Value::Null);
        let whole = read(&program, path).await;
        let pages =
            [&first, &second].map(|page| page["items"].as_array().expect("items").as_slice());
        assert_eq!(json!(pages.concat()), whole["items"], "{path}");
    }
}

/// The lists of the description: every GET that answers `items`.
fn lists() -> Vec<String> {
    let (.., document) = server::rest::described();
    let mut lists = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let call = &item["get"];
        let schema = &call["responses"]["200"]["content"]["application/json"]["schema"];
        let name = schema["$ref"]
            .as_str()
            .and_then(|name| name.rsplit('/').next());
        let Some(name) = name else { continue };
        if !document["components"]["schemas"][name]["properties"]["items"].is_object() {
            continue;
        }
        let parameters = call["parameters"].as_array().expect("parameters").iter();
        let names: BTreeSet<_> = parameters.filter_map(|one| one["name"].as_str()).collect();
        // What happens is read from a position on, and its last page is not known.
        if path != "/events" {
            assert!(names.contains("cursor"), "{path} is not paged");
            lists.push(path.clone());
        }
    }
    assert!(lists.len() > 15, "{lists:?}");
    lists
}

#[tokio::test]
async fn a_cursor_that_no_list_gave_out_is_refused_by_every_list() {
    let server = Server::start().await;
    let program = server.program().await;
    let contact = posted(&program, "/contacts", json!({"last_name": "Chan"})).await;
    for name in ["a", "b"] {
        posted(&program, "/labels", json!({"name": name})).await;
    }
    let of_labels = read(&program, "/labels?limit=1").await;
    let of_labels = of_labels["next_cursor"].as_str().expect("a cursor");
    for path in lists() {
        let here = path.replace("{id}", id(&contact));
        let foreign = if path == "/labels" { "W10" } else { of_labels };
        for cursor in ["nonsense", "%21", foreign] {
            let answer = program.get(&format!("/api/v1{here}?cursor={cursor}")).await;
            // What is not there is not there, whatever is asked of it.
            let expected = match path.contains("{id}") && !path.starts_with("/contacts")
                || path.contains("{external_id}")
            {
                true => vec![400, 404],
                false => vec![400],
            };
            assert!(
                expected.contains(&answer.status.as_u16()),
                "{here} {cursor} {} {}",
                answer.status,
                answer.text()
            );
            assert!(
                answer.json()["detail"]
                    .as_str()
                    .is_some_and(|said| said.ends_with('.') || said.contains("cursor"))
            );
        }
    }
}

#[tokio::test]
async fn a_page_has_one_to_five_hundred_entries_and_no_other_parameters() {
    let server = Server::start().await;
    let program = server.program().await;
    for path in [
        "/labels",
        "/fields",
        "/views",
        "/destinations",
        "/colleagues",
        "/imports",
        "/permissions",
        "/security-log",
        "/tokens",
        "/webhooks",
    ] {
        for asked in ["limit=0", "limit=501", "limit=many", "colour=red"] {
            let answer = program.get(&format!("/api/v1{path}?{asked}")).await;
            assert_eq!(answer.status, 400, "{path} {asked} {}", answer.text());
        }
    }
}
