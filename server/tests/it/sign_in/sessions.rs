//! How long a session lasts, and how many there may be.
use serde_json::json;
use sqlx::Connection;
use uuid::Uuid;

use super::*;
use crate::imports::until;

/// Does something while somebody else holds an account, as a reset does: it waits for the account, and holds no session of
/// it meanwhile.
async fn in_turn<T>(server: &Server, account: Uuid, act: impl Future<Output = T>) -> T {
    let mut sql = server.sql().await;
    let mut reset = sql.begin().await.expect("begun");
    let hold = "select from staff where id = $1 for update";
    let held = sqlx::query(hold).bind(account).execute(&mut *reset);
    held.await.expect("it is free");
    let waiting =
        "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    let (done, ()) = tokio::join!(act, async {
        until(async || server.count(waiting).await == 1).await;
        let end = "select from session where staff_id = $1 for update nowait";
        let ended = sqlx::query(end).bind(account).execute(&mut *reset);
        ended.await.expect("nobody holds them");
        reset.commit().await.expect("committed");
    });
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_in_or_ends_all_sessions_waits_for_the_account_before_any_session() {
    let server = Server::start().await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await.id();
    server.visitor().sign_in("mei@example.org").await;
    let past = "update session set seen_at = now() - interval '31 minutes'";
    let mut sql = server.sql().await;
    sql.execute(past).await.expect("one that has expired");
    let client = in_turn(&server, mei, server.visitor().sign_in("mei@example.org")).await;
    let nothing = json!({});
    let others = client.call("account/sessions/end_others", &nothing);
    let others = in_turn(&server, mei, others).await;
    assert_eq!(others.status, StatusCode::OK, "{}", others.text());
    assert_eq!(client.get("/contacts").await.status, StatusCode::OK);
    let program = server.program_that_may(&[Scope::Administration]).await;
    let path = format!("/api/v1/staff/{mei}/sessions");
    let all = in_turn(&server, mei, program.delete(&path)).await;
    assert_eq!(all.status, StatusCode::NO_CONTENT, "{}", all.text());
    assert_eq!(client.get("/contacts").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_in_the_end_anyway() {
    let server = Server::start().await;
    for column in ["seen_at", "created_at"] {
        let agent = server.agent().await;
        assert_eq!(agent.get("/contacts").await.status, StatusCode::OK);
        let later = match column {
            "seen_at" => "update session set seen_at = now() - interval '31 minutes'",
            _ => "update session set created_at = now() - interval '12 hours 1 minute'",
        };
        server.sql().await.execute(later).await.expect("later");
        assert_eq!(
            agent.get("/contacts").await.status,
            StatusCode::SEE_OTHER,
            "{column}"
        );
    }
}

#[tokio::test]
async fn using_a_session_keeps_it_from_ending() {
    let server = Server::start().await;
    let agent = server.agent().await;
    for _ in 0..3 {
        server
            .sql()
            .await
            .execute("update session set seen_at = now() - interval '29 minutes'")
            .await
            .expect("later");
        assert_eq!(agent.get("/contacts").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn somebody_is_signed_in_at_twenty_places_at_most() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let first = server.visitor().sign_in("mei@example.org").await;
    for _ in 0..20 {
        server.visitor().sign_in("mei@example.org").await;
    }
    assert_eq!(first.get("/contacts").await.status, StatusCode::SEE_OTHER);
    let left: i64 = sqlx::query_scalar("select count(*) from session")
        .fetch_one(&mut server.sql().await)
        .await
        .expect("count");
    assert_eq!(left, 20);
}

#[tokio::test]
async fn a_session_is_idle_no_longer_because_the_clock_was_put_back() {
    let server = Server::start().await;
    let agent = server.agent().await;
    server
        .sql()
        .await
        .execute("update session set seen_at = now() + interval '1 day'")
        .await
        .expect("put back");
    assert_eq!(agent.get("/contacts").await.status, StatusCode::OK);
    let future = server.count("session where seen_at > now()").await;
    assert_eq!(future, 0, "its time runs from now on");
}
