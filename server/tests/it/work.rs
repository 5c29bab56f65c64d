//! What is done in the background: it begins when it is woken, whatever happens to the connection that hears it; what fails
//! keeps nothing else waiting, and a stop waits for what is in hand.
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use app::{
    error::Error,
    model::{duplicates, imports::Files},
};
use serde_json::{Value, json};
use server::work::{
    bulk::BulkJob,
    duplicates::DuplicatesJob,
    imports::Imports,
    runner::{Job, Runner},
};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::{
    harness::{Client, Server},
    imports::{import, number, until},
};

/// Nobody looks by himself while a test runs.
const NEVER: Duration = Duration::from_secs(3600);

/// A server whose work begins only when it is woken.
async fn sleeping() -> Server {
    let mut server = Server::start().await;
    let (pools, files) = (
        server.pools.clone(),
        Files::new(server.folder.path().join("imports")),
    );
    server.runner = Runner::of(&pools);
    server
        .runner
        .take_on_looking(Imports(pools.clone(), files), NEVER);
    server.runner.take_on_looking(BulkJob(pools.clone()), NEVER);
    server.runner.take_on_looking(DuplicatesJob(pools), NEVER);
    server
}

/// The connections that hear who is woken.
async fn listeners(server: &Server) -> Vec<i32> {
    sqlx::query_scalar(
        "select pid from pg_stat_activity where datname = current_database() and query like 'LISTEN%'",
    )
    .fetch_all(&mut server.sql().await)
    .await
    .expect("asked")
}

/// Imports so many contacts that a bulk action of them all is done in the background.
async fn many(program: &Client) {
    let rows: String = (0..600).map(|n| format!("Chan {n}\r\n")).collect();
    let done = import(program, "", format!("Last name\r\n{rows}")).await;
    assert_eq!(number(&done, "created"), 600);
}

/// Waits for a bulk action.
async fn ends(program: &Client, bulk: &Value, status: &str) {
    let path = format!(
        "/api/v1/contacts/bulk/{}",
        bulk["id"].as_str().expect("text")
    );
    until(async || program.get(&path).await.json()["status"] == status).await;
}

/// Whatever is found when the runner begins to look and to listen: what comes after the first of them was woken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_begins_when_it_is_woken_though_nobody_would_look_for_an_hour() {
    let server = sleeping().await;
    let program = server.program().await;
    for _ in 0..3 {
        many(&program).await;
    }
    for team in ["Red", "Green", "Blue"] {
        let all = json!({"query": {}, "action": {"set_team": team}});
        let bulk = program
            .post_json("/api/v1/contacts/bulk", &all)
            .await
            .json();
        assert_eq!(bulk["status"], "running", "{bulk}");
        ends(&program, &bulk, "done").await;
        let id = bulk["id"].as_str().expect("text");
        let undo = format!("/api/v1/contacts/bulk/{id}/undo");
        let bulk = program.post_json(&undo, &json!({})).await.json();
        ends(&program, &bulk, "undone").await;
    }
    let asked = async || {
        server
            .count("duplicate_search where asked_at > started_at")
            .await
            == 1
    };
    for _ in 0..3 {
        duplicates::ask(&server.operator()).await.expect("asked");
        until(async || !asked().await).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_woken_again_after_the_connection_that_heard_it_was_ended() {
    let server = sleeping().await;
    let program = server.program().await;
    for _ in 0..2 {
        until(async || listeners(&server).await.len() == 1).await;
        let before = listeners(&server).await;
        sqlx::query("select pg_terminate_backend($1)")
            .bind(before[0])
            .execute(&mut server.sql().await)
            .await
            .expect("ended");
        until(async || {
            let now = listeners(&server).await;
            now.len() == 1 && now != before
        })
        .await;
        many(&program).await;
        many(&program).await;
    }
}

/// Two pieces of work, one of which fails at first; with what was tried in turn.
struct Failing(Arc<Mutex<Vec<Uuid>>>);

const BAD: Uuid = Uuid::from_u128(1);
const GOOD: Uuid = Uuid::from_u128(2);
/// What is to be tried in turn: the good one does not wait for the bad one.
const TURNS: [Uuid; 4] = [BAD, GOOD, BAD, BAD];

impl Job for Failing {
    type Piece = Uuid;
    const NAME: &'static str = "failing";
    const LOOK: Duration = NEVER;

    async fn claim(&self, but: &[Uuid]) -> Result<Option<(Uuid, Uuid)>, Error> {
        let tried = self.0.lock().expect("no panic");
        let times = |piece| tried.iter().filter(|id| **id == piece).count();
        let waiting = [(BAD, 3), (GOOD, 1)].into_iter();
        let mut waiting = waiting.filter(|(id, most)| times(*id) < *most && !but.contains(id));
        Ok(waiting.next().map(|(id, _)| (id, id)))
    }

    async fn run(&self, id: Uuid, _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let turn = {
            let mut tried = self.0.lock().expect("no panic");
            tried.push(id);
            tried.len()
        };
        match turn {
            1 => Err(Error::unavailable("a test")),
            3 => panic!("a test"),
            _ => Ok(Duration::ZERO),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_is_tried_again_and_keeps_nothing_else_waiting() {
    let mut server = sleeping().await;
    let tried = Arc::new(Mutex::default());
    server.runner.take_on(Failing(tried.clone()));
    many(&server.program().await).await;
    until(async || tried.lock().expect("no panic").len() == TURNS.len()).await;
    assert_eq!(*tried.lock().expect("no panic"), TURNS);
    let measured = async |line: &str| {
        let numbers = server.visitor().get("/metrics").await;
        numbers.text().contains(line)
    };
    until(async || measured("job_runs_total{job=\"failing\"} 4").await).await;
    assert!(measured("job_failures_total{job=\"failing\"} 2").await);
}

/// Two pieces of work, one of which always fails and one of which rests until it is woken; with how often each was tried.
#[derive(Clone, Default)]
struct Woken {
    bad: Arc<AtomicUsize>,
    good: Arc<AtomicUsize>,
}

impl Job for Woken {
    type Piece = Uuid;
    const NAME: &'static str = "woken";
    const LOOK: Duration = NEVER;

    async fn claim(&self, but: &[Uuid]) -> Result<Option<(Uuid, Uuid)>, Error> {
        let next = [BAD, GOOD].into_iter().find(|piece| !but.contains(piece));
        Ok(next.map(|piece| (piece, piece)))
    }

    async fn run(&self, piece: Uuid, _: watch::Receiver<bool>) -> Result<Duration, Error> {
        if piece == BAD {
            self.bad.fetch_add(1, Ordering::Relaxed);
            return Err(Error::unavailable("a test"));
        }
        self.good.fetch_add(1, Ordering::Relaxed);
        Ok(NEVER)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_goes_on_resting_however_often_others_are_woken() {
    let mut server = Server::start().await;
    let woken = Woken::default();
    server.runner.take_on(woken.clone());
    for _ in 0..20 {
        let before = woken.good.load(Ordering::Relaxed);
        until(async || {
            sqlx::query("select pg_notify('work', 'woken')")
                .execute(&mut server.sql().await)
                .await
                .expect("rung");
            woken.good.load(Ordering::Relaxed) > before
        })
        .await;
    }
    let bad = woken.bad.load(Ordering::Relaxed);
    assert!((1..10).contains(&bad), "{bad}");
}

/// One piece of work that is in hand until the test lets it go on.
#[derive(Clone, Default)]
struct Held {
    begun: Arc<Notify>,
    go_on: Arc<Notify>,
    done: Arc<AtomicBool>,
}

impl Job for Held {
    type Piece = ();
    const NAME: &'static str = "held";
    const LOOK: Duration = NEVER;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        self.begun.notify_one();
        self.go_on.notified().await;
        self.done.store(true, Ordering::Relaxed);
        Ok(Duration::ZERO)
    }
}

#[tokio::test]
async fn a_stop_waits_for_what_is_in_hand_and_begins_nothing_more() {
    let server = Server::start().await;
    let mut runner = Runner::of(&server.pools);
    let held = Held::default();
    runner.take_on(held.clone());
    held.begun.notified().await;
    let mut stop = Box::pin(runner.stop());
    assert!(futures::poll!(stop.as_mut()).is_pending());
    held.go_on.notify_one();
    stop.await;
    assert!(held.done.load(Ordering::Relaxed));
    assert!(
        futures::poll!(Box::pin(held.begun.notified())).is_pending(),
        "it was taken in hand again"
    );
}

/// Work that is looked for in vain at first, as if the database had vanished without a word.
#[derive(Clone, Default)]
struct Vanished {
    looked: Arc<AtomicUsize>,
    done: Arc<AtomicBool>,
}

impl Job for Vanished {
    type Piece = ();
    const NAME: &'static str = "vanished";
    const LOOK: Duration = Duration::from_millis(50);
    const PATIENCE: Duration = Duration::from_millis(50);

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        if self.looked.fetch_add(1, Ordering::Relaxed) == 0 {
            std::future::pending::<()>().await;
        }
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        self.done.store(true, Ordering::Relaxed);
        Ok(NEVER)
    }
}

#[tokio::test]
async fn work_is_looked_for_again_where_nothing_was_ever_answered() {
    let mut server = Server::start().await;
    let vanished = Vanished::default();
    server.runner.take_on(vanished.clone());
    until(async || vanished.done.load(Ordering::Relaxed)).await;
}
