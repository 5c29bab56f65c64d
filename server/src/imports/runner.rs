//! The workers in the background: one of imports, which takes what waits, works on at most two at a time and tidies up,
//! and one of bulk actions. A stop parks the work at the edge of a chunk; whatever ends it otherwise, the next start goes
//! on.

use std::{collections::HashMap, time::Duration};

use app::{
    error::Error,
    model::{
        Database,
        imports::{self, Files},
    },
    wire::imports::ImportId,
};
use tokio::{
    sync::watch,
    task::{Id, JoinHandle, JoinSet},
    time::{Instant, sleep, timeout},
};

/// How many imports one server works on at a time.
const AT_ONCE: usize = 2;
/// How often it looks for work that nobody told it about: a lease that ran out, a pause that ended.
const LOOK: Duration = Duration::from_millis(500);
/// How often it looks for what a killed server was receiving.
const FORGET: Duration = Duration::from_secs(1);
/// How often it tidies up.
const TIDY: Duration = Duration::from_secs(3600);
/// How long a stop waits for the chunks in hand.
const STOP: Duration = Duration::from_secs(8);

/// The workers.
pub struct Runner {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Runner {
    /// Starts them.
    pub fn start(database: Database, files: Files) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self {
            stop,
            task: tokio::spawn(async move {
                tokio::join!(
                    crate::bulk::run(database.clone(), stopped.clone()),
                    run(database, files, stopped)
                );
            }),
        }
    }

    /// Parks the work, so that another server can go on with it at once.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if timeout(STOP, &mut self.task).await.is_err() {
            tracing::warn!(
                "work was cut off in the middle of a chunk; it goes on with the next start"
            );
        }
    }
}

impl Drop for Runner {
    /// Dropped without a stop, it ends like a server that is killed.
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn run(database: Database, files: Files, mut stop: watch::Receiver<bool>) {
    let mut work = JoinSet::new();
    let mut in_hand: HashMap<Id, ImportId> = HashMap::new();
    let (mut forgot, mut tidied): (Option<Instant>, Option<Instant>) = (None, None);
    while !*stop.borrow() {
        if forgot.is_none_or(|last| last.elapsed() > FORGET) {
            forgot = Some(Instant::now());
            said(
                "what was half received is still there",
                imports::forget_half_received(&database, &files).await,
            );
        }
        if tidied.is_none_or(|last| last.elapsed() > TIDY) {
            tidied = Some(Instant::now());
            said(
                "old import files are still there",
                imports::tidy(&database, &files).await,
            );
        }
        said(
            "somebody who was erased is still in a file",
            imports::forget_erased(&database, &files).await,
        );
        while work.len() < AT_ONCE {
            let busy: Vec<ImportId> = in_hand.values().copied().collect();
            let Ok(Some(claim)) = imports::claim(&database, &files, &busy).await else {
                break;
            };
            let (id, database, files, stop) =
                (claim.id, database.clone(), files.clone(), stop.clone());
            let begun =
                work.spawn(async move { imports::work(&database, &files, claim, stop).await });
            in_hand.insert(begun.id(), id);
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = files.arrived().notified() => {}
            () = sleep(LOOK) => {}
            Some(ended) = work.join_next_with_id() => {
                let task = match ended {
                    Ok((task, _)) => task,
                    Err(panicked) => {
                        tracing::error!(%panicked, "the work on an import broke off");
                        panicked.id()
                    }
                };
                in_hand.remove(&task);
            }
        }
    }
    while work.join_next().await.is_some() {}
}

/// Logs what did not go well; the database may be away, and then there is a next time.
fn said(what: &str, outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "{what}");
    }
}
