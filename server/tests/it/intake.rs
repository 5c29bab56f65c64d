//! What the contact centre reports: kept once, in any order, joined when what it refers to comes, and mapped to contacts.
mod activity;
mod limits;
mod mapping;
mod orders;
mod people;

use app::who::Scope;
use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Client, Server},
    record::{created, path},
};

/// A moment of the day of the tests.
pub fn at(minute: u32) -> String {
    format!("2026-11-28T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60)
}

/// A program that may only report.
pub async fn host(server: &Server) -> Client {
    server.program_that_may(&[Scope::Ingest]).await
}

pub async fn put(client: &Client, path: &str, body: &Value) -> Answer {
    let (kind, body) = (Some("application/json"), body.to_string());
    client
        .send(Method::PUT, &format!("/api/v1{path}"), kind, body)
        .await
}

/// Reports an enquiry, which is taken.
pub async fn enquiry(client: &Client, id: &str, body: Value) -> Value {
    let answer = put(client, &format!("/enquiries/{id}"), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Sends reports; what became of each, in order.
pub async fn post(client: &Client, path: &str, body: &Value) -> Vec<(String, String)> {
    let answer = client.post_json(&format!("/api/v1{path}"), body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    let items = answer["items"].as_array().expect("items").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    items
        .map(|item| {
            let code = text(&item["problem"]["code"]);
            let outcome = text(&item["outcome"]);
            let became = if code.is_empty() {
                outcome
            } else {
                format!("{outcome} {code}")
            };
            (text(&item["external_id"]), became)
        })
        .collect()
}

fn outcomes(items: &[(String, String)]) -> Vec<&str> {
    items.iter().map(|(_, outcome)| outcome.as_str()).collect()
}

async fn read(client: &Client, path: &str) -> Value {
    let answer = client.get(&format!("/api/v1{path}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn telling_twice_keeps_it_once_and_an_older_report_changes_nothing_that_is_newer() {
    let server = Server::start().await;
    let (host, reader) = (host(&server).await, server.program().await);
    let opened = json!({
        "event_at": at(1), "channel": "web_chat", "status": "open", "subject": "Where is my order",
        "destination": "support", "staff": ["Grace@Example.org"], "opened_at": at(0),
        "visitor": {"first_name": "Tai Man", "email": "tai@example.com", "device": {"os": "iOS", "browser": "Safari"}},
    });
    let first = enquiry(&host, "E-1", opened.clone()).await;
    assert_eq!(
        (&first["outcome"], &first["status"], &first["contact"]),
        (&json!("created"), &json!("open"), &Value::Null)
    );
    let again = enquiry(&host, "E-1", opened).await;
    assert_eq!(
        (&again["outcome"], &again["id"]),
        (&json!("known"), &first["id"])
    );
    let ongoing =
        json!({"event_at": at(5), "status": "ongoing", "visitor": {"device": {"os": null}}});
    assert_eq!(enquiry(&host, "E-1", ongoing).await["outcome"], "updated");
    let missed = json!({"event_at": at(3), "status": "missed"});
    let older = enquiry(&host, "E-1", missed).await;
    assert_eq!(
        (&older["outcome"], &older["status"]),
        (&json!("older"), &json!("ongoing"))
    );
    let held = read(&reader, "/enquiries/E-1").await;
    assert_eq!(
        held,
        json!({
            "id": first["id"], "external_id": "E-1", "contact": null, "channel": "web_chat", "status": "ongoing",
            "subject": "Where is my order", "destination": "support", "staff": ["grace@example.org"], "opened_at": at(0),
            "visitor": {"first_name": "Tai Man", "email": "tai@example.com", "device": {"browser": "Safari"}},
        })
    );
    let emptied = json!({"event_at": at(6), "subject": null, "visitor": null});
    enquiry(&host, "E-1", emptied).await;
    let held = read(&reader, "/enquiries/E-1").await;
    assert_eq!(
        (&held["subject"], &held["visitor"]),
        (&json!(""), &json!({}))
    );
}

#[tokio::test]
async fn a_message_before_its_enquiry_waits_for_it() {
    let server = Server::start().await;
    let (host, reader) = (host(&server).await, server.program().await);
    let message = json!({"external_id": "M-1", "at": at(2), "sender": "visitor", "name": "Tai", "text": "Hello"});
    assert_eq!(
        outcomes(&post(&host, "/enquiries/E-1/messages", &message).await),
        ["created"]
    );
    assert_eq!(
        reader.get("/api/v1/enquiries/E-1").await.status,
        404,
        "nobody has told of it yet"
    );
    let begun = json!({"event_at": at(2), "status": "open"});
    assert_eq!(
        enquiry(&host, "E-1", begun).await["status"],
        Value::Null,
        "its channel is not told yet"
    );
    enquiry(&host, "E-1", json!({"event_at": at(1), "channel": "line"})).await;
    let held = read(&reader, "/enquiries/E-1").await;
    assert_eq!(
        (&held["status"], &held["opened_at"]),
        (&json!("open"), &json!(at(1)))
    );
    let messages = read(&reader, "/enquiries/E-1/messages").await;
    assert_eq!(messages, json!({"items": [message]}));
}

#[tokio::test]
async fn each_report_of_many_has_its_own_outcome_and_a_bad_one_stops_no_other() {
    let server = Server::start().await;
    let (host, reader) = (host(&server).await, server.program().await);
    let message = |id: &str, minute: u32, text: &str| json!({"external_id": id, "at": at(minute), "sender": "staff", "text": text});
    let sent = json!([
        message("M-2", 2, "second"),
        message("", 2, "without an id"),
        {"external_id": "M-9", "at": "yesterday", "sender": "staff", "text": "x"},
        message("M-1", 1, "fir\u{0}st"),
        message("M-8", 1, &"x".repeat(20_001)),
        message("M-2", 2, "second"),
        {"external_id": "M-7", "at": "2999-01-01T00:00:00Z", "sender": "staff", "text": "from afar"},
    ]);
    let items = post(&host, "/enquiries/E-1/messages", &sent).await;
    assert_eq!(
        outcomes(&items),
        [
            "created",
            "refused required",
            "refused invalid",
            "created",
            "refused too_long",
            "known",
            "refused ahead"
        ]
    );
    assert_eq!(items[2].0, "M-9");
    let later = json!([
        message("M-1", 3, "first, mended"),
        message("M-2", 1, "older")
    ]);
    assert_eq!(
        outcomes(&post(&host, "/enquiries/E-1/messages", &later).await),
        ["updated", "older"]
    );
    enquiry(
        &host,
        "E-1",
        json!({"event_at": at(1), "channel": "line", "status": "open"}),
    )
    .await;
    let messages = read(&reader, "/enquiries/E-1/messages").await;
    let texts = messages["items"].as_array().unwrap().iter();
    let texts: Vec<&str> = texts
        .filter_map(|message| message["text"].as_str())
        .collect();
    assert_eq!(texts, ["second", "first, mended"]);
    let many: Vec<Value> = (0..501)
        .map(|n| message(&format!("N-{n}"), 1, "x"))
        .collect();
    let answer = host
        .post_json("/api/v1/enquiries/E-1/messages", &json!(many))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (400, "refused")
    );
}

#[tokio::test]
async fn enquiries_and_their_messages_are_read_page_by_page() {
    let server = Server::start().await;
    let (host, reader) = (host(&server).await, server.program().await);
    for n in 0..101 {
        let status = ["open", "ongoing", "missed", "followed_up", "closed"][n % 5];
        let report = json!({"event_at": at(0), "channel": "email", "status": status, "opened_at": at(u32::try_from(n / 2).unwrap())});
        enquiry(&host, &format!("E-{n:03}"), report).await;
    }
    let messages: Vec<Value> = (0..250)
        .map(|n| json!({"external_id": format!("M-{n}"), "at": at(n / 3), "sender": "system", "text": n.to_string()}))
        .collect();
    post(&host, "/enquiries/E-000/messages", &json!(messages)).await;
    let all = async |path: &str, field: &str| {
        let (mut items, mut pages, mut address) = (Vec::new(), 0, path.to_owned());
        loop {
            let page = read(&reader, &address).await;
            let texts = page["items"].as_array().unwrap().iter();
            items.extend(texts.map(|item| item[field].as_str().unwrap().to_owned()));
            pages += 1;
            match page["next_cursor"].as_str() {
                Some(cursor) => {
                    address = format!(
                        "{path}{}cursor={cursor}",
                        if path.contains('?') { '&' } else { '?' }
                    )
                }
                None => return (items, pages),
            }
        }
    };
    let (ids, pages) = all("/enquiries", "external_id").await;
    assert_eq!((ids.len(), pages, ids[0].as_str()), (101, 2, "E-100"));
    let counts = async |tab: &str| {
        all(&format!("/enquiries?status={tab}"), "external_id")
            .await
            .0
            .len()
    };
    assert_eq!(
        [
            counts("open").await,
            counts("handling").await,
            counts("missed").await,
            counts("closed").await
        ],
        [21, 40, 20, 20]
    );
    let (ids, pages) = all("/enquiries?limit=30", "external_id").await;
    assert_eq!((ids.len(), pages, ids[0].as_str()), (101, 4, "E-100"));
    let some = read(&reader, "/enquiries?status=handling&limit=7").await;
    assert_eq!(
        (some["items"].as_array().unwrap().len(), &some["total"]),
        (7, &json!(40))
    );
    assert_eq!(read(&reader, "/enquiries").await["total"], 101);
    let few = read(&reader, "/enquiries/E-000/messages?limit=3").await;
    assert_eq!(few["items"].as_array().unwrap().len(), 3);
    for wrong in ["limit=0", "limit=501", "limit=many", "length=7"] {
        for path in ["/enquiries", "/enquiries/E-000/messages"] {
            let answer = reader.get(&format!("/api/v1{path}?{wrong}")).await;
            assert_eq!(answer.status, 400, "{path} {wrong}");
        }
    }
    let (texts, pages) = all("/enquiries/E-000/messages", "text").await;
    let mut sorted = texts.clone();
    sorted.sort_by_key(|text| text.parse::<u32>().unwrap() / 3);
    sorted.dedup();
    assert_eq!((texts.len(), pages, sorted.len()), (250, 3, 250));
    assert_eq!(
        reader.get("/api/v1/enquiries?cursor=nowhere").await.status,
        400
    );
}

#[tokio::test]
async fn reports_about_somebody_who_was_erased_are_refused_and_nothing_of_them_is_kept() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let chan = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let call = json!({"event_at": at(1), "channel": "phone_call", "status": "open", "subject": "Zephyrine", "visitor": {"phone": "+85291234567", "first_name": "Zephyrine"}});
    assert_eq!(
        enquiry(&host, "E-1", call.clone()).await["contact"],
        chan["id"]
    );
    let message =
        json!({"external_id": "M-1", "at": at(2), "sender": "visitor", "text": "I am Zephyrine"});
    post(&host, "/enquiries/E-1/messages", &message).await;
    let visit = json!({"external_id": "V-1", "at": at(2), "address": "https://example.org/Zephyrine", "enquiry": "E-1"});
    post(&host, "/visits", &visit).await;
    assert!(program.delete(&path(&chan)).await.status.is_success());
    assert!(
        program
            .delete(&format!("/api/v1/bin/{}", chan["id"].as_str().unwrap()))
            .await
            .status
            .is_success()
    );
    let answer = put(&host, "/enquiries/E-1", &call).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (410, "erased")
    );
    assert_eq!(
        outcomes(&post(&host, "/enquiries/E-1/messages", &message).await),
        ["refused erased"]
    );
    assert_eq!(
        outcomes(&post(&host, "/visits", &visit).await),
        ["refused erased"]
    );
    let mut named = visit.clone();
    named["enquiry"] = Value::Null;
    named["contact"] = chan["id"].clone();
    assert_eq!(
        outcomes(&post(&host, "/visits", &named).await),
        ["refused erased"]
    );
    let held = read(&program, "/enquiries/E-1").await;
    assert_eq!(
        (
            &held["status"],
            &held["subject"],
            &held["visitor"],
            &held["contact"]
        ),
        (&json!("open"), &json!(""), &json!({}), &Value::Null)
    );
    let mut sql = server.sql().await;
    for table in [
        "enquiry",
        "enquiry_message",
        "visit",
        "engagement",
        "device",
        "change",
    ] {
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select to_jsonb({table})::text from {table}"
        )))
        .fetch_all(&mut sql)
        .await
        .unwrap();
        assert!(
            !rows
                .iter()
                .any(|row| row.contains("Zephyrine") || row.contains("91234567")),
            "{table} {rows:?}"
        );
    }
}

#[tokio::test]
async fn reports_have_a_limit_of_their_own() {
    let server =
        Server::start_with(&["--writes-per-second", "1", "--ingest-per-second", "500"]).await;
    let host = host(&server).await;
    for n in 0..10 {
        enquiry(
            &host,
            &format!("E-{n}"),
            json!({"event_at": at(1), "status": "open"}),
        )
        .await;
    }
    let many = |from: u32| -> Value {
        (from..from + 500).map(|n| json!({"external_id": format!("M-{n}"), "at": at(1), "sender": "staff", "text": "x"})).collect()
    };
    let senders = (0..20).map(|n| {
        let (host, sent) = (host.clone(), many(n * 500));
        tokio::spawn(async move {
            let answer = host
                .post_json("/api/v1/enquiries/E-1/messages", &sent)
                .await;
            (answer.status.as_u16(), answer.text().to_owned())
        })
    });
    let mut answers = Vec::new();
    for sender in senders.collect::<Vec<_>>() {
        answers.push(sender.await.expect("an answer"));
    }
    let refused = answers.iter().filter(|(status, _)| *status == 429);
    let taken = answers.iter().filter(|(status, _)| *status == 200);
    let (refused, taken) = (refused.count(), taken.count());
    assert!(
        refused > 0 && taken >= 3 && refused + taken == 20,
        "{answers:?}"
    );
}
