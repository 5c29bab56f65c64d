//! The contacts of a workspace: External by the list, Internal by who works here, and how available each says to be.
use app::who::{Role, Scope};
use chrono::{Duration, Utc};
use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    intake::put,
    record::created,
};

async fn colleagues(client: &Client, search: &str) -> Vec<String> {
    let asked = json!({"search": search, "cursor": null});
    let page = client.call("workspace/colleagues", &asked).await;
    assert_eq!(page.status, 200, "{}", page.text());
    names(&page.json())
}

fn names(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items").iter();
    items
        .map(|one| one["name"].as_str().expect("a name").to_owned())
        .collect()
}

async fn add(program: &Client, person: Value) -> Value {
    let answer = program.post_json("/api/v1/staff", &person).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn every_role_finds_those_who_work_here_and_nobody_who_left() {
    let server = Server::start().await;
    let program = server.program().await;
    let grace = json!({"name": "Grace Hopper", "email": "grace@example.com", "role": "supervisor", "department": "Care",
        "extension": "2041", "phone": "+85221234567", "job_title": "Lead", "time_zone": "Asia/Hong_Kong"});
    let grace = add(&program, grace).await;
    let gone = json!({"name": "Gone Away", "email": "gone@example.com", "role": "agent"});
    let gone = add(&program, gone).await["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert_eq!(
        program
            .delete(&format!("/api/v1/staff/{gone}"))
            .await
            .status,
        204
    );
    for &role in Role::ALL {
        let client = server.signed_in(role).await;
        for search in [
            "",
            "grace",
            "hop care",
            "2041",
            "21234567",
            "SUPERVISOR lead",
        ] {
            let found = colleagues(&client, search).await;
            assert!(
                found.contains(&"Grace Hopper".to_owned()),
                "{role:?} {search}"
            );
            assert!(
                !found.contains(&"Gone Away".to_owned()),
                "{role:?} {search}"
            );
        }
        assert_eq!(colleagues(&client, "grace nobody").await, [""; 0]);
        assert_eq!(colleagues(&client, "%").await, [""; 0]);
        let page = client.get("/workspace/contacts?category=internal").await;
        for words in [
            "Grace Hopper",
            "2041",
            "Offline",
            "Care",
            "Lead",
            "Asia/Hong_Kong",
            "tel:+85221234567",
        ] {
            assert!(page.text().contains(words), "{words} in {}", page.text());
        }
    }
    let agent = server.agent().await;
    let asked = json!({"search": "grace", "cursor": null});
    let page = agent.call("workspace/colleagues", &asked).await.json();
    assert_eq!(page["items"], json!([grace]));
    // A reader of contacts alone is not told who works here.
    let reader = server.program_that_may(&[Scope::ReadContacts]).await;
    assert_eq!(reader.get("/api/v1/staff").await.status, 403);
}

#[tokio::test]
async fn colleagues_come_by_name_page_by_page() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    for number in 0..120 {
        // Names that are alike stand in the order of their ids.
        let person = json!({"name": format!("Twin {}", number / 40), "email": format!("twin{number}@example.com"), "role": "agent"});
        add(&program, person).await;
    }
    let (mut found, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let asked = json!({"search": "twin", "cursor": cursor});
        let page = agent.call("workspace/colleagues", &asked).await.json();
        let items = page["items"].as_array().expect("items").iter();
        found.extend(items.map(|one| (one["name"].to_string(), one["id"].to_string())));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(found.len(), 120);
    assert!(found.is_sorted());
    found.dedup();
    assert_eq!(found.len(), 120);
}

#[tokio::test]
async fn external_contacts_are_found_called_and_edited_from_the_workspace() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let chan =
        json!({"first_name": "Mei", "last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    let chan = created(&program, chan).await;
    created(&program, json!({"last_name": "Wong"})).await;
    let page = agent.get("/workspace/contacts?search=chan").await;
    let id = chan["id"].as_str().expect("an id");
    for words in [
        "Mei Chan",
        "tel:+85291234567",
        "sms:+85291234567",
        &format!("/contacts/{id}?edit"),
    ] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert!(!page.text().contains("Wong"));
    let visitor = server.visitor().in_browser();
    assert_ne!(visitor.get("/workspace/contacts").await.status, 200);
}

#[tokio::test]
async fn what_was_said_last_of_somebodys_availability_counts() {
    let server = Server::start().await;
    let program = server.program().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let now = async || {
        let asked = json!({"search": "mei@example.org", "cursor": null});
        let page = mei.call("workspace/colleagues", &asked).await.json();
        page["items"][0]["availability"]
            .as_str()
            .expect("a word")
            .to_owned()
    };
    let says = async |word: &str| {
        mei.call("account/availability", &json!({"availability": word}))
            .await
            .status
            .as_u16()
    };
    let reported = async |word: &str, seconds: i64| {
        let report =
            json!({"event_at": Utc::now() + Duration::seconds(seconds), "availability": word});
        let answer = put(&program, "/staff/by-email/Mei@example.org", &report).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    assert_eq!(now().await, "offline");
    reported("available", -60).await;
    assert_eq!(now().await, "available");
    assert_eq!((says("busy").await, now().await), (200, "busy".to_owned()));
    // What the contact centre saw before that comes late.
    reported("away", -30).await;
    assert_eq!(now().await, "busy");
    reported("available", 1).await;
    assert_eq!(now().await, "available");
    assert_eq!(says("asleep").await, 400);
    let page = mei
        .get("/workspace/contacts?category=internal&search=mei")
        .await;
    assert!(page.text().contains("Available"), "{}", page.text());
}
