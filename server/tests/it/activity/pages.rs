//! The activity of a contact, page by page: each thing once, in its order, whatever its kind and whatever comes meanwhile.
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    harness::{Client, Server},
    record::{created, path},
};

/// The kinds as a page holds them, with the name of their time.
const KINDS: [(&str, &str); 3] = [
    ("enquiries", "opened_at"),
    ("engagements", "at"),
    ("visits", "at"),
];

/// So many of each kind, three at each moment, before a moment of now.
async fn happened(sql: &mut PgConnection, contact: &str, count: u32) {
    let at = "now() - interval '1 hour' - n / 3 * interval '1 second'";
    for insert in [
        format!(
            "insert into enquiry (id, external_id, contact_id, channel, status, opened_at)
             select gen_random_uuid(), gen_random_uuid(), $1::uuid, 'email', 'missed', {at} from generate_series(1, $2) n"
        ),
        format!(
            "insert into engagement (id, contact_id, kind, number, at)
             select gen_random_uuid(), $1::uuid, 'call', '+85291234567', {at} from generate_series(1, $2) n"
        ),
        format!(
            "insert into visit (id, contact_id, address, at)
             select gen_random_uuid(), $1::uuid, 'https://example.com', {at} from generate_series(1, $2) n"
        ),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(insert))
            .bind(contact)
            .bind(i32::try_from(count).expect("few"))
            .execute(&mut *sql)
            .await
            .expect("inserted");
    }
}

/// All that stands on a page: time and id, in the order of time.
fn places(page: &Value) -> Vec<(String, Uuid)> {
    let mut places = Vec::new();
    for (kind, at) in KINDS {
        for one in page[kind].as_array().expect("a list") {
            let id = one["id"].as_str().expect("an id").parse().expect("an id");
            let time: chrono::DateTime<chrono::Utc> =
                one[at].as_str().expect("a time").parse().expect("a time");
            places.push((format!("{:020}", time.timestamp_micros()), id));
        }
    }
    places.sort();
    places.reverse();
    places
}

/// Reads page after page; between two of them something new happens.
async fn walked(
    server: &Server,
    contact: &str,
    read: impl AsyncFn(Option<String>) -> Value,
) -> Vec<(String, Uuid)> {
    let mut sql = server.sql().await;
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = read(cursor).await;
        let places = places(&page);
        assert!(places.len() <= 100, "a page holds {}", places.len());
        all.extend(places);
        let Some(next) = page["next_cursor"].as_str() else {
            return all;
        };
        cursor = Some(next.to_owned());
        let visit = "insert into visit (id, contact_id, address, at) values (gen_random_uuid(), $1::uuid, 'https://example.com/new', now())";
        sqlx::query(visit)
            .bind(contact)
            .execute(&mut sql)
            .await
            .expect("inserted");
    }
}

/// All that there is of some kinds, by time and id.
async fn all(sql: &mut PgConnection, kinds: &[&str]) -> Vec<(String, Uuid)> {
    let rows: Vec<(String, i64, Uuid)> = sqlx::query_as(
        "select kind, (extract(epoch from at) * 1000000)::bigint, id from (
           select 'enquiries' as kind, opened_at as at, id from enquiry
           union all select 'engagements', at, id from engagement
           union all select 'visits', at, id from visit) as happened",
    )
    .fetch_all(sql)
    .await
    .expect("rows");
    let rows = rows
        .into_iter()
        .filter(|(kind, ..)| kinds.contains(&kind.as_str()));
    let mut places: Vec<_> = rows.map(|(_, at, id)| (format!("{at:020}"), id)).collect();
    places.sort();
    places.reverse();
    places
}

async fn contact(server: &Server) -> (Client, Value) {
    let program = server.program().await;
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    (program, contact)
}

#[tokio::test]
async fn pages_of_all_kinds_show_each_thing_once_while_new_ones_come() {
    let server = Server::start().await;
    let (program, contact) = contact(&server).await;
    let id = contact["id"].as_str().expect("an id");
    let mut sql = server.sql().await;
    happened(&mut sql, id, 250).await;
    let before = all(&mut sql, &["enquiries", "engagements", "visits"]).await;
    let read = async |cursor: Option<String>| {
        let query = cursor.map(|cursor| format!("?cursor={cursor}"));
        let address = format!("{}/activity{}", path(&contact), query.unwrap_or_default());
        let page = program.get(&address).await;
        assert_eq!(page.status, 200, "{}", page.text());
        page.json()
    };
    let walked = walked(&server, id, read).await;
    assert_eq!(walked.len(), 750);
    assert_eq!(walked, before);
    let bad = program
        .get(&format!("{}/activity?cursor=1", path(&contact)))
        .await;
    assert_eq!(bad.status, 400, "{}", bad.text());
}

#[tokio::test]
async fn each_column_goes_on_by_itself_and_begins_with_what_is_newest_of_its_kind() {
    let server = Server::start().await;
    let (_, contact) = contact(&server).await;
    let id = contact["id"].as_str().expect("an id");
    let agent = server.agent().await;
    let mut sql = server.sql().await;
    happened(&mut sql, id, 130).await;
    for (kind, _) in KINDS {
        let before = all(&mut sql, &[kind]).await;
        let read = async |cursor: Option<String>| {
            let asked = json!({"id": id, "kind": kind, "cursor": cursor});
            let page = agent.call("contacts/activity", &asked).await.json();
            for (other, _) in KINDS.iter().filter(|(other, _)| *other != kind) {
                assert_eq!(page[other], json!([]), "{kind}");
            }
            page
        };
        assert_eq!(walked(&server, id, read).await, before, "{kind}");
    }
    // As the page shows it: a hundred of each, and the way to the others.
    let html = agent.get(&format!("/contacts/{id}?tab=activity")).await;
    for words in [
        "Show older enquiries",
        "Show older calls and messages",
        "Show older pages",
    ] {
        assert!(html.text().contains(words), "{words}");
    }
    let timeline = agent
        .get(&format!("/contacts/{id}?tab=activity&as=timeline"))
        .await;
    assert!(timeline.text().contains("Show older"));
    assert_eq!(timeline.text().matches("class=\"kind\"").count(), 100);
}
