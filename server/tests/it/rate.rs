//! How fast one account or token may write: faster than any hand, slower than a program that has gone wild.
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use futures::future::join_all;
use serde_json::json;

use crate::{
    harness::{Answer, Client, Server},
    import_page::{begin, over, part, seal},
};

/// The limit of the README.
const DEFAULT: [&str; 2] = ["--writes-per-second", "20"];

/// Writes until an answer is 429; gives all the answers.
async fn write_until_refused(write: impl AsyncFn() -> Answer) -> Vec<Answer> {
    let mut answers = Vec::new();
    while !answers
        .iter()
        .any(|answer: &Answer| answer.status == StatusCode::TOO_MANY_REQUESTS)
    {
        assert!(answers.len() < 2_000, "nobody is ever refused");
        answers.extend(join_all((0..100).map(|_| write())).await);
    }
    answers
}

fn refused(answers: &[Answer]) -> Vec<&Answer> {
    let refused = |answer: &&Answer| answer.status == StatusCode::TOO_MANY_REQUESTS;
    answers.iter().filter(refused).collect()
}

/// How long a refused writer is told to wait.
fn wait(answer: &Answer) -> Duration {
    let seconds = answer.header("retry-after").parse().expect("a number");
    assert!((1..=3).contains(&seconds), "{seconds}");
    Duration::from_secs(seconds)
}

async fn create(program: &Client) -> Answer {
    program
        .post_json("/api/v1/contacts", &json!({"last_name": "Chan"}))
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_writes_faster_than_20_a_second_is_told_to_wait_and_nobody_else_is() {
    let server = Server::start_with(&DEFAULT).await;
    let (program, other) = (server.program().await, server.program().await);
    let start = Instant::now();
    let answers = write_until_refused(async || create(&program).await).await;
    let most = 60.0 + 20.0 * start.elapsed().as_secs_f64();
    let refused = refused(&answers);
    for answer in &refused {
        assert_eq!(answer.code(), "too_many");
        let detail = answer.json()["detail"].as_str().expect("text").to_owned();
        assert!(
            detail
                .starts_with("Too many changes at once, so this one was not saved. Try again in "),
            "{detail}"
        );
    }
    let made = answers.len() - refused.len();
    assert!(made >= 60 && made as f64 <= most + 1.0, "{made} of {most}");
    assert_eq!(server.count("contact").await, made as i64);
    // Reading goes on, and so does everybody else.
    for _ in 0..100 {
        let read = program.get("/api/v1/contacts?limit=1").await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.text());
    }
    assert_eq!(create(&other).await.status, StatusCode::CREATED);
    tokio::time::sleep(wait(refused[0])).await;
    assert_eq!(create(&program).await.status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_writes_too_fast_is_told_so_in_its_own_words_and_goes_on_reading() {
    let server = Server::start_with(&DEFAULT).await;
    let agent = server.agent().await;
    let answers = write_until_refused(async || {
        let call = json!({"key": uuid::Uuid::now_v7(), "draft": {"last_name": "Chan"}});
        agent.call("contacts/create", &call).await
    })
    .await;
    let refused = refused(&answers)[0];
    let seconds = wait(refused).as_secs();
    assert_eq!(refused.json(), json!({"TooMany": {"seconds": seconds}}));
    // Server functions that read are sent by POST as well.
    for _ in 0..100 {
        let read = agent.call("staff/list", &json!({})).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.text());
    }
}

#[tokio::test]
async fn an_import_and_a_bulk_action_count_as_one_write_each_however_much_they_hold() {
    let server = Server::start_with(&["--writes-per-second", "1"]).await;
    let agent = server.agent().await;
    let import = begin(&agent, "k1", 0, 0).await;
    for number in 1..=50 {
        let text = if number == 1 {
            "Last name\r\n"
        } else {
            "Lee\r\n"
        };
        let sent = part(&agent, &import, number, text).await;
        assert_eq!(sent.json()["parts"], number, "{}", sent.text());
    }
    let sealed = seal(&agent, &import, 50).await;
    assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.text());
    assert_eq!(over(&agent, &import).await["created"], 49);
    let program = server.program().await;
    for team in ["Sales", "Service", "Care"] {
        let action = json!({"query": {}, "action": {"set_team": team}});
        let done = program.post_json("/api/v1/contacts/bulk", &action).await;
        assert!(done.status.is_success(), "{}", done.text());
        assert_eq!(done.json()["total"], 49);
    }
}
