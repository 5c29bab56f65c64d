//! `serve --demo`: an organisation, its enquiries and what was said, told once; `--demo-live`: it goes on, within bounds.
use std::collections::BTreeMap;

use app::{model::imports::Files, who::Role, wire::imports::ImportId};
use chrono::{DateTime, TimeDelta, Utc};
use rand::{SeedableRng, rngs::SmallRng};
use server::command::demo::{self, live, organisation};

use crate::harness::Server;

/// A server with the demo, all of it, as it is at a time.
async fn filled(now: DateTime<Utc>) -> (Server, ImportId) {
    let server = Server::start().await;
    let operator = server.operator();
    let files = Files::new(server.folder.path().join("imports"));
    let contacts = demo::fill(&operator, &files, now.date_naive()).await;
    let contacts = contacts.expect("contacts");
    while !organisation::fill(&operator, contacts, now)
        .await
        .expect("an organisation")
    {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    (server, contacts)
}

/// How many rows there are of each value.
async fn counts(server: &Server, select: &'static str) -> BTreeMap<String, i64> {
    let mut sql = server.sql().await;
    let rows: Vec<(String, i64)> = sqlx::query_as(select)
        .fetch_all(&mut sql)
        .await
        .expect("rows");
    rows.into_iter().collect()
}

async fn number(server: &Server, select: &'static str) -> i64 {
    let mut sql = server.sql().await;
    sqlx::query_scalar(select)
        .fetch_one(&mut sql)
        .await
        .expect("a number")
}

const BY_STATUS: &str = "select status, count(*) from enquiry group by 1";
const TABLES: &str = "select 'staff', count(*) from staff union all select 'destinations', count(*) from destination
    union all select 'enquiries', count(*) from enquiry union all select 'messages', count(*) from enquiry_message
    union all select 'calls', count(*) from engagement union all select 'visits', count(*) from visit
    union all select 'changes', count(*) from change union all select 'contacts', count(*) from contact";

#[tokio::test]
async fn the_demo_is_an_organisation_with_enquiries_of_every_kind_and_a_second_start_adds_nothing()
{
    let now = Utc::now();
    let (server, contacts) = filled(now).await;
    let by_status = counts(&server, BY_STATUS).await;
    let expected = [
        ("closed", 256),
        ("followed_up", 8),
        ("missed", 10),
        ("ongoing", 14),
        ("open", 12),
    ];
    assert_eq!(
        by_status,
        expected
            .map(|(status, count)| (status.to_owned(), count))
            .into()
    );
    let by_channel = counts(&server, "select channel, count(*) from enquiry group by 1").await;
    assert_eq!(by_channel.len(), 8, "{by_channel:?}");
    assert!(
        by_channel.values().all(|count| *count >= 10),
        "{by_channel:?}"
    );

    let silent = "select count(*) from enquiry where not exists
        (select from enquiry_message where enquiry_id = enquiry.id and text <> '')";
    assert_eq!(number(&server, silent).await, 0);
    let longest =
        "select max(count) from (select count(*) from enquiry_message group by enquiry_id) as each";
    assert_eq!(number(&server, longest).await, 600);
    let ahead = "select count(*) from enquiry_message join enquiry on enquiry.id = enquiry_id
        where at < opened_at or at > coalesce(closed_at, now())";
    assert_eq!(number(&server, ahead).await, 0);
    let chinese = "select count(*) from enquiry where subject ~ '[一-龥]'";
    assert!(number(&server, chinese).await >= 60);
    let mapped = "select count(*) from enquiry where contact_id is not null";
    assert!(number(&server, mapped).await >= 150);

    let roles = counts(
        &server,
        "select role, count(*) from staff where department <> '' group by 1",
    )
    .await;
    let expected = [
        (Role::Administrator, 2),
        (Role::Agent, 7),
        (Role::Supervisor, 3),
    ];
    assert_eq!(
        roles,
        expected
            .map(|(role, count)| (role.as_str().to_owned(), count))
            .into()
    );
    let of_login = "select count(*) from enquiry_staff join enquiry on enquiry.id = enquiry_id
        where email = 'demo@example.org' and place is not null and enquiry.status = 'ongoing'";
    assert!(number(&server, of_login).await >= 3);
    // Who stands first in the list has done a lot.
    let program = server.program().await;
    let list = program.get("/api/v1/contacts?limit=1").await.json();
    let first = list["items"][0]["id"]
        .as_str()
        .expect("a contact")
        .to_owned();
    let activity = program
        .get(&format!("/api/v1/contacts/{first}/activity"))
        .await;
    assert!(
        activity.text().matches("\"at\"").count() >= 40,
        "{}",
        activity.text()
    );

    let before = counts(&server, TABLES).await;
    let again = organisation::fill(&server.operator(), contacts, now + TimeDelta::hours(1)).await;
    assert!(again.expect("known"));
    assert_eq!(counts(&server, TABLES).await, before);
}

#[tokio::test]
async fn the_live_demo_goes_on_and_never_has_more_in_hand_than_its_bounds() {
    let mut now = Utc::now() - TimeDelta::hours(2);
    let (server, contacts) = filled(now).await;
    let operator = server.operator();
    let mut random = SmallRng::seed_from_u64(5);
    let of_login = "select count(*) from enquiry_staff join enquiry on enquiry.id = enquiry_id
        where email = 'demo@example.org' and place is not null and enquiry.status <> 'closed'";
    let before = number(&server, of_login).await;
    for _ in 0..400 {
        now += TimeDelta::seconds(4);
        live::step(&operator, contacts, now, &mut random)
            .await
            .expect("a step");
        let counts = counts(&server, BY_STATUS).await;
        let count = |status: &str| counts.get(status).map_or(0, |count| *count as usize);
        let counts = [
            count("open"),
            count("ongoing") + count("followed_up"),
            count("missed"),
        ];
        let within = counts
            .iter()
            .zip(live::MOST)
            .all(|(count, most)| *count <= most);
        assert!(within, "{counts:?}");
    }
    let after = counts(&server, BY_STATUS).await;
    assert!(after["closed"] > 256, "{after:?}");
    assert!(after.values().sum::<i64>() > 300, "{after:?}");
    assert_eq!(number(&server, of_login).await, before);
}
