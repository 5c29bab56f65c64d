//! The log has one door: no contact is written without its entry. That whoever follows it misses none: `events.rs`.
use serde_json::{Value, json};
use sqlx::Executor;

use crate::{
    harness::Server,
    imports::{id_of, import, over, send},
    record::{created, path},
};

/// Refuses, as a transaction ends, a contact that it has written without an entry of its own or of its master. An entry has
/// the time at which its transaction began.
const DOORKEEPER: &str = "
    create function entry_of_contact() returns trigger language plpgsql as $$
    begin
      if not exists (
        select from change where at = now() and contact_id in (new.id, new.merged_into)
      ) then
        raise exception 'contact % was written without an entry', new.id;
      end if;
      return null;
    end $$;
    create constraint trigger entry_of_contact after insert or update of version, deleted_at, merged_into on contact
      deferrable initially deferred for each row execute function entry_of_contact();";

#[tokio::test]
async fn no_contact_is_written_without_its_entry() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut db = server.sql().await;
    db.execute(DOORKEEPER).await.expect("a doorkeeper");
    let person = |name: &str| json!({"last_name": name, "emails": [{"address": format!("{name}@example.com")}]});
    let one = created(&program, person("Chan")).await;
    let two = created(&program, person("Wong")).await;
    // It would be seen.
    let bare = db.execute("update contact set version = version + 1").await;
    assert!(
        bare.expect_err("refused")
            .to_string()
            .contains("without an entry")
    );
    let expect = async |answer: crate::harness::Answer, status: u16| {
        assert_eq!(answer.status, status, "{}", answer.text());
        if answer.text().is_empty() {
            Value::Null
        } else {
            answer.json()
        }
    };
    let saver = program.clone().with("if-match", "\"1\"");
    expect(
        saver
            .patch_json(&path(&one), &json!({"company": "Acme"}))
            .await,
        200,
    )
    .await;
    let note = json!({"text": "Called"});
    expect(
        program
            .post_json(&format!("{}/notes", path(&one)), &note)
            .await,
        201,
    )
    .await;
    expect(program.delete(&path(&one)).await, 204).await;
    expect(
        program
            .post_json(&format!("{}/restore", path(&one)), &json!({}))
            .await,
        200,
    )
    .await;
    let merge = json!({"other": two["id"], "choices": {}});
    let merged = expect(
        program
            .post_json(&format!("{}/merge", path(&one)), &merge)
            .await,
        200,
    )
    .await;
    let undo = format!(
        "/api/v1/merges/{}/undo",
        merged["merge_id"].as_str().expect("a merge")
    );
    expect(program.post_json(&undo, &json!({})).await, 200).await;
    for action in [json!({"add_labels": ["VIP"]}), json!("delete")] {
        let start = json!({"ids": [one["id"], two["id"]], "action": action});
        let bulk = program.post_json("/api/v1/contacts/bulk", &start).await;
        assert!(bulk.status.is_success(), "{}", bulk.text());
        let undo = format!(
            "/api/v1/contacts/bulk/{}/undo",
            bulk.json()["id"].as_str().expect("an id")
        );
        let undone = program.post_json(&undo, &json!({})).await;
        assert!(undone.status.is_success(), "{}", undone.text());
    }
    let file =
        "First name,Last name,Email\r\nAnn,Lee,ann@example.com\r\nNew,Chan,chan@example.com\r\n";
    for duplicates in ["create", "update"] {
        let query = format!("?duplicates={duplicates}&match=email");
        let answer = send(&program, &query, file).await;
        let place = format!("/api/v1/imports/{}", id_of(&answer));
        let ended = over(&program, &place).await;
        assert_eq!(
            (&ended["status"], &ended["failed"]),
            (&json!("done"), &json!(0)),
            "{ended}"
        );
        let undone = program
            .post_json(&format!("{place}/undo"), &json!({}))
            .await;
        assert!(undone.status.is_success(), "{}", undone.text());
    }
    import(&program, "", file).await;
}
