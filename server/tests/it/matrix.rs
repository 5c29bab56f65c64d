//! Every writing call, by whoever may not, about what is not there, with what makes no sense: refused under the status
//! that was promised, and no row of any table has changed afterwards.
mod administration;
mod calls;
mod functions;
mod imports;
mod recipes;
mod webhooks;

use std::collections::BTreeSet;

use app::who::{Role, Scope};
use axum::http::Method;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::{
    harness::{Answer, Client, PASSWORD, Server},
    permissions::{CALLS, NOBODY, Open, doors},
};

/// Everything that stands in the database, but for when somebody was last seen, what searches for duplicates by itself, and
/// where a refusal leaves its mark: sessions count wrong passwords, and the security log tells of them.
pub async fn rows(server: &Server) -> Vec<String> {
    let mut sql = server.sql().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select tablename::text from pg_tables where schemaname = 'public' and tablename not like 'duplicate%' \
         and tablename not in ('session', 'security_log') order by 1",
    )
    .fetch_all(&mut sql)
    .await
    .expect("the tables");
    let sums = tables.iter().map(|table| {
        format!(
            "select '{table} ' || coalesce(md5(string_agg(row, '' order by row)), '') from (
                 select (to_jsonb({table}) - 'used_at' - 'seen_at' - 'data')::text as row from {table}) as rows"
        )
    });
    let sums = sums.collect::<Vec<_>>().join(" union all ");
    sqlx::query_scalar(AssertSqlSafe(sums))
        .fetch_all(&mut sql)
        .await
        .expect("the sums")
}

/// Bodies that are refused, with the status.
type Bad = Vec<(Value, u16)>;
/// A call of the API: method, path, a body that is good, and those that are not.
type Call = (&'static str, &'static str, Value, Bad);
/// A server function, arguments that are good, and those that are not.
type Function = (&'static str, Value, Bad);

/// One of everything that can be written to.
struct World {
    server: Server,
    program: Client,
    /// Ids by the first part of a call's path.
    ids: Vec<(&'static str, String)>,
    contact: String,
    other: String,
    note: String,
}

impl World {
    async fn new() -> Self {
        let server = Server::start().await;
        let program = server.program().await;
        let made = async |path: &str, body: Value| {
            let answer = program.post_json(&format!("/api/v1{path}"), &body).await;
            assert!(answer.status.is_success(), "{path} {}", answer.text());
            answer.json()
        };
        let id = |made: &Value| made["id"].as_str().expect("an id").to_owned();
        let contact = id(&made(
            "/contacts",
            json!({"last_name": "Ames", "labels": ["gold"]}),
        )
        .await);
        let other = id(&made("/contacts", json!({"last_name": "Brown"})).await);
        let note = id(&made(
            &format!("/contacts/{contact}/notes"),
            json!({"text": "tea"}),
        )
        .await);
        let silver = made("/labels", json!({"name": "silver"})).await;
        let size = json!({"name": "Size", "type": "dropdown_single", "options": ["S", "M"]});
        let size = made("/fields", size).await;
        made("/fields", json!({"name": "Score", "type": "number"})).await;
        let person = json!({"name": "Jo", "email": "jo@example.org", "role": "agent"});
        let person = made("/staff", person).await;
        let ids = vec![
            ("contacts", contact.clone()),
            ("labels", id(&silver)),
            ("fields", id(&size)),
            ("staff", id(&person)),
            ("bin", contact.clone()),
        ];
        Self {
            server,
            program,
            ids,
            contact,
            other,
            note,
        }
    }

    /// The address of a call, about something that there is or about nothing.
    fn address(&self, path: &str, known: bool) -> String {
        let room = path.split('/').nth(1).unwrap_or_default();
        let id = self.ids.iter().find(|(name, _)| *name == room);
        let id = id.map_or(NOBODY, |(_, id)| id).to_owned();
        let id = if known && !path.contains("bulk/") {
            id
        } else if room == "fields" {
            "cf_nothing".to_owned()
        } else {
            NOBODY.to_owned()
        };
        let note = if known { &self.note } else { NOBODY };
        format!("/api/v1{path}")
            .replace("{id}", &id)
            .replace("{external_id}", "E-1")
            .replace("{email}", "jo@example.org")
            .replace("{note}", note)
            .replace("{number}", "1")
            .replace("{role}", "agent")
            .replace("{permission}", "download")
    }
}

/// Sends a call; a text is the body of a file.
async fn send(client: &Client, method: &str, address: &str, body: &Value) -> Answer {
    let method: Method = method.to_uppercase().parse().expect("a method");
    let (kind, body) = match body {
        Value::Null => (None, String::new()),
        Value::String(file) => (Some("text/csv"), file.clone()),
        body => (Some("application/json"), body.to_string()),
    };
    client.send(method, address, kind, body).await
}

#[tokio::test]
async fn every_refused_call_leaves_every_row_as_it_was() {
    let world = World::new().await;
    let calls = world.calls();
    let said: BTreeSet<_> = calls
        .iter()
        .map(|(method, path, ..)| (*method, *path))
        .collect();
    let there: BTreeSet<_> = CALLS
        .iter()
        .filter(|(method, ..)| *method != "get")
        .map(|(method, path, _)| (*method, *path))
        .collect();
    assert_eq!(said, there, "every writing call stands in this matrix");

    let visitor = world.server.visitor().in_browser();
    let forged = world
        .server
        .visitor()
        .with("authorization", "Bearer nobody-gave-this-out");
    let mut scoped = Vec::new();
    for &scope in Scope::ALL {
        let client = world.server.program_that_may(&[scope]).await;
        scoped.push((scope, client.with("if-match", "\"1\"")));
    }
    let program = world.program.clone().with("if-match", "\"1\"");
    let before = rows(&world.server).await;
    let mut refused = 0;
    for (method, path, good, bad) in &calls {
        let (here, nowhere) = (world.address(path, true), world.address(path, false));
        let needed = CALLS
            .iter()
            .find(|(other, there, _)| (other, there) == (method, path));
        let needed = needed.expect("a scope").2;
        let mut tries: Vec<(&Client, &str, &Value, u16)> =
            vec![(&visitor, &here, good, 401), (&forged, &here, good, 401)];
        for (scope, client) in &scoped {
            if *scope != needed {
                tries.push((client, &here, good, 403));
            }
        }
        if path.contains("{id}") {
            tries.push((&program, &nowhere, good, 404));
        }
        tries.extend(
            bad.iter()
                .map(|(body, status)| (&program, here.as_str(), body, *status)),
        );
        let nonsense = json!({"nonsense": 1});
        if good.is_object() {
            tries.push((&program, &here, &nonsense, 422));
        }
        for (client, address, body, status) in tries {
            let answer = send(client, method, address, body).await;
            assert_eq!(
                answer.status,
                status,
                "{method} {address} {body} {}",
                answer.text()
            );
            // Whoever is refused is told why, in a problem document.
            answer.code();
            assert_eq!(
                rows(&world.server).await,
                before,
                "{method} {address} {body} {status}"
            );
            refused += 1;
        }
    }
    // An update names the version it was made from.
    let path = world.address("/contacts/{id}", true);
    let good = json!({"company": "Acme"});
    for (client, status) in [
        (world.program.clone(), 428),
        (world.program.clone().with("if-match", "\"9\""), 412),
        (world.program.clone().with("if-match", "1"), 400),
    ] {
        let answer = send(&client, "patch", &path, &good).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(rows(&world.server).await, before);
        refused += 1;
    }
    assert!(refused > 200, "{refused}");
}

#[tokio::test]
async fn each_writing_call_is_open_to_the_scope_that_the_description_names() {
    let world = World::new().await;
    for (method, path, good, _) in world.calls() {
        let needed = CALLS
            .iter()
            .find(|(other, there, _)| (*other, *there) == (method, path));
        let (.., scope) = needed.expect("a scope");
        let client = world.server.program_that_may(&[*scope]).await;
        let client = client.with("if-match", "\"1\"");
        let answer = send(&client, method, &world.address(path, true), &good).await;
        assert!(
            !matches!(answer.status.as_u16(), 401 | 403) && answer.status.as_u16() < 500,
            "{method} {path} {scope:?} {} {}",
            answer.status,
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_key_that_was_used_refuses_another_request_and_repeats_its_own() {
    let world = World::new().await;
    let mut repeated = 0;
    for (at, (method, path, good, _)) in world.calls().into_iter().enumerate() {
        // What goes away, waits for its background work or asks another server is told apart elsewhere.
        let elsewhere = [
            "merge", "differ", "restore", "accept", "drop", "webhooks", "replay",
        ];
        if method != "post" || !good.is_object() || elsewhere.iter().any(|end| path.ends_with(end))
        {
            continue;
        }
        let client = world
            .program
            .clone()
            .with("idempotency-key", &format!("key {at}"));
        let address = world.address(path, true);
        let first = send(&client, method, &address, &good).await;
        assert!(first.status.is_success(), "{address} {}", first.text());
        let before = rows(&world.server).await;
        let again = send(&client, method, &address, &good).await;
        assert_eq!(
            (again.status, &again.body),
            (first.status, &first.body),
            "{address}"
        );
        let mut other = good.clone();
        other["name"] = json!("somebody else");
        let other = send(&client, method, &address, &other).await;
        assert_eq!(
            (other.status.as_u16(), other.code().as_str()),
            (422, "idempotency_key_reused"),
            "{address}"
        );
        assert_eq!(rows(&world.server).await, before, "{address}");
        repeated += 1;
    }
    assert!(repeated >= 7, "{repeated}");
}

#[tokio::test]
async fn what_one_agent_made_another_one_edits_merges_and_deletes() {
    let server = Server::start().await;
    let (one, other) = (server.agent().await, server.agent().await);
    let mut ids = Vec::new();
    for (at, name) in ["Ames", "Brown", "Curie"].into_iter().enumerate() {
        let key = format!("0199a1b2-0000-7000-8000-00000000000{at}");
        let create = json!({"key": key, "draft": {"last_name": name}});
        let contact = one.call("contacts/create", &create).await.json();
        ids.push(contact["id"].as_str().expect("an id").to_owned());
    }
    let edit =
        json!({"id": ids[0], "version": 1, "draft": {"last_name": "Ames", "company": "Acme"}});
    assert!(
        other
            .call("contacts/update", &edit)
            .await
            .text()
            .contains("Done")
    );
    let merge = json!({"master": ids[0], "other": ids[1], "versions": [2, 1], "choices": {}});
    assert!(
        other
            .call("merge/merge", &merge)
            .await
            .text()
            .contains("Done")
    );
    let gone = other.call("contacts/delete", &json!({"id": ids[2]})).await;
    assert_eq!(gone.status, 200, "{}", gone.text());
    let list = one
        .call(
            "contacts/list",
            &json!({"query": contact::query::Query::default()}),
        )
        .await
        .json();
    assert_eq!(
        (&list["total"], &list["items"][0]["company"]),
        (&json!(1), &json!("Acme"))
    );
}
