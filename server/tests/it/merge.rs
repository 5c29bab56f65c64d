//! Merging: the second contact becomes part of the master, and both come back with what was theirs. Through HTTP where
//! the wire matters, by the verbs where only the rows do.
mod to_the_letter;
mod undo;

use std::collections::BTreeSet;

use app::{
    model::{contacts, merge},
    who::Role,
    wire::merge::Merged,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use crate::harness::{Client, Server};

/// The tables that a merge may touch, with what counts up or tells the time left out.
const TABLES: &[(&str, &str)] = &[
    ("contact", "- 'version' - 'updated_at'"),
    ("contact_phone", ""),
    ("contact_email", ""),
    ("contact_social", ""),
    ("note", ""),
    ("enquiry", ""),
    ("enquiry_message", ""),
    ("engagement", ""),
    ("visit", ""),
    ("device", ""),
    ("not_same", ""),
];

pub async fn created(client: &Client, person: Value) -> Value {
    let answer = client.post_json("/api/v1/contacts", &person).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn id(contact: &Value) -> &str {
    contact["id"].as_str().expect("an id")
}

fn path(contact: &Value, rest: &str) -> String {
    format!("/api/v1/contacts/{}{rest}", id(contact))
}

async fn joined(client: &Client, master: &Value, other: &Value, choices: Value) -> Value {
    let body = json!({"other": id(other), "choices": choices});
    let answer = client.post_json(&path(master, "/merge"), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

async fn undone(client: &Client, merged: &Value) -> Value {
    let answer = client.post_json(&undo_path(merged), &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn undo_path(merged: &Value) -> String {
    format!(
        "/api/v1/merges/{}/undo",
        merged["merge_id"].as_str().expect("an id")
    )
}

/// A contact as a person sees it: without what counts the saves.
fn seen(contact: &Value) -> Value {
    let mut seen = contact.clone();
    for field in ["version", "updated_at"] {
        seen.as_object_mut().expect("a contact").remove(field);
    }
    seen
}

/// Every row of the tables that a merge may touch.
pub async fn rows(db: &mut PgConnection, whole: bool) -> Vec<(String, Value)> {
    let mut rows = Vec::new();
    for (table, but) in TABLES {
        let but = if whole { "" } else { but };
        let sql = format!(
            "select coalesce(jsonb_agg(held order by held::text), '[]') from (select to_jsonb({table}) {but} as held from {table}) as t"
        );
        let held: Value = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut *db)
            .await
            .expect(table);
        rows.push(((*table).to_owned(), held));
    }
    rows
}

/// Gives a contact one of everything that the contact centre reports, and a note.
pub async fn busy(db: &mut PgConnection, contact: Uuid, mark: &str) {
    for sql in [
        "with new as (
           insert into enquiry (id, external_id, contact_id, channel, status, opened_at)
           values (gen_random_uuid(), 'enquiry ' || $2, $1, 'web_chat', 'open', now()) returning id
         ), told as (
           insert into enquiry_message (id, enquiry_id, external_id, at, sender, text)
           select gen_random_uuid(), id, n::text, now(), 'visitor', 'hello' from new, generate_series(1, 3) as n
         )
         insert into device (id, contact_id, enquiry_id, platform, last_seen)
         select gen_random_uuid(), $1, id, $2, now() from new",
        "insert into engagement (id, contact_id, kind, number, at, actor) values (gen_random_uuid(), $1, 'call', '+85212345678', now(), $2)",
        "insert into visit (id, contact_id, title, address, at) values (gen_random_uuid(), $1, $2, 'https://example.org', now())",
        "insert into note (id, contact_id, text) values (gen_random_uuid(), $1, $2)",
    ] {
        sqlx::query(sql)
            .bind(contact)
            .bind(mark)
            .execute(&mut *db)
            .await
            .expect(sql);
    }
}

pub fn uuid(contact: &Value) -> Uuid {
    id(contact).parse().expect("a UUID")
}

#[tokio::test]
async fn the_second_contact_becomes_part_of_the_master() {
    let server = Server::start().await;
    let client = server.program().await;
    let master = created(
        &client,
        json!({"first_name": "Tai Man", "last_name": "Chan", "company": "Acme", "labels": ["VIP"],
               "phones": [{"type": "Mobile", "number": "+85291234567"}]}),
    )
    .await;
    let other = created(
        &client,
        json!({"first_name": "David", "last_name": "Chan", "job_title": "Buyer", "labels": ["Partner"],
               "phones": [{"type": "Work", "number": "+85222222222"}], "emails": [{"address": "david@acme.example"}]}),
    )
    .await;
    let mut db = server.sql().await;
    busy(&mut db, uuid(&other), "other").await;
    let choices = json!({"fields": {"first_name": "both"}});
    let merged = joined(&client, &master, &other, choices).await;

    let contact = client.get(&path(&master, "")).await.json();
    assert_eq!(merged["contact"], contact);
    assert_eq!(
        (
            &contact["first_name"],
            &contact["other_first_names"],
            &contact["job_title"],
            &contact["company"]
        ),
        (
            &json!("Tai Man"),
            &json!(["David"]),
            &json!("Buyer"),
            &json!("Acme")
        )
    );
    assert_eq!(contact["phones"].as_array().map(Vec::len), Some(2));
    assert_eq!(contact["labels"], json!(["VIP", "Partner"]));
    assert_eq!(contact["version"], 2);

    // The other leaves list, search and export; its address leads to the master.
    let list = client.get("/api/v1/contacts").await.json();
    assert_eq!(
        (&list["total"], &list["items"][0]["id"]),
        (&json!(1), &master["id"])
    );
    for (search, total) in [("david", 1), ("22222222", 1), ("buyer", 0)] {
        let found = client
            .get(&format!("/api/v1/contacts?search={search}"))
            .await
            .json();
        assert_eq!(found["total"], total, "{search}");
    }
    let csv = client.get("/api/v1/contacts/export").await;
    assert_eq!(csv.text().trim_end().lines().count(), 2, "{}", csv.text());
    let moved = client.get(&path(&other, "")).await;
    assert_eq!(
        (moved.status.as_u16(), moved.location()),
        (308, path(&master, "").as_str())
    );

    // What it held moves along.
    for table in ["note", "enquiry", "engagement", "visit", "device"] {
        let sql = format!("select count(*) from {table} where contact_id = $1");
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(uuid(&master))
            .fetch_one(&mut db)
            .await
            .expect(table);
        assert_eq!(count, 1, "{table}");
    }
}

#[tokio::test]
async fn the_log_names_the_second_and_the_choices_and_holds_its_entries() {
    let server = Server::start().await;
    let client = server.program().await;
    let master = created(&client, json!({"last_name": "Chan", "company": "Acme"})).await;
    let other = created(
        &client,
        json!({"first_name": "David", "last_name": "Chan", "company": "Acme Ltd", "phones": [{"number": "+85222222222"}]}),
    )
    .await;
    let choices = json!({"fields": {"company": "other"}, "without": {"phones": ["+85222222222"]}});
    let merged = joined(&client, &master, &other, choices).await;
    let log = client.get(&path(&master, "/changes")).await.json();
    assert_eq!(log["total"], 3);
    let entry = &log["items"][0];
    assert_eq!(
        (&entry["action"], &entry["merge"]),
        (&json!("Merged"), &merged["merge_id"])
    );
    assert_eq!(
        entry["lines"][0],
        json!({"field": "merged", "new": "David Chan"})
    );
    assert_eq!(
        entry["lines"][1],
        json!({"field": "choices", "new": ["company: replaced", "first_name: replaced", "+85222222222: left out"]})
    );
    assert_eq!(
        entry["lines"][2],
        json!({"field": "company", "old": "Acme", "new": "Acme Ltd"})
    );
    assert_eq!(
        (&log["items"][1]["action"], &log["items"][2]["action"]),
        (&json!("Created"), &json!("Created"))
    );
    undone(&client, &merged).await;
    let log = client.get(&path(&master, "/changes")).await.json();
    let actions: Vec<&str> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["Merge undone", "Merged", "Created"]);
    assert!(
        log["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|entry| entry["merge"].is_null())
    );
    let log = client.get(&path(&other, "/changes")).await.json();
    assert_eq!(
        log["items"][0]["lines"],
        json!([{"field": "merged_into", "old": "David Chan"}])
    );
    assert_eq!(log["total"], 2);
}

#[tokio::test]
async fn what_cannot_be_merged_is_refused_with_a_sentence() {
    let server = Server::start().await;
    let client = server.program().await;
    let one = created(&client, json!({"last_name": "One"})).await;
    let two = created(&client, json!({"last_name": "Two"})).await;
    let three = created(&client, json!({"last_name": "Three"})).await;
    let gone = created(&client, json!({"last_name": "Gone"})).await;
    client.delete(&path(&gone, "")).await;
    let nobody = json!({"id": "00000000-0000-7000-8000-000000000000"});
    let mut tries = vec![
        (&one, &one, json!({}), 422, "cannot be merged with itself"),
        (
            &one,
            &gone,
            json!({}),
            409,
            "“Gone” was deleted. Restore it first",
        ),
        (
            &gone,
            &one,
            json!({}),
            409,
            "“Gone” was deleted. Restore it first",
        ),
        (&one, &nobody, json!({}), 404, "no such thing"),
        (&nobody, &one, json!({}), 404, "no such thing"),
        (
            &one,
            &three,
            json!({"fields": {"compny": "other"}}),
            422,
            "“compny” is not a field",
        ),
        (
            &one,
            &two,
            json!({"fields": {"last_name": "theirs"}}),
            422,
            "",
        ),
    ];
    let merged = joined(&client, &one, &two, json!({})).await;
    tries.push((&one, &two, json!({}), 409, "one contact already"));
    tries.push((&two, &one, json!({}), 409, "one contact already"));
    for (master, other, choices, status, sentence) in tries {
        let body = json!({"other": id(other), "choices": choices});
        let answer = client.post_json(&path(master, "/merge"), &body).await;
        assert!(
            answer.status == status && answer.text().contains(sentence),
            "{} {}",
            answer.status,
            answer.text()
        );
    }
    undone(&client, &merged).await;
    let both = json!({"other": id(&two), "choices": {"fields": {"company": "both"}}});
    client
        .patch_json(&path(&one, ""), &json!({"company": "Acme"}))
        .await;
    let answer = client.post_json(&path(&one, "/merge"), &both).await;
    assert_eq!(
        answer.status,
        200,
        "equal fields are not asked: {}",
        answer.text()
    );
}

#[tokio::test]
async fn whoever_saves_first_wins_and_the_other_sees_what_is_there_now() {
    let server = Server::start().await;
    let client = server.signed_in(Role::Agent).await;
    let program = server.program().await;
    let one = created(&program, json!({"last_name": "One"})).await;
    let two = created(&program, json!({"last_name": "Two"})).await;
    let saved = program
        .clone()
        .with("if-match", "\"1\"")
        .patch_json(&path(&two, ""), &json!({"company": "Acme"}))
        .await;
    assert_eq!(saved.status, 200);
    let mut call = json!({"master": id(&one), "other": id(&two), "versions": [1, 1], "choices": {"fields": {}, "without": {}}});
    let answer = client.call("merge/merge", &call).await.json();
    assert_eq!(answer["Conflict"]["other"]["company"], "Acme");
    assert_eq!(program.get("/api/v1/contacts").await.json()["total"], 2);
    call["versions"] = json!([1, 2]);
    let answer = client.call("merge/merge", &call).await.json();
    assert_eq!(answer["Done"]["contact"]["company"], "Acme");
    // Two people pressed the button.
    let again = client.call("merge/merge", &call).await;
    assert_eq!(again.status, 409, "{}", again.text());
}

#[tokio::test]
async fn every_agent_may_merge_what_others_made_and_undo_it() {
    let server = Server::start().await;
    let program = server.program().await;
    let one = created(&program, json!({"last_name": "One"})).await;
    let two = created(&program, json!({"last_name": "Two"})).await;
    for &role in Role::ALL {
        let client = server.signed_in(role).await;
        let seen = client
            .call(
                "merge/compare",
                &json!({"master": id(&one), "other": id(&two)}),
            )
            .await
            .json();
        let versions = json!([seen["master"]["version"], seen["other"]["version"]]);
        let call = json!({"master": id(&one), "other": id(&two), "versions": versions, "choices": {"fields": {}, "without": {}}});
        let merged = client.call("merge/merge", &call).await.json();
        let undone = client
            .call("merge/undo", &json!({"merge": merged["Done"]["merge"]}))
            .await;
        assert_eq!(undone.status, 200, "{role:?} {}", undone.text());
    }
}

#[tokio::test]
async fn every_column_that_names_a_contact_is_handled_by_a_merge() {
    let server = Server::start().await;
    let mut db = server.sql().await;
    let columns: Vec<String> = sqlx::query_scalar(
        "select conrelid::regclass || '.' || attname
         from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any(conkey)
         where contype = 'f' and confrelid = 'contact'::regclass
         union
         select table_name || '.' || column_name from information_schema.columns
         join information_schema.tables using (table_schema, table_name)
         where table_schema = 'public' and table_type = 'BASE TABLE'
           and (column_name ~ 'contact_id$' or table_name in ('duplicate', 'not_same') and column_name in ('one_id', 'two_id'))",
    )
    .fetch_all(&mut db)
    .await
    .expect("the catalogue");
    let there: BTreeSet<String> = columns.into_iter().collect();
    let handled: BTreeSet<String> = merge::MOVED
        .iter()
        .map(|table| format!("{table}.contact_id"))
        .chain(merge::LEFT.iter().map(|(column, _)| (*column).to_owned()))
        .collect();
    assert_eq!(
        there, handled,
        "say in model/merge/moved.rs what a merge does with each"
    );
}
