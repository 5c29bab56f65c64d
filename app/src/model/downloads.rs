//! Files on their way out. Making one takes a connection to the database, so few are made at a time; and each person takes
//! one of a kind at a time. How long a client then takes to read it concerns neither.
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use uuid::Uuid;

use crate::{error::Error, who::Who};

/// How many files are made at a time.
const AT_ONCE: usize = 3;
/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// What somebody downloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DownloadKind {
    Contacts,
    ErrorDetail,
}

/// All downloads of one server.
#[derive(Clone, Debug)]
pub struct Downloads {
    turns: Arc<Semaphore>,
    under_way: Arc<Mutex<HashSet<(Uuid, DownloadKind)>>>,
}

impl Default for Downloads {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            under_way: Arc::default(),
        }
    }
}

/// A download that goes on until this is dropped.
#[derive(Debug)]
pub struct DownloadUnderWay {
    what: (Uuid, DownloadKind),
    all: Arc<Mutex<HashSet<(Uuid, DownloadKind)>>>,
}

impl Downloads {
    /// Begins a download, unless the same person has one of the kind under way.
    pub(super) fn begin(&self, who: &Who, kind: DownloadKind) -> Result<DownloadUnderWay, Error> {
        let what = (who.id(), kind);
        if lock(&self.under_way).insert(what) {
            let all = self.under_way.clone();
            return Ok(DownloadUnderWay { what, all });
        }
        let file = match kind {
            DownloadKind::Contacts => "contacts",
            DownloadKind::ErrorDetail => "ErrorDetail.csv",
        };
        Err(Error::Conflict(format!(
            "You are already downloading {file}. Wait for it to finish, or stop it."
        )))
    }

    /// Waits for the turn to make a file, which lasts until the answer is dropped.
    pub(super) async fn turn(&self) -> Result<OwnedSemaphorePermit, Error> {
        match timeout(PATIENCE, self.turns.clone().acquire_owned()).await {
            Ok(turn) => turn.map_err(Error::broken),
            Err(_) => Err(Error::Conflict(
                "Many files are being made just now. Try again in a minute.".to_owned(),
            )),
        }
    }
}

impl Drop for DownloadUnderWay {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.what);
    }
}

/// A panic cannot leave it half-written, so it goes on being used.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
