//! The work on one import: a thread reads and judges the file, one or two connections write chunks of it, each in one
//! transaction with its outcomes and the progress. Chunks are committed in the order of the file, so that what is
//! stored is always its beginning, and a job that was killed goes on behind it.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use contact::ContactId;
use sqlx::{Connection, Executor, PgConnection};
use tokio::sync::{Mutex, mpsc, watch};

use super::{
    choices,
    chunk::{Chunk, Content},
    files::Files,
    lease::{self, LeasedImport},
    matching,
    outcome::OutcomeCounts,
    pace::{Halt, Pace},
    reading,
};
use crate::{
    error::Error,
    model::{Database, events},
    wire::imports::ImportId,
};

/// How many connections write one import, where its records do not depend on each other.
const WRITERS: usize = 2;
/// How long to wait before trying again what the database could not do.
const PATIENCE: Duration = Duration::from_millis(500);

/// How the work on an import came to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportEnd {
    /// It is over: every record has its outcome, or its file is refused after all.
    Done,
    /// It was paused or cancelled, the server stops, or somebody else works on it now.
    Parked,
}

/// Works on an import until it is over or has to rest. Whatever goes wrong on the way, what is committed is the
/// beginning of the file with its outcomes, and the work goes on behind it as soon as that is possible.
pub async fn work(
    database: &Database,
    files: &Files,
    mut claim: LeasedImport,
    stop: watch::Receiver<bool>,
) -> Result<ImportEnd, Error> {
    let alive = tokio::spawn(lease::keep(database.clone(), claim.id, claim.lease));
    let ahead = matching::ahead::tell(database.clone(), files.clone(), claim.clone());
    let ahead = tokio::spawn(ahead);
    let rest = go_on(database, files, &mut claim, &stop).await;
    alive.abort();
    ahead.abort();
    if rest == Ok(ImportEnd::Done)
        && let Err(error) = tell_planner(database, claim.id).await
    {
        tracing::warn!(import = %claim.id, %error, "the planner will learn of an import later");
    }
    // Where this fails, the lease runs out by itself.
    let _ = lease::release(database, &claim).await;
    rest
}

async fn go_on(
    database: &Database,
    files: &Files,
    claim: &mut LeasedImport,
    stop: &watch::Receiver<bool>,
) -> Result<ImportEnd, Error> {
    let mut pace = Pace::default();
    claim.choices.runs = choices::of(database, claim.id.0).await?;
    loop {
        let begun_behind = claim.position;
        let mut halt = match write_all(database, files, claim, &pace, stop).await {
            Ok(()) => return at_the_end(database, claim).await,
            Err(halt) => halt,
        };
        if let Halt::Refused(problem) = &halt {
            let refused = lease::refuse(database, files, claim, problem).await;
            match refused {
                Ok(()) => return Ok(ImportEnd::Done),
                Err(error) => halt = Halt::Failed(error),
            }
        }
        if let Halt::Failed(error) = &halt {
            tracing::warn!(import = %claim.id, %error, "import interrupted, trying again");
            tokio::time::sleep(PATIENCE).await;
        }
        if matches!(halt, Halt::Parked) || *stop.borrow() {
            return Ok(ImportEnd::Parked);
        }
        match lease::position(database, claim).await {
            Ok(Some(position)) => claim.position = position,
            Ok(None) => return Ok(ImportEnd::Parked),
            Err(_) => continue,
        }
        // Where the beginning moved, the refusal may be no fault of the data: a commit of the last attempt, whose answer
        // nobody waited for, can come through late and be in the way of this one.
        if let Halt::Unfit(error) = halt
            && claim.position == begun_behind
        {
            tracing::warn!(import = %claim.id, %error, records = pace.records, "chunk refused");
            if pace.records > 1 {
                pace.records = (pace.records / 16).max(1);
            } else {
                pace.unfit.insert(claim.position + 1);
                pace.records = Pace::default().records;
            }
        }
    }
}

/// The file was read to its end and all that stood in it is written. That ends the import, unless the file had more records
/// when they were counted: then it is still ours to work on, and working on it at once would come to the same.
async fn at_the_end(database: &Database, claim: &LeasedImport) -> Result<ImportEnd, Error> {
    match lease::position(database, claim).await {
        Ok(Some(position)) => Err(Error::broken(format!(
            "the file of import {} ends behind record {position}, and more were counted",
            claim.id
        ))),
        Ok(None) | Err(_) => Ok(ImportEnd::Done),
    }
}

/// After so many written records the planner's picture of the contacts is another one.
const MANY: i64 = 10_000;

/// Lets Postgres look at the tables that a large import has filled: its own look comes a minute later, and until then what
/// people search goes by plans for an emptier table.
async fn tell_planner(database: &Database, id: ImportId) -> Result<(), Error> {
    let written = sqlx::query_scalar!(
        r#"select created::bigint + updated as "written!" from import where id = $1"#,
        id.0
    );
    if written.fetch_one(&database.pool).await? > MANY {
        let mut db = database.heavy.acquire().await?;
        db.execute("analyze contact, contact_phone, contact_email, contact_social, change")
            .await?;
    }
    Ok(())
}

/// What the writers of one import share.
struct SharedWork {
    claim: LeasedImport,
    chunks: Mutex<mpsc::Receiver<Result<Chunk, Halt>>>,
    /// As `matching` has them.
    brought: Mutex<HashSet<ContactId>>,
    /// The last record that is committed.
    committed: watch::Sender<u32>,
    stop: watch::Receiver<bool>,
    begun: Instant,
}

/// Reads and writes from the claim's position to the end of the file.
async fn write_all(
    database: &Database,
    files: &Files,
    claim: &LeasedImport,
    pace: &Pace,
    stop: &watch::Receiver<bool>,
) -> Result<(), Halt> {
    // Only plain creation may look at two chunks at a time: matching has to see the contacts of the chunk before.
    let apart = claim.choices.create_all() && pace.records > 1;
    let mut connections = Vec::new();
    for _ in 0..if apart { WRITERS } else { 1 } {
        connections.push(connection(database).await?);
    }
    let plan = reading::plan(database, files, claim, pace).await?;
    let brought = matching::brought(database, claim).await?;
    let (send, chunks) = mpsc::channel(1);
    let reader = tokio::task::spawn_blocking(move || plan.read(&send));
    let shared = Arc::new(SharedWork {
        claim: claim.clone(),
        chunks: Mutex::new(chunks),
        brought: Mutex::new(brought),
        committed: watch::Sender::new(claim.position),
        stop: stop.clone(),
        begun: Instant::now(),
    });
    let writers = connections.into_iter().map(|db| write(db, shared.clone()));
    let outcome = futures::future::try_join_all(writers).await;
    // With the queue gone, the reader stops where it is.
    drop(shared);
    reader.await.map_err(Error::broken)?;
    outcome.map(|_| ())
}

/// A connection for this work alone. It is closed afterwards instead of going back to a pool, so that no failure in
/// the middle of a transaction can reach anybody else.
async fn connection(database: &Database) -> Result<PgConnection, Halt> {
    let mut db = database.heavy.acquire().await?.detach();
    // Tables that were empty a moment ago have no statistics; every look-up here is one by index.
    db.execute(
        "set idle_in_transaction_session_timeout = '2min'; set statement_timeout = '2min';
         set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off",
    )
    .await?;
    Ok(db)
}

/// Writes chunk after chunk.
async fn write(mut db: PgConnection, shared: Arc<SharedWork>) -> Result<(), Halt> {
    loop {
        if *shared.stop.borrow() {
            return Err(Halt::Parked);
        }
        let Some(chunk) = shared.chunks.lock().await.recv().await else {
            return Ok(());
        };
        write_chunk(&mut db, chunk?, &shared).await?;
    }
}

/// Writes one chunk in one transaction, and commits it when all before it are committed.
async fn write_chunk(db: &mut PgConnection, chunk: Chunk, shared: &SharedWork) -> Result<(), Halt> {
    let claim = &shared.claim;
    chunk.new_labels.settle(db, claim.id).await?;
    let mut transaction = db.begin().await?;
    let outcomes = match chunk.content {
        Content::Created(records, outcomes) => {
            records.send(&mut transaction).await?;
            outcomes
        }
        Content::Drafts(records) => {
            let mut brought = shared.brought.lock().await;
            matching::write(&mut transaction, claim, &mut brought, records).await?
        }
    };
    let turn = shared
        .committed
        .subscribe()
        .wait_for(|&last| last + 1 >= chunk.first)
        .await
        .is_ok();
    let seconds = shared.begun.elapsed().as_secs_f32().max(0.001);
    let rate = (chunk.last - claim.position) as f32 / seconds;
    let paused = match turn {
        true => {
            progress(
                &mut transaction,
                claim,
                (chunk.first, chunk.last),
                outcomes,
                rate,
            )
            .await?
        }
        false => None,
    };
    let paused = paused.ok_or(Halt::Parked)?;
    transaction.commit().await?;
    shared.committed.send_replace(chunk.last);
    if paused { Err(Halt::Parked) } else { Ok(()) }
}

/// Moves the ledger on, and ends the import with its last record. Tells whether it is to pause; nothing where the lease
/// is lost or the import was cancelled.
async fn progress(
    db: &mut PgConnection,
    claim: &LeasedImport,
    (first, last): (u32, u32),
    outcomes: OutcomeCounts,
    rate: f32,
) -> Result<Option<bool>, sqlx::Error> {
    let [before, last] = [first - 1, last].map(|record| i32::try_from(record).unwrap_or(i32::MAX));
    let moved = sqlx::query!(
        r#"update import set
             position = $4, rate = $5,
             created = created + $6, updated = updated + $7, unchanged = unchanged + $8,
             skipped = skipped + $9, failed = failed + $10,
             status = case when $4 < total then status else 'done' end,
             finished_at = case when $4 < total then null else now() end,
             lease = case when $4 < total then lease end,
             leased_until = case when $4 < total then now() + interval '3 seconds' end
         where id = $1 and lease = $2 and status = 'running' and position = $3
         returning paused, status = 'done' as "is_done!""#,
        claim.id.0,
        claim.lease,
        before,
        last,
        rate,
        outcomes.created,
        outcomes.updated,
        outcomes.unchanged,
        outcomes.skipped,
        outcomes.failed,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(moved) = moved else {
        return Ok(None);
    };
    match moved.is_done {
        true => events::record_import_ends(db, &[claim.id.0], None).await?,
        false => events::record_imports(db, &[claim.id.0]).await?,
    }
    Ok(Some(moved.paused))
}
