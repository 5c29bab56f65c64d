//! What stands beside a contact: its change log, page by page, and its notes.
use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn the_log_is_paged_from_the_newest() {
    let server = Server::start().await;
    let client = server.program().await;
    let contact = created(&client, json!({"last_name": "Chan"})).await;
    for version in 1..7 {
        let client = client.clone().with("if-match", &format!("\"{version}\""));
        assert_eq!(
            client
                .patch_json(
                    &path(&contact),
                    &json!({"company": format!("Acme {version}")})
                )
                .await
                .status,
            200
        );
    }
    let newest = client
        .get(&format!("{}/changes?limit=5", path(&contact)))
        .await
        .json();
    assert_eq!(
        (newest["items"].as_array().unwrap().len(), &newest["total"]),
        (5, &json!(7))
    );
    assert_eq!(newest["items"][0]["lines"][0]["new"], "Acme 6");
    let older = client
        .get(&format!(
            "{}/changes?cursor={}",
            path(&contact),
            newest["next_cursor"].as_str().unwrap()
        ))
        .await
        .json();
    assert_eq!(
        (
            older["items"].as_array().unwrap().len(),
            &older["next_cursor"]
        ),
        (2, &Value::Null)
    );
    assert_eq!(
        client
            .get(&format!("{}/changes?limit=501", path(&contact)))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn notes_are_added_by_all_and_deleted_by_their_author_or_an_administrator() {
    let server = Server::start().await;
    let (author, other, administrator) = (
        server.agent().await,
        server.agent().await,
        server.signed_in(Role::Administrator).await,
    );
    let client = server.program().await;
    let contact = created(&client, json!({"last_name": "Chan"})).await;
    let add = |text: &str| json!({"id": contact["id"], "text": text});
    let first = author
        .call("contacts/notes/add", &add(" Called\nback "))
        .await
        .json();
    let second = author
        .call("contacts/notes/add", &add("Again"))
        .await
        .json();
    assert_eq!(
        (&first["text"], &first["staff"]),
        (&json!("Called\nback"), &json!("Test agent"))
    );
    let delete = |note: &Value| json!({"id": contact["id"], "note": note["id"]});
    assert_eq!(
        other
            .call("contacts/notes/delete", &delete(&first))
            .await
            .status,
        403
    );
    assert_eq!(
        author
            .call("contacts/notes/delete", &delete(&first))
            .await
            .status,
        200
    );
    assert_eq!(
        administrator
            .call("contacts/notes/delete", &delete(&second))
            .await
            .status,
        200
    );
    let notes = format!("{}/notes", path(&contact));
    assert_eq!(
        client
            .post_json(&notes, &json!({"text": "é".repeat(4_000)}))
            .await
            .status,
        201
    );
    for text in ["", " \n", &"é".repeat(4_001), "a\u{0}b"] {
        assert_eq!(
            client
                .post_json(&notes, &json!({"text": text}))
                .await
                .status,
            422
        );
    }
    let list = client.get(&notes).await.json();
    assert_eq!(
        (&list["total"], &list["items"][0]["may_delete"]),
        (&json!(1), &json!(true))
    );
}
