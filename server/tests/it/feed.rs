//! The feed of events: what programs are told of each thing that happened, in one order, each once; and that nothing of it is
//! kept but ids and names of fields.
mod order;

use std::collections::{BTreeMap, BTreeSet};

use app::{who::Scope, wire::events::EventKind};
use contact::permit::Relation;
use serde_json::{Value, json};

use crate::{
    enquiry_doors::Centre,
    harness::{Answer, Client, Server},
    imports::{import, send},
    intake::{at, enquiry},
    record::{created, path},
};

/// A program that follows.
struct Follower<'c> {
    program: &'c Client,
    position: String,
}

impl<'c> Follower<'c> {
    /// Begins with what happens from now on.
    async fn of(program: &'c Client) -> Self {
        let begun = page(program, "").await.json();
        assert_eq!(begun["items"], json!([]));
        let position = text(&begun["position"]);
        Self { program, position }
    }

    /// Reads so much more at most.
    async fn some(&mut self, limit: usize) -> Vec<Value> {
        let query = format!("?after={}&limit={limit}", self.position);
        let answer = page(self.program, &query).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let answer = answer.json();
        self.position = text(&answer["position"]);
        answer["items"].as_array().expect("items").clone()
    }

    /// Reads all that has happened since.
    async fn news(&mut self) -> Vec<Value> {
        let mut news = Vec::new();
        loop {
            let some = self.some(100).await;
            if some.is_empty() {
                return news;
            }
            news.extend(some);
        }
    }

    /// The same, when one thing has happened.
    async fn one(&mut self) -> Value {
        let [one] = <[Value; 1]>::try_from(self.news().await).expect("one thing happened");
        one
    }
}

async fn page(program: &Client, query: &str) -> Answer {
    program.get(&format!("/api/v1/events{query}")).await
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

async fn now(program: &Client, contact: &Value) -> Value {
    program.get(&path(contact)).await.json()
}

/// What is told of a contact by itself.
fn told(event: &Value) -> (&str, &Value, &Value) {
    let kind = event["type"].as_str().expect("a type");
    (kind, &event["data"]["id"], &event["data"]["changed"])
}

#[tokio::test]
async fn what_is_done_to_a_contact_is_told_with_the_contact_as_it_is() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut follower = Follower::of(&program).await;
    let beginning = follower.position.clone();
    let one = created(&program, json!({"last_name": "Chan", "company": "Acme"})).await;
    let event = follower.one().await;
    assert!(event["timestamp"].is_string(), "{event}");
    assert_eq!(event["position"], follower.position);
    let data = json!({
        "id": one["id"], "version": 1, "changed": ["company", "last_name"], "contact": one, "actor": "test", "source": "api",
    });
    assert_eq!(
        (&event["type"], &event["data"]),
        (&json!("contact.created"), &data)
    );

    let saver = program.clone().with("if-match", "\"1\"");
    let edit = json!({"company": null, "address": {"city": "Hong Kong"}});
    let saved = saver.patch_json(&path(&one), &edit).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let event = follower.one().await;
    let changed = json!(["address.city", "company"]);
    assert_eq!(told(&event), ("contact.updated", &one["id"], &changed));
    assert_eq!(event["data"]["contact"], saved.json());
    assert_eq!(event["data"]["version"], 2);

    let notes = format!("{}/notes", path(&one));
    let noted = program.post_json(&notes, &json!({"text": "Called"})).await;
    assert_eq!(noted.status, 201, "{}", noted.text());
    let event = follower.one().await;
    assert_eq!(
        told(&event),
        ("contact.updated", &one["id"], &json!(["note"]))
    );
    assert!(!event.to_string().contains("Called"), "{event}");

    assert_eq!(program.delete(&path(&one)).await.status, 204);
    let event = follower.one().await;
    assert_eq!(told(&event), ("contact.deleted", &one["id"], &json!([])));
    assert_eq!(
        (&event["data"]["version"], &event["data"]["contact"]),
        (&json!(3), &Value::Null)
    );
    let restore = format!("{}/restore", path(&one));
    let restored = program.post_json(&restore, &json!({})).await;
    assert_eq!(restored.status, 200, "{}", restored.text());
    let event = follower.one().await;
    assert_eq!(told(&event), ("contact.restored", &one["id"], &json!([])));
    assert_eq!(event["data"]["contact"], restored.json());

    assert_eq!(program.delete(&path(&one)).await.status, 204);
    follower.news().await;
    let bin = path(&one).replace("/contacts/", "/bin/");
    assert_eq!(program.delete(&bin).await.status, 204);
    let event = follower.one().await;
    let nothing = json!({"id": one["id"], "version": null, "changed": [], "contact": null, "actor": "", "source": ""});
    assert_eq!(
        (&event["type"], &event["data"]),
        (&json!("contact.erased"), &nothing)
    );

    // By now nobody is told what it was.
    follower.position = beginning;
    let all = follower.news().await;
    assert_eq!(all.len(), 7);
    for event in &all {
        assert_eq!(event["data"]["contact"], Value::Null, "{event}");
        assert_eq!(event["data"]["version"], Value::Null, "{event}");
        for value in ["Chan", "Acme", "Hong Kong", "Called"] {
            assert!(!event.to_string().contains(value), "{value} {event}");
        }
    }
}

#[tokio::test]
async fn a_merge_is_told_of_both_contacts_at_one_position_and_never_cut() {
    let server = Server::start().await;
    let program = server.program().await;
    let master = created(&program, json!({"last_name": "Chan"})).await;
    let other = created(&program, json!({"last_name": "Chan", "company": "Acme"})).await;
    let mut follower = Follower::of(&program).await;
    let merge = json!({"other": other["id"], "choices": {}});
    let merged = program
        .post_json(&format!("{}/merge", path(&master)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let [one, two] = <[Value; 2]>::try_from(follower.some(1).await).expect("both, or none");
    assert_eq!(one["position"], two["position"]);
    assert_eq!(
        (&one["type"], &two["type"]),
        (&json!("contact.merged"), &json!("contact.merged"))
    );
    assert_eq!(one["data"]["id"], master["id"]);
    assert_eq!(one["data"]["contact"], now(&program, &master).await);
    assert_eq!(
        told(&two),
        ("contact.merged", &other["id"], &json!(["merged_into"]))
    );
    assert_eq!(two["data"]["contact"], Value::Null);
    assert_eq!(follower.some(1).await, Vec::<Value>::new());

    let merge = text(&merged.json()["merge_id"]);
    let undo = format!("/api/v1/merges/{merge}/undo");
    let undone = program.post_json(&undo, &json!({})).await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    let both = follower.news().await;
    assert_eq!(both.len(), 2, "{both:?}");
    for (event, contact) in both.iter().zip([&master, &other]) {
        assert_eq!(event["type"], "contact.unmerged");
        assert_eq!(event["data"]["id"], contact["id"]);
        assert_eq!(event["data"]["contact"], now(&program, contact).await);
    }
}

#[tokio::test]
async fn what_an_import_writes_comes_one_by_one_and_then_that_it_is_over_also_when_it_is_taken_back()
 {
    let server = Server::start().await;
    let program = server.program().await;
    let known =
        json!({"last_name": "Lee", "phones": [{"type": "Mobile", "number": "+85291111111"}]});
    let known = created(&program, known).await;
    let mut follower = Follower::of(&program).await;
    let rows: String = (0..120)
        .map(|n| format!("Chan {n},+852{},\r\n", 92_000_000 + n))
        .collect();
    let file = format!("Last name,Mobile,Company\r\nLee,+85291111111,Acme\r\n{rows}");
    let done = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(
        (&done["created"], &done["updated"]),
        (&json!(120), &json!(1))
    );
    let over = |event: &Value| {
        let data = json!({
            "id": done["id"], "version": null, "changed": [], "contact": null, "actor": "test", "source": "import",
        });
        assert_eq!(
            (&event["type"], &event["data"]),
            (&json!("import.finished"), &data)
        );
    };
    let kinds = |news: &[Value]| {
        let mut kinds = BTreeMap::<String, usize>::new();
        for event in news {
            *kinds.entry(text(&event["type"])).or_default() += 1;
        }
        json!(kinds)
    };
    let news = follower.news().await;
    over(news.last().expect("news"));
    let written = json!({"contact.created": 120, "contact.updated": 1, "import.finished": 1});
    assert_eq!(kinds(&news), written);
    let contacts: BTreeSet<String> = news
        .iter()
        .map(|event| text(&event["data"]["id"]))
        .collect();
    assert_eq!(contacts.len(), 122);
    let updated = news.iter().find(|event| event["data"]["id"] == known["id"]);
    let updated = updated.expect("it was updated");
    assert_eq!(updated["data"]["changed"], json!(["company"]));
    assert_eq!(updated["data"]["source"], "import");

    let undo = format!("/api/v1/imports/{}/undo", text(&done["id"]));
    let undone = program.post_json(&undo, &json!({})).await;
    assert!(undone.status.is_success(), "{}", undone.text());
    let news = follower.news().await;
    over(news.last().expect("news"));
    let taken_back = json!({"contact.deleted": 120, "contact.updated": 1, "import.finished": 1});
    assert_eq!(kinds(&news), taken_back);

    let refused = send(&program, "", "First name\r\nAnn\r\n").await.json();
    let event = follower.one().await;
    assert_eq!(event["type"], "import.finished");
    assert_eq!(event["data"]["id"], refused["id"]);
}

#[tokio::test]
async fn an_enquiry_is_told_once_when_it_is_given_to_a_contact_and_nothing_of_it_is_kept() {
    let centre = Centre::open().await;
    let program = &centre.program;
    let mut follower = Follower::of(program).await;
    let call = json!({
        "event_at": at(1), "channel": "phone_call", "status": "open", "destination": "support", "subject": "Zephyrine",
        "visitor": {"phone": "+85291234567", "first_name": "Zephyrine"},
    });
    let call = enquiry(program, "E-1", call).await;
    let [marked, mapped] = <[Value; 2]>::try_from(follower.news().await).expect("two");
    let (contact, phones) = (&centre.contact["id"], json!(["phones"]));
    assert_eq!(told(&marked), ("contact.updated", contact, &phones));
    let there = centre.now().await;
    let data = |id: &Value, actor: &str, source: &str| {
        json!({
            "id": id, "version": there["version"], "changed": [], "contact": there, "actor": actor, "source": source,
        })
    };
    assert_eq!(mapped["type"], "enquiry.mapped");
    assert_eq!(mapped["data"], data(&call["id"], "test", "enquiry"));
    let more = json!({"event_at": at(2), "status": "ongoing", "staff": ["in@example.org"]});
    enquiry(program, "E-1", more).await;
    assert_eq!(follower.news().await, Vec::<Value>::new());

    let chat = centre.chat("E-2", "ongoing").await;
    assert_eq!(follower.news().await, Vec::<Value>::new());
    let attach = json!({"enquiry": chat, "contact": contact});
    let agent = centre.as_one(Relation::InRoom);
    for _ in 0..2 {
        let attached = agent.call("enquiries/contact/attach", &attach).await;
        assert_eq!(attached.status, 200, "{}", attached.text());
    }
    let event = follower.one().await;
    assert_eq!(event["type"], "enquiry.mapped");
    assert_eq!(event["data"], data(&json!(chat), "Test agent", "panel"));

    let kept = "select string_agg(event::text, ' ') from event";
    let kept = centre.server.text(kept).await;
    for value in ["Zephyrine", "Mei", "Chan", "91234567", "example.org"] {
        assert!(!kept.contains(value), "{value} {kept}");
    }
}

#[tokio::test]
async fn the_feed_takes_the_scope_of_contacts_and_the_description_says_what_is_sent() {
    let server = Server::start().await;
    let others = Scope::ALL
        .iter()
        .filter(|scope| **scope != Scope::ReadContacts);
    let others: Vec<Scope> = others.copied().collect();
    let stranger = server.program_that_may(&others).await;
    assert_eq!(page(&stranger, "").await.status, 403);
    assert_eq!(page(&server.visitor(), "").await.status, 401);
    let reader = server.program_that_may(&[Scope::ReadContacts]).await;
    assert_eq!(page(&reader, "").await.status, 200);

    let document = server.visitor().get("/api/v1/openapi.json").await.json();
    let sent = document["webhooks"].as_object().expect("webhooks");
    let kinds: BTreeSet<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(
        sent.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        kinds
    );
    for (kind, call) in sent {
        let call = &call["post"];
        let body = &call["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(body["$ref"], "#/components/schemas/EventBody", "{kind}");
        let headers = call["parameters"].as_array().expect("headers").iter();
        let headers: Vec<&str> = headers
            .filter_map(|header| header["name"].as_str())
            .collect();
        let standard = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        assert_eq!(headers, standard, "{kind}");
    }
    for schema in ["EventBody", "EventData", "EventKind", "EventPage"] {
        assert!(
            document["components"]["schemas"][schema].is_object(),
            "{schema}"
        );
    }
}
