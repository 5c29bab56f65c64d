//! Merges that come apart again, after others, after edits, and after the clock was put back.
use super::*;

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
