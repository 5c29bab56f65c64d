//! The Activity tab and Device Information, from rows as the contact centre reports them.
mod pages;
mod pressed;

use app::who::{Role, Scope};
use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use serde_json::{Value, json};

use crate::{
    enquiry_doors::Centre,
    harness::Server,
    intake::{at, enquiry},
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
    let mut page = agent
        .call("contacts/activity", &json!({"id": contact["id"]}))
        .await
        .json();
    // Only a page asks how whoever looks stands to one that is closed.
    let relation = page["enquiries"][2].as_object_mut().expect("an enquiry");
    assert_eq!(relation.remove("relation"), Some(json!("other")));
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
        "Chat transcript not open to you",
        "This enquiry is closed, so only those in its room",
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
    assert!(!html.contains("Show older"), "{html}");
    let profile = agent
        .get(&format!("/contacts/{}", contact["id"].as_str().unwrap()))
        .await;
    assert!(profile.text().contains("Device Information") && profile.text().contains("192.0.2.1"));
    let unknown = "/api/v1/contacts/00000000-0000-7000-8000-000000000000/activity";
    assert_eq!(program.get(unknown).await.status, 404);
}

#[tokio::test]
async fn a_closed_enquiry_is_a_link_for_those_who_may_view_it_and_no_other_is() {
    let server = Server::start().await;
    let program = server.program().await;
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let id = contact["id"].as_str().expect("an id");
    let (mei, other) = ("mei@example.org", "tom@example.org");
    for email in [mei, other] {
        server.add_staff(email, Role::Agent).await;
    }
    let mut sql = server.sql().await;
    for status in ["open", "ongoing", "missed", "followed_up", "closed"] {
        let enquiry = "with new as (
               insert into enquiry (id, external_id, contact_id, channel, status, opened_at, closed_at)
               values (gen_random_uuid(), $1, $2::uuid, 'web_chat', $1, now(), case $1 when 'closed' then now() end)
               returning id)
             insert into enquiry_staff (enquiry_id, email, place) select id, 'mei@example.org', 1 from new";
        sqlx::query(enquiry)
            .bind(status)
            .bind(id)
            .execute(&mut sql)
            .await
            .unwrap();
    }
    let closed: uuid::Uuid = sqlx::query_scalar("select id from enquiry where status = 'closed'")
        .fetch_one(&mut sql)
        .await
        .unwrap();
    let link = format!("href=\"/enquiries/{closed}/transcript\"");
    let seen = async |client: &crate::harness::Client| {
        let page = client.get(&format!("/contacts/{id}?tab=activity")).await;
        let html = page.text();
        assert_eq!(
            html.contains("Chat transcript not open to you"),
            !html.contains(&link)
        );
        (html.contains(&link), html.matches("/transcript").count())
    };
    for (client, open) in [
        (server.visitor().sign_in(mei).await, true),
        (server.signed_in(Role::Administrator).await, true),
        (server.visitor().sign_in(other).await, false),
        (server.signed_in(Role::Supervisor).await, false),
    ] {
        assert_eq!(seen(&client).await, (open, usize::from(open)));
    }
}

#[tokio::test]
async fn all_see_that_there_is_an_enquiry_and_its_subject_those_who_may_view_it() {
    let centre = Centre::open().await;
    let statuses = ["open", "ongoing", "missed", "followed_up", "closed"];
    for status in statuses {
        centre.call(status, status).await;
        let about = json!({"event_at": at(3), "subject": format!("About {status}")});
        enquiry(&centre.program, status, about).await;
    }
    let subjects = |page: &Value| -> Vec<(String, String)> {
        let enquiries = page["enquiries"].as_array().expect("enquiries").iter();
        let text = |one: &Value, field: &str| one[field].as_str().expect("text").to_owned();
        let mut all: Vec<_> = enquiries
            .map(|one| (text(one, "external_id"), text(one, "subject")))
            .collect();
        all.sort();
        all
    };
    let wanted = |sees: &dyn Fn(&str) -> bool| -> Vec<(String, String)> {
        let mut all = Vec::new();
        for status in statuses {
            let subject = format!("About {status}");
            all.push((
                status.to_owned(),
                if sees(status) { subject } else { String::new() },
            ));
        }
        all.sort();
        all
    };
    for (relation, client) in &centre.people {
        let asked = json!({"id": centre.contact["id"]});
        let page = client.call("contacts/activity", &asked).await.json();
        let sees = |status: &str| {
            let status: Status = status.parse().expect("a status");
            permit(status, *relation, EnquiryAction::View).is_ok()
        };
        assert_eq!(subjects(&page), wanted(&sees), "{relation}");
    }
    let room = centre.call("room", "open").await;
    let seen = centre.as_one(Relation::OfDestination);
    let seen = seen.call("enquiries/room", &json!({"enquiry": room})).await;
    let seen = json!({"enquiries": seen.json()["others"]["items"]});
    let sees = |status: &str| matches!(status, "open" | "missed");
    assert_eq!(subjects(&seen), wanted(&sees));
    for (scopes, sees) in [
        (&[Scope::ReadContacts][..], false),
        (&[Scope::ReadContacts, Scope::ReadEnquiries][..], true),
    ] {
        let program = centre.server.program_that_may(scopes).await;
        let page = program
            .get(&format!("{}/activity", path(&centre.contact)))
            .await;
        let mut subjects = subjects(&page.json());
        subjects.retain(|(id, _)| id != "room");
        assert_eq!(subjects, wanted(&|_| sees), "{scopes:?}");
    }
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
