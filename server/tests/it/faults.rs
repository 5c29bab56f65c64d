//! Clients that hang up or dawdle, panics, and a database that goes away: each harms itself only.
use std::{
    num::NonZeroU32,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use app::{
    error::{self, Error},
    model::{
        Asker, Database, contacts,
        writes::{Rate, Writes},
    },
};
use axum::{
    Extension,
    body::Body,
    http::{Request, StatusCode},
    middleware::from_fn_with_state,
    routing::{get, post},
};
use clap::Parser;
use contact::Draft;
use serde_json::json;
use server::{
    command::{CommandLine, serve},
    config::Settings,
    database::OpenedDatabase,
    http::health::{self, Patience},
    postgres::Cluster,
};
use sqlx::{AssertSqlSafe, Executor};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tower::ServiceExt;

use crate::harness::{Client, Server, open_folder};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writes_of_clients_that_hang_up_are_whole_or_absent_and_leave_no_connection_inside_a_transaction()
 {
    let server = Server::start().await;
    let program = server.program().await;
    let token = program.headers["authorization"]
        .to_str()
        .expect("ASCII")
        .to_owned();
    let body = json!({"name": "hang up", "scopes": ["ingest"]}).to_string();
    let request = format!(
        "POST /api/v1/tokens HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        server.address,
        body.len(),
    );
    // Hang up after each of many waits, from at once to after the answer.
    let hang_up = |n: u64| {
        let (request, address) = (request.clone(), server.address.clone());
        async move {
            let mut socket = TcpStream::connect(address).await.expect("a connection");
            socket.set_zero_linger().expect("RST instead of FIN");
            socket.write_all(request.as_bytes()).await.expect("sent");
            tokio::time::sleep(Duration::from_micros((n * 137) % 12_000)).await;
        }
    };
    for batch in 0..50 {
        futures::future::join_all((0..20).map(|n| hang_up(batch * 20 + n))).await;
    }
    let mut sql = server.sql().await;
    for _ in 0..200 {
        assert_eq!(program.get("/api/v1/tokens").await.status, StatusCode::OK);
        let made = program
            .post_json(
                "/api/v1/tokens",
                &json!({"name": "after", "scopes": ["ingest"]}),
            )
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }
    let after: i64 = sqlx::query_scalar("select count(*) from token where name = 'after'")
        .fetch_one(&mut sql)
        .await
        .expect("a count");
    assert_eq!(after, 200);
    let stuck = sqlx::query_scalar::<_, i64>(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    let stuck = stuck.fetch_one(&mut sql).await.expect("a count");
    assert_eq!(stuck, 0);
}

#[tokio::test]
async fn a_connection_dropped_inside_a_transaction_is_clean_when_lent_again() {
    let server = Server::start().await;
    for _ in 0..50 {
        let mut connection = server.pools.pool.acquire().await.expect("a connection");
        // As a handler that is dropped while sqlx waits for the answer to its `begin`.
        connection.execute("begin").await.expect("begun");
        let _ = connection.execute("select 1/0").await;
        drop(connection);
    }
    for _ in 0..50 {
        let one: i32 = sqlx::query_scalar("select 1")
            .fetch_one(&server.pools.pool)
            .await
            .expect("no 25P02");
        assert_eq!(one, 1);
    }
}

#[tokio::test]
async fn a_client_that_never_ends_its_headers_is_cut_off() {
    let server = Server::start().await;
    let mut slow = TcpStream::connect(&server.address)
        .await
        .expect("a connection");
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ")
        .await
        .expect("sent");
    assert_eq!(
        server.visitor().get("/healthz").await.status,
        StatusCode::OK,
        "others are served"
    );
    let mut answer = Vec::new();
    let cut = tokio::time::timeout(Duration::from_secs(60), slow.read_to_end(&mut answer)).await;
    assert!(cut.is_ok(), "the socket is still held");
}

#[tokio::test]
async fn a_panic_fails_its_own_request_only_and_tells_nothing() {
    async fn broken() -> StatusCode {
        panic!("secret of the stack")
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound").to_string();
    let settings = settings(&["--listen", &address]);
    let router = axum::Router::new()
        .route("/broken", get(broken))
        .route("/fine", get(async || "fine"));
    let router = server::dress(router, &settings);
    let running = tokio::spawn(async move {
        serve::serve(listener, router, &settings, std::future::pending()).await
    });
    let client = Client::new(&address);
    for _ in 0..3 {
        let answer = client.get("/broken").await;
        assert_eq!(answer.code(), "broken");
        assert!(!answer.text().contains("secret"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(client.get("/fine").await.text(), "fine");
    }
    running.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_written_when_its_answer_is_due_is_written_all_the_same() {
    let server = Server::start().await;
    sqlx::raw_sql(
        "create function slowly() returns trigger language plpgsql as
             'begin perform pg_sleep(2); return new; end';
         create trigger slowly before insert on contact for each row execute function slowly()",
    )
    .execute(&mut server.sql().await)
    .await
    .expect("slow");
    let operator = server.operator();
    let create = async move |Extension(writes): Extension<Arc<Writes>>| {
        let draft = Draft {
            last_name: "Chan".to_owned(),
            ..Draft::default()
        };
        let asker = operator.clone().counting(Some(writes));
        contacts::create(&asker, None, draft).await.map(|_| "made")
    };
    let patience = Patience {
        most: Duration::from_millis(500),
        but_for: &[],
    };
    let rate = Arc::new(Rate::per_second(NonZeroU32::MAX));
    let router = axum::Router::new()
        .route("/create", post(create))
        .layer(from_fn_with_state(patience, health::in_time))
        .layer(Extension(Arc::new(Writes::new(rate))));
    let request = Request::post("/create").body(Body::empty());
    let answer = router.oneshot(request.expect("a request")).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let said = error::said(&answer).expect("an error");
    assert!(matches!(said, Error::Unsure { .. }), "{said:?}");
    crate::imports::until(async || server.count("contact").await == 1).await;
}

#[tokio::test]
async fn a_stop_takes_no_new_connection_and_finishes_what_is_in_hand() {
    let (begun, may_end) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (begun, may_end) = (begun.clone(), may_end.clone());
        async move || {
            begun.notify_one();
            may_end.notified().await;
            "done"
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound").to_string();
    let settings = settings(&["--listen", &address]);
    let router = server::dress(axum::Router::new().route("/slow", get(slow)), &settings);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        serve::serve(listener, router, &settings, async { drop(stopped.await) }).await
    });
    let client = Client::new(&address);
    let in_hand = tokio::spawn(async move { client.get("/slow").await });
    begun.notified().await;
    stop.send(()).expect("the server runs");
    crate::imports::until(async || TcpStream::connect(&address).await.is_err()).await;
    may_end.notify_one();
    assert_eq!(in_hand.await.expect("no panic").text(), "done");
    running.await.expect("no panic");
    assert!(
        TcpStream::connect(&address).await.is_err(),
        "nobody listens any more"
    );
}

#[test]
fn an_error_of_the_database_tells_no_sql() {
    let error = Error::from(sqlx::Error::Protocol(
        "select password_hash from staff".to_owned(),
    ));
    assert!(!error.to_string().contains("staff") && !error.to_string().contains("select"));
    let Error::Broken { id } = error else {
        panic!("{error:?}")
    };
    assert_eq!(id.len(), 9);
}

#[tokio::test]
async fn a_transaction_that_was_given_up_for_another_one_can_be_tried_again() {
    let server = Server::start().await;
    for code in ["40P01", "40001"] {
        let raise =
            format!("do $$ begin raise exception 'a test' using errcode = '{code}'; end $$");
        let raised = server.sql().await.execute(AssertSqlSafe(raise)).await;
        let error = Error::from(raised.expect_err("raised"));
        assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    }
}

fn settings(flags: &[&str]) -> Settings {
    let line = std::iter::once("external-contacts").chain(flags.iter().copied());
    CommandLine::try_parse_from(line)
        .expect("good flags")
        .settings
}

/// Asks until the answer is the wanted one; the panic says the last one.
async fn until(client: &Client, path: &str, wanted: StatusCode) {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let answer = client.get(path).await;
        if answer.status == wanted {
            return;
        }
        assert!(
            Instant::now() < patience,
            "{path} still answers {} {}",
            answer.status,
            answer.text()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn kill(process: u32) {
    let killed = Command::new("kill")
        .args(["-KILL", &process.to_string()])
        .status()
        .expect("kill");
    assert!(killed.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_private_postgres_that_is_killed_is_started_again_while_the_server_stays_up() {
    let folder = open_folder();
    let data = folder.path().display().to_string();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound").to_string();
    let settings = settings(&["--data-dir", &data, "--listen", &address]);
    let opened = OpenedDatabase::open(&settings)
        .await
        .expect("a private Postgres");
    let database = opened.database.clone();
    let cluster = opened.cluster().expect("a private cluster").clone();
    let first = cluster.postmaster().expect("a postmaster");
    let router = server::router(server::state::ServerState::new(
        settings.clone(),
        database.clone(),
    ));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        tokio::select! {
            () = serve::serve(listener, router, &settings, async { drop(stopped.await) }) => {}
            () = opened.keep_alive() => {}
        }
        opened.close().await
    });
    let client = Client::new(&address);
    until(&client, "/readyz", StatusCode::OK).await;
    let token = token(&database).await;
    let program = client
        .clone()
        .with("authorization", &format!("Bearer {token}"));
    for _ in 0..3 {
        kill(cluster.postmaster().expect("a postmaster"));
        // Whatever is asked meanwhile is answered: in words, or well.
        for _ in 0..20 {
            let answer = program.get("/api/v1/tokens").await;
            assert!(
                matches!(answer.status.as_u16(), 200 | 503),
                "{} {}",
                answer.status,
                answer.text()
            );
            if answer.status == StatusCode::SERVICE_UNAVAILABLE {
                assert_eq!(answer.code(), "unavailable");
                assert!(
                    answer.text().contains("The database is not answering."),
                    "{}",
                    answer.text()
                );
            }
            assert_eq!(client.get("/healthz").await.status, StatusCode::OK);
        }
        until(&program, "/api/v1/tokens", StatusCode::OK).await;
    }
    assert_ne!(cluster.postmaster(), Some(first));
    stop.send(()).expect("the server runs");
    running.await.expect("no panic").expect("stopped in order");
    assert!(!cluster.is_running(), "the cluster stops with the server");
}

async fn token(database: &Database) -> String {
    use app::{
        model::tokens,
        who::{Scope, Who},
    };
    tokens::create(
        &Asker::here(database.clone(), Who::Operator),
        "test",
        vec![Scope::Administration],
        None,
    )
    .await
    .expect("a token")
    .1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cluster_that_a_killed_server_left_behind_is_taken_over_with_its_data() {
    let folder = open_folder();
    let settings = settings(&["--data-dir", &folder.path().display().to_string()]);
    let database = OpenedDatabase::open(&settings)
        .await
        .expect("a private Postgres");
    let secret = token(&database.database).await;
    let cluster: Cluster = database.cluster().expect("a private cluster").clone();
    let postmaster = cluster.postmaster();
    // A killed server releases its lock and stops nothing.
    drop(database);
    assert!(cluster.is_running());
    let second = OpenedDatabase::open(&settings).await.expect("taken over");
    second.claim().expect("it is ours now");
    assert_eq!(cluster.postmaster(), postmaster, "it never stopped");
    assert!(
        app::model::tokens::who(&second.database, &secret)
            .await
            .expect("an answer")
            .is_some()
    );
    second.close().await.expect("stopped");
    assert!(!cluster.is_running());
    // A note of a postmaster that is no more: its number is this very test's by now.
    let note = folder.path().join("postgres/data/postmaster.pid");
    std::fs::write(&note, format!("{}\n", std::process::id())).expect("written");
    let third = OpenedDatabase::open(&settings)
        .await
        .expect("started over the stale note");
    assert!(
        app::model::tokens::who(&third.database, &secret)
            .await
            .expect("an answer")
            .is_some()
    );
    // A second server on the same data is refused; another command is a guest.
    let guest = OpenedDatabase::open(&settings).await.expect("a guest");
    assert!(guest.claim().is_err());
    guest.close().await.expect("left");
    assert!(cluster.is_running(), "a guest stops nothing");
    third.close().await.expect("stopped");
}

#[tokio::test]
async fn a_schema_newer_than_the_server_is_refused_in_a_sentence() {
    let server = Server::start().await;
    let newer =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (9999, 'of tomorrow', true, '', 0)";
    server.sql().await.execute(newer).await.expect("written");
    let refused = server::database::migrate(&server.pools)
        .await
        .expect_err("refused");
    assert_eq!(
        refused.to_string(),
        "The database has migration 9999, which this version of external-contacts does not know. Start the version \
         that made it, or a newer one."
    );
}
