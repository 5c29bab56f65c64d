//! The log has one door: no contact is written without its entry. That whoever follows it misses none: `events.rs`.
use contact::permit::Relation;
use serde_json::{Value, json};
use sqlx::Executor;

use crate::{
    enquiry_doors::Centre,
    harness::{Client, Server},
    imports::{id_of, import, over, send},
    intake::{at, enquiry, host},
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

async fn place_the_doorkeeper(server: &Server) {
    let mut db = server.sql().await;
    db.execute(DOORKEEPER).await.expect("a doorkeeper");
}

#[tokio::test]
async fn no_contact_is_written_without_its_entry() {
    let server = Server::start().await;
    let program = server.program().await;
    place_the_doorkeeper(&server).await;
    let person = |name: &str| json!({"last_name": name, "emails": [{"address": format!("{name}@example.com")}]});
    let one = created(&program, person("Chan")).await;
    let two = created(&program, person("Wong")).await;
    // It would be seen.
    let mut db = server.sql().await;
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
    let log = program.get(&format!("{}/changes", path(&one))).await;
    let put_back = format!(
        "{}/changes/{}/restore",
        path(&one),
        log.json()["items"][0]["number"]
    );
    let company = json!({"field": "company"});
    let back = expect(program.post_json(&put_back, &company).await, 200).await;
    assert_eq!(back["company"], Value::Null);
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

/// Calls a server function, which does it.
async fn done(client: &Client, function: &str, arguments: &Value) {
    let answer = client.call(function, arguments).await;
    assert_eq!(answer.status, 200, "{function} {}", answer.text());
}

#[tokio::test]
async fn nor_is_one_that_is_written_beside_an_enquiry_or_left_to_others() {
    let centre = Centre::open().await;
    place_the_doorkeeper(&centre.server).await;
    let agent = centre.as_one(Relation::InRoom);
    let room = centre.call("E-1", "ongoing").await;
    let saved = centre.save(agent, &room, "Acme").await;
    assert_eq!(saved.status, 200, "{}", saved.text());

    let closed = json!({"event_at": at(9), "status": "closed", "staff": []});
    enquiry(&centre.program, "E-1", closed).await;
    let (base, mut draft, version) = centre.edit("Globex").await;
    draft["team"] = json!("North");
    let left = json!({
        "enquiry": room, "contact": centre.contact["id"], "version": version, "base": base, "draft": draft,
    });
    done(agent, "proposals/leave", &left).await;
    let waiting = format!("{}/proposals", path(&centre.contact));
    let waiting = centre.program.get(&waiting).await.json();
    let decider = centre.as_one(Relation::Other);
    for (function, field) in [("proposals/accept", "company"), ("proposals/drop", "team")] {
        let decided = json!({"proposal": waiting["items"][0]["id"], "fields": [field]});
        done(decider, function, &decided).await;
    }
    assert_eq!(centre.now().await["company"], "Globex");

    // What the channel has proved is marked on whoever the visitor is said to be.
    let proved = |phone: &str| json!({"event_at": at(3), "visitor": {"phone": phone, "phone_verified": true}});
    let room = centre.chat("E-2", "ongoing").await;
    enquiry(&centre.program, "E-2", proved("+85291234567")).await;
    let attach = json!({"enquiry": room, "contact": centre.contact["id"]});
    done(agent, "enquiries/contact/attach", &attach).await;
    assert_eq!(centre.now().await["phones"][0]["verified"], true);
    let room = centre.chat("E-3", "ongoing").await;
    enquiry(&centre.program, "E-3", proved("+85290000001")).await;
    let create = json!({
        "enquiry": room, "key": "0199a1b2-0000-7000-8000-000000000009", "draft": {"last_name": "Lee"},
    });
    done(agent, "enquiries/contact/create", &create).await;
}

#[tokio::test]
async fn nor_is_one_that_a_report_marks_or_makes() {
    let server = Server::start_with(&["--auto-create", "true"]).await;
    place_the_doorkeeper(&server).await;
    let (host, program) = (host(&server).await, server.program().await);
    let chan = json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    let chan = created(&program, chan).await;
    let call = |phone: &str| json!({"event_at": at(1), "channel": "phone_call", "status": "open", "visitor": {"phone": phone, "phone_verified": true}});
    let known = enquiry(&host, "E-1", call("+85291234567")).await;
    assert_eq!(known["contact"], chan["id"]);
    let now = program.get(&path(&chan)).await.json();
    assert_eq!(now["phones"][0]["verified"], true);
    let newcomer = enquiry(&host, "E-2", call("+85290000001")).await;
    let newcomer = program
        .get(&path(&json!({"id": newcomer["contact"]})))
        .await;
    assert_eq!(newcomer.json()["phones"][0]["verified"], true);
}
