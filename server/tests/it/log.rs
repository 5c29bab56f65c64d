//! The change log of a contact: what a save writes into it, values put back from it, and the contact as it was.
use app::who::Role;
use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    record::{created, path},
};

async fn patch(program: &Client, contact: &Value, change: Value) -> Value {
    let version = program.get(&path(contact)).await.json()["version"].clone();
    let client = program.clone().with("if-match", &format!("\"{version}\""));
    let answer = client.patch_json(&path(contact), &change).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The entries of a contact, the newest first.
async fn log(program: &Client, contact: &Value) -> Vec<Value> {
    let log = program
        .get(&format!("{}/changes", path(contact)))
        .await
        .json();
    log["items"].as_array().expect("entries").clone()
}

#[tokio::test]
async fn seven_saves_show_five_and_then_seven() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    for number in 1..7 {
        let nothing_new = json!({"last_name": "Chan"});
        patch(
            &program,
            &contact,
            json!({"company": format!("Acme {number}")}),
        )
        .await;
        patch(&program, &contact, nothing_new).await;
    }
    let ask =
        |limit: u16, cursor: Value| json!({"id": contact["id"], "limit": limit, "cursor": cursor});
    let first = agent
        .call("contacts/changes", &ask(5, Value::Null))
        .await
        .json();
    assert_eq!(
        (first["items"].as_array().unwrap().len(), &first["total"]),
        (5, &json!(7))
    );
    let cursor: i64 = first["next_cursor"].as_str().unwrap().parse().unwrap();
    let rest = agent
        .call("contacts/changes", &ask(100, json!(cursor)))
        .await
        .json();
    assert_eq!(
        (
            rest["items"].as_array().unwrap().len(),
            &rest["next_cursor"]
        ),
        (2, &Value::Null)
    );
    assert_eq!(rest["items"][1]["action"], "Created");
}

#[tokio::test]
async fn an_old_value_is_put_back_by_a_save_of_its_own() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let field = json!({"name": "Size", "type": "dropdown_single", "options": ["S", "XL"]});
    assert_eq!(
        program.post_json("/api/v1/fields", &field).await.status,
        201
    );
    let contact = created(
        &program,
        json!({"last_name": "Chan", "company": "Acme", "type": "Customer", "labels": ["VIP"], "custom": {"cf_size": "S"},
               "address": {"city": "Hong Kong"}, "phones": [{"number": "+85211111111"}]}),
    )
    .await;
    patch(
        &program,
        &contact,
        json!({"company": null, "type": "Lead", "labels": [], "custom": {"cf_size": "XL"}, "address": null, "phones": []}),
    )
    .await;
    let entry = log(&program, &contact).await[0]["number"].clone();
    let restore = |field: &str| json!({"id": contact["id"], "number": entry, "field": field});
    for field in [
        "company",
        "type",
        "labels",
        "cf_size",
        "address.city",
        "phones",
    ] {
        let answer = agent
            .call("contacts/changes/restore", &restore(field))
            .await;
        assert_eq!(answer.status, 200, "{field} {}", answer.text());
        let newest = &log(&program, &contact).await[0];
        assert_eq!(
            (
                &newest["action"],
                &newest["source"],
                &newest["lines"][0]["field"],
                newest["lines"].as_array().unwrap().len()
            ),
            (&json!("Value restored"), &json!("edit"), &json!(field), 1)
        );
        // Once more: it is there already, so nothing is written.
        let entries = log(&program, &contact).await.len();
        assert_eq!(
            agent
                .call("contacts/changes/restore", &restore(field))
                .await
                .status,
            200
        );
        assert_eq!(log(&program, &contact).await.len(), entries);
    }
    let back = program.get(&path(&contact)).await.json();
    for field in ["company", "type", "labels", "custom", "address", "phones"] {
        assert_eq!(back[field], contact[field], "{field}");
    }
    // By REST, and what an entry does not hold.
    let entry = log(&program, &contact).await[0]["number"].clone();
    let address = format!("{}/changes/{entry}/restore", path(&contact));
    let undone = program
        .post_json(&address, &json!({"field": "phones"}))
        .await;
    assert_eq!(
        (undone.status.as_u16(), &undone.json()["phones"]),
        (200, &Value::Null),
        "{}",
        undone.text()
    );
    for (field, status) in [("company", 400), ("note", 400), ("deleted_at", 400)] {
        assert_eq!(
            program
                .post_json(&address, &json!({"field": field}))
                .await
                .status,
            status,
            "{field}"
        );
    }
    assert_eq!(
        program
            .post_json(&address, &json!({"field": "phones", "id": 1}))
            .await
            .status,
        422
    );
    let unknown = format!("{}/changes/1000000/restore", path(&contact));
    assert_eq!(
        program
            .post_json(&unknown, &json!({"field": "phones"}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_contact_is_shown_as_it_was_at_any_entry() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let contact = created(
        &program,
        json!({"last_name": "Chan", "emails": [{"address": "mei@acme.example"}]}),
    )
    .await;
    let mut states = vec![contact.clone()];
    for change in [
        json!({"company": "Acme", "labels": ["VIP"]}),
        json!({"emails": [], "phones": [{"number": "+85211111111"}], "address": {"country": "HK"}}),
        json!({"company": null, "first_name": "Mei"}),
    ] {
        states.push(patch(&program, &contact, change).await);
        let note = json!({"id": contact["id"], "text": "Called"});
        assert_eq!(agent.call("contacts/notes/add", &note).await.status, 200);
    }
    assert_eq!(program.delete(&path(&contact)).await.status, 204);
    let entries = log(&program, &contact).await;
    let saves = entries
        .iter()
        .rev()
        .filter(|entry| matches!(entry["action"].as_str(), Some("Created" | "Updated")));
    for (save, wanted) in saves.zip(&states) {
        let asked = json!({"id": contact["id"], "number": save["number"]});
        let page = agent.call("contacts/changes/past", &asked).await.json();
        let api = program
            .get(&format!("{}/changes/{}", path(&contact), save["number"]))
            .await
            .json();
        assert_eq!(page, api);
        for field in [
            "first_name",
            "last_name",
            "company",
            "labels",
            "emails",
            "phones",
            "address",
            "type",
        ] {
            assert_eq!(page[field], wanted[field], "{field}");
        }
        assert_eq!(page["updated_at"], save["at"]);
    }
    assert_eq!(
        program
            .get(&format!("{}/changes/1000000", path(&contact)))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn it_is_told_who_changed_a_field_last_and_who_took_the_contact_away() {
    let server = Server::start().await;
    let (program, mei, tom) = (
        server.program().await,
        server.agent().await,
        server.agent().await,
    );
    let contact = created(&program, json!({"last_name": "Chan", "company": "Acme"})).await;
    let id = &contact["id"];
    let draft = json!({"last_name": "Chan", "company": "Acme HK"});
    let edit = json!({"id": id, "version": 1, "base": null, "draft": draft});
    assert_eq!(mei.call("contacts/update", &edit).await.status, 200);
    let latest = async |reader: &Client| {
        let asked = json!({"id": id, "fields": ["company", "last_name", "team"]});
        let answer = reader.call("contacts/changes/latest", &asked).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let told = |answer: &Value| -> Vec<Value> {
        let edits = answer["edits"].as_array().expect("edits").iter();
        edits
            .map(|edit| json!([edit["field"], edit["staff"], edit["own"]]))
            .collect()
    };
    let by_mei = latest(&mei).await;
    assert_eq!(
        told(&by_mei),
        [
            json!(["company", "Test agent", true]),
            json!(["last_name", "test", false])
        ]
    );
    assert_eq!(by_mei["removal"], Value::Null);
    assert_eq!(
        told(&latest(&tom).await)[0],
        json!(["company", "Test agent", false])
    );

    // It is deleted and restored, merged away, and at last erased with the contact that it became part of.
    let removal = |answer: &Value| json!([answer["removal"]["staff"], answer["removal"]["own"]]);
    assert_eq!(
        tom.call("contacts/delete", &json!({"id": id})).await.status,
        200
    );
    assert_eq!(removal(&latest(&tom).await), json!(["Test agent", true]));
    assert_eq!(removal(&latest(&mei).await), json!(["Test agent", false]));
    assert_eq!(
        tom.call("contacts/restore", &json!({"id": id}))
            .await
            .status,
        200
    );
    let master = created(&program, json!({"last_name": "Chan"})).await;
    let both = json!({"master": master["id"], "other": id, "versions": [1, 4], "choices": {}});
    let merged = mei.call("merge/merge", &both).await;
    assert!(merged.text().contains("Done"), "{}", merged.text());
    assert_eq!(removal(&latest(&mei).await), json!(["Test agent", true]));
    let administrator = server.signed_in(Role::Administrator).await;
    let gone = json!({"id": master["id"]});
    assert_eq!(tom.call("contacts/delete", &gone).await.status, 200);
    assert_eq!(administrator.call("bin/erase", &gone).await.status, 200);
    let erased = latest(&tom).await;
    assert_eq!(
        (removal(&erased), told(&erased).len()),
        (json!(["Test administrator", false]), 2)
    );
}
