//! The Activity tab and Device Information, from rows as the contact centre reports them.
use serde_json::{Value, json};

use crate::{
    harness::Server,
    record::{created, path},
};

#[tokio::test]
async fn what_the_contact_centre_reported_is_shown_newest_first() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let other = created(&program, json!({"last_name": "Wong"})).await;
    let mut sql = server.sql().await;
    for (id, prefix) in [(&contact, "mine"), (&other, "other")] {
        let id: uuid::Uuid = id["id"].as_str().unwrap().parse().unwrap();
        for (n, status, closed) in [
            (1, "closed", "now()"),
            (2, "missed", "null"),
            (3, "ongoing", "null"),
        ] {
            let enquiry = format!(
                "with new as (
                   insert into enquiry (id, external_id, contact_id, channel, status, opened_at, closed_at)
                   values (gen_random_uuid(), '{prefix}-{n}', $1, 'web_chat', '{status}', now() + interval '{n} min', {closed})
                   returning id)
                 insert into enquiry_staff (enquiry_id, email, place) select id, 'Mei', 1 from new"
            );
            sqlx::query(sqlx::AssertSqlSafe(enquiry))
                .bind(id)
                .execute(&mut sql)
                .await
                .unwrap();
        }
        for visit in [
            "https://example.com/pricing",
            "javascript:alert(document.domain)",
        ] {
            let insert = "insert into visit (id, contact_id, title, address, at) values (gen_random_uuid(), $1, 'Seen', $2, now())";
            sqlx::query(insert)
                .bind(id)
                .bind(visit)
                .execute(&mut sql)
                .await
                .unwrap();
        }
        let engagement = "insert into engagement (id, contact_id, kind, number, actor, at, seconds)
             values (gen_random_uuid(), $1, 'call', '+85211111111', 'Tom', now(), 75)";
        sqlx::query(engagement)
            .bind(id)
            .execute(&mut sql)
            .await
            .unwrap();
        for (n, browser) in [(1, "Firefox"), (2, "Chrome")] {
            let device = "insert into device (id, contact_id, platform, browser, ip, language, last_seen)
                 values (gen_random_uuid(), $1, 'Web', $2, '192.0.2.1', 'zh', now() + $3 * interval '1 min')";
            sqlx::query(device)
                .bind(id)
                .bind(browser)
                .bind(n)
                .execute(&mut sql)
                .await
                .unwrap();
        }
    }
    let page = agent
        .call("contacts/activity", &json!({"id": contact["id"]}))
        .await
        .json();
    let api = program.get(&format!("{}/activity", path(&contact))).await;
    assert_eq!((api.status.as_u16(), api.json()), (200, page.clone()));
    let told = |list: &str, field: &str| -> Vec<Value> {
        page[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one[field].clone())
            .collect()
    };
    assert_eq!(
        told("enquiries", "external_id"),
        ["mine-3", "mine-2", "mine-1"]
    );
    assert_eq!(told("enquiries", "status"), ["ongoing", "missed", "closed"]);
    assert_eq!(
        (
            &page["engagements"][0]["staff"],
            &page["engagements"][0]["seconds"]
        ),
        (&json!("Tom"), &json!(75))
    );
    assert_eq!(page["visits"].as_array().unwrap().len(), 2);
    assert_eq!(page["device"]["browser"], "Chrome");
    let device = agent
        .call("contacts/device", &json!({"id": contact["id"]}))
        .await
        .json();
    assert_eq!(device, page["device"]);

    // As the page shows it: the script is text, the address of the web is a link, nothing leads nowhere.
    let tab = agent
        .get(&format!(
            "/contacts/{}?tab=activity",
            contact["id"].as_str().unwrap()
        ))
        .await;
    let html = tab.text();
    assert!(
        html.contains(r#"href="https://example.com/pricing""#),
        "{html}"
    );
    assert!(
        html.contains("javascript:alert(document.domain)")
            && !html.contains(r#"href="javascript:"#),
        "{html}"
    );
    assert!(!html.contains("/transcript"), "{html}");
    for words in [
        "Enquiry History",
        "Engagement",
        "Journey",
        "Missed",
        "Closed",
        "Web chat",
        "1:15",
    ] {
        assert!(html.contains(words), "{words}");
    }
    // As one timeline, all kinds by their time.
    let timeline = agent
        .get(&format!(
            "/contacts/{}?tab=activity&as=timeline",
            contact["id"].as_str().unwrap()
        ))
        .await;
    let html = timeline.text();
    let places: Vec<_> = ["mine-3", "mine-2", "mine-1", "/pricing"]
        .map(|words| {
            html.find(words)
                .unwrap_or_else(|| panic!("{words} in {html}"))
        })
        .to_vec();
    assert!(places.is_sorted(), "{places:?} {html}");
    assert!(
        html.contains("1:15") && !html.contains("Enquiry History"),
        "{html}"
    );
    assert!(!html.contains("What is older"), "{html}");
    let profile = agent
        .get(&format!("/contacts/{}", contact["id"].as_str().unwrap()))
        .await;
    assert!(profile.text().contains("Device Information") && profile.text().contains("192.0.2.1"));
    let unknown = "/api/v1/contacts/00000000-0000-7000-8000-000000000000/activity";
    assert_eq!(program.get(unknown).await.status, 404);
}

#[tokio::test]
async fn what_is_more_than_is_shown_is_said_to_be_left_out() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let id: uuid::Uuid = contact["id"].as_str().unwrap().parse().unwrap();
    let mut sql = server.sql().await;
    let day = "timestamptz '2026-01-01 00:00+00'";
    for insert in [
        format!(
            "insert into visit (id, contact_id, address, at)
             select gen_random_uuid(), $1, 'https://example.com/' || n, {day} + n * interval '1 min' from generate_series(1, 200) n"
        ),
        format!(
            "insert into engagement (id, contact_id, kind, number, at)
             select gen_random_uuid(), $1, 'call', '+8521111000' || n, {day} + (n - 2) * interval '1 min' from generate_series(1, 4) n"
        ),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(insert))
            .bind(id)
            .execute(&mut sql)
            .await
            .unwrap();
    }
    let read = async || {
        agent
            .call("contacts/activity", &json!({"id": id}))
            .await
            .json()
    };
    let address = format!("/contacts/{id}?tab=activity&as=timeline");
    // All 200 are shown, and nothing is said.
    assert_eq!(read().await["cut_at"], Value::Null);
    assert!(!agent.get(&address).await.text().contains("What is older"));
    // One more pushes out the first one, of minute 1: what else happened until then would look like all.
    let one_more = "insert into visit (id, contact_id, address, at) values (gen_random_uuid(), $1, 'https://example.com/new', now())";
    sqlx::query(one_more)
        .bind(id)
        .execute(&mut sql)
        .await
        .unwrap();
    let page = read().await;
    assert_eq!(page["cut_at"], "2026-01-01T00:01:00Z");
    assert_eq!(page["visits"].as_array().unwrap().len(), 200);
    assert_eq!(page["engagements"].as_array().unwrap().len(), 4);
    let html = agent.get(&address).await.text().to_owned();
    assert!(html.contains("What is older is not shown here."), "{html}");
    assert_eq!(html.matches("href=\"https://example.com/").count(), 200);
    // Of the calls, that of minute 2 alone is newer.
    assert_eq!(html.matches("+852 1111").count(), 1, "{html}");
}

#[tokio::test]
async fn a_contact_without_activity_says_so() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let address = format!("/contacts/{}", contact["id"].as_str().unwrap());
    let tab = agent.get(&format!("{address}?tab=activity")).await;
    for words in [
        "No enquiries yet",
        "No calls or messages yet",
        "No pages visited yet",
    ] {
        assert!(tab.text().contains(words), "{words}");
    }
    let timeline = agent
        .get(&format!("{address}?tab=activity&as=timeline"))
        .await;
    assert!(timeline.text().contains("Nothing has happened yet"));
    let profile = agent.get(&address).await;
    let device = profile
        .text()
        .split("Device Information")
        .nth(1)
        .expect("the heading");
    assert!(
        device
            .split("</section>")
            .next()
            .expect("a section")
            .contains("None yet")
    );
}
