//! How long a session lasts, and how many there may be.
use super::*;

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
