//! `serve --demo`: an organisation, its enquiries and what was said, told once; `--demo-live`: it goes on, within bounds. A host
//! beside it shows the side panel.
use std::collections::BTreeMap;

use app::{
    model::{imports::Files, installation::effective::InstallationSettings},
    who::Role,
    wire::imports::ImportId,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use rand::{SeedableRng, rngs::SmallRng};
use serde_json::{Value, json};
use server::{
    command::{
        CommandLine,
        demo::{
            self,
            example_host::{self, ExampleHost},
            live, organisation,
        },
    },
    config::Settings,
};
use tower::ServiceExt;

use crate::{
    harness::Server,
    intake::{at, enquiry, post},
};

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

/// What the example host signs with.
const SECRET: &str = "a secret of the panel with more than 32 bytes";

/// The settings of a demo that is started with these flags, beside where it listens.
fn settings(flags: &[&str]) -> Settings {
    let listen: &[&str] = match flags.contains(&"--listen") {
        true => &[],
        false => &["--listen", "127.0.0.1:4000"],
    };
    let line = ["external-contacts"];
    let line = line.iter().chain(listen).chain(flags);
    let settings = CommandLine::try_parse_from(line).expect("good flags");
    example_host::invite(settings.settings)
}

/// What is answered to whoever calls a host by a name.
async fn asked(host: &Router, name: &str, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).header(header::HOST, name);
    let request = request.body(Body::empty()).expect("a request");
    let answer = host.clone().oneshot(request).await.expect("an answer");
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a whole body");
    let text = String::from_utf8(body.to_vec()).expect("UTF-8");
    (head.status, head.headers, text)
}

#[tokio::test]
async fn a_demo_has_a_secret_and_lets_the_host_beside_it_show_the_panel() {
    let told = settings(&[
        "--embed-secret",
        SECRET,
        "--embed-origins",
        "https://desk.example.com",
    ]);
    let guest = told.example.clone().expect("a guest");
    assert_eq!(guest.key.as_str(), SECRET);
    let own = ["http://127.0.0.1:4001", "http://localhost:4001"];
    assert_eq!(guest.origins, own);
    let now = InstallationSettings::of(told.given()).now();
    let given = ["https://desk.example.com"];
    assert_eq!(now.embed_origins, [&given[..], &own[..]].concat());
    let secret = || settings(&[]).example.expect("a guest").key;
    let [one, other] = [(); 2].map(|()| secret().as_str().to_owned());
    assert!(one.len() >= 32 && one != other, "{one}");

    let server = Server::start().await;
    let operator = server.operator();
    let host = ExampleHost::beside(&operator, &told).expect("a port");
    let (status, headers, _) =
        asked(&host.signpost(&told), "localhost:4000", "/embed/example").await;
    assert_eq!(status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(headers["location"], "http://127.0.0.1:4001/embed/example");
    let last = Settings {
        listen: ([127, 0, 0, 1], u16::MAX).into(),
        ..told
    };
    assert!(ExampleHost::beside(&operator, &last).is_none());
}

#[tokio::test]
async fn wherever_it_listens_the_example_host_answers_to_the_names_by_which_it_may_show_the_panel()
{
    let server = Server::start().await;
    for (listen, names, others) in [
        (
            "0.0.0.0:4000",
            &["localhost:4001", "127.0.0.1:4001"][..],
            &["desk.example.com:4001", "192.0.2.7:4001", "localhost:4000"][..],
        ),
        (
            "192.0.2.7:4000",
            &["192.0.2.7:4001"][..],
            &["desk.example.com:4001", "192.0.2.7:4000"][..],
        ),
    ] {
        let settings = settings(&["--listen", listen]);
        let host = ExampleHost::beside(&server.operator(), &settings).expect("a port");
        let host = host.routes();
        let path = "/embed/example/ticket?enquiry=E-1";
        for name in names {
            let (status, ..) = asked(&host, name, path).await;
            assert_eq!(status, StatusCode::OK, "{listen} {name}");
            let origin = format!("http://{name}");
            let guest = settings.example.as_ref().expect("a guest");
            assert!(guest.origins.contains(&origin), "{listen} {name}");
        }
        for name in others {
            let (status, ..) = asked(&host, name, path).await;
            assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{listen} {name}");
        }
    }
}

#[tokio::test]
async fn the_example_host_shows_the_panel_beside_what_the_login_has_in_hand_by_tickets_that_are_good_once()
 {
    let server = Server::start_with(&["--embed-secret", SECRET]).await;
    let login = "demo@example.org";
    server.add_staff(login, Role::Administrator).await;
    let program = server.program().await;
    for (id, status, staff) in [
        ("E-1", "ongoing", login),
        ("E-2", "closed", login),
        ("E-3", "ongoing", "agent@example.org"),
    ] {
        let report = json!({
            "event_at": at(1), "channel": "web_chat", "status": status, "subject": "Where is my order", "staff": [staff],
            "opened_at": at(0), "visitor": {"first_name": "Tai", "last_name": "Chan"},
        });
        enquiry(&program, id, report).await;
    }
    let said = json!({"external_id": "M-1", "at": at(1), "sender": "visitor", "name": "Tai", "text": "Hello"});
    post(&program, "/enquiries/E-1/messages", &said).await;

    let host = ExampleHost::beside(&server.operator(), &settings(&["--embed-secret", SECRET]));
    let host = host.expect("a port").routes();
    let (status, headers, page) = asked(&host, "localhost:4001", "/embed/example").await;
    assert_eq!(status, StatusCode::OK);
    let policy = headers["content-security-policy"].to_str().expect("ASCII");
    assert!(
        policy.contains("frame-src http://127.0.0.1:4000;"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe") && !page.contains("style="));
    assert!(page.contains("src=\"http://127.0.0.1:4000/embed/panel.js\""));
    for (path, kind) in [
        ("/embed/example.js", "text/javascript; charset=utf-8"),
        ("/embed/example.css", "text/css; charset=utf-8"),
    ] {
        let (_, headers, _) = asked(&host, "127.0.0.1:4001", path).await;
        assert_eq!(headers["content-type"], kind);
    }
    // A page that has the browser take its own name for this machine gets no ticket.
    let path = "/embed/example/ticket?enquiry=E-1";
    let (status, ..) = asked(&host, "desk.example.com:4001", path).await;
    assert_eq!(status, StatusCode::MISDIRECTED_REQUEST);

    let (_, _, shown) = asked(&host, "localhost:4001", "/embed/example/enquiries").await;
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    let expected = json!([{
        "enquiry": "E-1", "name": "Tai Chan", "channel": "web_chat", "subject": "Where is my order", "messages": [said],
    }]);
    assert_eq!(shown, expected);

    let (_, _, ticket) = asked(&host, "localhost:4001", path).await;
    let visitor = server.visitor().in_browser();
    let shown = json!({"ticket": ticket});
    let begun = visitor.post_json("/embed/session", &shown).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
    assert_eq!(begun.json()["seconds"], 900);
    let key = begun.json()["session"].as_str().expect("a key").to_owned();
    let panel = visitor
        .clone()
        .with("authorization", &format!("Bearer {key}"));
    let contact = panel.get("/embed/contact?section=profile").await;
    let contact = contact.text();
    assert!(contact.contains("data-enquiry=\"E-1\""), "{contact}");
    let again = visitor.post_json("/embed/session", &shown).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}
