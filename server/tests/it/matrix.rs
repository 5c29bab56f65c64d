//! Every writing call, by whoever may not, about what is not there, with what makes no sense: refused under the status
//! that was promised, and no row of any table has changed afterwards.
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
async fn rows(server: &Server) -> Vec<String> {
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
            .replace("{note}", note)
            .replace("{number}", "1")
    }

    /// What each writing call takes: a body that is good (null where it takes none), and bodies that are not, with the
    /// status that they are refused with.
    fn calls(&self) -> Vec<Call> {
        let wrong_contact = vec![
            (json!({"last_name": " "}), 422),
            (json!({"last_name": "x", "phones": [{"number": "12"}]}), 422),
            (json!({"last_name": "x", "deleted_at": "2026-01-01"}), 422),
            (json!({"last_name": "x", "merged_into": NOBODY}), 422),
            (json!({"last_name": "x", "custom": {"cf_size": "XXL"}}), 422),
            (json!({"last_name": "a\u{0}b"}), 422),
        ];
        let person = json!({"name": "Al", "email": "al@example.org", "role": "agent"});
        vec![
            ("delete", "/bin/{id}", Value::Null, vec![(Value::Null, 409)]),
            ("delete", "/contacts/{id}", Value::Null, vec![]),
            ("delete", "/contacts/{id}/notes/{note}", Value::Null, vec![]),
            ("delete", "/fields/{id}", Value::Null, vec![]),
            ("delete", "/labels/{id}", Value::Null, vec![]),
            ("delete", "/staff/{id}", Value::Null, vec![]),
            ("delete", "/tokens/{id}", Value::Null, vec![]),
            (
                "patch",
                "/contacts/{id}",
                json!({"company": "Acme"}),
                wrong_contact.clone(),
            ),
            (
                "patch",
                "/fields/{id}",
                json!({"name": "Shirt"}),
                vec![
                    (json!({"name": ""}), 422),
                    (json!({"name": "score"}), 409),
                    (json!({"name": "Last name"}), 422),
                    (json!({"options": []}), 422),
                    (json!({"type": "text"}), 422),
                    (json!({"id": "cf_other"}), 422),
                ],
            ),
            (
                "patch",
                "/labels/{id}",
                json!({"name": "platinum"}),
                vec![
                    (json!({"name": "GOLD"}), 409),
                    (json!({"name": "a;b"}), 422),
                    (json!({"colour": "plaid"}), 422),
                ],
            ),
            (
                "patch",
                "/staff/{id}",
                json!({"name": "Joe"}),
                vec![
                    (json!({"email": "x"}), 422),
                    (json!({"role": "king"}), 422),
                    (json!({"id": NOBODY}), 422),
                ],
            ),
            (
                "post",
                "/contacts",
                json!({"last_name": "Curie"}),
                wrong_contact,
            ),
            (
                "post",
                "/contacts/bulk",
                json!({"ids": [self.contact], "action": {"set_team": "North"}}),
                vec![
                    (json!({"action": "delete"}), 422),
                    (json!({"query": {}, "action": "delete", "expected": 7}), 409),
                    (json!({"query": {}, "action": {"set_type": "Friend"}}), 422),
                    (json!({"query": {}, "action": {"add_labels": ["a;b"]}}), 422),
                    (json!({"ids": [], "action": "delete"}), 400),
                ],
            ),
            (
                "post",
                "/contacts/bulk/{id}/undo",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/contacts/{id}/merge",
                json!({"other": self.other}),
                vec![
                    (json!({"other": NOBODY}), 404),
                    (json!({"other": self.other, "versions": [9, 9]}), 409),
                    (
                        json!({"other": self.other, "choices": {"company": "third"}}),
                        422,
                    ),
                ],
            ),
            (
                "post",
                "/contacts/{id}/changes/{number}/restore",
                json!({"field": "company"}),
                vec![],
            ),
            (
                "post",
                "/contacts/{id}/notes",
                json!({"text": "coffee"}),
                vec![
                    (json!({"text": " "}), 422),
                    (json!({"text": "x".repeat(4_001)}), 422),
                ],
            ),
            (
                "post",
                "/contacts/{id}/restore",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/duplicates/differ",
                json!({"one": self.contact, "two": self.other, "differ": true}),
                vec![(
                    json!({"one": self.contact, "two": NOBODY, "differ": true}),
                    404,
                )],
            ),
            ("post", "/duplicates/look", Value::Null, vec![]),
            (
                "post",
                "/fields",
                json!({"name": "Hobby", "type": "text"}),
                vec![
                    (json!({"name": "size", "type": "text"}), 409),
                    (
                        json!({"name": "Tier", "type": "text", "id": "cf_size"}),
                        409,
                    ),
                    (json!({"name": "Tier", "type": "picture"}), 422),
                    (json!({"name": "Tier", "type": "dropdown_single"}), 422),
                ],
            ),
            ("post", "/imports", json!("Last name\nDarwin\n"), vec![]),
            (
                "post",
                "/imports/{id}/undo",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/labels",
                json!({"name": "bronze"}),
                vec![
                    (json!({"name": "Gold"}), 409),
                    (json!({"name": ""}), 422),
                    (json!({"name": "x".repeat(51)}), 422),
                ],
            ),
            (
                "post",
                "/merges/{id}/undo",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/staff",
                person,
                vec![
                    (
                        json!({"name": "Jo", "email": "JO@example.org", "role": "agent"}),
                        409,
                    ),
                    (json!({"name": "Jo", "email": "jo", "role": "agent"}), 422),
                    (
                        json!({"name": "Al", "email": "al@example.org", "role": "king"}),
                        422,
                    ),
                ],
            ),
            (
                "post",
                "/tokens",
                json!({"name": "crm", "scopes": ["ingest"]}),
                vec![
                    (json!({"name": "crm", "scopes": ["everything"]}), 422),
                    (json!({"name": "", "scopes": []}), 422),
                ],
            ),
        ]
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
    for scope in Scope::ALL {
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
async fn a_key_that_was_used_refuses_another_request_and_repeats_its_own() {
    let world = World::new().await;
    let mut repeated = 0;
    for (at, (method, path, good, _)) in world.calls().into_iter().enumerate() {
        // What goes away, or waits for its background work, is told apart elsewhere.
        let elsewhere = ["merge", "differ", "restore"];
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

/// The server functions that only read.
const READING: &[&str] = &[
    "/api/account/sessions",
    "/api/bin/list",
    "/api/contacts/activity",
    "/api/contacts/bulk/count",
    "/api/contacts/bulk/get",
    "/api/contacts/bulk/under_way",
    "/api/contacts/changes",
    "/api/contacts/changes/past",
    "/api/contacts/device",
    "/api/contacts/get",
    "/api/contacts/list",
    "/api/contacts/notes",
    "/api/contacts/numbers",
    "/api/contacts/phone",
    "/api/duplicates/count",
    "/api/duplicates/list",
    "/api/fields/deleted",
    "/api/fields/list",
    "/api/fields/usage",
    "/api/imports/list",
    "/api/imports/names",
    "/api/imports/rules",
    "/api/imports/running",
    "/api/labels/deleted",
    "/api/labels/list",
    "/api/labels/usage",
    "/api/labels/usages",
    "/api/merge/compare",
    "/api/merge/suggestions",
    "/api/session/who",
    "/api/staff/get",
    "/api/staff/list",
    "/api/tokens/list",
    "/api/views/list",
];

impl World {
    /// What each writing server function takes that is good, and what is refused, with the status.
    fn functions(&self) -> Vec<Function> {
        let view = |name: &str| {
            let query = contact::query::Query::default();
            json!({"name": name, "query": query, "columns": null, "shared": false, "pinned": false})
        };
        let (id, other, note) = (&self.contact, &self.other, &self.note);
        let label = &self.ids[1].1;
        let person = |email: &str| json!({"name": "Al", "email": email, "role": "agent"});
        let draft = json!({"last_name": "Curie"});
        let key = "0199a1b2-0000-7000-8000-000000000009";
        let passwords = |present: &str, new: &str| json!({"present": present, "new": new});
        vec![
            (
                "account/password",
                passwords(PASSWORD, "nine green bottles"),
                vec![
                    (passwords(PASSWORD, "short"), 422),
                    (passwords("not this one", "nine green bottles"), 422),
                ],
            ),
            (
                "account/sessions/end",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            ("account/sessions/end_others", json!({}), vec![]),
            (
                "bin/erase",
                json!({"id": id}),
                vec![(json!({"id": id}), 409), (json!({"id": NOBODY}), 404)],
            ),
            (
                "bin/restore",
                json!({"ids": [id]}),
                vec![(json!({"ids": vec![NOBODY; 501]}), 400)],
            ),
            (
                "contacts/bulk",
                json!({"key": key, "selection": {"These": [id]}, "deed": "delete"}),
                vec![
                    (
                        json!({"key": key, "selection": {"These": []}, "deed": "delete"}),
                        400,
                    ),
                    (
                        json!({"key": key, "selection": {"These": [id]}, "deed": "delete", "expected": 2}),
                        409,
                    ),
                    (
                        json!({"key": key, "selection": {"These": [id]}, "deed": {"add_labels": [""]}}),
                        422,
                    ),
                    (
                        json!({"key": key, "selection": {"These": [id]}, "deed": "destroy"}),
                        400,
                    ),
                ],
            ),
            (
                "contacts/bulk/undo",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "contacts/changes/restore",
                json!({"id": id, "number": 1, "field": "company"}),
                vec![(json!({"id": NOBODY, "number": 1, "field": "company"}), 404)],
            ),
            (
                "contacts/create",
                json!({"key": key, "draft": draft}),
                vec![
                    (json!({"key": key, "draft": {"last_name": " "}}), 422),
                    (
                        json!({"key": key, "draft": {"last_name": "x", "emails": [{"address": "a@"}]}}),
                        422,
                    ),
                    (json!({"key": "x", "draft": draft}), 400),
                ],
            ),
            (
                "contacts/delete",
                json!({"id": id}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "contacts/notes/add",
                json!({"id": id, "text": "tea"}),
                vec![
                    (json!({"id": id, "text": ""}), 422),
                    (json!({"id": NOBODY, "text": "tea"}), 404),
                ],
            ),
            (
                "contacts/notes/delete",
                json!({"id": id, "note": note}),
                vec![
                    (json!({"id": id, "note": NOBODY}), 404),
                    (json!({"id": other, "note": note}), 404),
                ],
            ),
            (
                "contacts/restore",
                json!({"id": id}),
                vec![(json!({"id": id}), 404), (json!({"id": NOBODY}), 404)],
            ),
            (
                "contacts/update",
                json!({"id": id, "version": 1, "draft": draft}),
                vec![
                    (
                        json!({"id": id, "version": 1, "draft": {"last_name": ""}}),
                        422,
                    ),
                    (json!({"id": NOBODY, "version": 1, "draft": draft}), 404),
                    (json!({"id": id, "draft": draft}), 400),
                ],
            ),
            (
                "duplicates/differ",
                json!({"one": id, "two": other, "differ": true}),
                vec![(json!({"one": id, "two": NOBODY, "differ": true}), 404)],
            ),
            ("duplicates/look", json!({}), vec![]),
            (
                "fields/create",
                json!({"draft": {"name": "Hobby", "type": "text"}}),
                vec![
                    (json!({"draft": {"name": "", "type": "text"}}), 422),
                    (json!({"draft": {"name": "SIZE", "type": "text"}}), 409),
                ],
            ),
            (
                "fields/delete",
                json!({"id": "cf_size"}),
                vec![(json!({"id": "cf_nothing"}), 404)],
            ),
            (
                "fields/restore",
                json!({"id": "cf_size"}),
                vec![
                    (json!({"id": "cf_size"}), 404),
                    (json!({"id": "cf_nothing"}), 404),
                ],
            ),
            (
                "fields/update",
                json!({"id": "cf_size", "change": {"name": "Shirt"}}),
                vec![
                    (json!({"id": "cf_size", "change": {"name": "score"}}), 409),
                    (json!({"id": "cf_size", "change": {"options": []}}), 422),
                    (json!({"id": "cf_nothing", "change": {"name": "x"}}), 404),
                ],
            ),
            (
                "labels/create",
                json!({"draft": {"name": "bronze"}}),
                vec![
                    (json!({"draft": {"name": "Gold"}}), 409),
                    (json!({"draft": {}}), 422),
                ],
            ),
            (
                "labels/delete",
                json!({"id": label}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "labels/restore",
                json!({"id": label}),
                vec![(json!({"id": label}), 404), (json!({"id": NOBODY}), 404)],
            ),
            (
                "labels/update",
                json!({"id": label, "draft": {"name": "platinum"}}),
                vec![
                    (json!({"id": label, "draft": {"name": "gold"}}), 409),
                    (json!({"id": label, "draft": {"colour": "plaid"}}), 422),
                    (json!({"id": NOBODY, "draft": {"name": "x"}}), 404),
                ],
            ),
            (
                "merge/merge",
                json!({"master": id, "other": other, "versions": [1, 1], "choices": {}}),
                vec![(
                    json!({"master": id, "other": NOBODY, "versions": [1, 1], "choices": {}}),
                    404,
                )],
            ),
            (
                "merge/undo",
                json!({"merge": NOBODY}),
                vec![(json!({"merge": NOBODY}), 404)],
            ),
            (
                "staff/add",
                json!({"draft": person("al@example.org"), "password": null}),
                vec![
                    (json!({"draft": person("al"), "password": null}), 422),
                    (
                        json!({"draft": person("Jo@example.org"), "password": null}),
                        409,
                    ),
                ],
            ),
            (
                "staff/change",
                json!({"id": self.ids[3].1, "change": {"name": "Joe"}}),
                vec![
                    (json!({"id": NOBODY, "change": {"name": "Joe"}}), 404),
                    (json!({"id": self.ids[3].1, "change": {"email": "x"}}), 422),
                ],
            ),
            (
                "tokens/create",
                json!({"name": "crm", "scopes": ["ingest"]}),
                vec![(json!({"name": "", "scopes": ["ingest"]}), 422)],
            ),
            (
                "tokens/delete",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "views/create",
                json!({"draft": view("Mine")}),
                vec![(json!({"draft": view("")}), 422)],
            ),
            (
                "views/delete",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "views/pin",
                json!({"id": NOBODY, "pinned": true}),
                vec![(json!({"id": NOBODY, "pinned": true}), 404)],
            ),
            (
                "views/update",
                json!({"id": NOBODY, "draft": view("Mine")}),
                vec![(json!({"id": NOBODY, "draft": view("Mine")}), 404)],
            ),
        ]
    }
}

#[tokio::test]
async fn every_refused_server_function_leaves_every_row_as_it_was() {
    let world = World::new().await;
    let functions = world.functions();
    let doors = doors();
    let said: BTreeSet<String> = functions
        .iter()
        .map(|(name, ..)| format!("/api/{name}"))
        .collect();
    let there = doors.iter().map(|(path, _)| (*path).to_owned());
    let there: BTreeSet<String> = there
        .filter(|path| !READING.contains(&path.as_str()))
        .collect();
    assert_eq!(
        said, there,
        "every writing server function stands in this matrix"
    );

    let visitor = world.server.visitor().in_browser();
    let mut staff = Vec::new();
    for role in Role::ALL {
        staff.push((role, world.server.signed_in(role).await));
    }
    let before = rows(&world.server).await;
    for (name, good, bad) in &functions {
        let path = format!("/api/{name}");
        let open = doors
            .iter()
            .find(|(door, _)| *door == path)
            .map(|(_, open)| open);
        let administrators = matches!(open, Some(Open::Administrators(_)));
        let mut tries: Vec<(&Client, &Value, u16)> = vec![(&visitor, good, 401)];
        for (role, client) in &staff {
            if administrators && *role != Role::Administrator {
                tries.push((client, good, 403));
            } else {
                tries.extend(
                    bad.iter()
                        .map(|(arguments, status)| (client, arguments, *status)),
                );
            }
        }
        for (client, arguments, status) in tries {
            let answer = client.call(name, arguments).await;
            assert_eq!(
                answer.status,
                status,
                "{name} {arguments} {}",
                answer.text()
            );
            assert_eq!(
                rows(&world.server).await,
                before,
                "{name} {arguments} {status}"
            );
        }
    }
    // The loser of two saves is shown what is there, and nothing is written.
    let stale = json!({"id": world.contact, "version": 9, "draft": {"last_name": "Ames", "company": "Lost"}});
    let answer = staff[2].1.call("contacts/update", &stale).await;
    assert!(answer.text().contains("Conflict"), "{}", answer.text());
    assert_eq!(rows(&world.server).await, before);
    // A note belongs to whoever wrote it.
    let note = json!({"id": world.contact, "note": world.note});
    assert_eq!(
        staff[2].1.call("contacts/notes/delete", &note).await.status,
        403
    );
    assert_eq!(rows(&world.server).await, before);
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
