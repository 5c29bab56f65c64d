//! Races over the same two contacts: whoever comes first, no activity is lost, nothing is left at a contact that is gone,
//! and nobody is shown a deadlock.
use std::sync::Arc;

use app::{
    error::Error,
    model::{Asker, contacts, merge},
    wire::contacts::{Found, Saved},
};
use contact::{ContactId, Draft, merge::Choices};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    harness::{Client, Server},
    merge::busy,
};

const ACTIVITIES: &str = "
  select (select count(*) from enquiry where contact_id = any($1)) + (select count(*) from engagement where contact_id = any($1))
    + (select count(*) from visit where contact_id = any($1)) + (select count(*) from device where contact_id = any($1))
    + (select count(*) from note where contact_id = any($1))";

const ORPHANS: &str = "
  select count(*) from contact join (
    select contact_id from enquiry union all select contact_id from engagement union all select contact_id from visit
    union all select contact_id from device union all select contact_id from note
  ) as activity on contact_id = contact.id where merged_into is not null";

/// What one of the two sides of a race met: anything but a plain answer for a person fails.
fn plain<T>(answer: Result<T, Error>) {
    match answer {
        Ok(_) | Err(Error::Conflict(_) | Error::NotFound) => {}
        Err(error) => panic!("{error:?}"),
    }
}

async fn edit(asker: &Asker, id: ContactId) {
    let Found::Here(contact) = contacts::get(asker, id).await.expect("read") else {
        return;
    };
    let saved = contacts::update(asker, id, contact.version, |draft| {
        Ok(Draft {
            company: "Edited".to_owned(),
            ..draft.clone()
        })
    })
    .await;
    if let Ok(Saved::Done(contact)) = &saved {
        assert_eq!(contact.draft.company, "Edited");
    }
    plain(saved);
}

/// Imports a record that updates the contact with this number.
async fn import(client: &Client, number: &str) {
    let file = format!("Last name,Mobile,Job Title\r\nImported,{number},Buyer\r\n");
    let kind = Some("text/csv");
    let to = "/api/v1/imports?duplicates=update&match=phone";
    let sent = client.send(axum::http::Method::POST, to, kind, file).await;
    assert_eq!(sent.status, 202, "{}", sent.text());
    let id = sent.json()["id"].as_str().expect("an id").to_owned();
    loop {
        let ledger: Value = client.get(&format!("/api/v1/imports/{id}")).await.json();
        if !matches!(ledger["status"].as_str(), Some("receiving" | "running")) {
            assert_eq!(ledger["status"], "done", "{ledger}");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

async fn races(count: usize) {
    let server = Arc::new(Server::start().await);
    let client = server.program().await;
    let mut db = server.sql().await;
    for race in 0..count {
        let mut ids = Vec::new();
        for (side, name) in ["A", "B"].into_iter().enumerate() {
            let number = format!("+852{:08}", race * 2 + side);
            let draft = json!({"last_name": name, "phones": [{"number": number}]});
            let draft = serde_json::from_value(draft).expect("a draft");
            let made = contacts::create(&server.operator(), None, draft).await;
            let id = made.expect("created").id;
            busy(&mut db, id.0, &format!("{race} {name}")).await;
            ids.push(id);
        }
        let (a, b) = (ids[0], ids[1]);
        let asker = &server.operator();
        let joins = |ids| async move {
            plain(merge::merge(asker, ids, None, Choices::default()).await);
        };
        let deletes = async {
            // Now and then, or there would seldom be anything left to race for.
            if race % 3 == 0 {
                plain(contacts::delete(asker, a).await);
            }
        };
        let number = format!("+852{:08}", race * 2);
        let imports = async {
            if race % 2 == 0 {
                import(&client, &number).await;
            }
        };
        tokio::join!(
            joins([a, b]),
            joins([b, a]),
            edit(asker, b),
            deletes,
            imports
        );

        let both: Vec<Uuid> = vec![a.0, b.0];
        let activities: i64 = sqlx::query_scalar(ACTIVITIES)
            .bind(&both)
            .fetch_one(&mut db)
            .await
            .expect("counted");
        assert_eq!(activities, 10, "race {race} lost something");
        let orphans: i64 = sqlx::query_scalar(ORPHANS)
            .fetch_one(&mut db)
            .await
            .expect("counted");
        assert_eq!(orphans, 0, "race {race} left something behind");
        let merges: i64 = sqlx::query_scalar(
            "select count(*) from merge where master_id = any($1) and undone_at is null",
        )
        .bind(&both)
        .fetch_one(&mut db)
        .await
        .expect("counted");
        let away: i64 = sqlx::query_scalar(
            "select count(*) from contact where id = any($1) and merged_into = any($1)",
        )
        .bind(&both)
        .fetch_one(&mut db)
        .await
        .expect("counted");
        assert!(
            merges == away && merges <= 1,
            "race {race}: {merges} merges, {away} merged away"
        );
        assert!(race % 3 == 0 || merges == 1, "race {race}: nobody won");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_races_over_the_same_two_contacts_lose_nothing() {
    races(100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "takes minutes; make chaos"]
async fn chaos_a_thousand_races_over_the_same_two_contacts_lose_nothing() {
    races(1_000).await;
}
