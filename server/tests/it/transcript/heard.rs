//! What a visitor typed goes into the contact once.
use super::*;

#[tokio::test]
async fn what_is_heard_is_added_once_unproved_and_the_log_names_its_message() {
    let server = Server::start().await;
    let host = host(&server).await;
    let said =
        "My mail is chan@example.com, my other number +852 6123 4567. I was born on 14 Dec 1980.";
    let (chan, id, grace, program) = caller(
        &server,
        &host,
        &[
            message(1, "visitor", said),
            message(2, "staff", "Write to grace@example.com"),
            message(3, "visitor", "call me at +852 9123 4567, not on 03/04/1985"),
        ],
    )
    .await;
    let lines = page(&grace, &id, json!("Newest")).await;
    let heard = |line: usize| lines["items"][line]["offers"].clone();
    assert_eq!(
        heard(0),
        json!([{"phone": "+85261234567"}, {"email": "chan@example.com"}, {"birthday": "1980-12-14"}])
    );
    assert_eq!(
        (heard(1), heard(2)),
        (Value::Null, Value::Null),
        "staff, and what is known"
    );
    let add = async |line: usize, offer: &Value| {
        let message = &lines["items"][line]["id"];
        let arguments =
            json!({"enquiry": id, "contact": chan["id"], "message": message, "offer": offer});
        grace.call("enquiries/transcript/add", &arguments).await
    };
    for (line, offer) in [
        (0, json!({"email": "other@example.com"})),
        (1, json!({"email": "grace@example.com"})),
        (2, json!({"birthday": "1985-03-04"})),
        (2, json!({"email": "chan@example.com"})),
    ] {
        assert_eq!(
            add(line, &offer).await.status,
            409,
            "{offer} was not typed there"
        );
    }
    let first = add(0, &json!({"phone": "+85261234567"})).await.json();
    let phones = first["phones"].as_array().expect("phones");
    assert_eq!(phones.len(), 2);
    let added = phones
        .iter()
        .find(|phone| phone["number"] == "+85261234567");
    assert_eq!(added.map(|phone| &phone["verified"]), Some(&json!(false)));
    let again = add(0, &json!({"phone": "+85261234567"})).await.json();
    assert_eq!(again["version"], first["version"], "it is added once");
    for offer in [
        json!({"email": "chan@example.com"}),
        json!({"birthday": "1980-12-14"}),
    ] {
        assert_eq!(add(0, &offer).await.status, 200);
    }
    assert_eq!(
        page(&grace, &id, json!("Newest")).await["items"][0]["offers"],
        Value::Null
    );
    let log = program
        .get(&format!("{}/changes", path(&chan)))
        .await
        .json();
    let entries = log["items"].as_array().expect("entries");
    assert_eq!(
        entries.len(),
        5,
        "created, proved by the call, and three that were added"
    );
    for entry in &entries[..3] {
        assert_eq!(
            (&entry["source"], &entry["staff"], &entry["heard_in"]),
            (
                &json!("panel"),
                &json!("Test agent"),
                &json!({"enquiry": id, "message": "M-1"})
            )
        );
    }
    assert_eq!(entries[4]["heard_in"], Value::Null);
    let html = grace
        .get(&format!(
            "/contacts/{}?tab=log",
            chan["id"].as_str().expect("an id")
        ))
        .await;
    assert!(
        html.text()
            .contains(&format!("/enquiries/{id}/transcript?message=M")),
        "the log leads to the message"
    );
}

#[tokio::test]
async fn what_is_heard_goes_to_the_contact_that_was_seen_and_contradicts_nobody() {
    let server = Server::start().await;
    let host = host(&server).await;
    let said = [message(1, "visitor", "born 14 Dec 1980, chan@example.com")];
    let (chan, id, grace, program) = caller(&server, &host, &said).await;
    let wong = created(&program, json!({"last_name": "Wong"})).await;
    let line = page(&grace, &id, json!("Newest")).await["items"][0]["id"].clone();
    let add = async |contact: &Value, offer: Value| {
        let arguments =
            json!({"enquiry": id, "contact": contact["id"], "message": line, "offer": offer});
        grace
            .call("enquiries/transcript/add", &arguments)
            .await
            .status
            .as_u16()
    };
    assert_eq!(add(&wong, json!({"email": "chan@example.com"})).await, 409);
    let change = json!({"birth_date": "1981-12-14"});
    let version = program.get(&path(&chan)).await.json()["version"].clone();
    let saved = program
        .clone()
        .with("if-match", &format!("\"{version}\""))
        .patch_json(&path(&chan), &change)
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(
        add(&chan, json!({"birthday": "1980-12-14"})).await,
        409,
        "another birthday is known"
    );
    enquiry(&host, "E-1", json!({"event_at": at(9), "status": "closed"})).await;
    assert_eq!(
        add(&chan, json!({"email": "chan@example.com"})).await,
        403,
        "it has closed meanwhile"
    );
    let now = program.get(&path(&chan)).await.json();
    assert_eq!(
        (&now["birth_date"], &now["emails"]),
        (&json!("1981-12-14"), &Value::Null)
    );
}
