//! The links that let a colleague in, or set another password: each opens once, for seven days, and only for whom it is.
use app::{
    model::staff::{self, invitations, roster},
    who::{Role, Scope},
    wire::staff::{StaffChange, StaffDraft},
};
use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use crate::{
    harness::{Answer, Client, PASSWORD, Server},
    security_log::log,
};

const NEW: &str = "seven purple otters waltz";
/// What whoever has a link that opens nothing is told, whatever became of it.
const ENDED: &str = "/sign-in?problem=ended";

/// Somebody who was invited, and what stands in their link.
async fn invited(server: &Server, email: &str) -> (Uuid, String) {
    let draft = StaffDraft::new("Jo", email, Role::Agent);
    let link = invitations::invite(&server.operator(), draft)
        .await
        .expect("invited");
    (link.id, link.secret)
}

async fn accept(client: &Client, secret: &str, password: &str) -> Answer {
    let fields = [
        ("invited", secret),
        ("name", "Jo Lee"),
        ("password", password),
    ];
    client.form("/sign-in/invited", &fields).await
}

async fn sign_in(server: &Server, email: &str, password: &str) -> String {
    let fields = [("email", email), ("password", password)];
    let visitor = server.visitor().in_browser();
    let answer = visitor.form("/sign-in", &fields).await;
    answer.location().to_owned()
}

async fn page(server: &Server, secret: &str) -> String {
    let address = format!("/sign-in?invited={secret}");
    let page = server.visitor().in_browser().get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    page.text().to_owned()
}

#[tokio::test]
async fn a_colleague_who_is_invited_sets_a_password_and_is_in_and_the_link_opens_once() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    let draft = json!({"name": "Jo", "email": "jo@example.org", "role": "supervisor"});
    let link = boss.call("staff/invite", &json!({"draft": draft})).await;
    assert_eq!(link.status, StatusCode::OK, "{}", link.text());
    let link = link.json();
    let secret = link["secret"].as_str().expect("a secret");
    // It says for whom it is, before any script.
    assert!(page(&server, secret).await.contains("jo@example.org"));
    // Nobody comes in before, whatever they type.
    assert_eq!(
        sign_in(&server, "jo@example.org", "").await,
        "/sign-in?problem=wrong"
    );
    let visitor = server.visitor().in_browser();
    let short = accept(&visitor, secret, "short").await;
    assert_eq!(
        short.location(),
        format!("/sign-in?invited={secret}&problem=password")
    );
    let entered = accept(&visitor, secret, NEW).await;
    assert_eq!(entered.location(), "/contacts");
    let jo = visitor
        .clone()
        .with("cookie", &entered.cookie().expect("a session"));
    let who = jo.call("session/who", &json!({})).await.json();
    assert!(who.to_string().contains("Jo Lee"), "{who}");
    assert_eq!(accept(&visitor, secret, NEW).await.location(), ENDED);
    assert!(!page(&server, secret).await.contains("jo@example.org"));
    assert_eq!(sign_in(&server, "jo@example.org", NEW).await, "/contacts");
    let log = log(&server).await;
    let told = |event: &str| log.iter().filter(|entry| entry.event == event).count();
    assert_eq!(
        (told("account_invited"), told("invitation_accepted")),
        (1, 1)
    );
    let accepted = log
        .iter()
        .find(|entry| entry.event == "invitation_accepted");
    let accepted = accepted.expect("told");
    assert_eq!(
        (accepted.actor.as_str(), accepted.detail.as_str()),
        ("jo@example.org", "invitation")
    );
    assert!(!format!("{log:?}").contains(secret));
}

#[tokio::test]
async fn a_link_that_is_wrong_run_out_replaced_or_of_a_closed_account_is_answered_alike() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    let (old, run_out) = invited(&server, "old@example.org").await;
    let mut sql = server.sql().await;
    sqlx::query(
        "update account_link set expires_at = now() - interval '1 second' where staff_id = $1",
    )
    .bind(old)
    .execute(&mut sql)
    .await
    .unwrap();
    let (twice, replaced) = invited(&server, "twice@example.org").await;
    let again = invitations::invite_again(&server.operator(), twice)
        .await
        .unwrap();
    let (gone, closed) = invited(&server, "gone@example.org").await;
    let close = StaffChange {
        active: Some(false),
        ..StaffChange::default()
    };
    staff::change(&server.operator(), gone, close)
        .await
        .unwrap();
    let (moved, misdirected) = invited(&server, "moved@example.org").await;
    let elsewhere = StaffChange {
        email: Some("right@example.org".to_owned()),
        ..StaffChange::default()
    };
    staff::change(&server.operator(), moved, elsewhere)
        .await
        .unwrap();
    let wrong = "0".repeat(43);
    for secret in [
        &run_out,
        &replaced,
        &closed,
        &misdirected,
        &wrong,
        &String::new(),
    ] {
        assert_eq!(
            accept(&visitor, secret, NEW).await.location(),
            ENDED,
            "{secret}"
        );
        let shown = page(&server, secret).await;
        assert!(!shown.contains("@example.org"), "{secret}");
        assert!(
            shown.contains("This link opens nothing any more"),
            "{secret}"
        );
    }
    // One account has one link: the newest opens.
    assert_eq!(
        accept(&visitor, &again.secret, NEW).await.location(),
        "/contacts"
    );
    let refused = invitations::invite_again(&server.operator(), twice).await;
    assert!(refused.is_err(), "whoever is in is not invited again");
    assert!(
        invitations::reset(&server.operator(), gone).await.is_err(),
        "a closed account gets none"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_use_a_link_at_once_one_comes_in() {
    let server = Server::start().await;
    server.signed_in(Role::Administrator).await;
    for round in 0..5 {
        let email = format!("jo{round}@example.org");
        let (_, secret) = invited(&server, &email).await;
        let [one, other] = [server.visitor(), server.visitor()].map(Client::in_browser);
        let passwords = ["seven purple otters waltz", "nine green bottles hanging"];
        let (first, second) = tokio::join!(
            accept(&one, &secret, passwords[0]),
            accept(&other, &secret, passwords[1])
        );
        let mut locations = [first.location(), second.location()];
        let winner = passwords[usize::from(second.location() == "/contacts")];
        locations.sort_unstable();
        assert_eq!(locations, ["/contacts", ENDED], "{round}");
        assert_eq!(sign_in(&server, &email, winner).await, "/contacts");
    }
}

#[tokio::test]
async fn a_reset_ends_the_old_password_and_all_sessions_at_once() {
    let server = Server::start().await;
    let boss = server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let administrator = server.visitor().sign_in("boss@example.org").await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    let client = server.visitor().sign_in("mei@example.org").await;
    let program = server.program_that_may(&[Scope::Administration]).await;
    let looked_at = staff::account(&server.pools, "mei@example.org").await;
    let looked_at = looked_at.unwrap().unwrap();
    assert!(looked_at.is_still(&server.pools, "MEI@example.org").await);
    let path = format!("/api/v1/staff/{}/reset", mei.id());
    let reset = program.post_json(&path, &json!({})).await;
    assert_eq!(reset.status, StatusCode::CREATED, "{}", reset.text());
    let link = reset.json()["link"].as_str().expect("a link").to_owned();
    assert_eq!(
        client.call("session/who", &json!({})).await.status,
        StatusCode::UNAUTHORIZED
    );
    // Whoever's sign-in was just being looked at does not come in by the old one.
    assert!(!looked_at.is_still(&server.pools, "mei@example.org").await);
    assert_eq!(
        sign_in(&server, "mei@example.org", PASSWORD).await,
        "/sign-in?problem=wrong"
    );
    let (_, secret) = link.split_once("?invited=").expect("its secret");
    let visitor = server.visitor().in_browser();
    assert_eq!(accept(&visitor, secret, NEW).await.location(), "/contacts");
    // The name is not asked for, and stays.
    let entry = roster::entry(&server.operator(), mei.id()).await.unwrap();
    assert_eq!(entry.staff.draft.name, "Test agent");
    assert_eq!(sign_in(&server, "mei@example.org", NEW).await, "/contacts");
    // One's own is changed on one's own page.
    let own = administrator
        .call("staff/reset", &json!({"id": boss.id()}))
        .await;
    assert_eq!(own.status, 422);
    assert_eq!(own.json()["Invalid"][0]["code"], "own_account");
}

#[tokio::test]
async fn a_copy_of_the_database_holds_no_link_that_opens() {
    let server = Server::start().await;
    let (id, secret) = invited(&server, "jo@example.org").await;
    let mut sql = server.sql().await;
    let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "select account_link::text, secret_hash from account_link where staff_id = $1",
    )
    .bind(id)
    .fetch_all(&mut sql)
    .await
    .unwrap();
    let [(row, hash)] = &rows[..] else {
        panic!("one link")
    };
    assert!(!row.contains(&secret));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let visitor = server.visitor().in_browser();
    assert_eq!(accept(&visitor, &hex, NEW).await.location(), ENDED);
}

#[tokio::test]
async fn guessing_at_links_is_held_back_and_a_right_one_counts_for_nothing() {
    let server = Server::start_with(&["--trusted-proxies", "127.0.0.1"]).await;
    let visitor = server
        .visitor()
        .in_browser()
        .with("x-forwarded-for", "192.0.2.7");
    let mut looked_at = 0;
    for _ in 0..30 {
        let answer = accept(&visitor, &"0".repeat(43), NEW).await;
        looked_at += usize::from(answer.location() == ENDED);
    }
    assert_eq!(looked_at, 10);
    let (_, secret) = invited(&server, "jo@example.org").await;
    let held = accept(&visitor, &secret, NEW).await;
    assert!(
        held.location().ends_with("problem=wait"),
        "{}",
        held.location()
    );
    let elsewhere = server
        .visitor()
        .in_browser()
        .with("x-forwarded-for", "192.0.2.8");
    assert_eq!(
        accept(&elsewhere, &secret, NEW).await.location(),
        "/contacts"
    );
}
