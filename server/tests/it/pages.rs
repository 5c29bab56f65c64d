//! Pages that the server renders at the same time.
use axum::http::StatusCode;
use serde_json::json;
use tokio::task::JoinSet;

use crate::{harness::Server, record::created};

/// How many people look at once, and how many pages each of them looks at.
const PEOPLE: usize = 12;
const PAGES: usize = 30;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_rendered_at_once_are_whole_and_named_after_their_own_contact() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let mut looking = JoinSet::new();
    for person in 0..PEOPLE {
        let name = format!("Chan{person}");
        let contact = created(&program, json!({"last_name": name})).await;
        let record = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
        let agent = agent.clone();
        looking.spawn(async move {
            for _ in 0..PAGES {
                for (address, title) in [(record.as_str(), name.as_str()), ("/labels", "Labels")] {
                    let page = agent.get(address).await;
                    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
                    let title = format!("<title>{title} · External Contacts</title>");
                    assert!(page.text().contains(&title), "{title} in {}", page.text());
                }
            }
        });
    }
    while let Some(person) = looking.join_next().await {
        person.expect("every page came");
    }
}
