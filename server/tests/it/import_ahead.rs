//! That whoever has a contact open is told of an import from outside the page that will change it.
use axum::http::StatusCode;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Postgres, Transaction};

use crate::{
    harness::Server,
    imports::{id_of, import, ledger, many, over, send, until},
};

/// Holds the first contact, so that an import that changes it waits with its first chunk.
async fn hold_first(holder: &mut PgConnection) -> Transaction<'_, Postgres> {
    let mut held = holder.begin().await.expect("a transaction");
    sqlx::query("select id from contact where first_name = 'Ann0' for update")
        .execute(&mut *held)
        .await
        .expect("held");
    held
}

#[tokio::test]
async fn whoever_has_a_contact_open_is_told_of_a_programs_import_that_will_change_it() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let file = many(4_003);
    import(&program, "", file.clone()).await;
    let contact = async |first_name: &str| {
        let sql = format!("select id::text from contact where first_name = '{first_name}'");
        server.text(&sql).await
    };
    let first = contact("Ann0").await;
    let (changed, unchanged) = (contact("Ann4001").await, contact("Ann4002").await);
    let coming = async |contact: &str| {
        let asked = json!({"contact": contact});
        agent.call("imports/effect/coming", &asked).await.json()
    };

    let mut holder = server.sql().await;
    let held = hold_first(&mut holder).await;
    let file = file
        .replace("ann0@example.com,Company 0,", "ann0@example.com,Nova,")
        .replace(
            "ann4001@example.com,Company 1,",
            "ann4001@example.com,Nova,",
        );
    let options = "?duplicates=update&match=phone&file_name=coming.csv";
    let answer = send(&program, options, file).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    until(async || coming(&changed).await["file_name"] == "coming.csv").await;
    for (contact, why) in [
        (&unchanged, "it stays as it is"),
        (&first, "its chunk is being written"),
    ] {
        assert_eq!(coming(contact).await, Value::Null, "{why}");
    }
    held.rollback().await.expect("let go");
    let path = format!("/api/v1/imports/{}", id_of(&answer));
    assert_eq!(ledger(&over(&program, &path).await), [0, 2, 4_001, 0, 0]);
    assert_eq!(coming(&changed).await, Value::Null);
}

#[tokio::test]
async fn of_an_import_that_only_creates_or_skips_nothing_is_noted() {
    let server = Server::start().await;
    let program = server.program().await;
    import(&program, "", many(4_003)).await;
    let changed = many(4_003).replace(
        "ann4001@example.com,Company 1,",
        "ann4001@example.com,Nova,",
    );
    let skipped = import(&program, "?duplicates=skip&match=phone", changed).await;
    assert_eq!(ledger(&skipped), [0, 0, 0, 4_003, 0]);
    assert_eq!(server.count("import_change").await, 0);
}

#[tokio::test]
async fn while_nobody_is_signed_in_no_record_is_looked_at_ahead() {
    let server = Server::start().await;
    let (program, other) = (server.program().await, server.program().await);
    let file = many(4_003);
    import(&program, "", file.clone()).await;
    let contact = "select id::text from contact where first_name = 'Ann4001'";
    let changed = server.text(contact).await;
    let mut holder = server.sql().await;
    let held = hold_first(&mut holder).await;
    let file = file.replace(
        "ann4001@example.com,Company 1,",
        "ann4001@example.com,Nova,",
    );
    let options = "?duplicates=update&match=phone&file_name=";
    let alone = send(&program, &format!("{options}alone.csv"), file.clone()).await;
    // Its first chunk is being written, and waits.
    let waits = "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    until(async || server.count(waits).await > 0).await;

    // Of another one, which comes while somebody is there, they are told.
    let agent = server.agent().await;
    let beside = send(&other, &format!("{options}beside.csv"), file).await;
    let asked = json!({"contact": changed});
    let coming = async || agent.call("imports/effect/coming", &asked).await.json();
    until(async || coming().await["file_name"] == "beside.csv").await;
    let of_alone = format!("import_change where import_id = '{}'", id_of(&alone));
    assert_eq!(server.count(&of_alone).await, 0);
    held.rollback().await.expect("let go");
    for answer in [alone, beside] {
        let path = format!("/api/v1/imports/{}", id_of(&answer));
        over(&program, &path).await;
    }
}
