//! Staff and destinations, told before or after what names them.
use app::who::{Role, Scope};
use chrono::{TimeDelta, Utc};
use serde_json::json;

use super::{at, enquiry, host, put};
use crate::{harness::Server, imports::until, record::created};

#[tokio::test]
async fn who_is_in_a_room_before_their_account_is_known_is_joined_when_it_comes() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let call = json!({"event_at": at(2), "channel": "phone_call", "status": "ongoing", "staff": ["Mei@example.org", "tom@example.org"],
        "destination": "support", "visitor": {"phone": "+85291234567"}});
    let contact = enquiry(&host, "E-1", call).await["contact"]
        .as_str()
        .expect("a contact")
        .to_owned();
    let before = json!({"event_at": at(1), "staff": ["old@example.org"]});
    assert_eq!(enquiry(&host, "E-1", before).await["outcome"], "older");
    let support = json!({"event_at": at(1), "name": "Support", "staff": ["mei@example.org"], "department": " Care "});
    assert_eq!(
        put(&host, "/destinations/support", &support).await.json()["outcome"],
        "created"
    );
    assert_eq!(
        put(&host, "/destinations/support", &support).await.json()["outcome"],
        "known"
    );
    for email in ["mei@example.org", "old@example.org"] {
        server.add_staff(email, Role::Agent).await;
    }
    let activity = program
        .get(&format!("/api/v1/contacts/{contact}/activity"))
        .await
        .json();
    let enquiry = &activity["enquiries"][0];
    assert_eq!(
        (&enquiry["staff"], &enquiry["destination"]),
        (&json!(["Test agent", "tom@example.org"]), &json!("Support"))
    );
    let mut sql = server.sql().await;
    let rooms: Vec<(String, bool)> =
        sqlx::query_as("select email, place is not null from enquiry_staff order by email")
            .fetch_all(&mut sql)
            .await
            .unwrap();
    let here = |email: &str| {
        rooms
            .iter()
            .find(|(known, _)| known == email)
            .map(|(_, here)| *here)
    };
    assert_eq!(
        (here("mei@example.org"), here("tom@example.org")),
        (Some(true), Some(true))
    );
    assert_eq!(
        here("old@example.org"),
        Some(false),
        "was in the room before"
    );
    // An account that changes its address stays who it is.
    let staff = program.get("/api/v1/staff").await.json();
    let mei = staff["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|staff| staff["email"] == "mei@example.org");
    let mei = mei.and_then(|mei| mei["id"].as_str()).expect("Mei");
    program
        .patch_json(
            &format!("/api/v1/staff/{mei}"),
            &json!({"email": "Mei.Wong@example.org", "name": "Mei Wong"}),
        )
        .await;
    let activity = program
        .get(&format!("/api/v1/contacts/{contact}/activity"))
        .await
        .json();
    assert_eq!(
        activity["enquiries"][0]["staff"],
        json!(["Mei Wong", "tom@example.org"])
    );
}

#[tokio::test]
async fn a_member_of_staff_is_reported_field_by_field_and_the_last_administrator_stays() {
    let server = Server::start().await;
    let program = server.program_that_may(&[Scope::Administration]).await;
    let told = json!({"event_at": at(5), "name": "Grace", "role": "supervisor", "department": "Care", "time_zone": "Asia/Hong_Kong", "availability": "busy"});
    let heard = put(&program, "/staff/by-email/Grace@example.org", &told).await;
    assert_eq!(
        (heard.status.as_u16(), &heard.json()["outcome"]),
        (200, &json!("created")),
        "{}",
        heard.text()
    );
    let address = format!("/api/v1/staff/{}", heard.json()["id"].as_str().unwrap());
    let older = json!({"event_at": at(3), "role": "agent", "extension": "123"});
    assert_eq!(
        put(&program, "/staff/by-email/grace@example.org", &older)
            .await
            .json()["outcome"],
        "updated"
    );
    let grace = program.get(&address).await.json();
    assert_eq!(
        (&grace["role"], &grace["extension"], &grace["availability"]),
        (&json!("supervisor"), &json!("123"), &json!("busy"))
    );
    assert_eq!(
        put(&program, "/staff/by-email/grace@example.org", &older)
            .await
            .json()["outcome"],
        "older"
    );
    // What an Administrator wrote stays until something newer is told of it.
    program
        .patch_json(&address, &json!({"department": "Sales"}))
        .await;
    put(&program, "/staff/by-email/grace@example.org", &told).await;
    assert_eq!(program.get(&address).await.json()["department"], "Sales");
    // Seen after what was told last, and before the Administrator wrote.
    let between = json!({"event_at": at(6), "department": "Complaints", "phone": "123"});
    put(&program, "/staff/by-email/grace@example.org", &between).await;
    let grace = program.get(&address).await.json();
    assert_eq!(
        (&grace["department"], &grace["phone"]),
        (&json!("Sales"), &json!("123"))
    );
    let newer = json!({"event_at": Utc::now() + TimeDelta::hours(1), "department": null});
    put(&program, "/staff/by-email/grace@example.org", &newer).await;
    assert_eq!(program.get(&address).await.json()["department"], "");

    server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let closed = put(
        &program,
        "/staff/by-email/boss@example.org",
        &json!({"event_at": at(1), "active": false}),
    )
    .await;
    assert_eq!(
        (
            closed.status.as_u16(),
            closed.text().contains("last Administrator")
        ),
        (422, true)
    );
    let unnamed = put(
        &program,
        "/staff/by-email/new@example.org",
        &json!({"event_at": at(1)}),
    )
    .await;
    assert_eq!(unnamed.status, 200, "{}", unnamed.text());
}

#[tokio::test]
async fn a_report_that_comes_while_somebody_says_how_available_they_are_takes_nothing_back() {
    let server = Server::start().await;
    let program = server.program_that_may(&[Scope::Administration]).await;
    let address = "/staff/by-email/grace@example.org";
    let named = json!({"event_at": at(1), "name": "Grace"});
    let id = put(&program, address, &named).await.json()["id"].clone();
    // What the page writes for them, not yet committed.
    let mut sql = server.sql().await;
    let mut page = sqlx::Connection::begin(&mut sql).await.unwrap();
    sqlx::query("update staff set availability = 'away', told = told || $1 where email = 'grace@example.org'")
        .bind(json!({"availability": {"at": Utc::now(), "value": "away"}}))
        .execute(&mut *page)
        .await
        .unwrap();
    let busy = json!({"event_at": at(5), "availability": "busy"});
    let (heard, ()) = tokio::join!(put(&program, address, &busy), async {
        let waits =
            "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        until(async || server.count(waits).await > 0).await;
        page.commit().await.unwrap();
    });
    assert_eq!(heard.json()["outcome"], "older", "{}", heard.text());
    let grace = format!("/api/v1/staff/{}", id.as_str().expect("an id"));
    assert_eq!(program.get(&grace).await.json()["availability"], "away");
    let told =
        "staff where email = 'grace@example.org' and told -> 'availability' ->> 'value' = 'away'";
    assert_eq!(server.count(told).await, 1);
}
