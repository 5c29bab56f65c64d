//! Kills of the server while an endpoint is told what happens: each change arrives at least once under one id, in order for
//! each contact, and none is lost.
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::Process;
use crate::webhooks::{in_order, receiver::Receiver};

/// How many contacts are changed by turns.
const CONTACTS: usize = 50;
const JSON: &str = "content-type: application/json\r\n";

/// Makes so many changes, and kills the server so often on the way.
async fn survives(changes: usize, kills: usize) {
    let mut server = Process::start();
    let receiver = Receiver::start().await;
    let types = ["contact.created", "contact.updated"];
    let draft = json!({"url": receiver.url, "types": types}).to_string();
    let (status, made) = server.send("POST", "/api/v1/webhooks", JSON, [draft.into_bytes()]);
    assert_eq!(status, 201, "{made}");
    let mut contacts = Vec::new();
    for number in 0..CONTACTS {
        let draft = json!({"last_name": format!("Chan {number}")}).to_string();
        let (status, made) = server.send("POST", "/api/v1/contacts", JSON, [draft.into_bytes()]);
        assert_eq!(status, 201, "{made}");
        contacts.push((id(&made), 1));
    }
    let each = changes.div_ceil(kills);
    let mut seed = std::process::id().wrapping_mul(2_654_435_761);
    for change in 0..changes {
        let (contact, version) = &mut contacts[change % CONTACTS];
        let company = json!({"company": format!("Company {change}")}).to_string();
        let head = format!("{JSON}if-match: \"{version}\"\r\n");
        let path = format!("/api/v1/contacts/{contact}");
        let (status, saved) = server.send("PATCH", &path, &head, [company.into_bytes()]);
        assert_eq!(status, 200, "{saved}");
        *version += 1;
        if (change + 1) % each == 0 {
            // Some letters are on their way by then, and at another point each time.
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            tokio::time::sleep(Duration::from_millis(u64::from(seed >> 16) % 700)).await;
            server.kill();
            server.restart();
        }
    }
    let wanted = changes + CONTACTS;
    let patience = Instant::now() + Duration::from_secs(120);
    while told(&receiver).len() < wanted {
        assert!(
            Instant::now() < patience,
            "{} of {wanted}",
            told(&receiver).len()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let letters = receiver.letters();
    in_order(&letters);
    let mut ids: BTreeMap<(i64, &str), BTreeSet<&str>> = BTreeMap::new();
    for letter in &letters {
        let told = ids.entry((letter.number(), letter.subject())).or_default();
        told.insert(&letter.id);
    }
    assert_eq!(ids.len(), wanted, "none was lost and none made up");
    assert!(ids.values().all(|ids| ids.len() == 1), "each has one id");
    println!("{kills} kills, {wanted} told by {} letters", letters.len());
}

/// The ids that arrived.
fn told(receiver: &Receiver) -> BTreeSet<String> {
    receiver
        .letters()
        .into_iter()
        .map(|letter| letter.id)
        .collect()
}

fn id(made: &str) -> String {
    // The answer is chunked, so that lengths stand around it.
    let (from, to) = (made.find('{'), made.rfind('}'));
    let whole = from
        .zip(to)
        .map(|(from, to)| &made[from..=to])
        .expect("JSON");
    let made: Value = serde_json::from_str(whole).expect("JSON");
    made["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endpoint_is_told_everything_in_order_through_three_kills() {
    survives(300, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn an_endpoint_is_told_ten_thousand_changes_in_order_through_twenty_kills() {
    survives(10_000, 20).await;
}
