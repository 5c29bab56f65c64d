//! Every list is paged by cursor.
use std::collections::BTreeSet;

use app::who::Role;
use serde_json::{Value, json};

use super::{id, posted, read};
use crate::{
    harness::{Client, Server},
    imports::import,
    intake::{at, put},
};

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

/// Lists that have two pages of one entry each at least, with what they are narrowed and sorted by.
async fn lists_of_two(server: &Server, program: &Client) -> Vec<String> {
    for name in ["Chan", "Chan", "Gone", "Gone"] {
        let contact = posted(program, "/contacts", json!({"last_name": name})).await;
        if name == "Gone" {
            let path = format!("/api/v1/contacts/{}", id(&contact));
            assert_eq!(program.delete(&path).await.status, 204);
        }
        posted(program, "/labels", json!({"name": id(&contact)})).await;
    }
    let changed = posted(program, "/contacts", json!({"last_name": "Ng"})).await;
    let path = format!("/contacts/{}", id(&changed));
    let changing = program.clone().with("if-match", "\"1\"");
    let company = json!({"company": "Acme"});
    let saved = changing
        .patch_json(&format!("/api/v1{path}"), &company)
        .await;
    assert_eq!(saved.status, 200);
    for external_id in ["E-1", "E-2"] {
        let report =
            json!({"event_at": at(0), "channel": "email", "status": "open", "opened_at": at(0)});
        let heard = put(program, &format!("/enquiries/{external_id}"), &report).await;
        assert_eq!(heard.status, 200, "{}", heard.text());
        let said = ["M-1", "M-2"].map(|message| {
            let message = format!("{external_id}-{message}");
            json!({"external_id": message, "at": at(1), "sender": "system", "text": "Hello"})
        });
        let path = format!("/enquiries/{external_id}/messages");
        posted(program, &path, json!(said)).await;
        let email = format!("{external_id}@example.org");
        server.add_staff(&email, Role::Agent).await;
        import(program, "", "Last name\nLee\n").await;
    }
    let changes = format!("{path}/changes?limit=1");
    let lists = [
        changes.as_str(),
        "/contacts?limit=1",
        "/contacts?sort=name&limit=1",
        "/contacts?search=chan&limit=1",
        "/bin?limit=1",
        "/bin?search=gone&limit=1",
        "/enquiries?limit=1",
        "/enquiries?status=open&limit=1",
        "/enquiries/E-1/messages?limit=1",
        "/enquiries/E-2/messages?limit=1",
        "/staff?limit=1",
        "/staff?role=agent&limit=1",
        "/colleagues?limit=1",
        "/imports?limit=1",
        "/labels?limit=1",
        "/security-log?limit=1",
        "/security-log?event=account_added&limit=1",
    ];
    lists.map(str::to_owned).to_vec()
}

#[tokio::test]
async fn a_cursor_is_of_the_list_that_gave_it_out_asked_for_as_it_was() {
    let server = Server::start().await;
    let program = server.program().await;
    let lists = lists_of_two(&server, &program).await;
    let mut given = Vec::new();
    for list in &lists {
        let first = read(&program, list).await;
        let cursor = first["next_cursor"].as_str().expect(list);
        given.push((list, cursor.to_owned()));
        let longer = list.replace("limit=1", "limit=2");
        let second = read(&program, &format!("{longer}&cursor={cursor}")).await;
        assert_ne!(second["items"], json!([]), "{list}");
        assert_ne!(second["items"][0], first["items"][0], "{list}");
    }
    // These two have longer pages than there is anything for here.
    let contact = id(&read(&program, "/contacts").await["items"][0]).to_owned();
    let others = [
        format!("/contacts/{contact}/activity?kind=visits"),
        "/duplicates?".to_owned(),
    ];
    for list in lists.iter().chain(&others) {
        for (own, cursor) in given.iter().filter(|(own, _)| *own != list) {
            let answer = program.get(&format!("/api/v1{list}&cursor={cursor}")).await;
            assert_eq!(answer.status, 400, "{list} took that of {own}");
            let detail = answer.json()["detail"].to_string();
            assert!(detail.starts_with("\"cursor: "), "{list} {detail}");
        }
    }
    // What is counted or changed whole has no pages: where one began is no matter of it.
    let (_, cursor) = &given[1];
    let counted = read(&program, &format!("/contacts/count?cursor={cursor}")).await;
    assert_eq!(counted["count"], 5);
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
