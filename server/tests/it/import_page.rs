//! Imports through the page's door: begun, sent in parts, paused, cancelled, and only by whoever began them.

use app::who::{Role, Scope};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    harness::{Answer, Client, Server},
    imports::{TWO_BAD_OF_TEN, ended, id_of, ledger, many, number, rows, send, until},
    permissions::NOBODY,
};

/// Begins an import from the page; answers with its id.
pub async fn begin(agent: &Client, key: &str, failed: u32, skipped: u32) -> String {
    let begin = json!({
        "file_name": "contacts.csv", "key": key, "browser_failed": failed, "browser_skipped": skipped,
        "options": {"country_code": "no", "duplicates": "create", "match": "any"},
    });
    started(agent, &begin).await
}

/// Begins an import as it is told to.
pub async fn started(agent: &Client, begin: &Value) -> String {
    let answer = agent.call("imports/start", &json!({"begin": begin})).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    id_of(&answer)
}

/// Tells that so many parts are all.
pub async fn seal(agent: &Client, import: &str, parts: u32) -> Answer {
    let all = json!({"id": import, "parts": parts});
    agent.call("imports/seal", &all).await
}

/// Asks how an import stands.
pub async fn get(agent: &Client, import: &str) -> Answer {
    agent.call("imports/get", &json!({"id": import})).await
}

/// Lets an import rest, or go on.
pub async fn pause(agent: &Client, import: &str, paused: bool) -> Answer {
    let order = json!({"id": import, "paused": paused});
    agent.call("imports/pause", &order).await
}

/// Ends an import early.
pub async fn cancel(agent: &Client, import: &str) -> Answer {
    agent.call("imports/cancel", &json!({"id": import})).await
}

/// Waits until an import from the page is over.
pub async fn over(agent: &Client, import: &str) -> Value {
    ended(async || get(agent, import).await).await
}

pub async fn part(agent: &Client, import: &str, number: u32, text: &str) -> Answer {
    agent
        .send(
            Method::PUT,
            &format!("/transfer/imports/{import}/parts/{number}"),
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
    assert_eq!(seal(&agent, &import, 3).await.status, StatusCode::CONFLICT);
    let (one, two) = tokio::join!(seal(&agent, &import, 2), seal(&agent, &import, 2));
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
        seal(&agent, &import, 2).await.status.is_success(),
        "a seal after the end"
    );
    assert_eq!(server.count("contact").await, 2);
    let detail = format!("/transfer/imports/{import}/ErrorDetail.csv");
    let detail = rows(agent.get(&detail).await.text());
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
    let sealed = seal(&agent, &import, 0).await;
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
    let sealed = seal(&agent, &empty, 0).await;
    assert_ne!(sealed.json()["status"], "done");
}

#[tokio::test]
async fn the_page_learns_which_records_the_server_refused() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "refused", 1, 0).await;
    let text = "Last name,Mobile\r\nLee,+85211111111\r\nNg,12345678\r\nHo,+85222222222\r\nAu,1\r\n";
    part(&agent, &import, 1, text).await;
    seal(&agent, &import, 1).await;
    over(&agent, &import).await;
    let failures = async |after: u32| {
        let from = json!({"id": import, "after": after});
        agent.call("imports/failures", &from).await.json()
    };
    let rest = failures(2).await;
    let failures = failures(0).await;
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
    assert_eq!(rest.as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn an_import_belongs_to_whoever_began_it() {
    let server = Server::start().await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let administrator = server.signed_in(Role::Administrator).await;
    let import = begin(&agent, "mine", 0, 0).await;
    let visitor = server.visitor().in_browser();
    for (order, more) in [
        ("seal", json!({"parts": 0})),
        ("pause", json!({"paused": true})),
        ("pause", json!({"paused": false})),
        ("cancel", json!({})),
        ("undo", json!({"edited": false})),
    ] {
        let mut arguments = more;
        arguments["id"] = json!(import);
        let order = format!("imports/{order}");
        let answer = other.call(&order, &arguments).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{order}");
        let answer = visitor.call(&order, &arguments).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{order}");
    }
    assert_eq!(
        part(&other, &import, 1, "x").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(get(&other, &import).await.json()["mine"], false);
    assert_eq!(
        cancel(&administrator, &import).await.json()["status"],
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
    assert!(seal(&agent, &import, 1).await.status.is_success());
    let paused = pause(&agent, &import, true).await.json();
    assert_eq!(
        (&paused["paused"], &paused["status"]),
        (&json!(true), &json!("running"))
    );
    // It comes to rest at the edge of a chunk.
    until(async || server.count("import where lease is null").await == 1).await;
    let resting = get(&agent, &import).await.json();
    assert!(number(&resting, "records") < 30_000, "{resting}");
    assert_eq!(resting["total"], 30_000);
    pause(&agent, &import, false).await;
    until(async || server.count("import where position > 0").await == 1).await;
    let cancelled = cancel(&agent, &import).await.json();
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
async fn an_import_that_is_paused_on_its_way_does_not_begin_before_it_may() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "k", 0, 0).await;
    let paused = pause(&agent, &import, true).await.json();
    assert_eq!(
        (&paused["paused"], &paused["status"]),
        (&json!(true), &json!("receiving"))
    );
    part(&agent, &import, 1, &many(20)).await;
    let sealed = seal(&agent, &import, 1).await.json();
    assert_eq!(
        (&sealed["paused"], &sealed["status"]),
        (&json!(true), &json!("running"))
    );
    // Another one of the same person is not kept waiting by it, and is over first.
    let next = begin(&agent, "next", 0, 0).await;
    part(&agent, &next, 1, "Last name\r\nHo\r\n").await;
    seal(&agent, &next, 1).await;
    assert_eq!(over(&agent, &next).await["status"], "done");
    let resting = get(&agent, &import).await.json();
    assert_eq!(number(&resting, "records"), 0, "{resting}");
    pause(&agent, &import, false).await;
    assert_eq!(number(&over(&agent, &import).await, "created"), 20);
}

/// What a plain route of the page refuses reads as if a server function had refused it.
#[tokio::test]
async fn a_part_and_error_detail_are_refused_in_the_words_of_server_functions() {
    let server = Server::start().await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let visitor = server.visitor().in_browser();
    let import = begin(&agent, "words", 0, 0).await;
    let said = |answer: Answer| (answer.status.as_u16(), answer.json());
    let ahead = "Part 2 came before part 1. Send that one first.";
    assert_eq!(
        said(part(&agent, &import, 2, "x").await),
        (409, json!({"Conflict": ahead}))
    );
    assert_eq!(
        said(part(&other, &import, 1, "x").await),
        (403, json!("Forbidden"))
    );
    assert_eq!(
        said(part(&visitor, &import, 1, "x").await),
        (401, json!("SignedOut"))
    );
    assert_eq!(
        said(part(&agent, NOBODY, 1, "x").await),
        (404, json!("NotFound"))
    );
    let detail = format!("/transfer/imports/{NOBODY}/ErrorDetail.csv");
    assert_eq!(said(agent.get(&detail).await), (404, json!("NotFound")));
    // Somebody who opens its address reads a sentence.
    let opened = agent.clone().with("accept", "text/html").get(&detail).await;
    assert_eq!(
        (opened.status.as_u16(), opened.text()),
        (404, "There is no such thing here, or it was deleted.")
    );
    // What was cancelled meanwhile is told by the answer to the next part.
    cancel(&agent, &import).await;
    let late = part(&agent, &import, 1, "Last name\r\nLee\r\n").await;
    assert_eq!(
        (late.status.as_u16(), &late.json()["status"]),
        (200, &json!("cancelled"))
    );
    assert_eq!(seal(&agent, &import, 1).await.json()["status"], "cancelled");
}

#[tokio::test]
async fn the_twenty_first_import_at_once_is_refused_in_its_own_words() {
    let server = Server::start().await;
    let agent = server.agent().await;
    for number in 0..20 {
        begin(&agent, &format!("k{number}"), 0, 0).await;
    }
    let begin = json!({
        "file_name": "contacts.csv", "key": "one more", "browser_failed": 0, "browser_skipped": 0, "options": {},
    });
    let refused = agent.call("imports/start", &json!({"begin": begin})).await;
    let sentence = "20 of your imports are still under way. Wait until one is done, or cancel one.";
    assert_eq!(
        (refused.status, refused.json()),
        (StatusCode::CONFLICT, json!({"Conflict": sentence}))
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

#[tokio::test]
async fn what_is_under_way_is_found_again_by_whoever_began_it_and_not_by_an_administrator() {
    let server = Server::start().await;
    let (agent, administrator) = (
        server.agent().await,
        server.signed_in(Role::Administrator).await,
    );
    let import = begin(&agent, "k1", 0, 0).await;
    let running = async |client: &Client| client.call("imports/running", &json!({})).await.json();
    assert_eq!(running(&agent).await["id"], import.as_str());
    assert_eq!(running(&administrator).await, Value::Null);
    // They find it in the history, and may end it.
    assert_eq!(get(&administrator, &import).await.json()["mine"], true);
    assert_eq!(cancel(&administrator, &import).await.status, StatusCode::OK);
    assert_eq!(running(&agent).await, Value::Null);
}
