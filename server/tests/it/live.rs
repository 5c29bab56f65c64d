//! What happens, as open pages are told of it: by ids, versions and names of fields, once, and by whichever server. Whose
//! session ends is told no more.
mod ends;
pub mod stream;

use app::{model::events, who::Role, wire::live::Position};
use axum::body::Body;
use futures::future::join_all;
use serde_json::{Value, json};
use server::http::live::hub::LiveSettings;
use tower::ServiceExt;

use self::stream::Live;
use crate::{
    harness::{Client, Server, fresh_database::fresh_database, own_postgres::OwnPostgres},
    imports::import,
    record::{created, path},
};

/// A contact of this name.
async fn contact(program: &Client, name: &str) -> Value {
    created(program, json!({"last_name": name})).await
}

/// How much of what was heard is of this type.
fn number(heard: &[Value], kind: &str) -> usize {
    heard.iter().filter(|news| news["type"] == kind).count()
}

#[tokio::test]
async fn a_save_is_told_by_id_version_and_names_of_fields_and_by_no_value() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    let person = json!({
        "first_name": "Meimei", "last_name": "Chanwong", "company": "Acmecorp", "labels": ["Golden"],
        "phones": [{"number": "+85291234567"}], "emails": [{"address": "meimei@example.com"}],
    });
    let made = created(&program, person).await;
    let news = live.news().await.expect("news");
    for (name, value) in [
        ("type", &json!("contact")),
        ("id", &made["id"]),
        ("version", &made["version"]),
        ("change", &json!("Created")),
    ] {
        assert_eq!(&news[name], value, "{news}");
    }
    let changed = program.clone().with("if-match", "\"1\"");
    let changed = changed
        .patch_json(&path(&made), &json!({"company": "Otherfirm"}))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let told = json!({
        "type": "contact", "id": made["id"], "version": 2, "change": "Updated", "fields": ["company"],
    });
    assert_eq!(live.news().await, Some(told));
    let raw = String::from_utf8(live.raw).expect("UTF-8");
    for value in [
        "Meimei",
        "Chanwong",
        "Acmecorp",
        "Golden",
        "91234567",
        "meimei",
        "Otherfirm",
    ] {
        assert!(!raw.contains(value), "{value} in {raw}");
    }
}

#[tokio::test]
async fn another_server_of_the_same_database_tells_it_too() {
    let server = Server::start().await;
    let other = Server::start_on(server.database.clone(), &[]).await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let agent = other.visitor().sign_in("mei@example.org").await;
    let mut live = Live::open(&agent, "/live").await;
    let made = contact(&server.program().await, "Chan").await;
    assert_eq!(live.until(&made).await, Vec::<Value>::new());
}

#[tokio::test]
async fn whoever_comes_back_hears_once_what_they_missed_and_then_what_happens() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    for by_header in [true, false] {
        let mut live = Live::open(&agent, "/live").await;
        let heard = contact(&program, "Ames").await;
        live.until(&heard).await;
        let stands = live.stands.clone();
        drop(live);
        let missed = [
            contact(&program, "Brown").await,
            contact(&program, "Curie").await,
        ];
        let (client, path) = match by_header {
            true => {
                let client = agent.clone().with("last-event-id", &stands);
                // The address is still that of the first time.
                (client, "/live?after=1.1".to_owned())
            }
            false => (agent.clone(), format!("/live?after={stands}")),
        };
        let mut live = Live::open(&client, &path).await;
        let last = contact(&program, "Dunn").await;
        let told = live.until(&last).await;
        let told: Vec<_> = told.iter().map(|news| &news["id"]).collect();
        assert_eq!(told, [&missed[0]["id"], &missed[1]["id"]]);
        let mut again = Live::open(&agent, &format!("/live?after={}", live.stands)).await;
        let next = contact(&program, "Eads").await;
        assert_eq!(again.until(&next).await, Vec::<Value>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_and_goes_while_others_write_misses_nothing_and_hears_nothing_twice() {
    const WRITERS: usize = 6;
    const EACH: usize = 10;
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    live.here().await;
    let writes = (0..WRITERS).map(|writer| {
        let program = program.clone();
        async move {
            let mut made = Vec::new();
            for n in 0..EACH {
                made.push(contact(&program, &format!("Chan {writer} {n}")).await);
            }
            made
        }
    });
    let reading = async {
        let mut heard = Vec::new();
        while heard.len() < WRITERS * EACH {
            for _ in 0..3 {
                if heard.len() < WRITERS * EACH {
                    heard.push(live.news().await.expect("news")["id"].clone());
                }
            }
            let path = format!("/live?after={}", live.stands);
            live = Live::open(&agent, &path).await;
        }
        heard
    };
    let (made, mut heard) = tokio::join!(join_all(writes), reading);
    let made = made.iter().flatten().map(|made| made["id"].clone());
    let mut made: Vec<Value> = made.collect();
    made.sort_by_key(Value::to_string);
    heard.sort_by_key(Value::to_string);
    assert_eq!(heard, made);
    let last = contact(&program, "Last").await;
    assert_eq!(live.until(&last).await, Vec::<Value>::new());
}

#[tokio::test]
async fn whoever_stands_where_history_does_not_reach_looks_anew_and_goes_on() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    live.here().await;
    let (epoch, number) = live.stands.split_once('.').expect("a position");
    let epoch: i32 = epoch.parse().expect("a number");
    for place in [format!("{}.{number}", epoch + 7), "nowhere".to_owned()] {
        let mut live = Live::open(&agent, &format!("/live?after={place}")).await;
        assert_eq!(
            live.news().await,
            Some(json!({"type": "resync"})),
            "{place}"
        );
        let made = contact(&program, "Chan").await;
        assert_eq!(live.until(&made).await, Vec::<Value>::new(), "{place}");
    }
}

#[tokio::test]
async fn whoever_comes_from_the_base_that_was_copied_looks_anew() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    contact(&program, "Chan").await;
    let stands = events::now(&server.pools).await.expect("a position");
    sqlx::query("update event_epoch set base = 'elsewhere'")
        .execute(&mut server.sql().await)
        .await
        .expect("moved");
    events::begin_epoch(&server.pools).await.expect("begun");
    let mut live = Live::open(&agent, &format!("/live?after={stands}")).await;
    assert_eq!(live.news().await, Some(json!({"type": "resync"})));
    let made = contact(&program, "Ho").await;
    assert_eq!(live.until(&made).await, Vec::<Value>::new());
}

#[tokio::test]
async fn many_contacts_of_an_import_are_one_and_a_few_are_named() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    for (records, named, many) in [(60, 0, 1), (3, 3, 0)] {
        let rows = (0..records).map(|n| format!("Lee {n}\r\n"));
        let file = "Last name\r\n".to_owned() + &rows.collect::<String>();
        import(&program, "", file).await;
        let heard = live.until(&contact(&program, "Chan").await).await;
        let told = (number(&heard, "contact"), number(&heard, "many_contacts"));
        assert_eq!(told, (named, many), "{heard:?}");
        assert!(number(&heard, "imports") > 0, "{heard:?}");
        assert_eq!(number(&heard, "resync"), 0, "{heard:?}");
    }
}

#[tokio::test]
async fn what_imports_write_one_right_after_the_other_is_told_though_nothing_else_happens() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    live.here().await;
    let rows: String = (0..60).map(|n| format!("Lee {n}\r\n")).collect();
    for _ in 0..3 {
        import(&program, "", format!("Last name\r\n{rows}")).await;
    }
    let all = events::now(&server.pools).await.expect("a position");
    // It begins where those stand who are open, whatever is read already and not told yet.
    let mut late = Live::open(&agent, "/live").await;
    late.here().await;
    let mut heard = Vec::new();
    while live.stands.parse::<Position>().expect("a position") < all {
        heard.push(live.news().await.expect("news"));
    }
    assert!(number(&heard, "many_contacts") > 0, "{heard:?}");
    assert!(number(&heard, "imports") > 0, "{heard:?}");
    for kind in ["contact", "resync"] {
        assert_eq!(number(&heard, kind), 0, "{heard:?}");
    }
    let made = contact(&program, "Chan").await;
    assert_eq!(live.until(&made).await, Vec::<Value>::new());
    let meanwhile = late.until(&made).await;
    assert_eq!(number(&meanwhile, "resync"), 0, "{meanwhile:?}");
    assert_eq!(late.stands, live.stands);
}

#[tokio::test]
async fn a_stream_is_neither_kept_nor_packed_nor_held_back_on_its_way() {
    let server = Server::start().await;
    let agent = server.agent().await.with("accept-encoding", "br, gzip");
    let mut live = Live::open(&agent, "/live").await;
    let headers = live.response.headers();
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-cache, no-transform"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    for name in ["content-encoding", "content-length"] {
        assert!(!headers.contains_key(name), "{name}");
    }
    live.here().await;
    let raw = String::from_utf8(live.raw).expect("UTF-8");
    assert!(raw.starts_with(':'), "{raw}");
    assert!(raw.contains("\nretry: 1000\n"), "{raw}");
}

#[tokio::test]
async fn a_quiet_stream_shows_now_and_then_that_it_is_there() {
    let often = LiveSettings {
        comment: std::time::Duration::from_millis(30),
        ..LiveSettings::default()
    };
    let server = Server::start_serving(fresh_database().await, &[], often).await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    live.here().await;
    for _ in 0..3 {
        live.comment().await;
    }
    let made = contact(&program, "Chan").await;
    assert_eq!(live.until(&made).await, Vec::<Value>::new());
    live.comment().await;
}

#[tokio::test]
async fn whoever_takes_nothing_looks_anew_and_holds_nobody_up() {
    let impatient = LiveSettings {
        lag: 4,
        ..LiveSettings::default()
    };
    let server = Server::start_serving(fresh_database().await, &[], impatient).await;
    let (agent, program) = (server.agent().await, server.program().await);
    // No socket takes anything of this one: it is read when the test reads it.
    let request = axum::http::Request::get("/live")
        .header("host", &agent.address)
        .header("cookie", &agent.headers["cookie"])
        .body(Body::empty())
        .expect("a good request");
    let slow = server.router.clone().oneshot(request).await;
    let mut slow = Live::of(slow.expect("an answer"));
    assert_eq!(slow.response.status(), 200);
    let mut other = Live::open(&agent, "/live").await;
    for _ in 0..8 {
        let made = contact(&program, "Chan").await;
        assert_eq!(other.until(&made).await, Vec::<Value>::new());
    }
    assert_eq!(slow.news().await, Some(json!({"type": "resync"})));
    let made = contact(&program, "Ho").await;
    assert_eq!(slow.until(&made).await, Vec::<Value>::new());
}

/// Ends the connections that wake streams.
async fn end_listening(server: &Server) {
    let ended: Vec<bool> = sqlx::query_scalar(
        "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()",
    )
    .fetch_all(&mut server.sql().await)
    .await
    .expect("ended");
    assert!(!ended.is_empty() && ended.iter().all(|ended| *ended));
}

#[tokio::test]
async fn where_another_base_takes_over_under_a_running_server_open_pages_look_anew_and_go_on() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    live.until(&contact(&program, "Chan").await).await;
    let epoch = |stands: &str| {
        let position: Position = stands.parse().expect("a position");
        position.epoch
    };
    let before = epoch(&live.stands);
    // As a server finds it where a standby was promoted: what it has kept was begun by another base, and it has to listen
    // to this one.
    sqlx::query("update event_epoch set base = 'elsewhere'")
        .execute(&mut server.sql().await)
        .await
        .expect("moved");
    end_listening(&server).await;
    assert_eq!(live.news().await, Some(json!({"type": "resync"})));
    assert!(epoch(&live.stands) > before);
    let made = contact(&program, "Ho").await;
    assert_eq!(live.until(&made).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_stream_outlives_the_connection_that_wakes_it() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    live.until(&contact(&program, "Chan").await).await;
    end_listening(&server).await;
    for name in ["Ho", "Lee"] {
        let made = contact(&program, name).await;
        assert_eq!(live.until(&made).await, Vec::<Value>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_postgres_is_away_a_stream_waits_and_then_goes_on() {
    let postgres = OwnPostgres::start().await;
    let server = Server::start_on(postgres.cluster.options(), &[]).await;
    let (agent, program) = (server.agent().await, server.program().await);
    let mut live = Live::open(&agent, "/live").await;
    let before = contact(&program, "Chan").await;
    postgres.cluster.stop().expect("stopped");
    postgres.cluster.start().expect("started");
    assert_eq!(live.until(&before).await, Vec::<Value>::new());
    // The pools notice one connection after the other that it was away.
    let draft = json!({"last_name": "Ho"});
    let made = loop {
        let made = program.post_json("/api/v1/contacts", &draft).await;
        if made.status == 201 {
            break made.json();
        }
        assert_eq!(made.status, 503, "{}", made.text());
    };
    let meanwhile = live.until(&made).await;
    assert_eq!(number(&meanwhile, "resync"), 0, "{meanwhile:?}");
}
