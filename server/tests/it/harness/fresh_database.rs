//! A database for each server of a test, in one cluster for the whole run.
use std::{
    cell::RefCell,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use app::model::Database;
use server::postgres::{Binaries, Cluster};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;

use super::open_folder;

/// The cluster of this run. It ends with the process, however that ends: a shell holds the other end of a pipe and
/// clears up when it closes.
struct Run {
    cluster: Cluster,
    _keeper: Child,
}

fn run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| {
        let folder = open_folder().keep();
        let binaries = Binaries::find(None).expect("Postgres on this machine");
        let cluster = Cluster::prepare(binaries, &folder).expect("a cluster");
        // Nothing here outlives the run; and hundreds of databases would keep autovacuum walking from one to the next.
        cluster.set("fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nautovacuum = off\nwal_compression = off\nmax_connections = 400\n").expect("set");
        let clear = r#"read line; kill -QUIT "$(head -1 "$1/postgres/data/postmaster.pid")"; sleep 1; rm -rf "$1""#;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", clear, "sh"]).arg(&folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let keeper = keeper.spawn().expect("a shell");
        cluster.start().expect("a running cluster");
        Run { cluster, _keeper: keeper }
    })
}

/// The databases of the tests that are over. The next test drops them: hundreds would fill the memory that they may lie in.
static OVER: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The databases of the test that runs in this thread. They are over with it, since a server may come back to its own.
struct OfThisTest(RefCell<Vec<String>>);

impl Drop for OfThisTest {
    fn drop(&mut self) {
        OVER.lock()
            .expect("no test ended in here")
            .append(self.0.get_mut());
    }
}

thread_local! {
    static OF_THIS_TEST: OfThisTest = const { OfThisTest(RefCell::new(Vec::new())) };
}

/// A database of its own, cloned from one that was migrated once.
pub async fn fresh_database() -> sqlx::postgres::PgConnectOptions {
    static TEMPLATE: OnceCell<()> = OnceCell::const_new();
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let run = tokio::task::spawn_blocking(run).await.expect("a cluster");
    let superuser = run.cluster.superuser();
    TEMPLATE
        .get_or_init(|| async {
            run.cluster.furnish().await.expect("role and database");
            let pools = Database::open(run.cluster.options());
            // In its first seconds a run begins so much at once that a connection may take longer than a request waits for it.
            let mut migrated = pools.migrate().await;
            for _ in 0..10 {
                if migrated.is_err() {
                    migrated = pools.migrate().await;
                }
            }
            migrated.expect("migrated");
            pools.close().await;
        })
        .await;
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect_with(&superuser)
        .await
        .expect("the cluster answers");
    let over = std::mem::take(&mut *OVER.lock().expect("no test ended in here"));
    for name in over {
        let drop = format!("drop database {name} with (force)");
        connection
            .execute(AssertSqlSafe(drop))
            .await
            .expect("dropped");
    }
    let clone =
        format!("create database {name} template external_contacts owner external_contacts");
    connection
        .execute(AssertSqlSafe(clone))
        .await
        .expect("a database");
    OF_THIS_TEST.with(|mine| mine.0.borrow_mut().push(name.clone()));
    run.cluster.options().database(&name)
}
