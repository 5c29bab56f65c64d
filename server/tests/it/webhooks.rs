//! Webhooks: what is registered, what it is told, signed by whom, in which order, and what becomes of an endpoint that fails.
mod fate;
mod meanwhile;
pub mod receiver;

use std::collections::BTreeMap;

use app::{
    error::Error,
    model::webhooks,
    who::{Role, Scope},
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::work::deliveries::Deliveries;
use sqlx::Executor;

use self::receiver::{Arrived, Receiver};
use crate::{
    harness::{Answer, Client, Server},
    imports::{import, until},
    record::created,
};

/// A server that posts to this machine, and delivers.
async fn delivering() -> Server {
    let mut server = Server::start_with(&["--webhook-allow", "127.0.0.1"]).await;
    let job = Deliveries(server.pools.clone(), server.operator().shared);
    server.runner.take_on(job);
    server
}

/// Two such servers. Both share a SECRET_KEY, as servers do that share a database.
async fn two_delivering() -> [Server; 2] {
    let flags = [
        "--webhook-allow",
        "127.0.0.1",
        "--secret-key",
        "a key of thirty-two bytes, or more",
    ];
    let first = Server::start_with(&flags).await;
    let second = Server::start_on(first.database.clone(), &flags).await;
    let mut servers = [first, second];
    for server in &mut servers {
        let job = Deliveries(server.pools.clone(), server.operator().shared);
        server.runner.take_on(job);
    }
    servers
}

const ALL: [&str; 5] = [
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "contact.erased",
    "import.finished",
];

/// Registers a receiver; the id and the secret.
async fn register(program: &Client, receiver: &Receiver, more: Value) -> (String, String) {
    let mut draft = json!({"url": receiver.url, "types": ALL});
    for (name, value) in more.as_object().expect("an object") {
        draft[name] = value.clone();
    }
    let made = program.post_json("/api/v1/webhooks", &draft).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    let word = |name: &str| made[name].as_str().expect(name).to_owned();
    (word("id"), word("secret"))
}

async fn webhook(program: &Client, id: &str) -> Value {
    program.get(&format!("/api/v1/webhooks/{id}")).await.json()
}

async fn deliveries(program: &Client, id: &str) -> Value {
    program
        .get(&format!("/api/v1/webhooks/{id}/deliveries"))
        .await
        .json()
}

/// A contact of this name; its id.
async fn contact(program: &Client, name: &str) -> String {
    let made = created(program, json!({"last_name": name})).await;
    made["id"].as_str().expect("an id").to_owned()
}

/// Changes an endpoint.
async fn change(program: &Client, id: &str, change: Value) -> Answer {
    program
        .patch_json(&format!("/api/v1/webhooks/{id}"), &change)
        .await
}

/// Makes a new secret for an endpoint.
async fn renew_secret(program: &Client, id: &str) -> String {
    let path = format!("/api/v1/webhooks/{id}/secret");
    let renewed = program.post_json(&path, &json!({})).await.json();
    renewed["secret"].as_str().expect("a secret").to_owned()
}

/// Erases somebody.
async fn erase(server: &Server, id: &str) {
    let id = contact::ContactId(id.parse().expect("an id"));
    let erased = app::model::bin::erase(&server.operator(), id).await;
    erased.expect("erased");
}

/// Saves a contact, in the version that it has.
async fn save(program: &Client, id: &str, version: i64, company: &str) {
    let program = program.clone().with("if-match", &format!("\"{version}\""));
    let saved = program
        .patch_json(
            &format!("/api/v1/contacts/{id}"),
            &json!({"company": company}),
        )
        .await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
}

/// Lets what rests be tried at once.
async fn hurry(server: &Server) {
    let mut sql = server.sql().await;
    for statement in [
        // In the order in which the server takes them, or one would wait for the other.
        "with held as (select id from webhook_delivery where state = 'waiting' order by id for update)
         update webhook_delivery as delivery set next_at = now() from held where delivery.id = held.id",
        "update webhook set rest_until = null",
    ] {
        sql.execute(statement).await.expect("moved");
    }
}

/// Of each contact, what arrived in its order, as numbers.
fn orders(letters: &[Arrived]) -> BTreeMap<&str, Vec<i64>> {
    let mut orders: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for letter in letters {
        orders
            .entry(letter.subject())
            .or_default()
            .push(letter.number());
    }
    orders
}

/// Nothing of a contact arrived after something that happened later.
pub fn in_order(letters: &[Arrived]) {
    for (contact, numbers) in orders(letters) {
        assert!(numbers.is_sorted(), "{contact}: {numbers:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_is_registered_after_its_address_answered_the_challenge() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.is_willing(false);
    let draft = json!({"url": receiver.url, "types": ["contact.created"], "description": "CRM"});
    let refused = program.post_json("/api/v1/webhooks", &draft).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = &refused.json()["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["column"]),
        (&json!("challenge"), &json!("url"))
    );
    let sentence = problem["message"].as_str().expect("a sentence");
    assert!(sentence.contains("200 \"who are you?\""), "{sentence}");
    for (bad, column) in [
        (
            json!({"url": "http://10.0.0.1/", "types": ["contact.created"]}),
            "url",
        ),
        (
            json!({"url": "https://mei@example.org/", "types": ["contact.created"]}),
            "url",
        ),
        (
            json!({"url": "nowhere", "types": ["contact.created"]}),
            "url",
        ),
        (json!({"url": receiver.url, "types": []}), "types"),
    ] {
        let refused = program.post_json("/api/v1/webhooks", &bad).await;
        assert_eq!(refused.json()["problems"][0]["column"], column, "{bad}");
    }
    assert_eq!(server.count("webhook").await, 0);
    receiver.is_willing(true);
    let made = program.post_json("/api/v1/webhooks", &draft).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let kept = webhook(&program, &id).await;
    assert_eq!(kept["state"], "active");
    assert_eq!(kept["description"], "CRM");
    assert_eq!(kept["types"], json!(["contact.created"]));
    assert_eq!(kept["secret_unreadable"], false);
    let listed = program.get("/api/v1/webhooks").await;
    assert_eq!(listed.json()["total"], 1);
    assert!(!listed.text().contains("whsec_"), "{}", listed.text());
    let gone = program.delete(&format!("/api/v1/webhooks/{id}")).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(webhook(&program, &id).await["code"], "not_found");
    let log = "select string_agg(event || ' ' || subject, ', ' order by number) from security_log
               where event like 'webhook%'";
    let log = server.text(log).await;
    assert_eq!(
        log,
        "webhook_registered 127.0.0.1, webhook_deleted 127.0.0.1"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_told_signed_and_with_the_contact_as_it_is() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, secret) = register(&program, &receiver, json!({})).await;
    assert!(secret.starts_with("whsec_"), "{secret}");
    let contact = contact(&program, "Lee").await;
    until(async || receiver.taken().len() == 1).await;
    let letter = &receiver.taken()[0];
    assert!(letter.is_signed_by(&secret));
    assert!(!letter.is_signed_by("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assert_eq!(letter.headers["content-type"], "application/json");
    assert_eq!(
        (letter.kind(), letter.subject()),
        ("contact.created", contact.as_str())
    );
    assert_eq!(letter.body["data"]["contact"]["last_name"], "Lee");
    assert_eq!(letter.body["data"]["version"], 1);
    until(async || deliveries(&program, &id).await["items"][0]["state"] == "delivered").await;
    let page = deliveries(&program, &id).await;
    assert_eq!(page["total"], 1);
    let delivery = &page["items"][0];
    assert_eq!(delivery["id"], letter.id);
    assert_eq!(delivery["attempts"], 1);
    assert_eq!(delivery["attempt"]["status"], 200);
    assert_eq!(delivery["subject"], contact);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_secret_before_signs_along_for_a_day() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, old) = register(&program, &receiver, json!({})).await;
    let new = renew_secret(&program, &id).await;
    assert_ne!(old, new);
    assert!(webhook(&program, &id).await["old_secret_until"].is_string());
    contact(&program, "Lee").await;
    until(async || receiver.taken().len() == 1).await;
    let letter = &receiver.taken()[0];
    assert!(letter.is_signed_by(&old) && letter.is_signed_by(&new));
    let over = "update webhook set old_secret_until = now() - interval '1 second'";
    server.sql().await.execute(over).await.expect("moved");
    contact(&program, "Wong").await;
    until(async || receiver.taken().len() == 2).await;
    let letter = &receiver.taken()[1];
    assert!(!letter.is_signed_by(&old) && letter.is_signed_by(&new));
    assert!(webhook(&program, &id).await["old_secret_until"].is_null());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_is_told_what_it_asked_for_and_imports_one_by_one_only_if_it_asked_for_that() {
    let server = delivering().await;
    let program = server.program().await;
    let (all, few, each) = (
        Receiver::start().await,
        Receiver::start().await,
        Receiver::start().await,
    );
    register(&program, &all, json!({})).await;
    register(&program, &few, json!({"types": ["contact.updated"]})).await;
    register(&program, &each, json!({"imports": true})).await;
    import(&program, "", "Last name\r\nLee\r\nWong\r\nChan\r\n").await;
    let id = contact(&program, "Ng").await;
    save(&program, &id, 1, "Apex").await;
    let told = |counts: &[(&str, usize)]| -> BTreeMap<String, usize> {
        counts
            .iter()
            .map(|(kind, count)| ((*kind).to_owned(), *count))
            .collect()
    };
    let one = told(&[
        ("contact.created", 1),
        ("contact.updated", 1),
        ("import.finished", 1),
    ]);
    let four = told(&[
        ("contact.created", 4),
        ("contact.updated", 1),
        ("import.finished", 1),
    ]);
    until(async || all.kinds() == one).await;
    until(async || each.kinds() == four).await;
    until(async || few.kinds() == told(&[("contact.updated", 1)])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_of_a_contact_is_told_in_order_by_one_that_fails_at_random() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    // The same failures every time.
    receiver.answer(|before, _| Some(if before * 7 % 10 < 4 { 500 } else { 200 }));
    register(&program, &receiver, json!({})).await;
    let mut contacts = Vec::new();
    for number in 0..8 {
        contacts.push(contact(&program, &format!("Chan {number}")).await);
    }
    for version in 1..=5 {
        for contact in &contacts {
            save(&program, contact, version, &format!("Company {version}")).await;
        }
    }
    until(async || {
        hurry(&server).await;
        receiver.taken().len() == 48
    })
    .await;
    in_order(&receiver.letters());
    for (contact, numbers) in orders(&receiver.taken()) {
        assert_eq!(numbers.len(), 6, "{contact}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_never_answers_keeps_no_other_waiting() {
    let server = delivering().await;
    let program = server.program().await;
    let (slow, quick) = (Receiver::start().await, Receiver::start().await);
    slow.answer(|_, _| None);
    register(&program, &slow, json!({})).await;
    register(&program, &quick, json!({})).await;
    for number in 0..20 {
        contact(&program, &format!("Chan {number}")).await;
    }
    until(async || quick.taken().len() == 20 && !slow.letters().is_empty()).await;
    assert_eq!(slow.taken().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_delivery_or_all_since_a_time_are_sent_again_under_the_same_id() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let before = chrono::Utc::now();
    let early = contact(&program, "Early").await;
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    contact(&program, "Wong").await;
    let waits = || server.count("webhook_delivery where state = 'waiting'");
    until(async || receiver.taken().len() == 2 && waits().await == 0).await;
    let first = receiver.taken()[0].id.clone();
    let path = format!("/api/v1/webhooks/{id}/replay");
    let replayed = program.post_json(&path, &json!({"delivery": first})).await;
    assert_eq!(replayed.json()["deliveries"], 1, "{}", replayed.text());
    until(async || receiver.letters().len() == 3 && waits().await == 0).await;
    assert_eq!(receiver.letters()[2].id, first);
    // What happened before it was registered is told too; what is known has the id that it had.
    let replayed = program.post_json(&path, &json!({"since": before})).await;
    assert_eq!(replayed.json()["deliveries"], 3, "{}", replayed.text());
    until(async || receiver.letters().len() == 6 && waits().await == 0).await;
    assert_eq!(receiver.taken().len(), 3);
    assert!(
        receiver
            .taken()
            .iter()
            .any(|letter| letter.subject() == early)
    );
    let long_ago = before - chrono::TimeDelta::days(31);
    let refused = program.post_json(&path, &json!({"since": long_ago})).await;
    assert_eq!(refused.json()["problems"][0]["column"], "since");
    let nothing = json!({"delivery": crate::permissions::NOBODY});
    assert_eq!(program.post_json(&path, &nothing).await.code(), "not_found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deliveries_wait_for_a_secret_that_cannot_be_read_until_it_is_renewed() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, secret) = register(&program, &receiver, json!({})).await;
    // Neither as it is written nor as bytes does it stand in the database.
    let kept = server.text("select webhook::text from webhook").await;
    let bytes = secret.trim_start_matches("whsec_");
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, bytes);
    let digits = bytes
        .expect("base64")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    assert!(
        !kept.contains(&secret[6..]) && !kept.contains(&digits),
        "{kept}"
    );
    let other = "update webhook set secret = '\\x00010203'";
    server.sql().await.execute(other).await.expect("moved");
    assert_eq!(webhook(&program, &id).await["secret_unreadable"], true);
    contact(&program, "Lee").await;
    until(async || webhook(&program, &id).await["waiting"] == 1).await;
    assert_eq!(receiver.letters().len(), 0);
    let new = renew_secret(&program, &id).await;
    until(async || receiver.taken().len() == 1).await;
    assert!(receiver.taken()[0].is_signed_by(&new));
    assert_eq!(webhook(&program, &id).await["secret_unreadable"], false);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_administrators_and_programs_with_their_scope_manage_webhooks() {
    let server = delivering().await;
    let receiver = Receiver::start().await;
    for (role, may) in [
        (Role::Agent, false),
        (Role::Supervisor, false),
        (Role::Administrator, true),
    ] {
        let who = server
            .add_staff(&format!("{}@example.net", role.as_str()), role)
            .await;
        let listed = webhooks::list(&server.asker(&who)).await;
        assert_eq!(listed.is_ok(), may, "{role:?}");
        assert!(may || listed == Err(Error::Forbidden));
    }
    let draft = json!({"url": receiver.url, "types": ALL});
    for &scope in Scope::ALL {
        let program = server.program_that_may(&[scope]).await;
        let made = program.post_json("/api/v1/webhooks", &draft).await;
        let may = scope == Scope::Administration;
        assert_eq!(
            made.status == StatusCode::CREATED,
            may,
            "{scope:?} {}",
            made.text()
        );
        assert!(may || made.status == StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_servers_one_delivers_and_nothing_arrives_twice() {
    let [first, _second] = two_delivering().await;
    let program = first.program().await;
    let receiver = Receiver::start().await;
    let (_, secret) = register(&program, &receiver, json!({})).await;
    let id = contact(&program, "Lee").await;
    for version in 1..=30 {
        save(&program, &id, version, &format!("Company {version}")).await;
        contact(&program, &format!("Chan {version}")).await;
    }
    until(async || receiver.taken().len() == 61).await;
    let waits = "webhook_delivery where state <> 'delivered'";
    until(async || first.count(waits).await == 0).await;
    let letters = receiver.letters();
    assert_eq!(letters.len(), 61);
    in_order(&letters);
    assert!(letters.iter().all(|letter| letter.is_signed_by(&secret)));
}
