//! The API does all that the pages do: the table that says so, the lists that are paged, and what programs keep.
mod described;
mod kept;
mod paged;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    imports::import,
    intake::{at, put},
    sign_in::server_functions,
};

/// Sends a POST that is to succeed; what it answered.
async fn posted(program: &Client, path: &str, body: Value) -> Value {
    let answer = program.post_json(&format!("/api/v1{path}"), &body).await;
    assert!(answer.status.is_success(), "{path} {}", answer.text());
    match answer.body.is_empty() {
        true => Value::Null,
        false => answer.json(),
    }
}

/// Reads something that is to be there.
async fn read(program: &Client, path: &str) -> Value {
    let answer = program.get(&format!("/api/v1{path}")).await;
    assert_eq!(answer.status, 200, "{path} {}", answer.text());
    answer.json()
}

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("an id")
}

/// The table of `docs/api/README.md`: a function of the pages, and what is said of it.
fn table() -> Vec<(String, String)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/api/README.md");
    let text = std::fs::read_to_string(file).expect("the table");
    let rows = text.lines().filter_map(|line| {
        let (function, said) = line.strip_prefix("| `")?.split_once("` | ")?;
        Some((function.to_owned(), said.trim_end_matches(" |").to_owned()))
    });
    rows.collect()
}

#[test]
fn every_function_of_the_pages_has_a_call_or_a_reason() {
    let (.., document) = server::rest::described();
    let mut said = BTreeSet::new();
    for (function, what) in table() {
        assert!(
            said.insert(function.clone()),
            "{function} stands there twice"
        );
        if let Some(reason) = what.strip_prefix("none: ") {
            assert!(reason.len() > 20, "{function}: why?");
            continue;
        }
        let call = what
            .strip_prefix('`')
            .and_then(|what| what.split('`').next());
        let (method, path) = call
            .and_then(|call| call.split_once(' '))
            .unwrap_or_else(|| panic!("{function}: {what} is neither a call nor a reason"));
        let method = method.to_lowercase();
        assert!(
            document["paths"][path][&method].is_object(),
            "{function}: there is no {method} {path}"
        );
    }
    let there: BTreeSet<String> = server_functions()
        .into_iter()
        .map(|path| path.trim_start_matches("/api/").to_owned())
        .collect();
    assert_eq!(said, there);
}

#[tokio::test]
async fn labels_and_fields_that_were_deleted_come_back() {
    let server = Server::start().await;
    let program = server.program().await;
    let contact = posted(
        &program,
        "/contacts",
        json!({"last_name": "Chan", "labels": ["vip"]}),
    )
    .await;
    let labels = read(&program, "/labels").await;
    let label = id(&labels["items"][0]).to_owned();
    let usage = read(&program, &format!("/labels/{label}/usage")).await;
    assert_eq!(usage["contacts"], 1);
    let usages = read(&program, "/labels/usages").await;
    assert_eq!(usages["items"], json!([{"id": label, "contacts": 1}]));
    let gone = program.delete(&format!("/api/v1/labels/{label}")).await;
    assert_eq!(gone.status, 204);
    let deleted = read(&program, "/labels/deleted").await;
    assert_eq!(
        (&deleted["items"][0]["name"], &deleted["total"]),
        (&json!("vip"), &json!(1))
    );
    posted(&program, &format!("/labels/{label}/restore"), Value::Null).await;
    let again = read(&program, &format!("/contacts/{}", id(&contact))).await;
    assert_eq!(again["labels"], json!(["vip"]));

    let size = posted(&program, "/fields", json!({"name": "Size", "type": "text"})).await;
    let field = id(&size);
    assert_eq!(
        read(&program, &format!("/fields/{field}/usage")).await["contacts"],
        0
    );
    let gone = program.delete(&format!("/api/v1/fields/{field}")).await;
    assert_eq!(gone.status, 204);
    assert_eq!(
        read(&program, "/fields/deleted").await["items"][0]["id"],
        *field
    );
    let back = posted(&program, &format!("/fields/{field}/restore"), Value::Null).await;
    assert_eq!(back["name"], "Size");
}

#[tokio::test]
async fn destinations_are_read_as_they_were_reported() {
    let server = Server::start().await;
    let program = server.program().await;
    for name in ["sales", "support"] {
        let report = json!({"event_at": at(0), "name": name, "staff": ["Jo@Example.org"]});
        let answer = put(&program, &format!("/destinations/{name}"), &report).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let first = read(&program, "/destinations?limit=1").await;
    assert_eq!(
        (&first["items"][0]["external_id"], &first["total"]),
        (&json!("sales"), &json!(2))
    );
    let next = first["next_cursor"].as_str().expect("a cursor");
    let second = read(&program, &format!("/destinations?limit=1&cursor={next}")).await;
    assert_eq!(second["items"][0]["staff"], json!(["jo@example.org"]));
    assert_eq!(second["next_cursor"], Value::Null, "it is the last page");
    assert_eq!(
        read(&program, "/destinations/support").await,
        second["items"][0]
    );
    let nobody = program.get("/api/v1/destinations/nobody").await;
    assert_eq!(nobody.code(), "not_found");
}

#[tokio::test]
async fn numbers_are_completed_and_called() {
    let server = Server::start().await;
    let program = server.program().await;
    let whole = read(&program, "/phones/complete?number=51234567&country=HK").await;
    assert_eq!(whole["number"], "+85251234567");
    for (asked, status) in [
        ("number=51234567&country=XX", 400),
        ("number=1&country=HK", 422),
    ] {
        let answer = program
            .get(&format!("/api/v1/phones/complete?{asked}"))
            .await;
        assert_eq!(answer.status, status, "{asked} {}", answer.text());
    }
    let contact = posted(&program, "/contacts", json!({"last_name": "Chan"})).await;
    let path = format!("/contacts/{}", id(&contact));
    let call = json!({"kind": "call", "number": "+85251234567"});
    for _ in 0..2 {
        posted(&program, &format!("{path}/engagements"), call.clone()).await;
    }
    let activity = read(&program, &format!("{path}/activity?kind=engagements")).await;
    assert_eq!(activity["engagements"][0]["number"], "+85251234567");
    let visits = read(&program, &format!("{path}/activity?kind=visits")).await;
    assert_eq!(visits["engagements"], json!([]));
}

#[tokio::test]
async fn the_bin_gives_back_many_at_once_and_all_are_counted() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut ids = Vec::new();
    for name in ["Ames", "Brown", "Curie"] {
        let contact = posted(&program, "/contacts", json!({"last_name": name})).await;
        ids.push(id(&contact).to_owned());
    }
    assert_eq!(
        read(&program, "/contacts/count?search=curie").await["count"],
        1
    );
    for id in &ids[..2] {
        let gone = program.delete(&format!("/api/v1/contacts/{id}")).await;
        assert_eq!(gone.status, 204);
    }
    assert_eq!(read(&program, "/contacts/count").await["count"], 1);
    let restored = posted(&program, "/bin/restore", json!({"ids": ids})).await;
    assert_eq!(restored["restored"], 2);
}

#[tokio::test]
async fn failed_records_are_listed_and_an_import_that_is_over_cannot_be_ended() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = "Last name,Mobile\nChan,+85251234567\nLee,1\nWong,2\n".to_owned();
    let done = import(&program, "", file).await;
    assert_eq!(done["failed"], 2, "{done}");
    let path = format!("/imports/{}", id(&done));
    let first = read(&program, &format!("{path}/failures?limit=1")).await;
    assert_eq!(
        (&first["items"][0]["record"], &first["total"]),
        (&json!(2), &json!(2))
    );
    let next = first["next_cursor"].as_str().expect("a cursor");
    let second = read(&program, &format!("{path}/failures?cursor={next}")).await;
    assert_eq!(second["items"][0]["record"], 3);
    assert_eq!(second["next_cursor"], Value::Null);
    let cancelled = posted(&program, &format!("{path}/cancel"), Value::Null).await;
    assert_eq!(cancelled["status"], "done");
    let paused = program
        .patch_json(&format!("/api/v1{path}"), &json!({"paused": true}))
        .await;
    assert_eq!(
        (paused.status.as_u16(), &paused.json()["status"]),
        (200, &json!("done"))
    );
}

#[tokio::test]
async fn colleagues_are_found_by_any_of_their_words() {
    let server = Server::start().await;
    let program = server.program().await;
    for name in ["Ada", "Grace"] {
        let person = json!({"name": name, "email": format!("{name}@example.org"), "role": "agent"});
        posted(&program, "/staff", person).await;
    }
    let first = read(&program, "/colleagues?limit=1").await;
    assert_eq!(first["items"][0]["name"], "Ada");
    let next = first["next_cursor"].as_str().expect("a cursor");
    let second = read(&program, &format!("/colleagues?limit=1&cursor={next}")).await;
    assert_eq!(second["items"][0]["name"], "Grace");
    let found = read(&program, "/colleagues?search=grace").await;
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
}
