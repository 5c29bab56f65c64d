//! What may be done from an enquiry: by the table of `contact::permit`, for each way of standing to it, asked again in the
//! transaction that writes.
mod proposals;
mod races;
mod stream;
pub mod table;
mod viewers;
mod walk;

use std::collections::BTreeMap;

use app::who::Role;
use contact::permit::Relation;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Client, Server},
    intake::{at, enquiry, put},
    record::{created, path},
};

/// A contact centre with somebody of every relation to its enquiries.
pub struct Centre {
    pub server: Server,
    pub program: Client,
    pub contact: Value,
    pub people: BTreeMap<Relation, Client>,
}

const NUMBER: &str = "+85291234567";

impl Centre {
    pub async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// The same, whose server has these flags.
    pub async fn open_with(flags: &[&str]) -> Self {
        let server = Server::start_with(flags).await;
        let program = server.program().await;
        let routed = json!({
            "event_at": at(0), "name": "Support", "department": " Service ", "staff": ["of@example.org"],
        });
        let answer = put(&program, "/destinations/support", &routed).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut people = BTreeMap::new();
        for (relation, email, role) in [
            (Relation::InRoom, "in@example.org", Role::Agent),
            (
                Relation::Administrator,
                "admin@example.org",
                Role::Administrator,
            ),
            (Relation::Supervisor, "lead@example.org", Role::Supervisor),
            (Relation::WasInRoom, "was@example.org", Role::Agent),
            (Relation::OfDestination, "of@example.org", Role::Agent),
            // Of another department, and so nobody special.
            (Relation::Other, "other@example.org", Role::Supervisor),
        ] {
            server.add_staff(email, role).await;
            people.insert(relation, server.visitor().sign_in(email).await);
        }
        sqlx::query(
            "update staff set department = case email when 'lead@example.org' then 'SERVICE' else '' end",
        )
        .execute(&mut server.sql().await)
        .await
        .expect("departments");
        let person =
            json!({"first_name": "Mei", "last_name": "Chan", "phones": [{"number": NUMBER}]});
        let contact = created(&program, person).await;
        Self {
            server,
            program,
            contact,
            people,
        }
    }

    /// A call of the contact that stands so; its id here.
    pub async fn call(&self, external_id: &str, status: &str) -> String {
        self.report(external_id, status, "phone_call").await
    }

    /// A chat with somebody who is nobody's contact; its id here.
    pub async fn chat(&self, external_id: &str, status: &str) -> String {
        self.report(external_id, status, "web_chat").await
    }

    async fn report(&self, external_id: &str, status: &str, channel: &str) -> String {
        self.begin(external_id, status, channel).await;
        self.settle(external_id, status).await
    }

    /// What comes before an enquiry stands so.
    pub async fn begin(&self, external_id: &str, status: &str, channel: &str) {
        let before = json!({
            "event_at": at(1), "channel": channel, "status": "open", "destination": "support", "opened_at": at(0),
            "staff": ["was@example.org", "in@example.org"], "visitor": {"first_name": "Mei", "phone": NUMBER},
        });
        enquiry(&self.program, external_id, before).await;
        // What is closed was handled before, while both stood in its room.
        if status == "closed" {
            let handled = json!({"event_at": "2026-11-28T08:01:30Z", "status": "ongoing"});
            enquiry(&self.program, external_id, handled).await;
        }
    }

    /// It has come to stand so, with one left in its room; its id here.
    pub async fn settle(&self, external_id: &str, status: &str) -> String {
        let now = json!({"event_at": at(2), "status": status, "staff": ["in@example.org"]});
        let told = enquiry(&self.program, external_id, now).await;
        told["id"].as_str().expect("an id").to_owned()
    }

    pub fn as_one(&self, relation: Relation) -> &Client {
        &self.people[&relation]
    }

    /// The contact as it is now.
    pub async fn now(&self) -> Value {
        self.program.get(&path(&self.contact)).await.json()
    }

    /// Saves a company from an enquiry, made from the contact as it is now.
    pub async fn save(&self, client: &Client, enquiry: &str, company: &str) -> Answer {
        let (base, draft, version) = self.edit(company).await;
        let save = json!({
            "enquiry": enquiry, "contact": self.contact["id"], "version": version, "base": base, "draft": draft,
        });
        client.call("enquiries/contact/update", &save).await
    }

    /// The contact as it is, as it is to be with another company, and its version.
    pub async fn edit(&self, company: &str) -> (Value, Value, Value) {
        let now = self.now().await;
        let mut base = now.clone();
        let fields = base.as_object_mut().expect("an object");
        let (version, _) = (fields["version"].clone(), fields.remove("created_at"));
        for field in ["id", "version", "updated_at"] {
            fields.remove(field);
        }
        let mut draft = base.clone();
        draft["company"] = json!(company);
        (base, draft, version)
    }
}

/// What a refusal says.
fn said(answer: &Answer) -> String {
    let json = answer.json();
    json["NotPermitted"].to_string()
}

#[tokio::test]
async fn what_is_saved_from_a_room_stands_in_the_log_as_done_in_the_panel() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "ongoing").await;
    let saved = centre
        .save(centre.as_one(Relation::InRoom), &room, "Acme")
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(centre.now().await["company"], "Acme");
    let log = centre
        .program
        .get(&format!("{}/changes", path(&centre.contact)))
        .await
        .json();
    let last = &log["items"][0];
    assert_eq!(
        (&last["source"], &last["action"]),
        (&json!("panel"), &json!("Updated"))
    );
}

#[tokio::test]
async fn a_save_after_the_enquiry_was_closed_is_refused_with_the_reason_and_writes_nothing() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "closed").await;
    let before = centre.now().await;
    let refused = centre
        .save(centre.as_one(Relation::InRoom), &room, "Acme")
        .await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    assert!(said(&refused).contains("closed"), "{}", refused.text());
    assert_eq!(centre.now().await, before);
}

#[tokio::test]
async fn an_enquiry_opens_its_own_contact_and_no_other() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "ongoing").await;
    let other = created(&centre.program, json!({"last_name": "Wong"})).await;
    let note = json!({"enquiry": room, "contact": other["id"], "text": "tea"});
    let agent = centre.as_one(Relation::InRoom);
    let refused = agent.call("enquiries/contact/note", &note).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let notes = centre.program.get(&format!("{}/notes", path(&other))).await;
    assert_eq!(notes.json()["items"], json!([]));
    let note = json!({"enquiry": room, "contact": centre.contact["id"], "text": "tea"});
    let kept = agent.call("enquiries/contact/note", &note).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
}

#[tokio::test]
async fn a_visitor_becomes_a_contact_once_however_often_it_is_sent_and_whoever_else_says_so() {
    let centre = Centre::open().await;
    let (room, agent) = (
        centre.chat("E-1", "ongoing").await,
        centre.as_one(Relation::InRoom),
    );
    let create = json!({
        "enquiry": room, "key": "0199a1b2-0000-7000-8000-000000000009", "draft": {"last_name": "Lee"},
    });
    let made = agent.call("enquiries/contact/create", &create).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let again = agent.call("enquiries/contact/create", &create).await;
    assert_eq!(again.json()["id"], made.json()["id"]);
    let read = centre.program.get("/api/v1/enquiries/E-1").await.json();
    assert_eq!(read["contact"], made.json()["id"]);
    let attach = json!({"enquiry": room, "contact": centre.contact["id"]});
    let late = agent.call("enquiries/contact/attach", &attach).await;
    assert_eq!(late.status, 409, "{}", late.text());

    let room = centre.chat("E-2", "ongoing").await;
    let attach = json!({"enquiry": room, "contact": centre.contact["id"]});
    for _ in 0..2 {
        let attached = agent.call("enquiries/contact/attach", &attach).await;
        assert_eq!(attached.status, 200, "{}", attached.text());
    }
    let read = centre.program.get("/api/v1/enquiries/E-2").await.json();
    assert_eq!(read["contact"], centre.contact["id"]);
}

#[tokio::test]
async fn a_contact_in_the_bin_is_not_edited_from_its_room() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "ongoing").await;
    let (base, draft, version) = centre.edit("Acme").await;
    let deleted = centre.program.delete(&path(&centre.contact)).await;
    assert_eq!(deleted.status, 204, "{}", deleted.text());
    let save = json!({
        "enquiry": room, "contact": centre.contact["id"], "version": version, "base": base, "draft": draft,
    });
    let refused = centre
        .as_one(Relation::InRoom)
        .call("enquiries/contact/update", &save)
        .await;
    assert_eq!(refused.status, 404, "{}", refused.text());
}
