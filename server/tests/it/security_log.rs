//! The security log: who came in, who was kept out, who changed what lets people in; and nothing that a stranger typed.
use app::{
    error::Error,
    model::{security_log, staff, tokens},
    who::{Role, Scope},
    wire::{
        security_log::{SecurityEntry, SecurityLogQuery},
        staff::StaffChange,
    },
};
use axum::http::StatusCode;
use serde_json::json;
use sqlx::Executor;

use crate::harness::{PASSWORD, Server};

/// All of the log, the oldest first.
pub async fn log(server: &Server) -> Vec<SecurityEntry> {
    let page = security_log::page(&server.operator(), at_most(500)).await;
    let mut log = page.expect("the log").items;
    log.reverse();
    log
}

fn at_most(limit: u16) -> SecurityLogQuery {
    SecurityLogQuery {
        limit: Some(limit),
        ..SecurityLogQuery::default()
    }
}

/// What happened, by whom and to whom, in its order.
fn told(log: &[SecurityEntry]) -> Vec<(&str, &str, &str, &str)> {
    let told = log.iter().map(|entry| {
        (
            entry.event.as_str(),
            entry.actor.as_str(),
            entry.subject.as_str(),
            entry.detail.as_str(),
        )
    });
    told.collect()
}

#[tokio::test]
async fn the_log_tells_who_came_in_who_was_kept_out_and_who_changed_what_lets_people_in() {
    let server = Server::start().await;
    let (boss, mei, jo) = ("boss@example.org", "mei@example.org", "jo@example.org");
    server.add_staff(boss, Role::Administrator).await;
    let administrator = server.visitor().sign_in(boss).await;
    let person =
        json!({"draft": {"name": "Mei", "email": mei, "role": "agent"}, "password": PASSWORD});
    let added = administrator.call("staff/add", &person).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text());
    let id = added.json()["id"].as_str().expect("an id").to_owned();
    let fields = |password| [("email", mei), ("password", password)];
    let visitor = server.visitor().in_browser();
    visitor.form("/sign-in", &fields("not this one")).await;
    let agent = server.visitor().sign_in(mei).await;
    agent.form("/sign-out", &[]).await;
    let change = async |change| {
        let change = json!({"id": id, "change": change});
        let done = administrator.call("staff/change", &change).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    };
    change(json!({"role": "supervisor", "email": jo})).await;
    change(json!({"password": "another long password"})).await;
    change(json!({"availability": "busy"})).await;
    change(json!({"active": false})).await;
    change(json!({"active": true})).await;
    let token = json!({"name": "crm", "scopes": ["ingest", "contacts:read"]});
    let made = administrator.call("tokens/create", &token).await.json();
    let made = made[0]["id"].as_str();
    let token = json!({"id": made.expect("an id")});
    let gone = administrator.call("tokens/delete", &token).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text());
    let log = log(&server).await;
    assert_eq!(
        told(&log),
        [
            ("account_added", "command line", boss, "administrator"),
            ("signed_in", boss, boss, ""),
            ("account_added", boss, mei, "agent"),
            ("sign_in_refused", "", mei, ""),
            ("signed_in", mei, mei, ""),
            ("signed_out", mei, mei, ""),
            ("account_changed", boss, jo, "email"),
            ("role_changed", boss, jo, "agent → supervisor"),
            ("password_changed", boss, jo, ""),
            ("account_closed", boss, jo, ""),
            ("account_reopened", boss, jo, ""),
            ("token_created", boss, "crm", "ingest, contacts:read"),
            ("token_deleted", boss, "crm", ""),
        ]
    );
    for entry in &log {
        let from = (entry.actor != "command line").then_some("127.0.0.1");
        assert_eq!(entry.address.as_deref(), from, "{}", entry.event);
    }
}

#[tokio::test]
async fn the_log_tells_of_ones_own_password_and_of_sessions_that_were_ended() {
    let server = Server::start().await;
    let mei = "mei@example.org";
    server.add_staff(mei, Role::Agent).await;
    let mut seats = Vec::new();
    for _ in 0..4 {
        seats.push(server.visitor().sign_in(mei).await);
    }
    let before = log(&server).await.len();
    let here = &seats[0];
    let call =
        async |endpoint: &str, arguments: serde_json::Value| here.call(endpoint, &arguments).await;
    let listed = call("account/sessions", json!({})).await.json();
    let other = json!({"id": listed[1]["id"]});
    let ended = call("account/sessions/end", other.clone()).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.text());
    // One that is gone already is no second entry.
    assert_eq!(
        call("account/sessions/end", other).await.status,
        StatusCode::NOT_FOUND
    );
    let ended = call("account/sessions/end_others", json!({})).await;
    assert_eq!(ended.json(), 2);
    let wrong = json!({"present": "not this one", "new": "seven purple otters waltz"});
    let refused = call("account/password", wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    server.visitor().sign_in(mei).await;
    let right = json!({"present": PASSWORD, "new": "seven purple otters waltz"});
    let changed = call("account/password", right).await;
    assert_eq!(changed.json(), 1, "the session of the last sign-in");
    let entries = log(&server).await;
    assert_eq!(
        told(&entries[before..]),
        [
            ("sessions_ended", mei, mei, "1"),
            ("sessions_ended", mei, mei, "2"),
            ("password_refused", mei, mei, ""),
            ("signed_in", mei, mei, ""),
            ("password_changed", mei, mei, ""),
        ]
    );
    assert!(
        entries[before..]
            .iter()
            .all(|entry| entry.address.as_deref() == Some("127.0.0.1"))
    );
    // Whoever guesses at an open desk is told of, to the end of their session.
    let before = entries.len();
    let desk = server.visitor().in_browser();
    let fields = [("email", mei), ("password", "seven purple otters waltz")];
    let cookie = desk
        .form("/sign-in", &fields)
        .await
        .cookie()
        .expect("a session");
    let desk = desk.with("cookie", &cookie);
    let wrong = json!({"present": "not this one", "new": PASSWORD});
    for _ in 0..5 {
        desk.call("account/password", &wrong).await;
    }
    let entries = log(&server).await;
    let refused = ("password_refused", mei, mei, "");
    let told = told(&entries[before + 1..]);
    assert_eq!(told[..5], [refused; 5]);
    assert_eq!(told[5..], [("sessions_ended", mei, mei, "1")]);
}

#[tokio::test]
async fn what_a_stranger_types_is_not_kept_and_a_thousand_tries_are_eleven_entries() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let visitor = server.visitor().in_browser();
    for n in 0..200 {
        // Somebody types their password into the wrong field.
        let email = if n % 2 == 0 {
            "MEI@example.org"
        } else {
            "my secret words"
        };
        let fields = [("email", email), ("password", "guess")];
        visitor.form("/sign-in", &fields).await;
    }
    let log = log(&server).await;
    let events: Vec<&str> = log.iter().map(|entry| entry.event.as_str()).collect();
    let refused = events.iter().filter(|event| **event == "sign_in_refused");
    assert_eq!(refused.count(), 10);
    let held_back = events.iter().filter(|event| **event == "sign_in_held_back");
    assert_eq!(held_back.count(), 1, "{events:?}");
    for entry in &log[1..] {
        assert!(
            ["mei@example.org", ""].contains(&entry.subject.as_str()),
            "{entry:?}"
        );
        assert!(!format!("{entry:?}").contains("secret"), "{entry:?}");
    }
}

#[tokio::test]
async fn an_entry_is_there_if_and_only_if_its_change_is() {
    let server = Server::start().await;
    server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let before = log(&server).await.len();
    let taken = app::wire::staff::StaffDraft::new("Bo", "BOSS@example.org", Role::Agent);
    let refused = staff::add(&server.operator(), taken, None).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    let boss = staff::list(&server.operator()).await.expect("staff")[0].id;
    let leave = StaffChange {
        active: Some(false),
        ..Default::default()
    };
    let refused = staff::change(&server.operator(), boss, leave).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let nothing = tokens::delete(&server.operator(), boss).await;
    assert_eq!(nothing, Err(Error::NotFound));
    assert_eq!(log(&server).await.len(), before);
    // … and where the log cannot be written, nothing changes.
    let full = "alter table security_log add check (event <> 'token_created')";
    server.sql().await.execute(full).await.expect("altered");
    let refused = tokens::create(&server.operator(), "crm", vec![Scope::Ingest], None).await;
    assert!(refused.is_err());
    assert_eq!(server.count("token").await, 0);
}

#[tokio::test]
async fn only_administrators_read_the_log() {
    let server = Server::start().await;
    for (role, may) in [
        (Role::Administrator, true),
        (Role::Supervisor, false),
        (Role::Agent, false),
    ] {
        let email = format!("{}@example.org", role.as_str());
        let who = server.add_staff(&email, role).await;
        let read = security_log::page(&server.asker(&who), at_most(50)).await;
        assert_eq!(read.is_ok(), may, "{role:?}");
    }
    let page = security_log::page(&server.operator(), at_most(2)).await;
    let page = page.expect("a page");
    let next = SecurityLogQuery {
        before: page.next,
        ..at_most(2)
    };
    let next = security_log::page(&server.operator(), next).await;
    let next = next.expect("the next");
    assert_eq!((page.items.len(), next.items.len()), (2, 1));
    assert_eq!((page.next, next.next), (Some(page.items[1].number), None));
}

#[tokio::test]
async fn refusals_are_forgotten_before_they_crowd_out_the_rest() {
    let server = Server::start().await;
    server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let flood = "insert into security_log (event, address)
                 select 'sign_in_refused', '192.0.2.1' from generate_series(1, 12000);
                 insert into security_log (event, at) values ('signed_in', now() - interval '401 days')";
    server.sql().await.execute(flood).await.expect("a flood");
    security_log::forget_old(&server.pools)
        .await
        .expect("forgotten");
    let left = "security_log where event";
    assert_eq!(
        server.count(&format!("{left} = 'sign_in_refused'")).await,
        10_000
    );
    assert_eq!(server.count(&format!("{left} = 'signed_in'")).await, 0);
    assert_eq!(server.count(&format!("{left} = 'account_added'")).await, 1);
}
