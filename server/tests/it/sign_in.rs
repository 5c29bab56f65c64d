//! Who gets in, who stays in, and who does not.
mod browsers;
mod sessions;

use std::process::Command;

use app::{
    error::Error,
    model::{Asker, contacts, staff, tokens},
    who::{Role, Scope},
    wire::staff::StaffChange,
};
use axum::http::StatusCode;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use contact::Draft;
use server::postgres::Binaries;
use sqlx::Executor;

use crate::harness::{Answer, Client, PASSWORD, Server};

#[tokio::test]
async fn staff_of_each_role_sign_in() {
    let server = Server::start().await;
    for &role in Role::ALL {
        let client = server.signed_in(role).await;
        let page = client.get("/contacts").await;
        assert_eq!(page.status, StatusCode::OK, "{role:?}");
    }
}

#[tokio::test]
async fn a_visitor_is_sent_to_the_sign_in_page_and_then_to_the_page_they_wanted() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let visitor = server.visitor().in_browser();
    let answer = visitor.get("/contacts?search=a%26b").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        answer.location(),
        "/sign-in?next=%2Fcontacts%3Fsearch%3Da%2526b"
    );
    let fields = [
        ("email", "MEI@example.org "),
        ("password", PASSWORD),
        ("next", "/contacts?search=a%26b"),
    ];
    assert_eq!(
        visitor.form("/sign-in", &fields).await.location(),
        "/contacts?search=a%26b"
    );
    let fields = [
        ("email", "mei@example.org"),
        ("password", PASSWORD),
        ("next", "//evil.example/"),
    ];
    assert_eq!(
        visitor.form("/sign-in", &fields).await.location(),
        "/contacts"
    );
}

#[tokio::test]
async fn a_server_function_answers_a_visitor_with_401() {
    let server = Server::start().await;
    for path in server_functions() {
        let answer = server
            .visitor()
            .in_browser()
            .post_json(path, &serde_json::json!({}))
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.text(), r#""SignedOut""#, "{path}");
    }
}

/// The paths of all server functions.
pub fn server_functions() -> Vec<&'static str> {
    leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path)
        .collect()
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let visitor = server.visitor().in_browser();
    let wrong = visitor
        .form(
            "/sign-in",
            &[("email", "mei@example.org"), ("password", "not this one")],
        )
        .await;
    let unknown = visitor
        .form(
            "/sign-in",
            &[
                ("email", "nobody@example.org"),
                ("password", "not this one"),
            ],
        )
        .await;
    assert_eq!(wrong.location(), "/sign-in?problem=wrong");
    assert_eq!(wrong.cookie(), None);
    let seen = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("date");
        headers.remove("x-request-id");
        (answer.status, headers, answer.body.clone())
    };
    assert_eq!(seen(&wrong), seen(&unknown));
}

#[tokio::test]
async fn after_ten_wrong_passwords_in_a_minute_none_is_looked_at() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let visitor = server.visitor().in_browser();
    let mut evaluated = 0;
    for _ in 0..200 {
        let answer = visitor
            .form(
                "/sign-in",
                &[("email", "mei@example.org"), ("password", "guess")],
            )
            .await;
        evaluated += usize::from(answer.location() == "/sign-in?problem=wrong");
    }
    assert_eq!(evaluated, 10);
    let right = visitor
        .form(
            "/sign-in",
            &[("email", "mei@example.org"), ("password", PASSWORD)],
        )
        .await;
    assert_eq!(right.location(), "/sign-in?problem=wait");
}

#[tokio::test]
async fn a_stolen_cookie_is_worth_nothing_after_sign_out() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let thief = agent.clone();
    let answer = agent.form("/sign-out", &[]).await;
    assert_eq!(answer.location(), "/sign-in");
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().expect("ASCII");
        assert!(cookie.contains("Max-Age=0"), "{cookie} stays");
    }
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 2);
    assert_eq!(thief.get("/contacts").await.status, StatusCode::SEE_OTHER);
    let asked = thief.call("session/who", &serde_json::json!({})).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_opens_only_with_its_own_key_of_256_bits() {
    let server = Server::start().await;
    let (one, other) = (server.agent().await, server.agent().await);
    let id = format!("session={}", cookie_of(&one, "session"));
    let key = cookie_of(&one, "session-key");
    let another = cookie_of(&other, "session-key");
    let bits = BASE64_URL_SAFE_NO_PAD.decode(key).expect("base64");
    assert_eq!(bits.len() * 8, 256);
    let status = async |cookie: String| {
        let client = server.visitor().in_browser().with("cookie", &cookie);
        client
            .call("session/who", &serde_json::json!({}))
            .await
            .status
    };
    let right = format!("{id}; session-key={key}");
    assert_eq!(status(right.clone()).await, StatusCode::OK);
    for stolen in [
        id.clone(),
        format!("session-key={key}"),
        format!("{id}; session-key={another}"),
        format!("{id}; session-key="),
    ] {
        let answer = status(stolen.clone()).await;
        assert_eq!(answer, StatusCode::UNAUTHORIZED, "{stolen}");
    }
    assert_eq!(
        status(right).await,
        StatusCode::OK,
        "and guessing ends nobody's session"
    );
}

#[tokio::test]
async fn a_session_planted_before_sign_in_is_not_taken_over() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let planted = "session=AAAAAAAAAAAAAAAAAAAAAA; session-key=AAAA";
    let visitor = server.visitor().in_browser().with("cookie", planted);
    let answer = visitor
        .form(
            "/sign-in",
            &[("email", "mei@example.org"), ("password", PASSWORD)],
        )
        .await;
    let given = answer.cookie().expect("a new session");
    for (new, old) in given.split("; ").zip(planted.split("; ")) {
        assert_ne!(new, old);
    }
    assert_eq!(visitor.get("/contacts").await.status, StatusCode::SEE_OTHER);
    // Signing in again over a living session ends that one.
    let first = server.visitor().in_browser().with("cookie", &given);
    let answer = first
        .form(
            "/sign-in",
            &[("email", "mei@example.org"), ("password", PASSWORD)],
        )
        .await;
    assert_ne!(answer.cookie().expect("another session"), given);
    assert_eq!(first.get("/contacts").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_other_sites_and_open_networks() {
    let plain = Server::start().await;
    plain.add_staff("mei@example.org", Role::Agent).await;
    let fields = [("email", "mei@example.org"), ("password", PASSWORD)];
    let answer = plain.visitor().in_browser().form("/sign-in", &fields).await;
    let mut cookies = set(&answer);
    cookies.sort();
    assert!(cookies[0].starts_with("session-key="), "{cookies:?}");
    assert!(cookies[1].starts_with("session="), "{cookies:?}");
    for cookie in cookies {
        assert!(
            ["HttpOnly", "SameSite=Lax", "Path=/"]
                .iter()
                .all(|word| cookie.contains(word)),
            "{cookie}"
        );
    }

    let secure = Server::start_with(&["--public-url", "https://contacts.example.org"]).await;
    secure.add_staff("mei@example.org", Role::Agent).await;
    let visitor = secure
        .visitor()
        .with("host", "contacts.example.org")
        .with("origin", "https://contacts.example.org");
    let answer = visitor.form("/sign-in", &fields).await;
    let mut cookies = set(&answer);
    cookies.sort();
    assert!(cookies[0].starts_with("__Host-session-key="), "{cookies:?}");
    assert!(cookies[1].starts_with("__Host-session="), "{cookies:?}");
    for cookie in cookies {
        assert!(
            cookie.contains("Secure") && cookie.contains("HttpOnly") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
}

/// The cookies that an answer sets, with all that it says of them.
fn set(answer: &Answer) -> Vec<String> {
    let set = answer.headers.get_all("set-cookie").into_iter();
    set.map(|cookie| cookie.to_str().expect("ASCII").to_owned())
        .collect()
}

#[tokio::test]
async fn whoever_leaves_or_changes_role_is_signed_out_at_once() {
    let server = Server::start().await;
    server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let who = server.add_staff("mei@example.org", Role::Agent).await;
    let id = who.staff_id().expect("an account");
    let mei = server.visitor().sign_in("mei@example.org").await;
    let promote = StaffChange {
        role: Some(Role::Supervisor),
        ..Default::default()
    };
    staff::change(&server.operator(), id, promote)
        .await
        .expect("promoted");
    assert_eq!(mei.get("/contacts").await.status, StatusCode::SEE_OTHER);
    let mei = server.visitor().sign_in("mei@example.org").await;
    let leave = StaffChange {
        active: Some(false),
        ..Default::default()
    };
    staff::change(&server.operator(), id, leave)
        .await
        .expect("left");
    assert_eq!(mei.get("/contacts").await.status, StatusCode::SEE_OTHER);
    let fields = [("email", "mei@example.org"), ("password", PASSWORD)];
    let again = server
        .visitor()
        .in_browser()
        .form("/sign-in", &fields)
        .await;
    assert_eq!(again.location(), "/sign-in?problem=wrong");
}

#[tokio::test]
async fn whoever_leaves_or_changes_role_while_they_ask_writes_nothing_more() {
    let server = Server::start().await;
    let write = async |asker: &Asker| {
        let draft = Draft {
            last_name: "Chan".to_owned(),
            ..Draft::default()
        };
        contacts::create(asker, None, draft).await.map(drop)
    };
    let changes = [
        StaffChange {
            active: Some(false),
            ..Default::default()
        },
        StaffChange {
            role: Some(Role::Supervisor),
            ..Default::default()
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let who = server
            .add_staff(&format!("mei{at}@example.org"), Role::Agent)
            .await;
        let asker = server.asker(&who);
        assert_eq!(write(&asker).await, Ok(()));
        staff::change(&server.operator(), who.id(), change)
            .await
            .expect("changed");
        assert_eq!(write(&asker).await, Err(Error::SignedOut));
    }
    let (token, secret) =
        tokens::create(&server.operator(), "crm", vec![Scope::WriteContacts], None)
            .await
            .expect("a token");
    let who = tokens::who(&server.pools, &secret).await;
    let asker = server.asker(&who.expect("an answer").expect("its program"));
    assert_eq!(write(&asker).await, Ok(()));
    tokens::delete(&server.operator(), token.id)
        .await
        .expect("deleted");
    assert_eq!(write(&asker).await, Err(Error::SignedOut));
    assert_eq!(server.count("contact").await, 3);
}

#[tokio::test]
async fn the_one_time_link_makes_the_first_administrator_once() {
    let server = Server::start().await;
    let secret = tokens::invite(&server.operator()).await.expect("a link");
    let visitor = server.visitor().in_browser();
    let fields = |first| {
        [
            ("first", first),
            ("name", "Mei Chan"),
            ("email", "mei@example.org"),
            ("password", PASSWORD),
        ]
    };
    let wrong = visitor.form("/sign-in/first", &fields("guess")).await;
    assert_eq!(wrong.location(), "/sign-in?problem=spent");
    let short = [
        ("first", secret.as_str()),
        ("name", "Mei"),
        ("email", "mei@example.org"),
        ("password", "short"),
    ];
    let short = visitor.form("/sign-in/first", &short).await;
    assert_eq!(
        short.location(),
        format!("/sign-in?first={secret}&problem=password")
    );
    let made = visitor.form("/sign-in/first", &fields(&secret)).await;
    assert_eq!(made.location(), "/welcome");
    let mei = visitor
        .clone()
        .with("cookie", &made.cookie().expect("a session"));
    assert_eq!(mei.get("/contacts").await.status, StatusCode::OK);
    let twice = visitor.form("/sign-in/first", &fields(&secret)).await;
    assert_eq!(twice.location(), "/sign-in?problem=spent");
    let everybody = staff::list(&server.operator()).await.expect("a list");
    assert_eq!(everybody.len(), 1);
    assert_eq!(everybody[0].draft.role, Role::Administrator);
}

#[tokio::test]
async fn a_copy_of_the_database_lets_nobody_in() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let (_, token) = tokens::create(
        &server.operator(),
        "backup",
        vec![Scope::ReadContacts],
        None,
    )
    .await
    .expect("a token");
    let link = tokens::invite(&server.operator()).await.expect("a link");
    let mut dump = Binaries::find(None)
        .expect("Postgres")
        .command("pg_dump", None);
    let dump = dump
        .args(["--host"])
        .arg(server.database.get_socket().expect("a socket"));
    let dump = dump.args([
        "--username",
        "postgres",
        "--dbname",
        server.database.get_database().expect("a name"),
    ]);
    let dump = Command::output(dump).expect("pg_dump");
    assert!(
        dump.status.success(),
        "{}",
        String::from_utf8_lossy(&dump.stderr)
    );
    let dump = String::from_utf8_lossy(&dump.stdout);
    assert!(
        dump.contains("COPY public.session") && dump.contains("agent"),
        "the dump holds the tables"
    );
    let cookies = agent.headers["cookie"].to_str().expect("ASCII");
    let cookies = cookies
        .split("; ")
        .map(|cookie| cookie.split_once('=').expect("a value").1);
    let secrets = [token.as_str(), &token[3..], link.as_str(), PASSWORD];
    for secret in cookies.chain(secrets) {
        assert!(!dump.contains(secret));
    }
    // Nor does what the table of sessions holds open one, sent as it stands there.
    let (hash, key): (Vec<u8>, String) =
        sqlx::query_as("select id_hash, data ->> 'key' from session")
            .fetch_one(&mut server.sql().await)
            .await
            .expect("a session");
    let id = BASE64_URL_SAFE_NO_PAD.encode(&hash[..16]);
    let thief = server.visitor().in_browser();
    for id in [id.as_str(), cookie_of(&agent, "session")] {
        let forged = format!("session={id}; session-key={key}");
        let answer = thief.clone().with("cookie", &forged);
        let answer = answer.call("session/who", &serde_json::json!({})).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{forged}");
    }
}

#[tokio::test]
async fn a_sign_in_form_is_small() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    for path in ["/sign-in", "/sign-in/first", "/sign-in/invited"] {
        let body = format!("email={}&password=x", "a".repeat(9 * 1024));
        let kind = Some("application/x-www-form-urlencoded");
        let answer = visitor
            .send(axum::http::Method::POST, path, kind, body)
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
}

#[tokio::test]
async fn whoever_tries_to_sign_in_while_the_database_is_away_is_not_shut_out_for_it() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let visitor = server.visitor().in_browser();
    let fields = [("email", "mei@example.org"), ("password", PASSWORD)];
    let mut sql = server.sql().await;
    sql.execute("alter table staff rename to staff_away")
        .await
        .expect("away");
    for _ in 0..12 {
        let answer = visitor.form("/sign-in", &fields).await;
        assert_eq!(answer.location(), "/sign-in?problem=unavailable");
    }
    sql.execute("alter table staff_away rename to staff")
        .await
        .expect("back");
    let answer = visitor.form("/sign-in", &fields).await;
    assert_eq!(answer.location(), "/contacts");
}

/// The value of a cookie that a client sends.
fn cookie_of<'a>(client: &'a Client, name: &str) -> &'a str {
    let cookies = client.headers["cookie"].to_str().expect("ASCII");
    let mut pairs = cookies
        .split("; ")
        .filter_map(|cookie| cookie.split_once('='));
    pairs.find(|(found, _)| *found == name).expect("sent").1
}
