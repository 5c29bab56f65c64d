//! Merging: the second contact becomes part of the master, and both come back with what was theirs. Through HTTP where
//! the wire matters, by the verbs where only the rows do.
use std::collections::BTreeSet;

use app::{
    error::Error,
    model::{Asker, contacts, merge, notes},
    who::Role,
    wire::merge::Merged,
};
use contact::{
    Contact, ContactId, Draft,
    merge::{Choices, Keep, differences, united},
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
async fn chains_end_in_one_contact_and_come_apart_in_the_reverse_order() {
    let server = Server::start().await;
    let client = server.program().await;
    let mut people = Vec::new();
    for name in ["A", "B", "C", "D"] {
        people.push(created(&client, json!({"last_name": name, "phones": [{"number": format!("+8521234000{}", people.len())}]})).await);
    }
    let [a, b, c, d] = &people[..] else {
        unreachable!()
    };
    let before = rows(&mut server.sql().await, false).await;
    let b_takes_c = joined(&client, b, c, json!({})).await;
    let a_takes_b = joined(&client, a, b, json!({})).await;
    // The id of one that is gone stands for its master.
    let a_takes_d = joined(&client, b, d, json!({})).await;
    assert_eq!(a_takes_d["contact"]["id"], a["id"]);
    assert_eq!(
        a_takes_d["contact"]["phones"].as_array().map(Vec::len),
        Some(4)
    );
    for gone in [b, c, d] {
        assert_eq!(client.get(&path(gone, "")).await.location(), path(a, ""));
    }
    let log = client.get(&path(a, "/changes")).await.json();
    assert_eq!(
        log["total"], 7,
        "all four were created, three merges were made"
    );
    for (merged, sentence) in [
        (
            &b_takes_c,
            "merged into another one since. Undo that merge first",
        ),
        (
            &a_takes_b,
            "“D” was merged into this contact since. Undo that merge first",
        ),
    ] {
        let answer = client.post_json(&undo_path(merged), &json!({})).await;
        assert!(
            answer.status == 409 && answer.text().contains(sentence),
            "{}",
            answer.text()
        );
    }
    for merged in [&a_takes_d, &a_takes_b, &b_takes_c] {
        undone(&client, merged).await;
    }
    assert_eq!(rows(&mut server.sql().await, false).await, before);
    let answer = client.post_json(&undo_path(&b_takes_c), &json!({})).await;
    assert!(
        answer.status == 409 && answer.text().contains("already undone"),
        "{}",
        answer.text()
    );
    for person in &people {
        assert_eq!(
            seen(&client.get(&path(person, "")).await.json()),
            seen(person)
        );
    }
}

#[tokio::test]
async fn edits_made_since_stay_and_are_shown_where_they_conflict() {
    let server = Server::start().await;
    let client = server.program().await;
    let master = created(
        &client,
        json!({"last_name": "Chan", "company": "Acme", "labels": ["VIP"]}),
    )
    .await;
    let other = created(
        &client,
        json!({"last_name": "Chen", "company": "Harbour", "team": "North", "phones": [{"number": "+85211111111"}, {"number": "+85222222222"}], "labels": ["New"]}),
    )
    .await;
    let choices = json!({"fields": {"company": "other", "last_name": "both"}});
    let merged = joined(&client, &master, &other, choices).await;
    let edit = json!({
        "company": "Elsewhere", "job_title": "Buyer", "labels": ["VIP", "New", "Since"],
        "phones": [{"type": "Mobile", "number": "+85211111111"}, {"type": "Work", "number": "+85222222222"}, {"type": "Work", "number": "+85233333333"}],
    });
    let saved = client
        .clone()
        .with("if-match", "\"2\"")
        .patch_json(&path(&master, ""), &edit)
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let note = client
        .post_json(&path(&master, "/notes"), &json!({"text": "written since"}))
        .await;
    assert_eq!(note.status, 201);
    let answer = undone(&client, &merged).await;
    assert_eq!(answer["master"]["company"], "Elsewhere");
    assert_eq!(answer["master"]["job_title"], "Buyer");
    assert_eq!(answer["master"]["team"], Value::Null);
    assert_eq!(answer["master"]["labels"], json!(["VIP", "Since"]));
    assert_eq!(answer["master"]["other_last_names"], Value::Null);
    let numbers: Vec<&Value> = answer["master"]["phones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phone| &phone["number"])
        .collect();
    assert_eq!(
        numbers,
        ["+85222222222", "+85233333333"],
        "what was edited stays, what was only brought goes"
    );
    assert_eq!(
        answer["kept"],
        json!([
            {"field": "company", "old": "Acme", "new": "Elsewhere"},
            {"field": "phones", "new": {"type": "Work", "number": "+85222222222", "verified": false}},
        ])
    );
    assert_eq!(seen(&answer["other"]), seen(&other));
    assert_eq!(
        client.get(&path(&master, "/notes")).await.json()["total"],
        1
    );
}

#[tokio::test]
async fn a_master_that_was_deleted_since_must_be_restored_first() {
    let server = Server::start().await;
    let client = server.program().await;
    let one = created(&client, json!({"last_name": "One"})).await;
    let two = created(&client, json!({"last_name": "Two"})).await;
    let merged = joined(&client, &one, &two, json!({})).await;
    client.delete(&path(&one, "")).await;
    let answer = client.post_json(&undo_path(&merged), &json!({})).await;
    assert!(
        answer.status == 409 && answer.text().contains("Restore it first"),
        "{}",
        answer.text()
    );
    // What was merged away is not in the bin: it only comes back with the undo.
    assert_eq!(
        client
            .post_json(&path(&two, "/restore"), &json!({}))
            .await
            .status,
        404
    );
    client.post_json(&path(&one, "/restore"), &json!({})).await;
    undone(&client, &merged).await;
    assert_eq!(client.get("/api/v1/contacts").await.json()["total"], 2);
    let answer = client
        .post_json(
            "/api/v1/merges/00000000-0000-7000-8000-000000000000/undo",
            &json!({}),
        )
        .await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn notes_can_be_left_out_and_come_back_with_the_undo() {
    let server = Server::start().await;
    let client = server.program().await;
    let one = created(&client, json!({"last_name": "One"})).await;
    let two = created(&client, json!({"last_name": "Two"})).await;
    let mut ids = Vec::new();
    for (contact, text) in [
        (&one, "mine"),
        (&one, "mine, out"),
        (&two, "theirs"),
        (&two, "theirs, out"),
    ] {
        let note = client
            .post_json(&path(contact, "/notes"), &json!({"text": text}))
            .await
            .json();
        ids.push(note["id"].clone());
    }
    let before = rows(&mut server.sql().await, false).await;
    let merged = joined(
        &client,
        &one,
        &two,
        json!({"without": {"notes": [ids[1], ids[3]]}}),
    )
    .await;
    let notes = client.get(&path(&one, "/notes")).await.json();
    let mut texts: Vec<&str> = notes["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["text"].as_str().unwrap())
        .collect();
    texts.sort_unstable();
    assert_eq!(texts, ["mine", "theirs"]);
    undone(&client, &merged).await;
    assert_eq!(rows(&mut server.sql().await, false).await, before);
}

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(2) == 0).cloned().collect()
    }

    fn one(&mut self, of: &[&str]) -> String {
        of[self.below(of.len())].to_owned()
    }
}

fn person(dice: &mut Dice) -> Draft {
    let phones = [
        json!({"type": "Mobile", "number": "+85211111111"}),
        json!({"type": "Work", "number": "+85211111111"}),
        json!({"type": "Home", "number": "+85222222222"}),
        json!({"type": "Mobile", "number": "+85233333333"}),
    ];
    let emails = [
        json!({"type": "Work", "address": "a@example.org"}),
        json!({"type": "Other", "address": "A@Example.org"}),
        json!({"type": "Personal", "address": "b@example.org"}),
    ];
    let socials = [
        json!({"network": "whatsapp", "id": "+85211111111"}),
        json!({"network": "line", "id": "a"}),
        json!({"network": "line", "id": "b"}),
        json!({"network": "messenger", "id": "a"}),
    ];
    let text = ["", "", "One", "Two", "Three"];
    let mut draft = json!({
        "last_name": dice.one(&["Chan", "陳", "Chen"]),
        "type": dice.one(&["Lead", "Customer"]), "level": dice.one(&["Primary", "Secondary"]),
        "phones": dice.some(&phones), "emails": dice.some(&emails), "socials": dice.some(&socials),
        "labels": dice.some(&["VIP", "New", "Partner", "Trial"]),
        "language": dice.one(&["", "en", "zh"]),
        "address": {"street": dice.one(&text), "city": dice.one(&text), "country": dice.one(&["", "HK", "GB"])},
    });
    for field in ["first_name", "company", "job_title", "team", "group"] {
        draft[field] = dice.one(&text).into();
    }
    if dice.below(2) == 0 {
        draft["birth_date"] = dice.one(&["1980-12-14", "1990-01-01"]).into();
    }
    let mut draft: Draft = serde_json::from_value(draft).expect("a draft");
    // A number is held once by one contact.
    let mut seen = BTreeSet::new();
    draft
        .phones
        .retain(|phone| seen.insert(phone.number.clone()));
    draft
        .emails
        .retain(|email| seen.insert(email.address.to_lowercase()));
    draft
}

fn choices(dice: &mut Dice, master: &Contact, other: &Contact, notes: &[Uuid]) -> Choices {
    let mut choices = Choices::default();
    for difference in differences(master, other) {
        let keep = match dice.below(4) {
            0 => Keep::Master,
            1 => Keep::Other,
            2 if difference.is_name() => Keep::Both,
            _ => continue,
        };
        choices.fields.insert(difference.field, keep);
    }
    if dice.below(2) == 0 {
        let all = united(master, other);
        let without = &mut choices.without;
        without.phones = dice
            .some(&all.phones)
            .into_iter()
            .map(|phone| phone.number)
            .collect();
        without.emails = dice
            .some(&all.emails)
            .into_iter()
            .map(|email| email.address)
            .collect();
        without.socials = dice
            .some(&all.socials)
            .into_iter()
            .map(|social| (social.network, social.id))
            .collect();
        without.labels = dice.some(&all.labels);
        without.notes = dice.some(notes);
    }
    choices
}

/// Whatever both held is there, or was left out and not verified.
fn nothing_is_lost(before: [&Contact; 2], after: &Contact, choices: &Choices) {
    let without = &choices.without;
    for draft in before.map(|contact| &contact.draft) {
        for phone in &draft.phones {
            let there = after
                .draft
                .phones
                .iter()
                .find(|held| held.number == phone.number);
            assert!(
                there.is_some_and(|held| held.verified >= phone.verified)
                    || !phone.verified && without.phones.contains(&phone.number),
                "{phone:?}"
            );
        }
        for email in &draft.emails {
            let same = |address: &String| address.eq_ignore_ascii_case(&email.address);
            assert!(
                after.draft.emails.iter().any(|held| same(&held.address))
                    || without.emails.iter().any(same),
                "{email:?}"
            );
        }
        for social in &draft.socials {
            let there = after
                .draft
                .socials
                .iter()
                .find(|held| held.network == social.network && held.id == social.id);
            assert!(
                there.is_some_and(|held| held.verified >= social.verified)
                    || !social.verified
                        && without
                            .socials
                            .contains(&(social.network, social.id.clone())),
                "{social:?}"
            );
        }
        for label in &draft.labels {
            assert!(
                after.draft.labels.contains(label) || without.labels.contains(label),
                "{label}"
            );
        }
    }
}

async fn made(asker: &Asker, db: &mut PgConnection, dice: &mut Dice, mark: &str) -> Contact {
    let contact = contacts::create(asker, None, person(dice))
        .await
        .expect("created");
    let id = contact.id.0;
    for table in ["contact_phone", "contact_social"] {
        let sql =
            format!("update {table} set verified = (position + $2) % 3 = 0 where contact_id = $1");
        let turn = dice.below(3) as i32;
        sqlx::query(AssertSqlSafe(sql))
            .bind(id)
            .bind(turn)
            .execute(&mut *db)
            .await
            .expect(table);
    }
    for n in 0..dice.below(3) {
        busy(db, id, &format!("{mark} {n}")).await;
    }
    read(asker, contact.id).await
}

async fn read(asker: &Asker, id: ContactId) -> Contact {
    match contacts::get(asker, id).await.expect("found") {
        app::wire::contacts::Found::Here(contact) => *contact,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn merging_and_undoing_gives_both_back_to_the_letter_whatever_was_chosen() {
    let server = Server::start().await;
    let asker = &server.operator();
    let mut db = server.sql().await;
    let third = contacts::create(asker, None, person(&mut Dice(1)))
        .await
        .expect("created");
    for seed in 0..60 {
        let dice = &mut Dice(seed);
        let master = made(asker, &mut db, dice, &format!("{seed} master")).await;
        let other = made(asker, &mut db, dice, &format!("{seed} other")).await;
        app::model::duplicates::differ(asker, [third.id, other.id], true)
            .await
            .expect("remembered");
        let mut held = notes::list(asker, master.id).await.expect("notes");
        held.extend(notes::list(asker, other.id).await.expect("notes"));
        let held: Vec<Uuid> = held.into_iter().map(|note| note.id).collect();
        let choices = choices(dice, &master, &other, &held);
        let before = rows(&mut db, false).await;

        let ids = [master.id, other.id];
        let merged = merge::merge(asker, ids, None, choices.clone())
            .await
            .expect("merged");
        let Merged::Done { merge: id, contact } = merged else {
            panic!("{merged:?}")
        };
        let wanted = contact::merge::merge(&master, &other, &choices).expect("the preview");
        assert_eq!(
            contact.draft, wanted.draft,
            "the save is the preview, seed {seed}"
        );
        assert_eq!(
            (&contact.other_first_names, &contact.other_last_names),
            (&wanted.other_first_names, &wanted.other_last_names)
        );
        nothing_is_lost([&master, &other], &contact, &choices);
        let during = rows(&mut db, false).await;
        for ((table, one), (_, two)) in before.iter().zip(&during) {
            let count = |rows: &Value| rows.as_array().map(Vec::len);
            assert!(
                count(two) >= count(one) || table.starts_with("contact_"),
                "{table} lost rows, seed {seed}"
            );
        }

        let undone = merge::undo(asker, id).await.expect("undone");
        assert_eq!(undone.kept, [], "seed {seed}");
        for ((table, one), (_, two)) in before.iter().zip(rows(&mut db, false).await.iter()) {
            assert_eq!(one, two, "{table} differs, seed {seed}");
        }
        for contact in [&master, &other] {
            let back = read(asker, contact.id).await;
            let same = Contact {
                version: contact.version,
                updated_at: contact.updated_at,
                ..back
            };
            assert_eq!(&same, contact, "seed {seed}");
        }
    }
}

#[tokio::test]
async fn a_fault_at_any_statement_of_a_merge_or_its_undo_leaves_nothing_changed() {
    let server = Server::start().await;
    let asker = &server.operator();
    let mut db = server.sql().await;
    sqlx::raw_sql(
        "create sequence write_number;
         create table fault (at bigint not null);
         insert into fault values (0);
         create function fail() returns trigger language plpgsql as $$
           begin
             if nextval('write_number') = (select at from fault) then
               raise exception 'injected';
             end if;
             return null;
           end $$;",
    )
    .execute(&mut db)
    .await
    .expect("a saboteur");
    let dice = &mut Dice(7);
    let master = made(asker, &mut db, dice, "master").await;
    let other = made(asker, &mut db, dice, "other").await;
    busy(&mut db, other.id.0, "more").await;
    let tables: Vec<&str> = TABLES
        .iter()
        .map(|(table, _)| *table)
        .chain(["change", "merge", "duplicate", "label"])
        .collect();
    for table in tables {
        let sql = format!(
            "create trigger fail after insert or update or delete on {table} execute function fail()"
        );
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut db)
            .await
            .expect(table);
    }
    let ids = [master.id, other.id];
    let arm = async |db: &mut PgConnection, at: i64| {
        sqlx::query("update fault set at = $1")
            .bind(at)
            .execute(&mut *db)
            .await
            .expect("armed");
        sqlx::query("select setval('write_number', 1, false)")
            .execute(&mut *db)
            .await
            .expect("armed");
    };
    let mut merged = None;
    for (deed, least) in [("merge", 12), ("undo", 10)] {
        let before = (rows(&mut db, true).await, log(&mut db).await);
        let mut at = 0;
        loop {
            at += 1;
            arm(&mut db, at).await;
            let done = match merged {
                None => merge::merge(asker, ids, None, Choices::default())
                    .await
                    .map(Some),
                Some(id) => merge::undo(asker, id).await.map(|_| None),
            };
            match done {
                Ok(done) => {
                    merged = done.map(|done| match done {
                        Merged::Done { merge, .. } => merge,
                        Merged::Conflict(_) => panic!("a conflict"),
                    });
                    break;
                }
                Err(Error::Broken { .. }) => {
                    assert_eq!(
                        (rows(&mut db, true).await, log(&mut db).await),
                        before,
                        "{deed}, statement {at}"
                    );
                }
                Err(error) => panic!("{deed}, statement {at}: {error:?}"),
            }
        }
        assert!(at > least, "a {deed} has only {at} statements");
    }
}

async fn log(db: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select (select count(*) from change) + (select count(*) from merge) * 1000 + (select count(*) from merge where undone_at is null) * 1000000")
        .fetch_one(db)
        .await
        .expect("the log")
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

#[tokio::test]
async fn merges_come_apart_in_the_reverse_order_also_where_the_clock_went_back_between_them() {
    let server = Server::start().await;
    let client = server.program().await;
    let mut people = Vec::new();
    for name in ["A", "B", "C"] {
        people.push(created(&client, json!({"last_name": name})).await);
    }
    let [a, b, c] = &people[..] else {
        unreachable!()
    };
    joined(&client, a, b, json!({})).await;
    // As if the first had been made a day later by the clock, by which ids are made.
    let later = "ffffffff-ffff-7fff-bfff-ffffffffffff";
    let back = format!(
        "begin; update change set merge_id = null; update merge set id = '{later}', at = now() + interval '1 day'; commit"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(back))
        .execute(&mut server.sql().await)
        .await
        .expect("put back");
    let second = joined(&client, a, c, json!({})).await;
    let undo = async |merge: &str| {
        let path = format!("/api/v1/merges/{merge}/undo");
        client.post_json(&path, &json!({})).await
    };
    let refused = undo(later).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(
        refused
            .text()
            .contains("“C” was merged into this contact since")
    );
    let second = second["merge_id"].as_str().expect("an id");
    for merge in [second, later] {
        let undone = undo(merge).await;
        assert_eq!(undone.status, 200, "{}", undone.text());
    }
}
