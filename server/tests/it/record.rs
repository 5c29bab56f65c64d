//! One contact, two people: saves that are joined, saves that clash, and saves that are sent again. What no door may
//! write.
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Client, Server};

/// Creates a contact and reads it as the page does.
pub async fn created(program: &Client, person: Value) -> Value {
    let answer = program.post_json("/api/v1/contacts", &person).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

pub fn path(contact: &Value) -> String {
    format!(
        "/api/v1/contacts/{}",
        contact["id"].as_str().expect("an id")
    )
}

/// The part of a contact that a person writes.
fn draft(contact: &Value) -> Value {
    let mut draft = contact.clone();
    let fields = draft.as_object_mut().expect("an object");
    fields.retain(|name, _| {
        !matches!(
            name.as_str(),
            "id" | "version" | "created_at" | "updated_at"
        )
    });
    draft
}

/// What the page sends when somebody has edited the contact that they read.
fn edit(read: &Value, change: &Value) -> Value {
    let mut wanted = draft(read);
    for (field, value) in change.as_object().expect("an object") {
        wanted[field] = value.clone();
    }
    json!({"id": read["id"], "version": read["version"], "base": draft(read), "draft": wanted})
}

async fn now(program: &Client, contact: &Value) -> Value {
    program.get(&path(contact)).await.json()
}

async fn entries(program: &Client, contact: &Value) -> i64 {
    let log = program.get(&format!("{}/changes", path(contact))).await;
    log.json()["total"].as_i64().expect("a total")
}

#[tokio::test]
async fn changes_that_do_not_overlap_are_merged_without_asking() {
    let server = Server::start().await;
    let (program, mei, tom) = (
        server.program().await,
        server.agent().await,
        server.agent().await,
    );
    let field = json!({"name": "Size", "type": "number"});
    assert_eq!(
        program.post_json("/api/v1/fields", &field).await.status,
        201
    );
    let read = created(
        &program,
        json!({"last_name": "Chan", "company": "Acme", "labels": ["VIP"], "phones": [{"number": "+85211111111"}]}),
    )
    .await;
    let phones = |numbers: &[&str]| {
        numbers
            .iter()
            .map(|number| json!({"number": number}))
            .collect::<Value>()
    };
    let hers = json!({"company": "Acme HK", "labels": ["VIP", "Hers"], "phones": phones(&["+85211111111", "+85222222222"])});
    let his = json!({
        "first_name": "Tai Man", "labels": ["His"], "phones": phones(&["+85211111111", "+85233333333"]), "custom": {"cf_size": 7},
    });
    let first = mei
        .call("contacts/update", &edit(&read, &hers))
        .await
        .json();
    assert_eq!(first["Done"]["company"], "Acme HK", "{first}");
    let second = tom.call("contacts/update", &edit(&read, &his)).await.json();
    let joined = &second["Done"];
    assert_eq!(
        (
            &joined["first_name"],
            &joined["company"],
            &joined["labels"],
            &joined["custom"],
            &joined["version"]
        ),
        (
            &json!("Tai Man"),
            &json!("Acme HK"),
            &json!(["Hers", "His"]),
            &json!({"cf_size": 7.0}),
            &json!(3)
        ),
        "{second}"
    );
    let numbers: Vec<&Value> = joined["phones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phone| &phone["number"])
        .collect();
    assert_eq!(numbers, ["+85211111111", "+85222222222", "+85233333333"]);
    // The log of his save tells what his save changed, and nothing of hers.
    let log = program
        .get(&format!("{}/changes", path(&read)))
        .await
        .json();
    let lines = log["items"][0]["lines"].as_array().unwrap();
    let fields: Vec<&str> = lines
        .iter()
        .map(|line| line["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["cf_size", "first_name", "labels", "phones"]);
    assert_eq!(lines[2]["old"], json!(["VIP", "Hers"]));
}

#[tokio::test]
async fn the_loser_of_a_real_conflict_gets_both_values_and_nothing_is_written() {
    let server = Server::start().await;
    let (program, mei, tom) = (
        server.program().await,
        server.agent().await,
        server.agent().await,
    );
    let read = created(
        &program,
        json!({"last_name": "Chan", "company": "Acme", "team": "A"}),
    )
    .await;
    mei.call(
        "contacts/update",
        &edit(&read, &json!({"company": "Acme HK"})),
    )
    .await;
    let lost = tom
        .call(
            "contacts/update",
            &edit(&read, &json!({"company": "Acme Ltd", "team": "B"})),
        )
        .await;
    assert_eq!(lost.status, 200);
    let lost = lost.json()["Conflict"].clone();
    assert_eq!(
        (
            &lost["current"]["company"],
            &lost["current"]["version"],
            &lost["current"]["team"]
        ),
        (&json!("Acme HK"), &json!(2), &json!("A"))
    );
    let others = lost["others"].as_array().unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!(
        (&others[0]["field"], &others[0]["staff"]),
        (&json!("company"), &json!("Test agent"))
    );
    assert_eq!(now(&program, &read).await, lost["current"]);
    assert_eq!(entries(&program, &read).await, 2);
    // He chooses his own: made from what is there now.
    let chosen = tom
        .call(
            "contacts/update",
            &edit(
                &lost["current"],
                &json!({"company": "Acme Ltd", "team": "B"}),
            ),
        )
        .await
        .json();
    assert_eq!(
        (&chosen["Done"]["company"], &chosen["Done"]["team"]),
        (&json!("Acme Ltd"), &json!("B"))
    );
}

#[tokio::test]
async fn without_what_was_read_two_saves_are_not_joined() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let read = created(&program, json!({"last_name": "Chan"})).await;
    agent
        .call("contacts/update", &edit(&read, &json!({"company": "Acme"})))
        .await;
    let mut blind = edit(&read, &json!({"team": "A"}));
    blind.as_object_mut().unwrap().remove("base");
    let answer = agent.call("contacts/update", &blind).await.json();
    assert_eq!(answer["Conflict"]["current"]["company"], "Acme", "{answer}");
}

#[tokio::test]
async fn a_hundred_pairs_of_edits_at_once_overwrite_nothing_in_silence() {
    let server = Server::start().await;
    let program = server.program().await;
    // The second pair of hands is the same person in another tab.
    let agent = server.agent().await;
    let agents = [agent.clone(), agent, server.agent().await];
    for number in 0..100 {
        let read = created(
            &program,
            json!({"last_name": "Chan", "company": "Acme", "labels": ["VIP"]}),
        )
        .await;
        let clash = number % 2 == 0;
        let mine = json!({"company": format!("Mine {number}"), "labels": ["VIP", "Mine"]});
        let theirs = if clash {
            json!({"company": format!("Theirs {number}"), "labels": ["VIP", "Theirs"]})
        } else {
            json!({"team": format!("Theirs {number}"), "labels": ["Theirs"]})
        };
        let other = &agents[1 + number % 2];
        let saves = [edit(&read, &mine), edit(&read, &theirs)];
        let (one, two) = tokio::join!(
            agents[0].call("contacts/update", &saves[0]),
            other.call("contacts/update", &saves[1]),
        );
        let (one, two) = (one.json(), two.json());
        let kept = now(&program, &read).await;
        let labels: Vec<&str> = kept["labels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|label| label.as_str().unwrap())
            .collect();
        if clash {
            let (winner, loser) = if one["Done"].is_object() {
                (&one, &two)
            } else {
                (&two, &one)
            };
            assert!(winner["Done"].is_object(), "{one} {two}");
            assert_eq!(
                loser["Conflict"]["current"]["company"], winner["Done"]["company"],
                "{loser}"
            );
            assert_eq!(kept, winner["Done"]);
            assert_eq!(entries(&program, &read).await, 2);
        } else {
            assert!(
                one["Done"].is_object() && two["Done"].is_object(),
                "{one} {two}"
            );
            assert_eq!(
                (&kept["company"], &kept["team"]),
                (&mine["company"], &theirs["team"])
            );
            assert!(
                labels.contains(&"Mine") && labels.contains(&"Theirs") && !labels.contains(&"VIP"),
                "{labels:?}"
            );
            assert_eq!(entries(&program, &read).await, 3);
        }
    }
}

#[tokio::test]
async fn the_same_save_sent_again_after_a_lost_reply_is_done_once() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let read = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85211111111"}]}),
    )
    .await;
    let save = edit(
        &read,
        &json!({"company": "Acme", "phones": [], "labels": ["VIP"]}),
    );
    for _ in 0..3 {
        let answer = agent.call("contacts/update", &save).await.json();
        assert_eq!(
            (&answer["Done"]["company"], &answer["Done"]["version"]),
            (&json!("Acme"), &json!(2)),
            "{answer}"
        );
    }
    assert_eq!(entries(&program, &read).await, 2);
}

#[tokio::test]
async fn a_thousand_replays_of_a_create_with_one_key_make_one_contact() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let call = json!({"key": "0199a1b2-0000-7000-8000-000000000007", "draft": {"last_name": "Chan", "labels": ["VIP"]}});
    let mut ids = BTreeMap::new();
    for _ in 0..40 {
        let tries = (0..25).map(|_| {
            let (agent, call) = (agent.clone(), call.clone());
            tokio::spawn(async move { agent.call("contacts/create", &call).await })
        });
        for answer in tries.collect::<Vec<_>>() {
            let answer = answer.await.expect("an answer");
            assert_eq!(answer.status, 200, "{}", answer.text());
            *ids.entry(answer.json()["id"].to_string()).or_insert(0) += 1;
        }
    }
    assert_eq!(ids.into_values().collect::<Vec<_>>(), [1_000]);
    let list = program.get("/api/v1/contacts").await.json();
    assert_eq!(list["total"], 1);
    assert_eq!(entries(&program, &list["items"][0]).await, 1);
    assert_eq!(program.get("/api/v1/labels").await.json()["total"], 1);
}

#[tokio::test]
async fn a_verified_value_is_refused_by_page_api_log_and_import() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let before = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85211111111"}, {"type": "Work", "number": "+85222222222"}],
               "socials": [{"network": "wechat", "id": "mei"}]}),
    )
    .await;
    let mut sql = server.sql().await;
    for verify in [
        "update contact_phone set verified = true where number = '+85211111111'",
        "update contact_social set verified = true",
    ] {
        sqlx::query(verify).execute(&mut sql).await.unwrap();
    }
    let read = now(&program, &before).await;
    let changed = [
        json!({"phones": [{"type": "Work", "number": "+85222222222"}]}),
        json!({"phones": [{"number": "+85211111112"}, {"type": "Work", "number": "+85222222222"}]}),
        json!({"phones": [{"type": "Home", "number": "+85211111111"}, {"type": "Work", "number": "+85222222222"}]}),
        json!({"socials": []}),
        json!({"socials": [{"network": "wechat", "id": "other"}]}),
        json!({"socials": [{"network": "line", "id": "mei"}]}),
    ];
    for change in &changed {
        let answer = agent.call("contacts/update", &edit(&read, change)).await;
        assert_eq!(answer.status, 422, "{change} {}", answer.text());
        assert!(
            answer
                .text()
                .contains("is verified and cannot be edited or removed."),
            "{}",
            answer.text()
        );
        let patch = program
            .clone()
            .with("if-match", "\"1\"")
            .patch_json(&path(&read), change)
            .await;
        assert_eq!(
            (patch.status.as_u16(), &patch.json()["problems"][0]["code"]),
            (422, &json!("verified"))
        );
    }
    // A stale save cannot remove it either: it was verified after it was read.
    let stale = edit(&before, &changed[0]);
    let other = edit(&read, &json!({"company": "Acme"}));
    assert_eq!(agent.call("contacts/update", &other).await.status, 200);
    let answer = agent.call("contacts/update", &stale).await;
    assert!(answer.json()["Conflict"].is_object(), "{}", answer.text());
    // Nobody may mark a value as verified.
    let forged = edit(
        &now(&program, &read).await,
        &json!({"phones": [
            {"number": "+85211111111", "verified": false}, {"type": "Work", "number": "+85222222222", "verified": true},
            {"number": "+85233333333", "verified": true},
        ]}),
    );
    let saved = agent.call("contacts/update", &forged).await.json();
    let marks: Vec<(&Value, &Value)> = saved["Done"]["phones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phone| (&phone["number"], &phone["verified"]))
        .collect();
    assert_eq!(
        marks,
        [
            (&json!("+85211111111"), &json!(true)),
            (&json!("+85233333333"), &json!(false)),
            (&json!("+85222222222"), &json!(false)),
        ]
    );
    // Back to before the number was there: refused too, since it is verified by now.
    let log = program
        .get(&format!("{}/changes", path(&read)))
        .await
        .json();
    let created = log["items"].as_array().unwrap().last().unwrap();
    let restore = json!({"id": read["id"], "number": created["number"], "field": "phones"});
    assert_eq!(
        agent
            .call("contacts/changes/restore", &restore)
            .await
            .status,
        422
    );
    // An import that updates by phone keeps it and adds.
    let file = "Last name,Mobile,Work\nChan,+85244444444,+85222222222\n";
    let sent = program
        .send(
            axum::http::Method::POST,
            "/api/v1/imports?duplicates=update&match=phone",
            Some("text/csv"),
            file,
        )
        .await
        .json();
    let import = format!("/api/v1/imports/{}", sent["id"].as_str().expect("an id"));
    assert_eq!(crate::imports::over(&program, &import).await["updated"], 1);
    let kept = now(&program, &read).await;
    let verified: Vec<&Value> = kept["phones"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|phone| phone["verified"] == true)
        .collect();
    assert_eq!(
        verified,
        [&json!({"type": "Mobile", "number": "+85211111111", "verified": true})]
    );
    assert_eq!(
        kept["socials"],
        json!([{"network": "wechat", "id": "mei", "verified": true}])
    );
}

#[tokio::test]
async fn what_is_not_a_persons_to_write_is_ignored_or_refused() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let read = created(&program, json!({"last_name": "Chan"})).await;
    let other = created(&program, json!({"last_name": "Wong"})).await;
    let forged = json!({
        "id": other["id"], "version": 40, "created_by": other["id"], "created_at": "2001-01-01T00:00:00Z",
        "updated_at": "2001-01-01T00:00:00Z", "deleted_at": "2001-01-01T00:00:00Z", "merged_into": other["id"],
        "master_id": other["id"], "import_id": other["id"], "other_first_names": ["Forged"], "other_last_names": ["Forged"],
        "search": "forged", "terms": [1], "sort_name": "forged", "verified": true,
    });
    for (field, value) in forged.as_object().unwrap() {
        let change = json!({field.clone(): value});
        let page = agent.call("contacts/update", &edit(&read, &change)).await;
        assert_eq!(page.json()["Done"], read, "{field}");
        let api = program
            .clone()
            .with("if-match", "\"1\"")
            .patch_json(&path(&read), &change)
            .await;
        assert!(
            matches!(api.status.as_u16(), 200 | 422),
            "{field} {}",
            api.status
        );
        assert_eq!(now(&program, &read).await, read, "{field}");
        let mut new = change.clone();
        new["last_name"] = "New".into();
        let call = json!({"key": uuid::Uuid::now_v7(), "draft": new});
        let made = agent.call("contacts/create", &call).await.json();
        assert_eq!(
            (&made["version"], &made["other_first_names"]),
            (&json!(1), &Value::Null),
            "{field}"
        );
        assert_ne!(made["id"], other["id"], "{field}");
    }
    assert_eq!(now(&program, &other).await, other);
    assert_eq!(entries(&program, &read).await, 1);
}
