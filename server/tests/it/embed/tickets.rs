//! A ticket opens one session, once, and whatever is wrong with one is answered the same.
use std::time::Duration;

use app::{
    model::{
        embed_sessions,
        sessions::{
            Lifetime,
            open::{OpenSession, go_on},
        },
    },
    who::Role,
};
use axum::http::{Method, StatusCode};
use chrono::Utc;
use futures::future::join_all;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{CONTACT, FLAGS, Host, SECRET, exchange, panel};
use crate::{harness::Server, imports::until};

/// What a server answers to a body: all of it that a stranger could learn from.
async fn answered(server: &Server, body: &str) -> (StatusCode, String) {
    let panel = server.visitor().in_browser();
    let kind = Some("application/json");
    let answer = panel
        .send(Method::POST, "/embed/session", kind, body.to_owned())
        .await;
    assert_eq!(answer.cookie(), None);
    let text = match answer.status {
        StatusCode::OK => String::new(),
        _ => format!("{} {}", answer.code(), answer.text()),
    };
    (answer.status, text)
}

#[tokio::test]
async fn a_good_ticket_opens_its_enquiry_for_a_quarter_of_an_hour() {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let ticket = host.good(" IN@example.org ", "E-1");
    let begun = host.exchange(&ticket).await;
    assert_eq!(begun.status, 200, "{}", begun.text());
    let told = begun.json();
    assert_eq!(told["seconds"], 900);
    assert_eq!(told["session"].as_str().map(str::len), Some(43));
    assert_eq!(told["enquiry"], "E-1");
    assert_eq!(told.as_object().map(|told| told.len()), Some(3));
    assert_eq!(begun.header("cache-control"), "no-store");
    assert_eq!(begun.cookie(), None);
    let shown = panel(&host.centre.server, &begun).get(CONTACT).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let lasts: bool = sqlx::query_scalar(
        "select expires_at between now() + interval '880 s' and now() + interval '900 s' from embed_session",
    )
    .fetch_one(&mut host.centre.server.sql().await)
    .await
    .expect("a session");
    assert!(lasts);
}

#[tokio::test]
async fn a_ticket_is_good_once_at_whichever_server_and_however_often_it_is_sent_at_a_time() {
    let host = Host::open().await;
    let server = &host.centre.server;
    let other = Server::start_on(server.database.clone(), &FLAGS).await;
    let ticket = host.good("in@example.org", "E-1");
    let at_once = (0..8).map(|n| exchange([server, &other][n % 2], &ticket));
    let answers = join_all(at_once).await;
    let begun = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(begun, 1);
    let (_, nothing) = answered(server, "").await;
    for server in [server, &other] {
        let body = json!({"ticket": ticket}).to_string();
        let again = answered(server, &body).await;
        assert_eq!(again, (StatusCode::UNAUTHORIZED, nothing.clone()));
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_ticket_the_answer_is_the_same() {
    let host = Host::open().await;
    let server = &host.centre.server;
    server.add_staff("gone@example.org", Role::Agent).await;
    let gone = "update staff set active = false where email = 'gone@example.org'";
    let mut sql = server.sql().await;
    sqlx::query(gone).execute(&mut sql).await.expect("gone");
    let now = Utc::now().timestamp();
    let good = || host.claims("in@example.org", "E-1");
    let but = |claim: &str, value: Value| {
        let mut claims = good();
        claims[claim] = value;
        host.ticket(&claims)
    };
    let at = |iat: i64, exp: i64| {
        let mut claims = good();
        claims["iat"] = iat.into();
        claims["exp"] = exp.into();
        host.ticket(&claims)
    };
    let sign = |algorithm: Algorithm, secret: &str| {
        let key = EncodingKey::from_secret(secret.as_bytes()).expect("a key");
        encode(&Header::new(algorithm), &good(), &key).expect("signed")
    };
    let tickets = [
        ("nobody who works here", but("sub", json!("no@example.org"))),
        ("who has left", but("sub", json!("gone@example.org"))),
        ("expired", at(now - 60, now - 1)),
        ("good for too long", at(now, now + 90)),
        ("of the future", at(now + 30, now + 60)),
        ("one field more", but("role", json!("administrator"))),
        ("no id", but("jti", json!(""))),
        ("large", but("enquiry", json!("E".repeat(4000)))),
        ("what nobody can keep", but("enquiry", json!("E\0"))),
        ("forged", sign(Algorithm::HS256, "known to somebody else")),
        ("another algorithm", sign(Algorithm::HS512, SECRET)),
    ];
    let shown = tickets.map(|(name, ticket)| (name, json!({"ticket": ticket}).to_string()));
    let ticket = host.ticket(&good());
    let bodies = [
        ("no JSON", ticket.clone()),
        ("no ticket", "{}".to_owned()),
        ("no text", json!({"ticket": 7}).to_string()),
        ("a list", json!([{"ticket": ticket}]).to_string()),
        (
            "more than a ticket",
            json!({"ticket": ticket, "enquiry": "E-2"}).to_string(),
        ),
        (
            "longer than it may be",
            format!("{}{}", json!({"ticket": ticket}), " ".repeat(9000)),
        ),
    ];
    let nothing = answered(server, "").await;
    assert_eq!(nothing.0, StatusCode::UNAUTHORIZED, "{}", nothing.1);
    for (name, body) in shown.into_iter().chain(bodies) {
        assert_eq!(answered(server, &body).await, nothing, "{name}");
    }
    let body = json!({"ticket": ticket}).to_string();
    let taken = answered(server, &body).await;
    assert_eq!(taken.0, StatusCode::OK, "none of these has used it");
    let alone = Server::start().await;
    alone.add_staff("in@example.org", Role::Agent).await;
    let body = json!({"ticket": host.ticket(&good())}).to_string();
    assert_eq!(answered(&alone, &body).await, nothing, "no secret is set");
}

#[tokio::test]
async fn a_body_of_two_megabytes_is_answered_the_same_before_it_is_sent() {
    let host = Host::open().await;
    let address = &host.centre.server.address;
    let head = format!(
        "POST /embed/session HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        2 * 1024 * 1024
    );
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).await.expect("answered");
    let answer = String::from_utf8_lossy(&answer[..length]);
    let (_, nothing) = answered(&host.centre.server, "").await;
    let (_, nothing) = nothing.split_once(' ').expect("a code and a body");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert!(answer.ends_with(nothing), "{answer}");
}

#[tokio::test]
async fn of_forty_one_sessions_of_an_account_the_oldest_has_ended_and_its_ticket_stays_used() {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let server = &host.centre.server;
    let ticket = host.good("in@example.org", "E-1");
    let first = panel(server, &host.exchange(&ticket).await);
    let other = host.session("admin@example.org", "E-1").await;
    let mut newer = Vec::new();
    for _ in 0..40 {
        newer.push(host.session("in@example.org", "E-1").await);
    }
    assert_eq!(first.get(CONTACT).await.status, 401);
    for panel in newer.iter().chain([&other]) {
        let shown = panel.get(CONTACT).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
    }
    assert_eq!(host.exchange(&ticket).await.status, 401);
    let mut sql = server.sql().await;
    let over = "update embed_session set expires_at = now()";
    sqlx::query(over).execute(&mut sql).await.expect("over");
    host.session("in@example.org", "E-1").await;
    let kept: i64 = sqlx::query_scalar("select count(*) from embed_session")
        .fetch_one(&mut sql)
        .await
        .expect("a count");
    assert_eq!(kept, 1, "what is over is cleared away");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_waits_for_its_account_and_holds_no_other_meanwhile() {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let server = &host.centre.server;
    host.session("in@example.org", "E-1").await;
    let mut sql = server.sql().await;
    let over = "update embed_session set expires_at = now()";
    sqlx::query(over).execute(&mut sql).await.expect("over");
    // As a reset does: the account first, then its sessions.
    let mut reset = sqlx::Connection::begin(&mut sql).await.expect("begun");
    let hold = "select from staff where email = 'in@example.org' for update";
    let held = sqlx::query(hold).execute(&mut *reset).await;
    held.expect("it is free");
    let waiting =
        "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    let ticket = host.good("in@example.org", "E-1");
    let (begun, ()) = tokio::join!(host.exchange(&ticket), async {
        until(async || server.count(waiting).await == 1).await;
        let end = "select from embed_session for update nowait";
        let ended = sqlx::query(end).execute(&mut *reset).await;
        ended.expect("nobody holds one");
        reset.commit().await.expect("committed");
    });
    assert_eq!(begun.status, 200, "{}", begun.text());
}

#[tokio::test]
async fn a_stream_of_the_panel_goes_on_for_as_long_as_its_session_and_its_owner_s_role() {
    let host = Host::open().await;
    let server = &host.centre.server;
    let begun = host.exchange(&host.good("in@example.org", "E-1")).await;
    let key = begun.json()["session"].as_str().expect("a key").to_owned();
    let opened = embed_sessions::opened(&server.pools, &key).await;
    let opened = opened.expect("asked").expect("a session");
    assert_eq!(opened.session.enquiry, "E-1");
    let opened = [OpenSession {
        staff: opened.who.staff_id().expect("a member of staff"),
        role: Role::Agent,
        here: opened.session.here,
    }];
    let lifetime = Lifetime {
        idle: Duration::from_secs(60),
        absolute: Duration::from_secs(60),
    };
    let mut sql = server.sql().await;
    for (change, goes_on) in [
        ("select 1", true),
        ("update staff set role = 'supervisor'", false),
        ("update staff set role = 'agent'", true),
        ("update staff set active = false", false),
        ("update staff set active = true", true),
        ("update embed_session set expires_at = now()", false),
    ] {
        sqlx::query(change).execute(&mut sql).await.expect(change);
        let told = go_on(&server.pools, &opened, lifetime).await;
        assert_eq!(told.expect("told"), [goes_on], "{change}");
    }
}
