//! Bulk actions, through HTTP: over ids or a query, at once or in the background, and taken back.
mod under_way;

use std::time::Duration;

use contact::search::Keys;
use serde_json::{Value, json};

use crate::harness::{Client, Server};

/// Creates contacts by an import, which is how thousands come in.
async fn people(server: &Server, client: &Client, count: usize) {
    let mut file = String::from("First name,Last name,Mobile,Company,Team,Contact Label\n");
    for number in 0..count {
        file.push_str(&format!(
            "Ada,Number {number},+852{:08},Acme {},North,old\n",
            20_000_000 + number,
            number % 10
        ));
    }
    let sent = client
        .send(
            axum::http::Method::POST,
            "/api/v1/imports",
            Some("text/csv"),
            file,
        )
        .await;
    let id = sent.json()["id"].as_str().expect("an id").to_owned();
    for _ in 0..600 {
        let import = client.get(&format!("/api/v1/imports/{id}")).await.json();
        if import["status"] == "done" {
            assert_eq!(import["created"], count);
            // The planner must know that the table has grown.
            sqlx::query("analyze contact")
                .execute(&mut server.sql().await)
                .await
                .expect("analysed");
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the import did not end");
}

async fn act(client: &Client, body: Value) -> Value {
    let answer = client.post_json("/api/v1/contacts/bulk", &body).await;
    assert!(answer.status.is_success(), "{body} {}", answer.text());
    answer.json()
}

async fn undo(client: &Client, bulk: &Value) -> Value {
    let path = format!(
        "/api/v1/contacts/bulk/{}/undo",
        bulk["id"].as_str().expect("text")
    );
    let answer = client.post_json(&path, &json!({})).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

/// Waits until an action is over.
async fn over(client: &Client, bulk: &Value) -> Value {
    let path = format!(
        "/api/v1/contacts/bulk/{}",
        bulk["id"].as_str().expect("text")
    );
    for _ in 0..600 {
        let now = client.get(&path).await.json();
        assert_eq!(
            now["done"].as_u64().expect("a number"),
            ["changed", "unchanged", "gone", "overfull"]
                .iter()
                .map(|name| now[name].as_u64().expect("a number"))
                .sum::<u64>()
        );
        if now["status"] == "done" || now["status"] == "undone" {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{bulk} did not end");
}

async fn total(client: &Client, query: &str) -> Value {
    client
        .get(&format!("/api/v1/contacts?{query}"))
        .await
        .json()["total"]
        .clone()
}

async fn first_ids(client: &Client, count: usize) -> Vec<Value> {
    let list = client
        .get(&format!("/api/v1/contacts?limit={count}"))
        .await
        .json();
    let items = list["items"].as_array().expect("a list");
    items.iter().map(|item| item["id"].clone()).collect()
}

/// Everything that a save must leave as it was.
async fn untouched(server: &Server) -> Vec<String> {
    sqlx::query_scalar(
        "select (contact_phone.*)::text from contact_phone
         union all select (contact_email.*)::text from contact_email
         union all select (id, first_name, last_name, company, search, sort_name, sort_company, custom, created_at)::text
         from contact order by 1",
    )
    .fetch_all(&mut server.sql().await)
    .await
    .expect("rows")
}

/// The terms of every contact are those that a whole save would write.
async fn terms_are_right(server: &Server, client: &Client) {
    let labels = client.get("/api/v1/labels").await.json();
    let id_of = |name: &str| {
        let items = labels["items"].as_array().expect("a list");
        let label = items
            .iter()
            .find(|label| label["name"] == name)
            .expect("an answer");
        label["id"]
            .as_str()
            .expect("text")
            .parse()
            .expect("an answer")
    };
    let rows: Vec<(uuid::Uuid, Vec<i32>, Option<uuid::Uuid>)> =
        sqlx::query_as("select id, terms, import_id from contact where deleted_at is null")
            .fetch_all(&mut server.sql().await)
            .await
            .expect("an answer");
    for (id, terms, import) in rows.into_iter().step_by(97) {
        let contact = client.get(&format!("/api/v1/contacts/{id}")).await.json();
        let contact: contact::Contact = serde_json::from_value(contact).expect("an answer");
        let ids: Vec<_> = contact
            .draft
            .labels
            .iter()
            .map(|name| id_of(name))
            .collect();
        assert_eq!(Keys::of(&contact.draft, &[], &ids, import).terms, terms);
    }
}

#[tokio::test]
async fn sixty_of_five_thousand_are_labelled_and_taken_back() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 5_000).await;
    let before = untouched(&server).await;
    let ids = first_ids(&client, 60).await;
    let bulk = act(
        &client,
        json!({"ids": ids, "action": {"add_labels": ["VIP", "Partner"]}}),
    )
    .await;
    assert_eq!(
        (&bulk["status"], &bulk["total"], &bulk["changed"]),
        (&json!("done"), &json!(60), &json!(60)),
        "{bulk}"
    );
    assert_eq!(
        total(&client, "label=vip&label=partner&match=all").await,
        60
    );
    assert_eq!(total(&client, "label=old").await, 5_000);
    let path = format!("/api/v1/contacts/{}", ids[0].as_str().unwrap());
    assert_eq!(
        client.get(&path).await.json()["labels"],
        json!(["old", "VIP", "Partner"])
    );
    let log = client.get(&format!("{path}/changes")).await.json();
    assert_eq!(log["total"], 2);
    assert_eq!(
        (
            &log["items"][0]["action"],
            &log["items"][0]["staff"],
            &log["items"][0]["lines"]
        ),
        (
            &json!("Updated"),
            &json!("test"),
            &json!([{"field": "labels", "old": ["old"], "new": ["old", "VIP", "Partner"]}])
        )
    );
    terms_are_right(&server, &client).await;
    // The same again changes nothing, and writes nothing.
    let again = act(
        &client,
        json!({"ids": ids, "action": {"add_labels": ["vip"]}}),
    )
    .await;
    assert_eq!(
        (&again["changed"], &again["unchanged"]),
        (&json!(0), &json!(60))
    );
    assert_eq!(
        client.get(&format!("{path}/changes")).await.json()["total"],
        2
    );

    let undone = undo(&client, &bulk).await;
    assert_eq!(
        (&undone["status"], &undone["restored"], &undone["kept"]),
        (&json!("undone"), &json!(60), &json!(0))
    );
    assert_eq!(total(&client, "label=vip").await, 0);
    assert_eq!(client.get(&path).await.json()["labels"], json!(["old"]));
    assert_eq!(client.get(&path).await.json()["version"], 3);
    assert_eq!(untouched(&server).await, before);
    // Twice is once.
    assert_eq!(undo(&client, &bulk).await["restored"], 60);
    terms_are_right(&server, &client).await;
}

#[tokio::test]
async fn every_action_over_a_query_runs_in_the_background_and_is_taken_back() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 2_500).await;
    let before = untouched(&server).await;
    for (action, found) in [
        (json!({"set_type": "Customer"}), "type=Customer"),
        (json!({"set_level": "Tertiary"}), "level=Tertiary"),
        (json!({"set_group": " Retail "}), "group=Retail"),
        (json!({"set_team": "South"}), "team=South"),
        (json!({"add_labels": ["new"]}), "label=new"),
        (json!({"remove_labels": ["OLD"]}), "label=old&match=none"),
    ] {
        let query = json!({"search": "ada", "label": ["old"]});
        let bulk = act(
            &client,
            json!({"query": query, "action": action, "expected": 2_500}),
        )
        .await;
        assert_eq!(
            (&bulk["status"], &bulk["total"], &bulk["done"]),
            (&json!("running"), &json!(2_500), &json!(0))
        );
        let done = over(&client, &bulk).await;
        assert_eq!(
            (&done["status"], &done["changed"]),
            (&json!("done"), &json!(2_500)),
            "{done}"
        );
        assert_eq!(total(&client, found).await, 2_500, "{action}");
        terms_are_right(&server, &client).await;
        undo(&client, &bulk).await;
        let undone = over(&client, &bulk).await;
        assert_eq!(
            (&undone["status"], &undone["restored"]),
            (&json!("undone"), &json!(2_500)),
            "{undone}"
        );
        assert_eq!(total(&client, found).await, 0, "{action}");
    }
    assert_eq!(total(&client, "label=old&team=North").await, 2_500);
    assert_eq!(untouched(&server).await, before);
    terms_are_right(&server, &client).await;
}

#[tokio::test]
async fn a_bulk_delete_fills_the_bin_and_its_undo_empties_it() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 1_200).await;
    let bulk = act(&client, json!({"query": {}, "action": "delete"})).await;
    assert_eq!(over(&client, &bulk).await["changed"], 1_200);
    assert_eq!(total(&client, "").await, 0);
    let bin = client.get("/api/v1/bin?limit=2").await.json();
    assert_eq!(bin["total"], 1_200);
    assert_eq!(bin["items"][0]["deleted_by"], "test");
    // One came back already and was edited: it stays as it is.
    let path = format!(
        "/api/v1/contacts/{}",
        bin["items"][0]["id"].as_str().unwrap()
    );
    client
        .post_json(&format!("{path}/restore"), &json!({}))
        .await;
    undo(&client, &bulk).await;
    let undone = over(&client, &bulk).await;
    assert_eq!(
        (&undone["restored"], &undone["kept"]),
        (&json!(1_199), &json!(1))
    );
    assert_eq!(total(&client, "").await, 1_200);
    let log = client.get(&format!("{path}/changes")).await.json();
    let actions: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["Restored", "Deleted", "Created"]);
}

#[tokio::test]
async fn what_somebody_changed_since_is_kept_by_an_undo_and_counted() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 5).await;
    let ids = first_ids(&client, 5).await;
    let path = |at: usize| format!("/api/v1/contacts/{}", ids[at].as_str().unwrap());
    let patch = async |at: usize, body: Value| {
        let answer = client
            .clone()
            .with("if-match", "\"2\"")
            .patch_json(&path(at), &body)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    let bulk = act(
        &client,
        json!({"ids": ids, "action": {"set_team": "South"}}),
    )
    .await;
    patch(0, json!({"team": "West"})).await;
    patch(1, json!({"company": "Bravo"})).await;
    assert_eq!(client.delete(&path(2)).await.status, 204);
    let undone = undo(&client, &bulk).await;
    assert_eq!(
        (&undone["restored"], &undone["kept"]),
        (&json!(3), &json!(2)),
        "{undone}"
    );
    assert_eq!(client.get(&path(0)).await.json()["team"], "West");
    let other = client.get(&path(1)).await.json();
    assert_eq!(
        (&other["team"], &other["company"]),
        (&json!("North"), &json!("Bravo"))
    );
}

#[tokio::test]
async fn an_undo_knows_labels_that_were_renamed_since() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 3).await;
    let ids = first_ids(&client, 3).await;
    let added = act(
        &client,
        json!({"ids": ids, "action": {"add_labels": ["VIP"]}}),
    )
    .await;
    let labels = client.get("/api/v1/labels").await.json();
    let label = labels["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|label| label["name"] == "VIP")
        .unwrap();
    let path = format!("/api/v1/labels/{}", label["id"].as_str().unwrap());
    client.patch_json(&path, &json!({"name": "Gold"})).await;
    undo(&client, &added).await;
    assert_eq!(total(&client, "label=gold").await, 0);
    let removed = act(
        &client,
        json!({"ids": ids, "action": {"remove_labels": ["old", "nowhere"]}}),
    )
    .await;
    assert_eq!(removed["changed"], 3);
    undo(&client, &removed).await;
    assert_eq!(total(&client, "label=old").await, 3);
}

#[tokio::test]
async fn contacts_deleted_meanwhile_are_left_alone_and_counted() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 3).await;
    let mut ids = first_ids(&client, 3).await;
    let path = format!("/api/v1/contacts/{}", ids[0].as_str().unwrap());
    client.delete(&path).await;
    ids.push(json!("00000000-0000-7000-8000-000000000000"));
    let bulk = act(
        &client,
        json!({"ids": ids, "action": {"set_type": "Prospect"}}),
    )
    .await;
    assert_eq!(
        (&bulk["total"], &bulk["changed"], &bulk["gone"]),
        (&json!(4), &json!(2), &json!(2))
    );
    let log = client.get(&format!("{path}/changes")).await.json();
    assert_eq!(log["items"][0]["action"], "Deleted");
}

#[tokio::test]
async fn a_contact_without_room_for_a_label_is_counted_and_left() {
    let server = Server::start().await;
    let client = server.program().await;
    let labels: Vec<String> = (0..50).map(|number| format!("label {number}")).collect();
    let full = client
        .post_json(
            "/api/v1/contacts",
            &json!({"last_name": "Full", "labels": labels}),
        )
        .await;
    assert_eq!(full.status, 201, "{}", full.text());
    let bulk = act(
        &client,
        json!({"query": {}, "action": {"add_labels": ["one more"]}}),
    )
    .await;
    assert_eq!(
        (&bulk["changed"], &bulk["overfull"]),
        (&json!(0), &json!(1))
    );
}

#[tokio::test]
async fn verified_values_outlive_every_bulk_action() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 3).await;
    let mut sql = server.sql().await;
    sqlx::query("update contact_phone set verified = true")
        .execute(&mut sql)
        .await
        .unwrap();
    for action in [
        json!({"set_group": "A"}),
        json!({"add_labels": ["B"]}),
        json!("delete"),
    ] {
        let bulk = act(&client, json!({"query": {}, "action": action})).await;
        undo(&client, &bulk).await;
    }
    let verified: i64 = sqlx::query_scalar("select count(*) from contact_phone where verified")
        .fetch_one(&mut sql)
        .await
        .unwrap();
    assert_eq!(verified, 3);
}

#[tokio::test]
async fn a_selection_that_has_grown_or_makes_no_sense_is_refused() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 3).await;
    for (body, status) in [
        (json!({"query": {}, "action": "delete", "expected": 2}), 409),
        (json!({"action": "delete"}), 422),
        (json!({"ids": [], "action": "delete"}), 400),
        (json!({"ids": [], "query": {}, "action": "delete"}), 422),
        (json!({"query": {"colour": "red"}, "action": "delete"}), 422),
        (json!({"query": {"search": {}}, "action": "delete"}), 422),
        (json!({"query": {}, "action": "destroy"}), 422),
        (json!({"query": {}, "action": {"set_type": "Friend"}}), 422),
        (
            json!({"query": {}, "action": {"set_team": "x".repeat(256)}}),
            422,
        ),
        (
            json!({"query": {}, "action": {"set_group": "a\u{7}b"}}),
            422,
        ),
        (json!({"query": {}, "action": {"add_labels": []}}), 422),
        (json!({"query": {}, "action": {"add_labels": ["a;b"]}}), 422),
        (
            json!({"query": {}, "action": {"add_labels": ["a"]}, "verified": true}),
            422,
        ),
    ] {
        let answer = client.post_json("/api/v1/contacts/bulk", &body).await;
        assert_eq!(answer.status, status, "{body} {}", answer.text());
    }
    assert_eq!(total(&client, "").await, 3);
    assert_eq!(client.get("/api/v1/labels").await.json()["total"], 1);
}
