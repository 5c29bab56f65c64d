//! The contact as it was when a message was written.
use super::*;

#[tokio::test]
async fn each_message_leads_to_the_contact_as_it_was_then() {
    let server = Server::start().await;
    let host = host(&server).await;
    let said = [5, 15, 25].map(|minute| message(minute * 3, "visitor", "hello"));
    let (chan, id, grace, program) = caller(&server, &host, &said).await;
    let version = program.get(&path(&chan)).await.json()["version"].clone();
    let moved = json!({"company": "Acme"});
    let saved = program
        .clone()
        .with("if-match", &format!("\"{version}\""))
        .patch_json(&path(&chan), &moved)
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let mut sql = server.sql().await;
    let entries: Vec<i64> = sqlx::query_scalar("select number from change order by number")
        .fetch_all(&mut sql)
        .await
        .expect("entries");
    for (entry, minute) in entries.iter().zip([10, 10, 20]) {
        sqlx::query("update change set at = $2::timestamptz where number = $1")
            .bind(entry)
            .bind(at(minute))
            .execute(&mut sql)
            .await
            .expect("moved");
    }
    let lines = page(&grace, &id, json!("Newest")).await;
    let then: Vec<Value> = (0..3)
        .map(|line| lines["items"][line]["then"].clone())
        .collect();
    assert_eq!(
        then,
        [Value::Null, json!(entries[1]), json!(entries[2])],
        "{lines}"
    );
    for (line, company) in [(1, Value::Null), (2, json!("Acme"))] {
        let arguments = json!({"id": chan["id"], "number": then[line]});
        let was = grace.call("contacts/changes/past", &arguments).await.json();
        assert_eq!(was["company"], company);
    }
    let html = grace.get(&format!("/enquiries/{id}/transcript")).await;
    assert!(html.text().contains("There was no contact yet"));
    let address = format!(
        "/contacts/{}?tab=log&amp;at={}",
        chan["id"].as_str().expect("an id"),
        entries[2]
    );
    assert!(html.text().contains(&address), "{address}");
}

#[tokio::test]
async fn what_was_said_before_a_merge_leads_to_the_contact_whose_enquiry_it_was_then() {
    let server = Server::start().await;
    let host = host(&server).await;
    let said = [5, 15, 25].map(|minute| message(minute * 3, "visitor", "hello"));
    let (chan, id, grace, program) = caller(&server, &host, &said).await;
    let wong = created(&program, json!({"last_name": "Wong"})).await;
    let merge = json!({"other": chan["id"], "choices": {}});
    let merged = program
        .post_json(&format!("{}/merge", path(&wong)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let mut sql = server.sql().await;
    // All that was known of both is from before; they became one between the second message and the third.
    for (statement, minute) in [
        (
            "update change set at = $1::timestamptz where merge_id is null",
            1,
        ),
        (
            "update change set at = $1::timestamptz where merge_id is not null",
            20,
        ),
        ("update merge set at = $1::timestamptz", 20),
    ] {
        sqlx::query(statement)
            .bind(at(minute))
            .execute(&mut sql)
            .await
            .expect("moved");
    }
    let last = "select number from change where contact_id = $1::uuid order by number desc limit 1";
    let mut numbers = Vec::new();
    for contact in [&chan, &wong] {
        let number = sqlx::query_scalar::<_, i64>(last).bind(contact["id"].as_str());
        numbers.push(number.fetch_one(&mut sql).await.expect("an entry"));
    }
    let [of_chan, of_wong] = numbers[..] else {
        panic!("two of them");
    };
    let then = async || -> Vec<Value> {
        let lines = page(&grace, &id, json!("Newest")).await;
        let lines = lines["items"].as_array().expect("lines").iter();
        lines.map(|line| line["then"].clone()).collect()
    };
    let before = json!(of_chan);
    assert_eq!(
        then().await,
        [before.clone(), before.clone(), json!(of_wong)]
    );
    for (number, name) in [(of_chan, "Chan"), (of_wong, "Wong")] {
        let arguments = json!({"id": wong["id"], "number": number});
        let was = grace.call("contacts/changes/past", &arguments).await;
        assert_eq!(was.json()["last_name"], name, "{}", was.text());
    }
    // Once the merge is undone the enquiry is Chan's, and always was.
    let merge = merged.json()["merge_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let undone = program
        .post_json(&format!("/api/v1/merges/{merge}/undo"), &json!({}))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    sqlx::query("update change set at = $1::timestamptz where number > $2")
        .bind(at(30))
        .bind(of_wong)
        .execute(&mut sql)
        .await
        .expect("moved");
    assert_eq!(then().await, [before.clone(), before.clone(), before]);
}
