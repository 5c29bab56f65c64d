//! Visitors who are nobody's contact yet: what they told, what becomes of it, and who they may be.
use super::*;

/// What one visitor filled in before a chat.
fn chat() -> Value {
    json!({"event_at": at(2), "channel": "web_chat", "status": "ongoing", "destination": "support",
    "staff": ["in@example.org"], "visitor": {
        "first_name": "Mei", "last_name": "Lee", "phone": "+85290000009", "phone_verified": true,
        "email": "Mei@Example.com",
        "form": {"kind": "pre_chat", "values": {"Company": "Bolt", "Level": "Top"}},
        "device": {"os": "iOS", "time_zone": "Asia/Hong_Kong"},
    }})
}

/// Reports a chat with the visitor; its id.
async fn chat_with(centre: &Centre, id: &str) -> String {
    let told = enquiry(&centre.program, id, chat()).await;
    assert_eq!(told["contact"], Value::Null, "a form proves nobody");
    told["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_visitor_is_shown_as_they_told_and_begins_a_contact_by_the_rules_of_an_import() {
    let centre = Centre::open().await;
    let id = chat_with(&centre, "E-1").await;
    let client = centre.as_one(Relation::InRoom);
    let room = seen(client, &id).await;
    let values = &room["visitor"]["form"]["values"];
    assert_eq!(
        values,
        &json!({"Company": "Bolt", "Level": "Top"}),
        "as it was filled in"
    );
    let newcomer = &room["contact"]["Nobody"]["newcomer"];
    assert_eq!(
        (&newcomer["last_name"], &newcomer["company"]),
        (&json!("Lee"), &json!("Bolt"))
    );
    assert_eq!(newcomer["level"], "Primary", "what is no level is left out");
    assert_eq!(newcomer["phones"][0]["number"], "+85290000009");
    for address in [
        format!("/enquiries/{id}"),
        format!("/enquiries/{id}/visitor"),
    ] {
        let page = client.get(&address).await;
        for told in ["Mei", "Pre-chat form", "Top", "Asia/Hong_Kong"] {
            assert!(page.text().contains(told), "{address} {told}");
        }
    }
}

#[tokio::test]
async fn a_contact_that_begins_with_what_was_told_holds_what_was_proved() {
    let centre = Centre::open().await;
    let id = chat_with(&centre, "E-1").await;
    let client = centre.as_one(Relation::InRoom);
    let newcomer = seen(client, &id).await["contact"]["Nobody"]["newcomer"].clone();
    let key = "0199a1b2-0000-7000-8000-000000000009";
    let create = json!({"enquiry": id, "key": key, "draft": newcomer});
    let made = client.call("enquiries/contact/create", &create).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let room = seen(client, &id).await;
    let contact = &room["contact"]["Here"][0];
    assert_eq!(contact["id"], made.json()["id"]);
    assert_eq!(contact["phones"][0]["verified"], true, "the form proved it");
    assert_eq!(room["contact"]["Here"][1]["device"]["os"], "iOS");
    assert_eq!(room["identified"], json!([]), "it is its own");
}

#[tokio::test]
async fn whoever_has_the_visitors_proven_number_or_their_address_is_suggested() {
    let centre = Centre::open().await;
    let id = chat_with(&centre, "E-1").await;
    let client = centre.as_one(Relation::InRoom);
    let identified = async || {
        let room = seen(client, &id).await;
        let found = room["identified"].as_array().expect("a list").clone();
        found
            .into_iter()
            .map(|found| (found["contact"]["id"].clone(), found["by"].clone()))
            .collect::<Vec<_>>()
    };
    assert!(identified().await.is_empty());
    let by_email = created(
        &centre.program,
        json!({"last_name": "Lee", "emails": [{"address": "mei@example.com"}]}),
    )
    .await;
    let by_phone = created(
        &centre.program,
        json!({"last_name": "Lee", "phones": [{"number": "+85290000009"}]}),
    )
    .await;
    let phone = (by_phone["id"].clone(), json!("Phone"));
    let email = (by_email["id"].clone(), json!("Email"));
    assert_eq!(identified().await, [phone.clone(), email.clone()]);
    let page = client.get(&format!("/enquiries/{id}")).await;
    for sentence in [
        "We identified contact with the same verified phone number as this visitor. Do you want to merge them?",
        "We identified contact with the same email address as this visitor. Do you want to merge them?",
    ] {
        assert!(page.text().contains(sentence), "{sentence}");
    }
    // Without a contact, Merge attaches; then the other one is merged into it.
    let attach = json!({"enquiry": id, "contact": by_phone["id"]});
    assert_eq!(
        client
            .call("enquiries/contact/attach", &attach)
            .await
            .status,
        200
    );
    assert_eq!(
        identified().await,
        std::slice::from_ref(&email),
        "not its own"
    );
    let differ = json!({"one": by_phone["id"], "two": by_email["id"], "differ": true});
    assert_eq!(client.call("duplicates/differ", &differ).await.status, 200);
    assert!(
        identified().await.is_empty(),
        "somebody said that they are two"
    );
    let differ = json!({"one": by_phone["id"], "two": by_email["id"], "differ": false});
    assert_eq!(client.call("duplicates/differ", &differ).await.status, 200);
    let merge = json!({"enquiry": id, "contact": by_phone["id"], "other": by_email["id"], "versions": null, "choices": {}});
    let merged = client.call("enquiries/contact/merge", &merge).await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    assert_eq!(
        merged.json()["Done"]["contact"]["emails"][0]["address"],
        "mei@example.com"
    );
    assert!(identified().await.is_empty());
    let deleted = created(
        &centre.program,
        json!({"last_name": "Lee", "phones": [{"number": "+85290000009"}]}),
    )
    .await;
    assert!(
        centre
            .program
            .delete(&path(&deleted))
            .await
            .status
            .is_success()
    );
    assert!(identified().await.is_empty(), "who is in the bin is nobody");
}

#[tokio::test]
async fn a_number_that_nobody_proved_suggests_nobody() {
    let centre = Centre::open().await;
    let mut typed = chat();
    typed["visitor"] = json!({"phone": "+85291234567", "form": {"kind": "offline", "values": {"email": "mei@example.com"}}});
    let id = enquiry(&centre.program, "E-1", typed).await["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let client = centre.as_one(Relation::InRoom);
    assert_eq!(seen(client, &id).await["identified"], json!([]));
    created(
        &centre.program,
        json!({"last_name": "Lee", "emails": [{"address": "mei@example.com"}]}),
    )
    .await;
    let found = seen(client, &id).await["identified"].clone();
    assert_eq!(found[0]["by"], "Email", "what they filled in counts too");
}
