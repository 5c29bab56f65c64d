//! The way in for a file: written to disk and judged whole before its first record is written, so that a refused file
//! leaves nothing behind. What arrives in one piece is judged while it arrives.

use std::{fs::File, io::Write};

use bytes::Bytes;
use contact::{
    Problem,
    check::{self, Checker},
};
use tokio::sync::mpsc;

use super::{
    Files, Row,
    reading::{self, Fault},
    storage,
};
use crate::{api::imports::ImportId, error::Error, model::Store};

/// What happened to a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Admitted {
    /// It waits for its turn.
    Accepted,
    /// Nothing of it is imported, for this reason.
    Refused(Problem),
    /// It did not arrive whole; nothing is left of it.
    Cut,
}

/// Receives a file in one piece. The channel gives its bytes, then `None`; without that, the sender went away.
pub async fn receive(
    store: &Store,
    files: &Files,
    id: ImportId,
    mut bytes: mpsc::Receiver<Option<Bytes>>,
) -> Result<Admitted, Error> {
    let checker = checker(store, id).await?;
    let begun = files.write_from(id, 0).map_err(storage);
    let work = tokio::task::spawn_blocking(move || {
        let mut arrival = Arrival {
            file: begun.map_err(Fault::Disk)?,
            checker,
            size: 0,
        };
        while let Some(next) = bytes.blocking_recv() {
            match next {
                Some(bytes) => arrival.take(&bytes)?,
                None => return arrival.end().map(Some),
            }
        }
        Ok(None)
    });
    match work.await.map_err(Error::broken)? {
        Ok(Some((size, total))) => settle(store, files, id, size, Ok(total)).await,
        Ok(None) => {
            super::abandon(store, files, id).await?;
            Ok(Admitted::Cut)
        }
        Err(Fault::Refused(problem)) => settle(store, files, id, 0, Err(problem)).await,
        Err(Fault::Disk(error)) => {
            // The first fault is the one to tell.
            let _ = super::abandon(store, files, id).await;
            Err(error)
        }
    }
}

/// Judges a file that has arrived in parts.
pub async fn admit(store: &Store, files: &Files, id: ImportId) -> Result<Admitted, Error> {
    let mut checker = checker(store, id).await?;
    let file = files.read(id).map_err(storage)?;
    let size = file.metadata().map_err(storage)?.len();
    let work = tokio::task::spawn_blocking(move || {
        reading::check(file, &mut checker, |_| true)?;
        Ok(checker.counts().records)
    });
    match work.await.map_err(Error::broken)? {
        Ok(total) => settle(store, files, id, size, Ok(total)).await,
        Err(Fault::Refused(problem)) => settle(store, files, id, size, Err(problem)).await,
        Err(Fault::Disk(error)) => Err(error),
    }
}

async fn checker(store: &Store, id: ImportId) -> Result<Checker, Error> {
    let row = sqlx::query_as::<_, Row>("select * from import where id = $1")
        .bind(id.0)
        .fetch_one(&store.pool)
        .await?;
    let rules = reading::rules(store, &row.options()?).await?;
    Ok(Checker::new(check::Options::new(rules)))
}

/// Writes down what the check of the whole file said.
async fn settle(
    store: &Store,
    files: &Files,
    id: ImportId,
    size: u64,
    judged: Result<u64, Problem>,
) -> Result<Admitted, Error> {
    let size = i64::try_from(size).map_err(Error::broken)?;
    match judged {
        Ok(total) => {
            sqlx::query!(
                "update import set status = 'running', total = $2, bytes = $3, received_at = now()
                 where id = $1 and status = 'receiving'",
                id.0,
                i32::try_from(total).map_err(Error::broken)?,
                size
            )
            .execute(&store.pool)
            .await?;
            files.arrived().notify_one();
            Ok(Admitted::Accepted)
        }
        Err(problem) => {
            sqlx::query!(
                "update import set status = 'refused', reason_code = $2, reason = $3, finished_at = now(),
                     file_removed_at = now()
                 where id = $1 and status = 'receiving'",
                id.0,
                problem.code.to_string(),
                problem.to_string()
            )
            .execute(&store.pool)
            .await?;
            files.remove(id).await.map_err(storage)?;
            Ok(Admitted::Refused(problem))
        }
    }
}

/// A file that is being written and judged.
struct Arrival {
    file: File,
    checker: Checker,
    size: u64,
}

impl Arrival {
    fn take(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        // The check comes first: a file over the limit is not written on.
        self.checker
            .push(bytes, &mut |_| {})
            .map_err(Fault::Refused)?;
        self.size += bytes.len() as u64;
        self.file
            .write_all(bytes)
            .map_err(|error| Fault::Disk(storage(error)))
    }

    /// Waits until all is on the disk; answers with the size and the number of records.
    fn end(mut self) -> Result<(u64, u64), Fault> {
        self.checker.finish(&mut |_| {}).map_err(Fault::Refused)?;
        self.file
            .sync_all()
            .map_err(|error| Fault::Disk(storage(error)))?;
        Ok((self.size, self.checker.counts().records))
    }
}
