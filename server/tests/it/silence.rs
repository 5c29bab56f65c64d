//! A Postgres that hangs, or is away for a while: everything asked meanwhile is answered in words and in time, and
//! afterwards the same server works as before.
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use serde_json::json;
use tokio::task::JoinSet;

use crate::harness::{Client, Server, own_postgres::OwnPostgres};

/// The longest that anything may take while the database is silent, and until it works again afterwards.
const PROMISE: Duration = Duration::from_secs(5);

/// One thing that was asked.
struct Asked {
    took: Duration,
    status: StatusCode,
    /// The name of the contact that was to be made; none for a reading.
    name: Option<String>,
    code: String,
}

/// Reads and writes by turns until told to stop.
async fn keep_asking(
    program: Client,
    worker: usize,
    until: Arc<tokio::sync::Notify>,
    answers: Arc<AtomicUsize>,
) -> Vec<Asked> {
    let mut all = Vec::new();
    let mut stop = std::pin::pin!(until.notified());
    for n in 0.. {
        let start = Instant::now();
        let name = (n % 2 == 1).then(|| format!("Chan {worker} {n}"));
        let answer = match &name {
            Some(name) => {
                let draft = json!({"last_name": name});
                program.post_json("/api/v1/contacts", &draft).await
            }
            None => program.get("/api/v1/contacts?limit=5").await,
        };
        let code = if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            let detail = answer.json()["detail"].to_string();
            assert!(detail.starts_with("\"The database "), "{detail}");
            answer.code()
        } else {
            String::new()
        };
        all.push(Asked {
            took: start.elapsed(),
            status: answer.status,
            name,
            code,
        });
        answers.fetch_add(1, Ordering::Relaxed);
        if futures::poll!(stop.as_mut()).is_ready() {
            break;
        }
    }
    all
}

/// What a probe sees while the database is away.
async fn is_away(server: &Server) {
    let visitor = server.visitor();
    let start = Instant::now();
    assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(
        visitor.get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert!(start.elapsed() < PROMISE, "{:?}", start.elapsed());
}

/// Waits until reading, writing and pages all work; tells how long that took.
async fn is_back(program: &Client, agent: &Client) -> Duration {
    let start = Instant::now();
    loop {
        let read = program.get("/api/v1/contacts?limit=1").await;
        let draft = json!({"last_name": "Back"});
        let written = program.post_json("/api/v1/contacts", &draft).await;
        let page = agent.get("/contacts").await;
        let [read, page] = [read, page].map(|answer| answer.status);
        if read == StatusCode::OK && page == read && written.status == StatusCode::CREATED {
            return start.elapsed();
        }
        assert!(
            start.elapsed() < PROMISE,
            "{read} {page} {}",
            written.text()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_postgres_hangs_or_is_away_everything_is_answered_within_five_seconds_and_then_goes_on()
 {
    let postgres = OwnPostgres::start().await;
    let server = Server::start_on(postgres.cluster.options(), &[]).await;
    let (program, agent) = (server.program().await, server.agent().await);
    is_back(&program, &agent).await;
    for hangs in [true, false] {
        let stop = Arc::new(tokio::sync::Notify::new());
        let answers = Arc::new(AtomicUsize::new(0));
        let mut busy = JoinSet::new();
        for worker in 0..12 {
            let name = worker + if hangs { 0 } else { 100 };
            busy.spawn(keep_asking(
                program.clone(),
                name,
                stop.clone(),
                answers.clone(),
            ));
        }
        // Each has read and written a few times, and all of them go on.
        crate::imports::until(async || answers.load(Ordering::Relaxed) > 12 * 8).await;
        // In the middle of statements, of commits, and of nothing.
        if hangs {
            postgres.pause();
        } else {
            postgres.cluster.stop().expect("stopped");
        }
        let away = Instant::now();
        while away.elapsed() < Duration::from_secs(6) {
            is_away(&server).await;
            let start = Instant::now();
            let page = agent.get("/contacts").await;
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(page.code(), "unavailable");
            let person = agent.clone().with("accept", "text/html,*/*");
            let page = person.get("/contacts").await;
            assert_eq!(page.header("content-type"), "text/plain; charset=utf-8");
            assert!(
                page.text().starts_with("The database is not answering."),
                "{}",
                page.text()
            );
            assert!(start.elapsed() < 2 * PROMISE, "{:?}", start.elapsed());
            let start = Instant::now();
            let function = agent.call("staff/list", &json!({})).await;
            assert_eq!(function.status, StatusCode::SERVICE_UNAVAILABLE);
            let fault = function.json();
            assert!(fault["Unavailable"]["id"].is_string(), "{fault}");
            assert!(start.elapsed() < PROMISE, "{:?}", start.elapsed());
        }
        if hangs {
            postgres.resume();
        } else {
            postgres.cluster.start().expect("started");
        }
        let back = is_back(&program, &agent).await;
        let visitor = server.visitor();
        assert_eq!(visitor.get("/readyz").await.status, StatusCode::OK);
        stop.notify_waiters();
        let asked: Vec<Asked> = busy.join_all().await.into_iter().flatten().collect();
        let slowest = asked.iter().map(|asked| asked.took).max().expect("many");
        let failed = asked.iter().filter(|asked| !asked.code.is_empty()).count();
        println!(
            "hangs: {hangs}; {} asked, {failed} got 503, the slowest after {slowest:?}; back after {back:?}",
            asked.len()
        );
        assert!(slowest < PROMISE, "{slowest:?}");
        assert!(failed > 0, "somebody met the silence");
        let mut sql = server.sql().await;
        for Asked {
            status, name, code, ..
        } in asked
        {
            assert!(matches!(status.as_u16(), 200 | 201 | 503), "{status}");
            let Some(name) = name else { continue };
            let saved: i64 =
                sqlx::query_scalar("select count(*) from contact where last_name = $1")
                    .bind(&name)
                    .fetch_one(&mut sql)
                    .await
                    .expect("a count");
            match code.as_str() {
                "" => assert_eq!(saved, 1, "{name} was acknowledged"),
                "unavailable" => assert_eq!(saved, 0, "{name} was said not to be saved"),
                _ => assert_eq!(code, "unsure"),
            }
        }
    }
}
