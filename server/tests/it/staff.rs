//! Staff as Administrators manage them, through the real router: who is listed, who is closed and signed out, where somebody
//! works, and that there is never no Administrator.
use app::{
    model::staff::{self, roster},
    who::{Role, Scope},
    wire::staff::{StaffChange, StaffDraft},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    intake::{at, host, put},
};

/// Those whom a search finds, by email address.
async fn found(client: &Client, search: Value) -> Vec<String> {
    let answer = client.call("staff/find", &json!({"search": search})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    let items = answer["items"].as_array().expect("a list").iter();
    items
        .map(|entry| entry["email"].as_str().expect("an address").to_owned())
        .collect()
}

async fn entry(client: &Client, id: uuid::Uuid) -> Value {
    client.call("staff/entry", &json!({"id": id})).await.json()
}

fn closed() -> StaffChange {
    StaffChange {
        active: Some(false),
        ..StaffChange::default()
    }
}

async fn is_in(client: &Client) -> bool {
    client.call("session/who", &json!({})).await.status == 200
}

#[tokio::test]
async fn staff_are_found_by_words_role_and_state_page_by_page() {
    let server = Server::start().await;
    let boss = server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let client = server.visitor().sign_in("boss@example.org").await;
    for (name, email, department) in [
        ("Ann Care", "ann@example.org", "Care"),
        ("Ben Sales", "ben@example.org", "Sales"),
        ("Cid Sales", "cid@example.org", "Sales"),
    ] {
        let draft = StaffDraft {
            department: department.to_owned(),
            ..StaffDraft::new(name, email, Role::Agent)
        };
        staff::add(&server.operator(), draft, None)
            .await
            .expect("there");
    }
    let cid = roster::id_of(&server.operator(), "CID@example.org").await;
    staff::change(&server.operator(), cid.expect("there"), closed())
        .await
        .expect("there");
    assert_eq!(
        found(&client, json!({})).await,
        [
            "ann@example.org",
            "ben@example.org",
            "boss@example.org",
            "cid@example.org"
        ],
        "by name, those who left last"
    );
    for (search, wanted) in [
        (
            json!({"search": "sales"}),
            vec!["ben@example.org", "cid@example.org"],
        ),
        (json!({"search": "sales ben"}), vec!["ben@example.org"]),
        (json!({"role": "administrator"}), vec!["boss@example.org"]),
        (
            json!({"state": "invited"}),
            vec!["ann@example.org", "ben@example.org"],
        ),
        (json!({"state": "closed"}), vec!["cid@example.org"]),
        (json!({"state": "active", "role": "agent"}), vec![]),
    ] {
        assert_eq!(found(&client, search.clone()).await, wanted, "{search}");
    }
    let first = client
        .call("staff/find", &json!({"search": {"limit": 3}}))
        .await
        .json();
    assert_eq!(first["total"], 4);
    let rest = json!({"limit": 3, "after": first["next_cursor"]});
    assert_eq!(found(&client, rest).await, ["cid@example.org"]);

    // The same by the API.
    let program = server.program_that_may(&[Scope::Administration]).await;
    let page = program
        .get("/api/v1/staff?limit=3&search=example")
        .await
        .json();
    assert_eq!(
        (&page["total"], page["items"].as_array().map(Vec::len)),
        (&json!(4), Some(3))
    );
    let cursor = page["next_cursor"].as_str().expect("a next page");
    let page = program
        .get(&format!("/api/v1/staff?search=example&cursor={cursor}"))
        .await
        .json();
    assert_eq!(page["items"][0]["email"], "cid@example.org");
    assert_eq!(page["items"][0]["state"], "closed");

    let own = entry(&client, boss.id()).await;
    assert_eq!(
        (&own["sessions"], &own["last_administrator"]),
        (&json!(1), &json!(true))
    );
    assert!(own["seen_at"].is_string());
    assert_eq!(
        entry(&client, cid_of(&server).await).await["seen_at"],
        Value::Null
    );
    // Only Administrators see it.
    let agent = server.agent().await;
    let answer = agent.call("staff/find", &json!({"search": {}})).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

async fn cid_of(server: &Server) -> uuid::Uuid {
    roster::id_of(&server.operator(), "cid@example.org")
        .await
        .expect("an account")
}

#[tokio::test]
async fn when_somebody_was_last_seen_is_known_after_they_have_signed_out() {
    let server = Server::start().await;
    server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let boss = server.visitor().sign_in("boss@example.org").await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    assert_eq!(entry(&boss, mei.id()).await["seen_at"], Value::Null);
    let client = server.visitor().sign_in("mei@example.org").await;
    let mut sql = server.sql().await;
    sqlx::query("update staff set seen_at = seen_at - interval '1 day'")
        .execute(&mut sql)
        .await
        .expect("there");
    let before = entry(&boss, mei.id()).await["seen_at"].clone();
    // Within the minute nothing is noted; after it, it is.
    client.get("/contacts").await;
    assert_eq!(entry(&boss, mei.id()).await["seen_at"], before);
    sqlx::query("update session set seen_at = seen_at - interval '2 minutes'")
        .execute(&mut sql)
        .await
        .expect("there");
    client.get("/contacts").await;
    let after = entry(&boss, mei.id()).await["seen_at"].clone();
    assert_ne!(after, before);
    client.form("/sign-out", &[]).await;
    let left = entry(&boss, mei.id()).await;
    assert_eq!((&left["seen_at"], &left["sessions"]), (&after, &json!(0)));
}

#[tokio::test]
async fn an_administrator_sees_where_somebody_is_signed_in_and_signs_them_out_everywhere() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    let desk = server.visitor().sign_in("mei@example.org").await;
    let phone = server.visitor().sign_in("mei@example.org").await;
    let sessions = boss.call("staff/sessions", &json!({"id": mei.id()})).await;
    let sessions = sessions.json();
    let sessions = sessions.as_array().expect("a list");
    assert_eq!(sessions.len(), 2);
    assert!(sessions.iter().all(|session| session["current"] == false));
    let ended = boss.call("staff/sign_out", &json!({"id": mei.id()})).await;
    assert_eq!(ended.json(), 2);
    assert!(!is_in(&desk).await && !is_in(&phone).await && is_in(&boss).await);

    let program = server.program_that_may(&[Scope::Administration]).await;
    server.visitor().sign_in("mei@example.org").await;
    let path = format!("/api/v1/staff/{}/sessions", mei.id());
    assert_eq!(program.get(&path).await.json()["total"], 1);
    assert_eq!(program.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(program.get(&path).await.json()["total"], 0);
}

#[tokio::test]
async fn whoever_is_closed_while_they_write_is_signed_out_by_their_next_request() {
    let server = Server::start().await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    let client = server.visitor().sign_in("mei@example.org").await;
    let boss = server.signed_in(Role::Administrator).await;
    let close = json!({"id": mei.id(), "change": {"active": false}});
    assert_eq!(boss.call("staff/change", &close).await.status, 200);
    let key = "0199a1b2-0000-7000-8000-000000000001";
    let create = json!({"key": key, "draft": {"last_name": "Chan"}});
    let refused = client.call("contacts/create", &create).await;
    assert_eq!(
        (refused.status, refused.json()),
        (StatusCode::UNAUTHORIZED, json!("SignedOut"))
    );
    assert_eq!(server.count("contact").await, 0);
    // Reopened, they come in as before.
    let reopen = json!({"id": mei.id(), "change": {"active": true}});
    assert_eq!(boss.call("staff/change", &reopen).await.status, 200);
    let client = server.visitor().sign_in("mei@example.org").await;
    assert_eq!(client.call("contacts/create", &create).await.status, 200);
}

#[tokio::test]
async fn no_door_takes_the_last_administrator_away() {
    let server = Server::start().await;
    let boss = server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let client = server.visitor().sign_in("boss@example.org").await;
    let program = server.program_that_may(&[Scope::Administration]).await;
    // One who was invited and was never in can do nothing yet.
    let draft = StaffDraft::new("Nia", "nia@example.org", Role::Administrator);
    staff::add(&server.operator(), draft, None)
        .await
        .expect("there");
    let (id, path) = (boss.id(), format!("/api/v1/staff/{}", boss.id()));
    let by_email = "/staff/by-email/boss@example.org";
    let soon = Utc::now() + TimeDelta::minutes(1);
    let refused = [
        client
            .call(
                "staff/change",
                &json!({"id": id, "change": {"active": false}}),
            )
            .await,
        client
            .call(
                "staff/change",
                &json!({"id": id, "change": {"role": "agent"}}),
            )
            .await,
        program.patch_json(&path, &json!({"active": false})).await,
        program
            .patch_json(&path, &json!({"role": "supervisor"}))
            .await,
        program.delete(&path).await,
        program
            .post_json(&format!("{path}/reset"), &json!({}))
            .await,
        put(
            &program,
            by_email,
            &json!({"event_at": soon, "active": false}),
        )
        .await,
        put(
            &program,
            by_email,
            &json!({"event_at": soon, "role": "agent"}),
        )
        .await,
    ];
    for (door, answer) in refused.iter().enumerate() {
        assert_eq!(answer.status, 422, "{door} {}", answer.text());
        assert!(answer.text().contains("last_administrator"), "{door}");
    }
    let line = staff::change(&server.operator(), id, closed()).await;
    assert!(line.is_err(), "nor the command line");
    assert!(is_in(&client).await);
    // What is not able may go, and as soon as another is able, so may the first.
    let nia = roster::id_of(&server.operator(), "nia@example.org")
        .await
        .expect("there");
    let able = StaffChange {
        password: Some("seven purple otters waltz".to_owned()),
        ..StaffChange::default()
    };
    staff::change(&server.operator(), nia, able)
        .await
        .expect("there");
    assert_eq!(program.delete(&path).await.status, StatusCode::NO_CONTENT);
    let answer = program.delete(&format!("/api/v1/staff/{nia}")).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_administrators_who_remove_each_other_at_once_one_stays() {
    let server = Server::start().await;
    let program = server.program_that_may(&[Scope::Administration]).await;
    for round in 0..20 {
        let emails = [0, 1].map(|who| format!("boss{round}{who}@example.org"));
        let mut bosses = Vec::new();
        for email in &emails {
            let who = server.add_staff(email, Role::Administrator).await;
            bosses.push((who.id(), server.visitor().sign_in(email).await));
        }
        if round > 0 {
            // Whoever stayed of the last two goes first.
            let mut sql = server.sql().await;
            let old = format!("boss{}_@example.org", round - 1);
            sqlx::query("update staff set active = false where email like $1")
                .bind(old)
                .execute(&mut sql)
                .await
                .expect("there");
        }
        let [(one, by_one), (other, by_other)] = &bosses[..] else {
            panic!("two of them")
        };
        // By two doors: one on the page, the other by the page or by the API.
        let close = json!({"id": other, "change": {"active": false}});
        let first = by_one.call("staff/change", &close);
        let demote = json!({"id": one, "change": {"role": "agent"}});
        let second = async {
            match round % 2 {
                0 => by_other.call("staff/change", &demote).await,
                _ => program.delete(&format!("/api/v1/staff/{one}")).await,
            }
        };
        let (first, second) = tokio::join!(first, second);
        let done = [&first, &second]
            .into_iter()
            .filter(|answer| answer.status.is_success());
        assert_eq!(
            done.count(),
            1,
            "{round}: {} {}",
            first.text(),
            second.text()
        );
        let able = "staff where role = 'administrator' and active and password_hash is not null";
        assert_eq!(server.count(able).await, 1, "{round}");
    }
}

#[tokio::test]
async fn one_changes_ones_own_name_and_time_zone_and_nothing_else() {
    let server = Server::start().await;
    let mei = server.add_staff("mei@example.org", Role::Agent).await;
    let client = server.visitor().sign_in("mei@example.org").await;
    let change = json!({"change": {"name": " Mei Wong ", "time_zone": "Asia/Hong_Kong"}});
    let changed = client.call("account/change", &change).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert!(is_in(&client).await, "a name ends no session");
    let own = client.call("account/get", &json!({})).await.json();
    assert_eq!(
        (&own["name"], &own["time_zone"]),
        (&json!("Mei Wong"), &json!("Asia/Hong_Kong"))
    );
    for (change, column) in [
        (json!({"name": " "}), "name"),
        (json!({"time_zone": "Mars/Olympus"}), "time_zone"),
    ] {
        let refused = client
            .call("account/change", &json!({"change": change}))
            .await;
        assert_eq!(refused.status, 422, "{change}");
        assert_eq!(refused.json()["Invalid"][0]["column"], column);
    }
    let role = json!({"change": {"role": "administrator"}});
    assert_eq!(client.call("account/change", &role).await.status, 400);
    let zones = client.call("account/time_zones", &json!({})).await.json();
    assert!(
        zones
            .as_array()
            .expect("a list")
            .contains(&json!("Asia/Hong_Kong"))
    );
    // What was told before is older now; an Administrator is refused no less; a contact centre may say what it likes.
    let program = server.program_that_may(&[Scope::Administration]).await;
    let older = json!({"event_at": at(1), "name": "Old Name"});
    put(&program, "/staff/by-email/mei@example.org", &older).await;
    let path = format!("/api/v1/staff/{}", mei.id());
    assert_eq!(program.get(&path).await.json()["name"], "Mei Wong");
    let zone = json!({"time_zone": "Nowhere"});
    assert_eq!(program.patch_json(&path, &zone).await.status, 422);
    let told = json!({"event_at": Utc::now() + TimeDelta::hours(1), "time_zone": "Nowhere"});
    let heard = put(&program, "/staff/by-email/mei@example.org", &told).await;
    assert_eq!(heard.status, 200, "{}", heard.text());
}

#[tokio::test]
async fn where_somebody_works_is_what_was_said_last_by_an_administrator_or_the_contact_centre() {
    let server = Server::start().await;
    let (host, boss) = (
        host(&server).await,
        server.signed_in(Role::Administrator).await,
    );
    let mei = server.add_staff("Mei@example.org", Role::Agent).await;
    let support = json!({"event_at": at(5), "name": "Support", "staff": ["tom@example.org"]});
    put(&host, "/destinations/support", &support).await;
    let known = boss.call("staff/destinations", &json!({})).await.json();
    let id = known[0]["id"].clone();
    assert_eq!(known[0]["name"], "Support");
    let place = async |destinations: Value| {
        let placed = json!({"id": mei.id(), "destinations": destinations});
        boss.call("staff/place", &placed).await.status.as_u16()
    };
    let works_at = async || entry(&boss, mei.id()).await["destinations"].clone();
    assert_eq!(place(json!([id])).await, 200);
    assert_eq!(works_at().await[0]["external_id"], "support");
    // An older report changes nothing, and the one that was there before still works there.
    let older = json!({"event_at": at(4), "staff": []});
    put(&host, "/destinations/support", &older).await;
    put(&host, "/destinations/support", &support).await;
    assert_eq!(works_at().await[0]["external_id"], "support");
    assert_eq!(server.count("destination_staff").await, 2);
    // A newer one does, and an Administrator says otherwise again.
    let newer = json!({"event_at": Utc::now() + TimeDelta::hours(1), "staff": ["tom@example.org"]});
    put(&host, "/destinations/support", &newer).await;
    assert_eq!(works_at().await, json!([]));
    assert_eq!(place(json!([id])).await, 200);
    assert_eq!(works_at().await[0]["external_id"], "support");
    put(&host, "/destinations/support", &newer).await;
    assert_eq!(works_at().await[0]["external_id"], "support");
    assert_eq!(place(json!([])).await, 200);
    assert_eq!(works_at().await, json!([]));
}
