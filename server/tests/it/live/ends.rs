//! When a stream ends, and when none is opened.
use std::time::Duration;

use app::who::Role;
use server::http::live::hub::LiveSettings;
use sqlx::AssertSqlSafe;

use super::{contact, stream::Live};
use crate::harness::{Client, Server, fresh_database::fresh_database};

/// A server that asks all the time whether sessions go on.
async fn vigilant() -> Server {
    let vigilant = LiveSettings {
        sessions: Duration::from_millis(30),
        ..LiveSettings::default()
    };
    Server::start_serving(fresh_database().await, &[], vigilant).await
}

/// Whoever comes back is told that they are not signed in, and is sent nowhere.
async fn is_signed_out(client: &Client) {
    let answer = client.get("/live").await;
    assert_eq!(answer.status, 401, "{}", answer.text());
    assert_eq!(
        (answer.code().as_str(), answer.location()),
        ("signed_out", "")
    );
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_no_other_does() {
    let server = vigilant().await;
    let program = server.program().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let here = server.visitor().sign_in("mei@example.org").await;
    let there = server.visitor().sign_in("mei@example.org").await;
    let mut ending = Live::open(&here, "/live").await;
    let mut staying = Live::open(&there, "/live").await;
    let signed_out = here.form("/sign-out", &[]).await;
    assert_eq!(signed_out.location(), "/sign-in");
    assert_eq!(ending.news().await, None);
    is_signed_out(&here).await;
    let made = contact(&program, "Chan").await;
    assert!(staying.until(&made).await.is_empty());
    // Nobody has asked anything by it for too long; that the stream was open counts for nothing.
    sqlx::query("update session set seen_at = now() - interval '1 hour'")
        .execute(&mut server.sql().await)
        .await
        .expect("an hour");
    assert_eq!(staying.news().await, None);
    is_signed_out(&there).await;
}

#[tokio::test]
async fn a_page_that_opens_its_stream_by_itself_keeps_no_session_from_ending() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let mut sql = server.sql().await;
    sqlx::query("update session set seen_at = now() - interval '20 minutes'")
        .execute(&mut sql)
        .await
        .expect("later");
    for _ in 0..2 {
        Live::open(&agent, "/live").await.here().await;
    }
    let used = "select count(*) from session where seen_at > now() - interval '20 minutes'";
    let used: i64 = sqlx::query_scalar(used)
        .fetch_one(&mut sql)
        .await
        .expect("a count");
    assert_eq!(used, 0);
}

#[tokio::test]
async fn a_stream_ends_when_its_account_is_closed_or_has_another_role() {
    let server = vigilant().await;
    let program = server.program().await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    let agent = server.visitor().sign_in("mei@example.org").await;
    let mut live = Live::open(&agent, "/live").await;
    let promote = format!(
        "update staff set role = 'supervisor' where id = '{}'",
        mei.id()
    );
    sqlx::query(AssertSqlSafe(promote))
        .execute(&mut server.sql().await)
        .await
        .expect("another role");
    live.ended().await;
    let mut live = Live::open(&agent, "/live").await;
    let closed = program.delete(&format!("/api/v1/staff/{}", mei.id())).await;
    assert_eq!(closed.status, 204, "{}", closed.text());
    live.ended().await;
    is_signed_out(&agent).await;
}

#[tokio::test]
async fn a_program_and_a_stranger_open_none() {
    let server = Server::start().await;
    let page = server.visitor().with("accept", "text/event-stream");
    is_signed_out(&page).await;
    is_signed_out(&server.program().await).await;
}

#[tokio::test]
async fn whoever_signs_in_next_in_a_browser_is_not_heard_by_the_pages_of_the_one_before() {
    let server = Server::start().await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    let tom = server.add_staff("tom@example.org", Role::Agent).await;
    let browser = server.visitor().sign_in("tom@example.org").await;
    Live::open(&browser, &format!("/live?who={}", tom.id())).await;
    let before = browser.get(&format!("/live?who={}", mei.id())).await;
    assert_eq!(before.status, 401, "{}", before.text());
}

#[tokio::test]
async fn of_one_account_the_oldest_gives_way_and_beyond_all_places_the_answer_is_503() {
    let server = Server::start_with(&["--max-connections", "60"]).await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let program = server.program().await;
    let mut streams = Vec::new();
    for _ in 0..25 {
        streams.push(Live::open(&agent, "/live").await);
    }
    let mut streams = streams.into_iter();
    let mut oldest = streams.next().expect("the first");
    assert_eq!(oldest.news().await, None);
    let mut more = Vec::new();
    for _ in 0..6 {
        more.push(Live::open(&other, "/live").await);
    }
    let full = server.agent().await.get("/live").await;
    assert_eq!(
        (full.status.as_u16(), full.code().as_str()),
        (503, "too_many_streams")
    );
    assert!(!full.header("retry-after").is_empty());
    let made = contact(&program, "Chan").await;
    for mut stream in streams.chain(more) {
        assert!(stream.until(&made).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_ends_all_streams_as_they_should_end() {
    let mut server = Server::start().await;
    let mut streams = Vec::new();
    for _ in 0..5 {
        let agent = server.agent().await;
        for _ in 0..20 {
            streams.push(Live::open(&agent, "/live").await);
        }
    }
    server.stop().await;
    for mut stream in streams {
        assert_eq!(stream.news().await, None);
    }
}
