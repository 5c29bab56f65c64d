//! Imports through the page's door: begun, sent in parts, paused, cancelled, and only by whoever began them.

use app::who::{Role, Scope};
use axum::http::{Method, StatusCode};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    harness::{Answer, Client, Server},
    imports::{TWO_BAD_OF_TEN, id_of, ledger, many, number, over, rows, send, until},
};

/// Begins an import from the page.
pub async fn begin(agent: &Client, key: &str, failed: u32, skipped: u32) -> String {
    let begin = json!({
        "file_name": "contacts.csv", "key": key, "browser_failed": failed, "browser_skipped": skipped,
        "options": {"country_code": "no", "duplicates": "create", "match": "any"},
    });
    let answer = agent.post_json("/transfer/imports", &begin).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    format!("/transfer/imports/{}", id_of(&answer))
}

pub async fn part(agent: &Client, import: &str, number: u32, text: &str) -> Answer {
    agent
        .send(
            Method::PUT,
            &format!("{import}/parts/{number}"),
            Some("text/csv"),
            text.to_owned(),
        )
        .await
}

#[tokio::test]
async fn the_page_sends_parts_and_sending_any_of_them_twice_is_the_same_as_once() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "k1", 3, 1).await;
    assert_eq!(begin(&agent, "k1", 3, 1).await, import, "a lost reply");
    let ahead = part(&agent, &import, 2, "Ho,\r\n").await;
    assert_eq!(ahead.status, StatusCode::CONFLICT, "{}", ahead.text());
    assert_eq!(
        part(
            &agent,
            &import,
            1,
            "Last name,Mobile\r\nLee,+85211111111\r\n"
        )
        .await
        .json()["parts"],
        1
    );
    assert_eq!(
        part(
            &agent,
            &import,
            1,
            "Last name,Mobile\r\nLee,+85211111111\r\n"
        )
        .await
        .json()["parts"],
        1
    );
    // The browser's verdict is never trusted: this record fails there, whatever a forged page says.
    assert_eq!(
        part(&agent, &import, 2, "Ng,12345678\r\nHo,+85222222222\r\n")
            .await
            .json()["parts"],
        2
    );
    let seal = format!("{import}/seal");
    assert_eq!(
        agent.post_json(&seal, &json!({"parts": 3})).await.status,
        StatusCode::CONFLICT
    );
    let (one, two) = (json!({"parts": 2}), json!({"parts": 2}));
    let (one, two) = tokio::join!(agent.post_json(&seal, &one), agent.post_json(&seal, &two));
    assert!(
        one.status.is_success() && two.status.is_success(),
        "{} {}",
        one.text(),
        two.text()
    );
    let done = over(&agent, &import).await;
    assert_eq!(done["status"], "done");
    // The final ledger adds what the browser kept back.
    assert_eq!(
        (number(&done, "records"), ledger(&done)),
        (7, [2, 0, 0, 1, 4])
    );
    assert!(
        agent
            .post_json(&seal, &json!({"parts": 2}))
            .await
            .status
            .is_success(),
        "a seal after the end"
    );
    assert_eq!(server.count("contact").await, 2);
    let detail = rows(agent.get(&format!("{import}/ErrorDetail.csv")).await.text());
    assert_eq!((detail.len(), detail[1][2].as_str()), (2, "12345678"));
    let large = part(
        &agent,
        &begin(&agent, "k2", 0, 0).await,
        1,
        &"x".repeat(4 * 1024 * 1024 + 1),
    )
    .await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_file_of_which_every_record_fails_has_its_place_in_the_history() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "all failed", 3, 1).await;
    let sealed = agent
        .post_json(&format!("{import}/seal"), &json!({"parts": 0}))
        .await;
    assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.text());
    let done = sealed.json();
    assert_eq!(
        (&done["status"], &done["refused"]),
        (&json!("done"), &serde_json::Value::Null)
    );
    assert_eq!(
        (number(&done, "records"), ledger(&done)),
        (4, [0, 0, 0, 1, 3])
    );
    assert_eq!(server.count("contact").await, 0);
    // Without a single record there is nothing to be told.
    let empty = begin(&agent, "nothing", 0, 0).await;
    let sealed = agent
        .post_json(&format!("{empty}/seal"), &json!({"parts": 0}))
        .await;
    assert_ne!(sealed.json()["status"], "done");
}

#[tokio::test]
async fn the_page_learns_which_records_the_server_refused() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "refused", 1, 0).await;
    let text = "Last name,Mobile\r\nLee,+85211111111\r\nNg,12345678\r\nHo,+85222222222\r\nAu,1\r\n";
    part(&agent, &import, 1, text).await;
    agent
        .post_json(&format!("{import}/seal"), &json!({"parts": 1}))
        .await;
    over(&agent, &import).await;
    let failures = agent.get(&format!("{import}/failures")).await.json();
    let records: Vec<_> = failures
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["record"])
        .collect();
    assert_eq!(records, [2, 4]);
    let sentence = failures[0]["error"].as_str().expect("a sentence");
    assert!(
        sentence.starts_with("Mobile: the number has no country code"),
        "{sentence}"
    );
    let rest = agent
        .get(&format!("{import}/failures?after=2"))
        .await
        .json();
    assert_eq!(rest.as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn an_import_belongs_to_whoever_began_it() {
    let server = Server::start().await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let administrator = server.signed_in(Role::Administrator).await;
    let import = begin(&agent, "mine", 0, 0).await;
    for order in ["seal", "pause", "resume", "cancel", "undo"] {
        let answer = other
            .post_json(&format!("{import}/{order}"), &json!({"parts": 0}))
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{order}");
        let answer = server
            .visitor()
            .in_browser()
            .post_json(&format!("{import}/{order}"), &json!({"parts": 0}))
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{order}");
    }
    assert_eq!(
        part(&other, &import, 1, "x").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(other.get(&import).await.json()["mine"], false);
    assert_eq!(
        administrator
            .post_json(&format!("{import}/cancel"), &json!({}))
            .await
            .json()["status"],
        "cancelled"
    );
    let reader = server.program_that_may(&[Scope::ReadContacts]).await;
    assert_eq!(
        send(&reader, "", TWO_BAD_OF_TEN).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(server.count("import").await, 1);
}

#[tokio::test]
async fn an_import_pauses_goes_on_and_can_be_cancelled() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "k", 0, 0).await;
    assert!(
        part(&agent, &import, 1, &many(30_000))
            .await
            .status
            .is_success()
    );
    assert!(
        agent
            .post_json(&format!("{import}/seal"), &json!({"parts": 1}))
            .await
            .status
            .is_success()
    );
    let paused = agent
        .post_json(&format!("{import}/pause"), &json!({}))
        .await
        .json();
    assert_eq!(
        (&paused["paused"], &paused["status"]),
        (&json!(true), &json!("running"))
    );
    // It comes to rest at the edge of a chunk.
    until(async || server.count("import where lease is null").await == 1).await;
    let resting = agent.get(&import).await.json();
    assert!(number(&resting, "records") < 30_000, "{resting}");
    assert_eq!(resting["total"], 30_000);
    agent
        .post_json(&format!("{import}/resume"), &json!({}))
        .await;
    until(async || server.count("import where position > 0").await == 1).await;
    let cancelled = agent
        .post_json(&format!("{import}/cancel"), &json!({}))
        .await
        .json();
    let end = over(&agent, &import).await;
    assert_eq!(
        end["status"],
        if number(&cancelled, "records") == 30_000 {
            "done"
        } else {
            "cancelled"
        }
    );
    assert_eq!(
        server.count("contact").await,
        number(&end, "created") as i64,
        "what was written stays, and is counted"
    );
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_before_it_is_sent() {
    let server = Server::start().await;
    let program = server.program().await;
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let mut stream = TcpStream::connect(&server.address)
        .await
        .expect("connected");
    let head = format!(
        "POST /api/v1/imports HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\ncontent-length: {}\r\n\r\n",
        server.address,
        513 * 1024 * 1024
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).await.expect("answered");
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(
        answer.starts_with("HTTP/1.1 413") && answer.contains("F02") && answer.contains("512 MB"),
        "{answer}"
    );
}
