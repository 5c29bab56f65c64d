//! The lists of enquiries: the overview by tabs and filters, whom a row leads anywhere, and what of them somebody may see.
mod reports;

use app::who::Role;
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

const STATUSES: [Status; 5] = [
    Status::Open,
    Status::Ongoing,
    Status::Missed,
    Status::FollowedUp,
    Status::Closed,
];
const RELATIONS: [Relation; 6] = [
    Relation::InRoom,
    Relation::Administrator,
    Relation::Supervisor,
    Relation::WasInRoom,
    Relation::OfDestination,
    Relation::Other,
];

/// Asks for a list; its answer.
async fn ask(client: &Client, list: &str, query: Value) -> Value {
    let answer = client
        .call(&format!("overview/{list}"), &json!({"query": query}))
        .await;
    assert_eq!(answer.status, 200, "{list} {query} {}", answer.text());
    answer.json()
}

/// The ids of what was answered, in its order.
fn ids(answer: &Value) -> Vec<String> {
    let items = answer["items"].as_array().expect("items").iter();
    let rows = items.map(|item| {
        if item["row"].is_object() {
            &item["row"]
        } else {
            item
        }
    });
    rows.map(|row| row["external_id"].as_str().expect("an id").to_owned())
        .collect()
}

/// The ids of a tab, narrowed down.
async fn tab(client: &Client, tab: &str, narrow: Value) -> Vec<String> {
    ids(&ask(client, "list", json!({"tab": tab, "narrow": narrow})).await)
}

#[tokio::test]
async fn five_statuses_stand_under_four_tabs_with_their_counts() {
    let server = Server::start().await;
    let (host, agent) = (host(&server).await, server.agent().await);
    for (minute, status) in (0..).zip(STATUSES) {
        for (copy, more) in [("a", 0), ("b", 10)] {
            let report = json!({"event_at": at(30), "channel": "email", "status": status, "opened_at": at(minute + more)});
            enquiry(&host, &format!("{status}-{copy}"), report).await;
        }
    }
    // Nothing is known of it but that there is one.
    post(
        &host,
        "/enquiries/later/messages",
        &json!({"external_id": "M", "at": at(1), "sender": "visitor", "text": "Hi"}),
    )
    .await;
    let all = json!({});
    assert_eq!(
        tab(&agent, "open", all.clone()).await,
        ["open-a", "open-b"],
        "who waits longest comes first"
    );
    assert_eq!(
        tab(&agent, "handling", all.clone()).await,
        ["followed_up-b", "ongoing-b", "followed_up-a", "ongoing-a"]
    );
    assert_eq!(
        tab(&agent, "missed", all.clone()).await,
        ["missed-a", "missed-b"]
    );
    assert_eq!(
        tab(&agent, "closed", all.clone()).await,
        ["closed-b", "closed-a"]
    );
    let counts = agent
        .call("overview/counts", &json!({"narrow": {}}))
        .await
        .json();
    assert_eq!(
        counts,
        json!({"open": 2, "handling": 4, "missed": 2, "closed": 2})
    );
    assert_eq!(
        agent.call("overview/open", &json!({})).await.json(),
        json!(2)
    );
    let page = agent.get("/enquiries?tab=handling").await;
    assert!(page.text().contains("Enquiry Overview"), "{}", page.text());
    assert!(page.text().contains("Followed-up"), "{}", page.text());
}

#[tokio::test]
async fn each_filter_narrows_a_tab_and_its_counts() {
    let server = Server::start().await;
    let (host, agent) = (host(&server).await, server.agent().await);
    for (id, channel, destination, staff, minute) in [
        ("E-1", "email", "support", json!(["mei@example.org"]), 0),
        (
            "E-2",
            "line",
            "support",
            json!(["tom@example.org", "Mei@example.org"]),
            60,
        ),
        ("E-3", "line", "sales", json!([]), 120),
    ] {
        let report = json!({"event_at": at(130), "channel": channel, "status": "ongoing", "destination": destination,
            "staff": staff, "opened_at": at(minute)});
        enquiry(&host, id, report).await;
    }
    // Mei has left the room of the first.
    enquiry(
        &host,
        "E-1",
        json!({"event_at": at(140), "staff": ["tom@example.org"]}),
    )
    .await;
    for (narrow, found) in [
        (json!({}), vec!["E-3", "E-2", "E-1"]),
        (json!({"channel": "line"}), vec!["E-3", "E-2"]),
        (json!({"destination": "support"}), vec!["E-2", "E-1"]),
        (json!({"staff": "Mei@example.org"}), vec!["E-2"]),
        (json!({"staff": "tom@example.org"}), vec!["E-2", "E-1"]),
        (
            json!({"staff": "tom@example.org", "channel": "line", "destination": "support"}),
            vec!["E-2"],
        ),
        (
            json!({"opened": {"from": at(60), "before": null}}),
            vec!["E-3", "E-2"],
        ),
        (
            json!({"opened": {"from": at(1), "before": at(120)}}),
            vec!["E-2"],
        ),
        (
            json!({"staff": "tom@example.org", "opened": {"from": null, "before": at(60)}}),
            vec!["E-1"],
        ),
        (json!({"channel": "wechat"}), vec![]),
    ] {
        assert_eq!(
            tab(&agent, "handling", narrow.clone()).await,
            found,
            "{narrow}"
        );
        let counts = agent
            .call("overview/counts", &json!({"narrow": narrow}))
            .await
            .json();
        assert_eq!(counts["handling"], found.len(), "{narrow}");
    }
    let refused = json!({"query": {"narrow": {"opened": {"from": "+20000-01-01T00:00:00Z", "before": null}}}});
    assert_eq!(agent.call("overview/list", &refused).await.status, 400);
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_or_a_double_while_new_ones_arrive() {
    let server = Server::start().await;
    let (host, agent) = (host(&server).await, server.agent().await);
    let (opens, closes) = ("open", "closed");
    for n in 0..120 {
        for status in [opens, closes] {
            // Three each were opened at the same moment.
            let report = json!({"event_at": at(200), "channel": "email", "status": status, "opened_at": at(20 + n / 3)});
            enquiry(&host, &format!("{status}-{n:03}"), report).await;
        }
    }
    for status in [opens, closes] {
        let (mut found, mut pages, mut cursor) = (Vec::new(), 0, Value::Null);
        loop {
            let page = ask(&agent, "list", json!({"tab": status, "cursor": cursor})).await;
            found.extend(ids(&page));
            pages += 1;
            for minute in [1, 100] {
                let report = json!({"event_at": at(201), "channel": "email", "status": status, "opened_at": at(minute)});
                enquiry(&host, &format!("new-{status}-{pages}-{minute}"), report).await;
            }
            cursor = page["next_cursor"].clone();
            if cursor.is_null() {
                break;
            }
        }
        let mut first = found.clone();
        first.retain(|id| id.starts_with(status));
        assert_eq!(first.len(), 120, "{status} {found:?}");
        first.sort();
        first.dedup();
        assert_eq!(first.len(), 120, "{status} {found:?}");
        let mut once = found.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), found.len(), "{status} {found:?}");
        assert!(pages >= 3);
    }
}

/// Somebody of each relation to what is routed to support, signed in, by their relation.
async fn everybody(server: &Server) -> Vec<(Relation, Client)> {
    let mut all = Vec::new();
    for relation in RELATIONS {
        let role = match relation {
            Relation::Administrator => Role::Administrator,
            Relation::Supervisor => Role::Supervisor,
            _ => Role::Agent,
        };
        let email = format!("{relation}@example.org");
        server.add_staff(&email, role).await;
        all.push((relation, server.visitor().sign_in(&email).await));
    }
    sqlx::query("update staff set department = 'care' where email = 'supervisor@example.org'")
        .execute(&mut server.sql().await)
        .await
        .expect("moved");
    all
}

/// Rows that are asked for by their ids are those of the tabs, in the order of the ids.
async fn these_are_the_same_rows(client: &Client) {
    let mut rows = Vec::new();
    for tab in ["closed", "open", "handling", "missed"] {
        let answer = ask(client, "list", json!({"tab": tab})).await;
        rows.extend(answer["items"].as_array().expect("rows").clone());
    }
    let mut ids: Vec<Value> = rows.iter().map(|row| row["id"].clone()).collect();
    // There is no enquiry of this id.
    ids.insert(1, json!("0199a1b2-0000-7000-8000-000000000000"));
    let answer = client.call("overview/these", &json!({"ids": ids})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json(), json!(rows));
    let many = vec![&ids[0]; 501];
    let refused = client.call("overview/these", &json!({"ids": many})).await;
    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn a_row_leads_to_its_place_for_whoever_may_see_it_and_says_why_to_the_others() {
    let server = Server::start().await;
    let host = host(&server).await;
    let staff = everybody(&server).await;
    let support = json!({"event_at": at(1), "name": "Support", "staff": ["of_destination@example.org"], "department": " Care "});
    put(&host, "/destinations/support", &support).await;
    for status in STATUSES {
        let id = status.to_string();
        let report = |minute, staff: Value| {
            json!({"event_at": at(minute), "channel": "line", "status": status,
            "subject": "Where is my order", "destination": "support", "staff": staff})
        };
        enquiry(&host, &id, report(1, json!(["was_in_room@example.org"]))).await;
        enquiry(&host, &id, report(2, json!(["in_room@example.org"]))).await;
    }
    for (relation, client) in &staff {
        for status in STATUSES {
            let tab = match status {
                Status::Ongoing | Status::FollowedUp => "handling".to_owned(),
                status => status.to_string(),
            };
            let answer = ask(client, "list", json!({"tab": tab})).await;
            let rows = answer["items"].as_array().expect("rows").iter();
            let row = rows
                .clone()
                .find(|row| row["external_id"] == status.to_string());
            let row = row.expect("all staff see every row");
            let why = permit(status, *relation, EnquiryAction::View).err();
            assert_eq!(row["refused"], json!(why), "{relation} {status}");
            let subject = if why.is_none() {
                "Where is my order"
            } else {
                ""
            };
            assert_eq!(row["subject"], subject, "{relation} {status}");

            let page = client.get(&format!("/enquiries?tab={tab}")).await;
            let id = row["id"].as_str().expect("an id");
            let place = match status {
                Status::Open => format!("/enquiries/{id}/visitor"),
                Status::Closed => format!("/enquiries/{id}/transcript"),
                _ => format!("/enquiries/{id}"),
            };
            let link = format!("href=\"{place}\"");
            assert_eq!(
                page.text().contains(&link),
                why.is_none(),
                "{relation} {status} {}",
                page.text()
            );
            if let Some(why) = why {
                assert!(
                    page.text().contains(&why.to_string()),
                    "{relation} {status} {}",
                    page.text()
                );
            }
        }
        let sees = |status| permit(status, *relation, EnquiryAction::View).is_ok();
        these_are_the_same_rows(client).await;
        let wanted = |statuses: &[Status]| {
            let seen = statuses.iter().filter(|status| sees(**status));
            seen.map(ToString::to_string).collect::<Vec<_>>()
        };
        let missed = ids(&ask(client, "centre", json!({})).await);
        assert_eq!(missed, wanted(&[Status::Missed]), "{relation}");
        let closed = ids(&ask(client, "reports", json!({})).await);
        assert_eq!(closed, wanted(&[Status::Closed]), "{relation}");
        let going_on = [
            Status::Open,
            Status::Ongoing,
            Status::Missed,
            Status::FollowedUp,
        ];
        let mut recent = ids(&ask(client, "recent", json!({})).await);
        recent.sort();
        let mut rooms = match relation {
            // An Agent has the rooms that they stand in or stood in, no others of their destination.
            Relation::OfDestination => Vec::new(),
            _ => wanted(&going_on),
        };
        rooms.sort();
        assert_eq!(recent, rooms, "{relation}");
    }
}

#[tokio::test]
async fn the_rooms_of_a_deleted_contact_stay_in_recent_until_they_are_closed() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let person =
        json!({"first_name": "Tai", "last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    let chan = created(&program, person).await;
    for (id, status) in [("E-1", "ongoing"), ("E-2", "closed")] {
        let call = json!({"event_at": at(1), "channel": "phone_call", "status": status, "staff": ["mei@example.org"],
            "visitor": {"phone": "+85291234567", "first_name": "Somebody"}});
        assert_eq!(enquiry(&host, id, call).await["contact"], chan["id"]);
    }
    let enquiries = "select to_jsonb(enquiry)::text from enquiry order by external_id";
    let mut sql = server.sql().await;
    let before: Vec<String> = sqlx::query_scalar(enquiries)
        .fetch_all(&mut sql)
        .await
        .expect("rows");
    assert!(program.delete(&path(&chan)).await.status.is_success());
    let after: Vec<String> = sqlx::query_scalar(enquiries)
        .fetch_all(&mut sql)
        .await
        .expect("rows");
    assert_eq!(after, before, "deleting a contact touches no enquiry");
    let recent = ask(&mei, "recent", json!({})).await;
    assert_eq!(ids(&recent), ["E-1"], "one room is left");
    assert_eq!(recent["items"][0]["caller"], json!({"Contact": "Tai Chan"}));
    let page = mei.get("/enquiries/recent").await;
    assert!(page.text().contains("Tai Chan"), "{}", page.text());
    let erased = format!("/api/v1/bin/{}", chan["id"].as_str().expect("an id"));
    assert!(program.delete(&erased).await.status.is_success());
    let recent = ask(&mei, "recent", json!({})).await;
    assert_eq!(
        (ids(&recent), &recent["items"][0]["caller"]),
        (vec!["E-1".to_owned()], &json!("Erased"))
    );
    let page = mei.get("/enquiries/recent").await;
    assert!(page.text().contains("Erased contact"), "{}", page.text());
}

#[tokio::test]
async fn a_missed_enquiry_says_what_one_wants_to_know_before_calling_back() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let administrator = server.signed_in(Role::Administrator).await;
    let chan = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let device = |zone: &str| json!({"time_zone": zone});
    let missed = |channel: &str, minute, visitor: Value| {
        json!({"event_at": at(50), "channel": channel, "status": "missed",
        "opened_at": at(minute), "visitor": visitor})
    };
    let call = missed(
        "phone_call",
        1,
        json!({"phone": "+85291234567", "device": device("Asia/Hong_Kong")}),
    );
    assert_eq!(enquiry(&host, "E-1", call).await["contact"], chan["id"]);
    let chat = missed(
        "web_chat",
        2,
        json!({"email": "ada@example.com", "device": device("UTC+8")}),
    );
    enquiry(&host, "E-2", chat).await;
    enquiry(&host, "E-3", missed("whatsapp", 3, json!({"social": {"network": "whatsapp", "id": "+447700900123"}, "device": device("Nowhere/Land+3")}))).await;
    for enquiry in ["E-1", "E-2"] {
        let visits: Vec<Value> = (0..4).map(|n| json!({"external_id": format!("{enquiry}-{n}"), "at": at(n), "address": format!("https://example.org/{n}"), "enquiry": enquiry})).collect();
        post(&host, "/visits", &json!(visits)).await;
    }
    let messages = json!([
        {"external_id": "M-1", "at": at(1), "sender": "visitor", "text": "Hello?"},
        {"external_id": "M-2", "at": at(2), "sender": "visitor", "text": "Is anybody there"},
        {"external_id": "M-3", "at": at(3), "sender": "system", "text": "Nobody was"},
    ]);
    post(&host, "/enquiries/E-1/messages", &messages).await;
    let centre = ask(&administrator, "centre", json!({})).await;
    assert_eq!(
        ids(&centre),
        ["E-1", "E-2", "E-3"],
        "who waits longest comes first"
    );
    let [call, chat, whatsapp] = [0, 1, 2].map(|n| &centre["items"][n]);
    let told = |missed: &Value| {
        (
            missed["number"].clone(),
            missed["minutes_ahead"].clone(),
            missed["last_said"]["text"].clone(),
        )
    };
    assert_eq!(
        told(call),
        (json!("+85291234567"), json!(480), json!("Is anybody there"))
    );
    assert_eq!(
        told(chat),
        (Value::Null, Value::Null, Value::Null),
        "UTC+8 names no zone"
    );
    assert_eq!(
        told(whatsapp),
        (json!("+447700900123"), Value::Null, Value::Null)
    );
    for missed in [call, chat] {
        let visits = missed["visits"].as_array().expect("visits").iter();
        let addresses: Vec<&str> = visits
            .filter_map(|visit| visit["address"].as_str())
            .collect();
        assert_eq!(
            addresses,
            [
                "https://example.org/3",
                "https://example.org/2",
                "https://example.org/1"
            ]
        );
    }
    // A call to a contact is written down in their activity; of nobody there is none.
    let contacts = [call, chat, whatsapp].map(|missed| missed["contact"].clone());
    assert_eq!(contacts, [chan["id"].clone(), Value::Null, Value::Null]);
    assert_eq!(chat["row"]["caller"], json!({"Visitor": "ada@example.com"}));
    assert_eq!(whatsapp["row"]["caller"], "Unknown");
    let page = administrator.get("/enquiries/centre").await;
    for words in [
        "tel:+85291234567",
        "sms:+85291234567",
        "tel:+447700900123",
        " there",
        "Is anybody there",
        "Visitor Information",
    ] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert!(!page.text().contains("sms:+447700900123"));
    // One in the bin is called by the number alone.
    assert!(program.delete(&path(&chan)).await.status.is_success());
    let centre = ask(&administrator, "centre", json!({})).await;
    assert_eq!(
        (
            &centre["items"][0]["contact"],
            &centre["items"][0]["number"]
        ),
        (&Value::Null, &json!("+85291234567"))
    );
    let page = administrator.get("/enquiries/centre").await;
    assert!(page.text().contains("tel:+85291234567"));
    assert!(!page.text().contains("sms:"), "{}", page.text());
}
