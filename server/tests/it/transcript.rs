//! The transcript of an enquiry: read page by page while more is said, found in, open to those whom the table lets, and
//! what a visitor typed in it goes into the contact once.
mod heard;
mod then;

use std::collections::BTreeMap;

use app::who::Role;
use axum::http::StatusCode;
use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    intake::{at, enquiry, host, post, put},
    record::{created, path},
};

/// An enquiry that is being handled by Grace.
async fn handled(server: &Server, host: &Client, report: Value) -> (String, Client) {
    server.add_staff("grace@example.org", Role::Agent).await;
    let grace = server.visitor().sign_in("grace@example.org").await;
    let mut whole = json!({"event_at": at(0), "channel": "web_chat", "status": "ongoing", "opened_at": at(0), "staff": ["grace@example.org"]});
    for (field, value) in report.as_object().expect("an object") {
        whole[field] = value.clone();
    }
    let id = enquiry(host, "E-1", whole).await["id"].clone();
    (id.as_str().expect("an id").to_owned(), grace)
}

fn message(number: u32, sender: &str, text: &str) -> Value {
    json!({"external_id": format!("M-{number}"), "at": at(number / 3), "sender": sender, "name": "Tai", "text": text})
}

async fn say(host: &Client, numbers: std::ops::Range<u32>) {
    let messages: Vec<Value> = numbers
        .map(|number| message(number, "visitor", &format!("number {number}")))
        .collect();
    post(host, "/enquiries/E-1/messages", &json!(messages)).await;
}

async fn page(client: &Client, enquiry: &str, place: Value) -> Value {
    let arguments = json!({"enquiry": enquiry, "place": place});
    let answer = client.call("enquiries/transcript/page", &arguments).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn numbers(page: &Value) -> Vec<u32> {
    let items = page["items"].as_array().expect("items").iter();
    let number = |item: &Value| {
        let id = item["external_id"].as_str().expect("an id");
        id.trim_start_matches("M-").parse().expect("a number")
    };
    items.map(number).collect()
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_double_while_more_is_said() {
    let server = Server::start().await;
    let host = host(&server).await;
    let (id, grace) = handled(&server, &host, json!({})).await;
    say(&host, 0..250).await;
    let newest = page(&grace, &id, json!("Newest")).await;
    assert_eq!(
        (newest["items"].as_array().map(Vec::len), &newest["more"]),
        (Some(100), &json!(false))
    );
    let (mut older, mut all) = (newest["older"].clone(), numbers(&newest));
    let mut said = 250;
    while let Some(cursor) = older.as_str() {
        say(&host, said..said + 7).await;
        said += 7;
        let page = page(&grace, &id, json!({"Older": cursor})).await;
        assert_eq!(page["more"], json!(true));
        all = [numbers(&page), all].concat();
        older = page["older"].clone();
    }
    let newer = page(&grace, &id, json!({"Newer": newest["newer"]})).await;
    assert_eq!(newer["more"], json!(false));
    all.extend(numbers(&newer));
    let again = page(&grace, &id, json!({"Newer": newer["newer"]})).await;
    assert_eq!(
        (numbers(&again), &again["newer"]),
        (Vec::new(), &Value::Null)
    );
    // Those of one minute stand in an order of their own, each once.
    assert!(
        all.windows(2).all(|pair| pair[0] / 3 <= pair[1] / 3),
        "{all:?}"
    );
    all.sort_unstable();
    assert_eq!(all, (0..said).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_came_late_is_named_to_whoever_asks_for_what_is_said_since() {
    let server = Server::start().await;
    let host = host(&server).await;
    let (id, grace) = handled(&server, &host, json!({})).await;
    say(&host, 10..20).await;
    let newest = page(&grace, &id, json!("Newest")).await;
    assert_eq!(newest["near"], Value::Null);
    // Of a moment before those that were read.
    post(
        &host,
        "/enquiries/E-1/messages",
        &message(1, "visitor", "late"),
    )
    .await;
    say(&host, 20..21).await;
    let newer = page(&grace, &id, json!({"Newer": newest["newer"]})).await;
    assert_eq!(numbers(&newer), [20]);
    let near = newer["near"].as_array().expect("ids");
    let read = newest["items"].as_array().expect("items");
    assert_eq!(near.len(), read.len() + 1);
    let is_late = |id: &&Value| !read.iter().any(|line| line["id"] == **id);
    assert_eq!(near.iter().filter(is_late).count(), 1);
    assert_eq!(near.last(), Some(&read[read.len() - 1]["id"]));
}

#[tokio::test]
async fn a_message_is_found_with_those_around_it_and_one_leads_on_both_ways() {
    let server = Server::start().await;
    let host = host(&server).await;
    let (id, grace) = handled(&server, &host, json!({})).await;
    say(&host, 0..200).await;
    let around = page(&grace, &id, json!({"Around": "M-100"})).await;
    let shown = numbers(&around);
    assert_eq!((shown.len(), &around["more"]), (100, &json!(true)));
    assert!(shown[40..60].contains(&100), "{shown:?}");
    let older = numbers(&page(&grace, &id, json!({"Older": around["older"]})).await);
    let newer = numbers(&page(&grace, &id, json!({"Newer": around["newer"]})).await);
    let mut all = [older, shown, newer].concat();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
    // Which of the first minute are too old for these pages is for their ids to say.
    let behind = all.iter().filter(|number| **number >= 3);
    assert_eq!(behind.count(), 197);
    let first = page(&grace, &id, json!({"Around": "M-0"})).await;
    assert_eq!(first["older"], Value::Null);
    let nobody = json!({"enquiry": id, "place": {"Around": "M-999"}});
    let answer = grace.call("enquiries/transcript/page", &nobody).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn words_are_found_in_any_case_and_as_they_are() {
    let server = Server::start().await;
    let host = host(&server).await;
    let (id, grace) = handled(&server, &host, json!({})).await;
    say(&host, 0..150).await;
    let long = format!(
        "{}Ärger mit 100%_sicher {}",
        "x".repeat(5_000),
        "y".repeat(5_000)
    );
    post(
        &host,
        "/enquiries/E-1/messages",
        &message(600, "visitor", &long),
    )
    .await;
    let found = async |sought: &str| {
        let arguments = json!({"enquiry": id, "sought": sought});
        let answer = grace.call("enquiries/transcript/find", &arguments).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let many = found("NUMBER").await;
    assert_eq!((numbers(&many).len(), &many["more"]), (100, &json!(true)));
    assert_eq!(numbers(&many)[0] / 3, 49, "the newest first");
    for sought in [" ärger ", "0%_S", "ÄRGER MIT"] {
        let one = found(sought).await;
        assert_eq!(
            (numbers(&one), &one["more"]),
            (vec![600], &json!(false)),
            "{sought}"
        );
        let hit = &one["items"][0];
        let part = |name: &str| hit[name].as_str().expect("text");
        assert_eq!(part("found").to_lowercase(), sought.trim().to_lowercase());
        assert!(long.contains(&format!(
            "{}{}{}",
            part("before"),
            part("found"),
            part("after")
        )));
        assert!(part("before").len() < 200 && part("after").len() < 300);
    }
    for sought in ["", "  ", "nothing of that", "number%", "\\"] {
        assert_eq!(
            numbers(&found(sought).await),
            Vec::<u32>::new(),
            "{sought:?}"
        );
    }
}

/// Somebody of each relation, signed in, and an enquiry to which they stand so, whatever its status is.
async fn everybody(server: &Server, host: &Client) -> (String, BTreeMap<Relation, Client>) {
    let program = server.program().await;
    let mut clients = BTreeMap::new();
    for (relation, name, role) in [
        (Relation::InRoom, "grace", Role::Agent),
        (Relation::Administrator, "ada", Role::Administrator),
        (Relation::Supervisor, "sue", Role::Supervisor),
        (Relation::WasInRoom, "was", Role::Agent),
        (Relation::OfDestination, "team", Role::Agent),
        (Relation::Other, "other", Role::Supervisor),
    ] {
        let email = format!("{name}@example.org");
        server.add_staff(&email, role).await;
        clients.insert(relation, server.visitor().sign_in(&email).await);
    }
    let care =
        json!({"event_at": at(0), "name": "Sue", "role": "supervisor", "department": "Care"});
    let answer = put(&program, "/staff/by-email/sue@example.org", &care).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let support = json!({"event_at": at(0), "name": "Support", "department": " care ", "staff": ["team@example.org"]});
    assert_eq!(
        put(host, "/destinations/support", &support).await.status,
        200
    );
    let chan = json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    created(&program, chan).await;
    let opened = json!({"event_at": at(0), "channel": "phone_call", "status": "open", "destination": "support",
        "staff": ["was@example.org"], "visitor": {"phone": "+85291234567"}});
    let id = enquiry(host, "E-1", opened).await["id"].clone();
    enquiry(
        host,
        "E-1",
        json!({"event_at": at(1), "staff": ["grace@example.org"]}),
    )
    .await;
    (id.as_str().expect("an id").to_owned(), clients)
}

#[tokio::test]
async fn whoever_may_view_the_enquiry_as_it_stands_reads_it_and_whoever_may_edit_is_offered_what_is_heard()
 {
    let server = Server::start().await;
    let host = host(&server).await;
    let (id, clients) = everybody(&server, &host).await;
    post(
        &host,
        "/enquiries/E-1/messages",
        &message(1, "visitor", "I am at chan@example.com"),
    )
    .await;
    let contact = sqlx::query_scalar::<_, uuid::Uuid>("select id from contact")
        .fetch_one(&mut server.sql().await)
        .await
        .expect("Chan");
    let statuses = [
        Status::Open,
        Status::Ongoing,
        Status::Missed,
        Status::FollowedUp,
        Status::Closed,
    ];
    for (minute, status) in (2..).zip(statuses) {
        enquiry(
            &host,
            "E-1",
            json!({"event_at": at(minute), "status": status}),
        )
        .await;
        for (&relation, client) in &clients {
            let told = format!("{status} {relation}");
            let may_view = permit(status, relation, EnquiryAction::View).is_ok();
            let may_edit = permit(status, relation, EnquiryAction::Edit).is_ok();
            let expected = if may_view { 200 } else { 403 };
            for (door, rest) in [
                ("head", json!({})),
                ("page", json!({"place": "Newest"})),
                ("find", json!({"sought": "chan"})),
            ] {
                let mut arguments = rest;
                arguments["enquiry"] = json!(id);
                let answer = client
                    .call(&format!("enquiries/transcript/{door}"), &arguments)
                    .await;
                assert_eq!(answer.status, expected, "{told} {door} {}", answer.text());
                assert_eq!(
                    answer.text().contains("example.com"),
                    may_view && door != "head",
                    "{told} {door}"
                );
            }
            if !may_view {
                let html = client.get(&format!("/enquiries/{id}/transcript")).await;
                assert!(
                    html.text().contains("may see it."),
                    "{told} {}",
                    html.text()
                );
                assert!(!html.text().contains("chan@"));
                continue;
            }
            let line = page(client, &id, json!("Newest")).await["items"][0].clone();
            let offers = if may_edit {
                json!([{"email": "chan@example.com"}])
            } else {
                Value::Null
            };
            assert_eq!(line["offers"], offers, "{told}");
            if !may_edit {
                let arguments = json!({"enquiry": id, "contact": contact, "message": line["id"], "offer": {"email": "chan@example.com"}});
                let answer = client.call("enquiries/transcript/add", &arguments).await;
                assert_eq!(answer.status, 403, "{told}");
            }
        }
    }
    let held: i64 = sqlx::query_scalar("select count(*) from contact_email")
        .fetch_one(&mut server.sql().await)
        .await
        .expect("a count");
    assert_eq!(held, 0, "what is refused writes nothing");
}

/// A contact who calls, and what they say.
async fn caller(server: &Server, host: &Client, said: &[Value]) -> (Value, String, Client, Client) {
    let program = server.program().await;
    let chan = json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    let chan = created(&program, chan).await;
    let call = json!({"channel": "phone_call", "visitor": {"phone": "+85291234567"}});
    let (id, grace) = handled(server, host, call).await;
    post(host, "/enquiries/E-1/messages", &json!(said)).await;
    (chan, id, grace, program)
}

#[tokio::test]
async fn the_page_has_the_newest_hundred_of_twenty_thousand_and_text_is_only_text() {
    let server = Server::start().await;
    let host = host(&server).await;
    let (id, grace) = handled(&server, &host, json!({"subject": "Where is it"})).await;
    let sent = sqlx::query(
        "insert into enquiry_message (id, enquiry_id, external_id, at, sender, name, text)
         select gen_random_uuid(), $1::uuid, 'N-' || n, $2::timestamptz + n * interval '1 second', 'staff', 'Grace', 'line ' || n || ' ends'
         from generate_series(1, 20000) as n",
    );
    let mut sql = server.sql().await;
    sent.bind(&id)
        .bind(at(0))
        .execute(&mut sql)
        .await
        .expect("sent");
    post(
        &host,
        "/enquiries/E-1/messages",
        &message(
            2_000,
            "visitor",
            "<img src=x onerror=alert(1)>\nhttps://example.com",
        ),
    )
    .await;
    let html = grace.get(&format!("/enquiries/{id}/transcript")).await;
    let html = html.text();
    assert_eq!(
        (
            html.matches("class=\"staff\"").count(),
            html.matches("class=\"visitor\"").count()
        ),
        (99, 1)
    );
    assert!(
        html.contains("line 20000 ends")
            && html.contains("line 19902 ends")
            && !html.contains("line 19901 ends")
    );
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;\nhttps://example.com"));
    assert!(!html.contains("<img") && !html.contains("href=\"https://example.com"));
    assert!(html.contains("Where is it") && html.contains("Web chat") && html.contains("Ongoing"));
    let linked = grace
        .get(&format!("/enquiries/{id}/transcript?message=N-10000"))
        .await;
    assert!(
        linked.text().contains("line 10000 ends") && !linked.text().contains("line 20000 ends")
    );
}
