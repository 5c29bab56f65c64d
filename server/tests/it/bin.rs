//! Deleting, the bin, and erasing, through HTTP.
use app::{
    model::bin,
    who::{Role, Scope},
};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection};

use crate::harness::{Client, Server};

/// Stands in everything that is written about somebody here.
const MARK: &str = "Zephyrine";

async fn created(client: &Client, last_name: &str) -> String {
    let person = json!({
        "first_name": MARK, "last_name": last_name, "company": format!("{MARK} Ltd"),
        "phones": [{"type": "Mobile", "number": "+85298765432"}],
        "emails": [{"type": "Work", "address": format!("{MARK}@example.org")}],
        "socials": [{"network": "line", "id": MARK}],
        "address": {"street": MARK}, "team": MARK, "group": MARK,
    });
    let answer = client.post_json("/api/v1/contacts", &person).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().expect("an id").to_owned()
}

/// Every row of every table that holds the mark.
async fn traces(server: &Server) -> Vec<String> {
    let mut sql = server.sql().await;
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public'")
            .fetch_all(&mut sql)
            .await
            .expect("an answer");
    let mut found = Vec::new();
    for table in tables {
        // What is binary is looked at as text.
        let query = format!(
            "select '{table}: ' || row from (
                 select {table}::text || coalesce(encode((to_jsonb({table}) ->> 'body')::bytea, 'escape'), '') as row from {table}
             ) as rows where row ilike '%{MARK}%'"
        );
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
            .fetch_all(&mut sql)
            .await
            .expect("an answer");
        found.extend(rows);
    }
    sql.close().await.expect("an answer");
    found
}

#[tokio::test]
async fn the_bin_lists_who_deleted_whom_and_gives_them_back() {
    let server = Server::start_with(&["--bin-days", "7"]).await;
    let program = server.program().await;
    let agent = server.agent().await;
    let mut ids = Vec::new();
    for name in ["Ames", "Brown", "Curie", "Darwin", "Euler"] {
        let id = created(&program, name).await;
        agent.call("contacts/delete", &json!({"id": id})).await;
        ids.push(id);
    }
    let page = async |ask: Value| agent.call("bin/list", &json!({"ask": ask})).await.json();
    let first = page(json!({"limit": 2})).await;
    assert_eq!(first["total"], 5);
    let names = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|item| item["last_name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&first), ["Euler", "Darwin"]);
    assert_eq!(
        (
            &first["items"][0]["deleted_by"],
            &first["items"][0]["days_left"]
        ),
        (&json!("Test agent"), &json!(7))
    );
    let mut seen = names(&first);
    let mut cursor = first["next_cursor"].clone();
    while !cursor.is_null() {
        let next = page(json!({"limit": 2, "cursor": cursor})).await;
        seen.extend(names(&next));
        cursor = next["next_cursor"].clone();
    }
    assert_eq!(seen, ["Euler", "Darwin", "Curie", "Brown", "Ames"]);
    assert_eq!(names(&page(json!({"search": "CURI"})).await), ["Curie"]);
    assert_eq!(page(json!({"search": "%"})).await["total"], 0);
    for ask in [
        json!({"limit": 0}),
        json!({"limit": 501}),
        json!({"cursor": "x"}),
    ] {
        assert_eq!(
            agent.call("bin/list", &json!({"ask": ask})).await.status,
            400
        );
    }
    let gone = program.get(&format!("/api/v1/contacts/{}", ids[0])).await;
    assert_eq!(
        (gone.status.as_u16(), gone.code().as_str()),
        (404, "deleted")
    );

    let restored = agent
        .call("bin/restore", &json!({"ids": [ids[0], ids[1], ids[0]]}))
        .await;
    assert_eq!(restored.json(), 2);
    assert_eq!(page(json!({})).await["total"], 3);
    let again = agent.call("bin/restore", &json!({"ids": [ids[0]]})).await;
    assert_eq!(again.json(), 0);
    assert_eq!(program.get("/api/v1/contacts").await.json()["total"], 2);
    let log = program
        .get(&format!("/api/v1/contacts/{}/changes", ids[0]))
        .await
        .json();
    assert_eq!(
        (&log["total"], &log["items"][0]["action"]),
        (&json!(3), &json!("Restored"))
    );
}

#[tokio::test]
async fn erasing_leaves_no_trace_of_the_person() {
    let server = Server::start().await;
    let program = server.program().await;
    let keyed = program.clone().with("idempotency-key", "erase me");
    let id = created(&keyed, "Chan").await;
    let path = format!("/api/v1/contacts/{id}");
    let patch = program.clone().with("if-match", "\"1\"");
    patch
        .patch_json(&path, &json!({"job_title": MARK, "team": null}))
        .await;
    let note = json!({"text": format!("{MARK} likes tea")});
    program.post_json(&format!("{path}/notes"), &note).await;
    let action = json!({"ids": [id], "action": {"set_group": "Retail"}});
    program.post_json("/api/v1/contacts/bulk", &action).await;
    let mut sql = server.sql().await;
    for statement in [
        "insert into enquiry (id, external_id, contact_id, channel, status, subject, visitor, opened_at)
         select gen_random_uuid(), 'e1', id, 'web_chat', 'open', 'Zephyrine', '{\"name\": \"Zephyrine\"}', now() from contact",
        "insert into enquiry_message (id, enquiry_id, external_id, at, sender, name, text)
         select gen_random_uuid(), id, 'm1', now(), 'visitor', 'Zephyrine', 'I am Zephyrine' from enquiry",
        "insert into engagement (id, contact_id, kind, at, text) select gen_random_uuid(), id, 'sms', now(), 'Zephyrine' from contact",
        "insert into visit (id, contact_id, title, address, at)
         select gen_random_uuid(), id, 'Zephyrine', 'https://example.org', now() from contact",
        "insert into device (id, contact_id, location, last_seen) select gen_random_uuid(), id, 'Zephyrine', now() from contact",
    ] {
        sqlx::query(statement).execute(&mut sql).await.unwrap();
    }
    // One was merged into it, another was and came out again.
    for stays in [true, false] {
        let other = created(&program, "Chan").await;
        let agent = server.agent().await;
        let version = async |id: &str| {
            let contact = program.get(&format!("/api/v1/contacts/{id}")).await;
            contact.json()["version"].clone()
        };
        let merge = json!({"master": id, "other": other, "choices": {},
            "versions": [version(&id).await, version(&other).await]});
        let merged = agent.call("merge/merge", &merge).await;
        assert_eq!(merged.status, 200, "{}", merged.text());
        if !stays {
            let merge: uuid::Uuid =
                sqlx::query_scalar("select id from merge where other_id = $1::uuid")
                    .bind(&other)
                    .fetch_one(&mut sql)
                    .await
                    .unwrap();
            let undone = agent.call("merge/undo", &json!({"merge": merge})).await;
            assert_eq!(undone.status, 200, "{}", undone.text());
            program.delete(&format!("/api/v1/contacts/{other}")).await;
            program.delete(&format!("/api/v1/bin/{other}")).await;
        }
    }
    let other = json!({"last_name": "Wong", "phones": [{"number": "+85212345678"}]});
    program.post_json("/api/v1/contacts", &other).await;
    assert!(traces(&server).await.len() > 12);

    let erase = format!("/api/v1/bin/{id}");
    let early = program.delete(&erase).await;
    assert_eq!(
        (early.status.as_u16(), early.code().as_str()),
        (409, "conflict")
    );
    assert_eq!(program.delete(&path).await.status, 204);
    let bin = program.get(&format!("/api/v1/bin?search={MARK}")).await;
    assert_eq!(bin.json()["total"], 1);
    let clerk = server.program_that_may(&[Scope::WriteContacts]).await;
    assert_eq!(clerk.delete(&erase).await.status, 403);
    assert_eq!(program.delete(&erase).await.status, 204);
    assert_eq!(program.delete(&erase).await.status, 404);

    assert_eq!(traces(&server).await, Vec::<String>::new());
    assert_eq!(program.get(&path).await.code(), "not_found");
    let kept: (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from change where contact_id = $1::uuid), (select count(*) from erasure),
                (select count(*) from contact)",
    )
    .bind(&id)
    .fetch_one(&mut sql)
    .await
    .unwrap();
    // Created, edited, noted, grouped, merged, merged, unmerged, deleted; the three that were erased; and the other one.
    assert_eq!(kept, (8, 3, 1));
    // The same phone and email can be created again.
    created(&program, "Chan").await;
}

#[tokio::test]
async fn the_bin_is_emptied_of_what_is_past_its_time() {
    let server = Server::start().await;
    let program = server.program().await;
    let (old, young, here) = (
        created(&program, "Old").await,
        created(&program, "Young").await,
        created(&program, "Here").await,
    );
    for id in [&old, &young] {
        program.delete(&format!("/api/v1/contacts/{id}")).await;
    }
    let mut sql = server.sql().await;
    sqlx::query(
        "update contact set deleted_at = now() - interval '2 days' where last_name = 'Old'",
    )
    .execute(&mut sql)
    .await
    .unwrap();
    // The clock of the housekeeping, 29 and 31 days from now.
    for (days, erased, left) in [(27, 0, 3), (29, 1, 2), (31, 1, 1)] {
        let before = Utc::now() + TimeDelta::days(days) - TimeDelta::days(30);
        assert_eq!(
            bin::erase_expired(&server.pools, before).await.unwrap(),
            erased,
            "{days}"
        );
        let contacts: i64 = sqlx::query_scalar("select count(*) from contact")
            .fetch_one(&mut sql)
            .await
            .unwrap();
        assert_eq!(contacts, left);
    }
    assert_eq!(
        program
            .get(&format!("/api/v1/contacts/{here}"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn erasing_knows_every_table_that_refers_to_contacts() {
    let server = Server::start().await;
    let columns: Vec<String> = sqlx::query_scalar(
        "select table_name || '.' || column_name from information_schema.columns
         where table_schema = 'public' and table_name <> 'contact_whole'
           and (column_name in ('one_id', 'two_id') or column_name like '%contact%' or column_name like '%merged%' or table_name || '.' || column_name in (
               select conrelid::regclass || '.' || attname from pg_constraint
               join pg_attribute on attrelid = conrelid and attnum = any(conkey)
               where contype = 'f' and confrelid = 'contact'::regclass))
         order by 1",
    )
    .fetch_all(&mut server.sql().await)
    .await
    .unwrap();
    assert_eq!(
        columns,
        [
            "bulk_contact.contact_id",
            "change.contact_id",
            "contact.merged_into",
            "contact_email.contact_id",
            "contact_phone.contact_id",
            "contact_social.contact_id",
            "device.contact_id",
            // A number.
            "download.contacts",
            "duplicate.one_id",
            "duplicate.two_id",
            "engagement.contact_id",
            "enquiry.contact_id",
            "erasure.contact_id",
            // Until the files have been searched.
            "erasure_search.contact_id",
            // Says that they are erased.
            "event.contact_id",
            // To whom an enquiry was given then: an id of nobody, once they are erased.
            "event.mapped_contact_id",
            // Until the import is over; nothing else of the person stands there.
            "import_change.contact_id",
            // An id of nobody then; nothing else of the person stands there.
            "import_record.contact_id",
            "import_undo.contact_id",
            "merge.master_id",
            "merge.other_id",
            "not_same.one_id",
            "not_same.two_id",
            "note.contact_id",
            "proposal.contact_id",
            "visit.contact_id",
        ]
    );
}

#[tokio::test]
async fn only_an_administrator_erases_and_the_operator_erases_any() {
    let server = Server::start().await;
    let program = server.program().await;
    let id = created(&program, "Chan").await;
    program.delete(&format!("/api/v1/contacts/{id}")).await;
    for (role, status) in [
        (Role::Agent, 403),
        (Role::Supervisor, 403),
        (Role::Administrator, 200),
    ] {
        let client = server.signed_in(role).await;
        let answer = client.call("bin/erase", &json!({"id": id})).await;
        assert_eq!(answer.status, status, "{role:?} {}", answer.text());
    }
    let here = created(&program, "Wong").await.parse().unwrap();
    bin::erase(&server.operator(), here).await.expect("erased");
    assert_eq!(traces(&server).await, Vec::<String>::new());
}
