//! Imports: from the first byte of a file to its ledger, and back again by undo. An import is a row whose state says
//! all; whoever holds its lease works on it, and each transaction is written on condition that the lease is still held.

mod admit;
pub mod choices;
mod chunk;
pub mod effect;
pub(super) mod effect_index;
mod errors;
mod fault;
mod files;
mod forget;
mod job;
mod labels_and_waiting;
mod lease;
mod limits;
mod matching;
mod outcome;
mod pace;
mod reading;
mod recipes;
mod records;
mod row;
mod shown;
mod taking_back;
mod turning;
mod undo;
mod unpacking;

pub use admit::{Admitted, receive};
pub use errors::{Errors, FAILURES, errors, failures};
pub use fault::{Fault, LARGEST_FILE, storage, too_large};
pub use files::Files;
pub use forget::forget_erased;
pub(super) use forget::{forget_person, of_contacts};
pub use job::{ImportEnd, work};
pub use lease::{AT_ONCE, LeasedImport, claim, claim_own};
pub use matching::foreseen::{ForeseenImport, ImportForeseer};
pub use recipes::{forget_recipe, keep_recipe, meant_recipe, recipes};
pub use undo::{advance_undo, foreseen, next_undo, undo_whole};
pub use unpacking::{REFUSED, Unpacking};

use contact::{Rules, effect::ChoiceRun, recipe::Recipe};
use sqlx::PgConnection;
use uuid::Uuid;

use labels_and_waiting::add_labels_and_waiting;
use limits::{of_source, within_quota};
use row::{ImportRow, own};
use shown::{shown, shown_name};

use super::{Asker, Database, contacts, events, work};
use crate::{
    error::Error,
    who::Action,
    wire::imports::{Begin, FileReading, Import, ImportId, ImportName, ImportOptions, Source},
};

/// How many imports of one person may be on their way or wait for their turn.
const WAITING: i64 = 20;

/// How a new import begins.
#[derive(Clone, Debug)]
pub struct Start {
    pub source: Source,
    pub options: ImportOptions,
    /// As the client calls the file; shown, never a path.
    pub file_name: String,
    /// Two starts with one key are one import.
    pub key: Option<String>,
    /// A hash of what a program asked for under the key.
    pub request: Option<Vec<u8>>,
    /// Records that the browser kept back.
    pub browser_failed: u32,
    pub browser_skipped: u32,
    /// How the browser read the file that it sends records of.
    pub reading: FileReading,
    /// By which recipe the file of a program is read.
    pub recipe: Option<Recipe>,
    /// What becomes of single records of that file.
    pub choices: Vec<ChoiceRun>,
}

impl From<Begin> for Start {
    /// How the page begins one.
    fn from(begin: Begin) -> Self {
        Self {
            source: Source::Page,
            options: begin.options,
            file_name: begin.file_name.into(),
            key: Some(begin.key.into()),
            request: None,
            browser_failed: begin.browser_failed,
            browser_skipped: begin.browser_skipped,
            reading: begin.reading,
            // What the page sends is repaired already.
            recipe: None,
            // It sends these behind.
            choices: Vec::new(),
        }
    }
}

/// Begins an import from the page, or finds the one that was begun with the same key.
pub async fn begin_from_page(asker: &Asker, how: Begin) -> Result<Import, Error> {
    let (id, _) = begin(asker, how.into()).await?;
    get(asker, id).await
}

/// Begins an import, or finds the one that was begun with the same key; tells whether it is new.
pub async fn begin(asker: &Asker, start: Start) -> Result<(ImportId, bool), Error> {
    let (owner, staff, name) = (
        asker.who.id(),
        asker.who.staff_id(),
        asker.who.name().to_owned(),
    );
    let file_name = shown_name(&start.file_name);
    let options = serde_json::to_value(start.options).map_err(Error::broken)?;
    let counts = [start.browser_failed, start.browser_skipped]
        .map(|count| i32::try_from(count).unwrap_or(i32::MAX));
    let encoding = start.reading.encoding.map(|encoding| encoding.name());
    let ignored = shown(&start.reading.ignored_columns);
    let notes = shown(&start.reading.notes);
    let recipe = start.recipe.as_ref().map(serde_json::to_value);
    let recipe = recipe.transpose().map_err(Error::broken)?;
    let limits = serde_json::to_value(of_source(asker, start.source)).map_err(Error::broken)?;
    let chosen = choices::columns(&start.choices)?;
    let id = Uuid::now_v7();
    asker.write(Action::ImportContacts, async |db| {
                if let Some(key) = &start.key {
                    let known = sqlx::query!(
                        "select id, request_hash from import where owner_id = $1 and idempotency_key = $2",
                        owner,
                        key
                    );
                    if let Some(known) = known.fetch_optional(&mut *db).await? {
                        same_request(&start, known.request_hash)?;
                        return Ok((ImportId(known.id), false));
                    }
                }
                // Of two starts at the same moment each must count the other.
                sqlx::query!("select pg_advisory_xact_lock($1)", owner.as_u128() as i64)
                    .execute(&mut *db)
                    .await?;
                if start.source != Source::Command {
                    within_quota(db, owner, 0).await?;
                }
                let waiting = sqlx::query_scalar!(
                    r#"select count(*) as "count!" from import
                       where owner_id = $1 and status in ('receiving', 'running')"#,
                    owner
                );
                if waiting.fetch_one(&mut *db).await? >= WAITING {
                    return Err(Error::Conflict(format!(
                        "{WAITING} of your imports are still under way. Wait until one is done, or cancel one."
                    )));
                }
                // A start with the same key at the same moment waits here, and then finds the winner's row.
                let new = sqlx::query!(
                    "insert into import (id, owner_id, staff_id, started_by, idempotency_key, source, file_name,
                         options, browser_failed, browser_skipped, leased_until, encoding, encoding_sure,
                         ignored_columns, notes, request_hash, recipe, limits)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                         case when $6 <> 'page' then now() + interval '3 seconds' end, $11, $12, $13, $14, $15, $16, $17)
                     on conflict (owner_id, idempotency_key) do update set idempotency_key = excluded.idempotency_key
                     returning id, request_hash",
                    id, owner, staff, name, start.key, start.source.as_str(), file_name, options, counts[0], counts[1],
                    encoding, start.reading.encoding_sure, &ignored, &notes, start.request, recipe, limits
                )
                .fetch_one(&mut *db)
                .await?;
                same_request(&start, new.request_hash)?;
                if new.id == id {
                    choices::put(&mut *db, id, &chosen).await?;
                    events::record_imports(db, &[id]).await?;
                }
                Ok((ImportId(new.id), new.id == id))
            })
        .await
}

/// Refuses a key under which something else was asked for. Of what the page begins, and of older imports, nothing is known.
fn same_request(start: &Start, known: Option<Vec<u8>>) -> Result<(), Error> {
    match (&start.request, known) {
        (Some(asked), Some(known)) if *asked != known => Err(Error::KeyReused),
        _ => Ok(()),
    }
}

/// Adds the numbered part of a file that the page sends. A part that has arrived before is not written again; one that
/// is ahead of its turn is refused, and the answer tells how many have arrived.
pub async fn receive_part(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    part: u32,
    bytes: bytes::Bytes,
) -> Result<u32, Error> {
    if bytes.len() > contact::export::LARGEST_PART {
        return Err(Error::Refused("A part may be at most 4 MiB.".to_owned()));
    }
    asker.write(Action::ImportContacts, async |db| {
                let import = own(db, &asker.who, id).await?;
                let arrived = u32::try_from(import.parts).unwrap_or_default();
                if import.status != "receiving" || part <= arrived {
                    return Ok(arrived);
                }
                if part != arrived + 1 {
                    return Err(Error::Conflict(format!(
                        "Part {part} came before part {}. Send that one first.",
                        arrived + 1
                    )));
                }
                let position = u64::try_from(import.bytes).map_err(Error::broken)?;
                let end = position + bytes.len() as u64;
                if end > LARGEST_FILE {
                    // What is set is never more than that, and is what the page has named.
                    return Err(too_large(asker.shared.installation.now().limits.file_bytes));
                }
                let more = i64::try_from(bytes.len()).map_err(Error::broken)?;
                within_quota(db, import.owner_id, more).await?;
                files.append(id, position, bytes).await.map_err(storage)?;
                sqlx::query!(
                    "update import set bytes = $2, parts = parts + 1, received_at = now() where id = $1",
                    id.0,
                    i64::try_from(end).map_err(Error::broken)?
                )
                .execute(db)
                .await?;
                Ok(part)
            })
        .await
}

/// Tells that all parts of a file have arrived; doing so twice is the same as once. The import waits for its turn.
pub async fn seal(asker: &Asker, files: &Files, id: ImportId, parts: u32) -> Result<Import, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let mut db = database.pool.acquire().await?;
    let import = own(&mut db, &asker.who, id).await?;
    drop(db);
    if import.status == "receiving" {
        if u32::try_from(import.parts) != Ok(parts) {
            return Err(Error::Conflict(format!(
                "{} of {parts} parts have arrived. Send the missing ones first.",
                import.parts
            )));
        }
        if parts == 0 && import.browser_failed > 0 {
            all_failed(asker, id).await?;
        } else {
            let bytes = u64::try_from(import.bytes).map_err(Error::broken)?;
            // The parts were counted as writes.
            admit::admit(&asker.clone().counted(), files, id, bytes).await?;
        }
    }
    get(asker, id).await
}

/// Ends an import of which every record failed in the browser: there is no file, and nothing to be written.
async fn all_failed(asker: &Asker, id: ImportId) -> Result<(), Error> {
    asker
        .write(Action::ImportContacts, async |transaction| {
            let ended = sqlx::query!(
                "update import set status = 'done', received_at = now(), started_at = now(), finished_at = now(),
                     file_removed_at = now()
                 where id = $1 and status = 'receiving'",
                id.0
            );
            if ended.execute(&mut *transaction).await?.rows_affected() > 0 {
                events::record_import_ends(transaction, &[id.0], None).await?;
            }
            Ok(())
        })
        .await
}

/// Lets the job stop after the chunk in hand, or go on; so also the undo of an import, which stops after its batch. An import
/// that is still arriving does not begin before it may go on.
pub async fn pause(asker: &Asker, id: ImportId, paused: bool) -> Result<Import, Error> {
    asker
        .write(Action::ImportContacts, async |db| {
            own(&mut *db, &asker.who, id).await?;
            sqlx::query!(
                "update import set paused = $2
                 where id = $1 and (status in ('receiving', 'running') or undo_status = 'running')",
                id.0,
                paused
            )
            .execute(&mut *db)
            .await?;
            events::record_imports(db, &[id.0]).await?;
            work::wake(&mut *db, work::IMPORTS).await?;
            work::wake(db, work::IMPORT_UNDOS).await
        })
        .await?;
    get(asker, id).await
}

/// Ends an import early. What is written stays, and can be undone; the file goes, unless ErrorDetail.csv still needs it.
pub async fn cancel(asker: &Asker, files: &Files, id: ImportId) -> Result<Import, Error> {
    let gone = asker.write(Action::ImportContacts, async |db| {
                own(db, &asker.who, id).await?;
                let gone = sqlx::query_scalar!(
                    r#"update import set status = 'cancelled', paused = false, lease = null, leased_until = null,
                         finished_at = now(), file_removed_at = case when failed = 0 then now() end,
                         recipe = case when failed > 0 then recipe end,
                         recipe_reading = case when failed > 0 then recipe_reading end
                       where id = $1 and status in ('receiving', 'running')
                       returning file_removed_at is not null as "gone!""#,
                    id.0
                );
                let gone = gone.fetch_optional(&mut *db).await?;
                if gone.is_some() {
                    events::record_import_ends(db, &[id.0], Some(asker.who.name())).await?;
                }
                Ok(gone)
            })
        .await?;
    if gone == Some(true) {
        files.remove(id).await.map_err(storage)?;
    }
    get(asker, id).await
}

/// Begins to take an import back, and tells how it stands then; with `edited` also contacts that were edited since.
pub async fn undo(asker: &Asker, id: ImportId, edited: bool) -> Result<Import, Error> {
    undo::begin_undo(asker, id, edited).await?;
    get(asker, id).await
}

/// Parks the imports of an account or token that is closed, in the transaction that closes it: what was still arriving is
/// at an end, and the rest waits for an Administrator.
pub(super) async fn park_of(transaction: &mut PgConnection, owner: Uuid) -> Result<(), Error> {
    let parked = sqlx::query!(
        r#"update import set
             paused = status = 'running',
             status = case status when 'receiving' then 'cancelled' else status end,
             finished_at = case status when 'receiving' then now() end,
             file_removed_at = case status when 'receiving' then now() end,
             recipe = case status when 'running' then recipe end
         where owner_id = $1 and status in ('receiving', 'running')
         returning id, status = 'cancelled' as "is_over!""#,
        owner
    );
    let parked = parked.fetch_all(&mut *transaction).await?;
    let those = |over| parked.iter().filter(move |row| row.is_over == over);
    let [over, waiting] =
        [true, false].map(|over| those(over).map(|row| row.id).collect::<Vec<_>>());
    events::record_import_ends(transaction, &over, None).await?;
    Ok(events::record_imports(transaction, &waiting).await?)
}

/// Finds one import.
pub async fn get(asker: &Asker, id: ImportId) -> Result<Import, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(id.0)
        .fetch_one(&database.pool)
        .await?;
    let mut import = [row.shown_to(&asker.who)?];
    add_labels_and_waiting(database, &mut import).await?;
    let [import] = import;
    Ok(import)
}

/// Lists imports, newest first, those before `before` if given; and counts them all.
pub async fn list(
    asker: &Asker,
    before: Option<ImportId>,
    limit: u32,
) -> Result<(Vec<Import>, u64), Error> {
    let database = asker.read(Action::ImportContacts)?;
    let rows = sqlx::query_as::<_, ImportRow>(
        "select * from import where ($1::uuid is null or id < $1) order by id desc limit $2",
    )
    .bind(before.map(|id| id.0))
    // A page, and one more.
    .bind(i64::from(limit.min(501)))
    .fetch_all(&database.pool)
    .await?;
    let total = sqlx::query_scalar!(r#"select count(*) as "count!" from import"#)
        .fetch_one(&database.pool)
        .await?;
    let imports: Result<Vec<Import>, Error> = rows
        .into_iter()
        .map(|row| row.shown_to(&asker.who))
        .collect();
    let mut imports = imports?;
    add_labels_and_waiting(database, &mut imports).await?;
    Ok((imports, u64::try_from(total).unwrap_or_default()))
}

/// How many imports the pages look at.
const LATEST: u32 = 50;

/// Lists the latest imports, those before `before` if given.
pub async fn latest(asker: &Asker, before: Option<ImportId>) -> Result<Vec<Import>, Error> {
    let (imports, _) = list(asker, before, LATEST).await?;
    Ok(imports)
}

/// Names the imports of late, newest first.
pub async fn names(asker: &Asker) -> Result<Vec<ImportName>, Error> {
    let name = |import: Import| ImportName {
        id: import.id,
        file_name: import.file_name,
        created_at: import.created_at,
    };
    let imports = latest(asker, None).await?;
    Ok(imports.into_iter().map(name).collect())
}

/// Finds the import of whoever asks that is still under way, if there is one.
pub async fn running(asker: &Asker) -> Result<Option<Import>, Error> {
    let database = asker.read(Action::ImportContacts)?;
    // Not what an Administrator may act on as well: they would come upon it instead of their own page.
    let running = sqlx::query_scalar!(
        "select id from import where owner_id = $1 and status in ('receiving', 'running') order by id desc limit 1",
        asker.who.id()
    );
    match running.fetch_optional(&database.pool).await? {
        Some(id) => get(asker, ImportId(id)).await.map(Some),
        None => Ok(None),
    }
}

/// Tells what a check in the browser must know of this organisation.
pub async fn rules(asker: &Asker) -> Result<Rules, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let rules = contacts::rules(&mut *database.pool.acquire().await?).await?;
    Ok(Rules {
        limits: asker.shared.installation.now().limits,
        ..rules
    })
}

/// Removes files after seven days, and imports whose file stopped arriving a day ago. Files that no import knows go too, and
/// so does what is of no more use.
pub async fn tidy(database: &Database, files: &Files) -> Result<(), Error> {
    sqlx::query!(
        "delete from import where status = 'receiving' and received_at < now() - interval '1 day'
            and (leased_until between now() and now() + interval '10 seconds') is not true"
    )
    .execute(&database.pool)
    .await?;
    let old = sqlx::query_scalar!(
        "select id from import where file_removed_at is null and finished_at < now() - interval '7 days'"
    );
    for id in old.fetch_all(&database.pool).await? {
        forget::forget_file(database, id).await?;
    }
    sqlx::query!(
        "delete from erasure_search using import where import.id = import_id and file_removed_at is not null"
    )
    .execute(&database.pool)
    .await?;
    let here = files.all().map_err(storage)?;
    let ids: Vec<Uuid> = here.iter().map(|id| id.0).collect();
    let kept = sqlx::query_scalar!(
        "select id from import where id = any($1) and file_removed_at is null",
        &ids
    )
    .fetch_all(&database.pool)
    .await?;
    for id in here.into_iter().filter(|id| !kept.contains(&id.0)) {
        files.remove(id).await.map_err(storage)?;
    }
    forget::forget_spent(database).await
}

/// Forgets what a killed server was receiving in one piece: its senders got no answer and will send again. A server that is
/// alive renews the lease of what it receives, and knows what arrives at itself also where the database was away for
/// longer than a lease. What lies elsewhere, or nowhere as its server died before the first byte, has a minute more.
pub async fn forget_half_received(database: &Database, files: &Files) -> Result<(), Error> {
    let here: Vec<Uuid> = files
        .all()
        .map_err(storage)?
        .iter()
        .map(|id| id.0)
        .collect();
    let gone = sqlx::query_scalar!(
        "delete from import where status = 'receiving' and source <> 'page' and id <> all($2)
            and (id = any($1) and (leased_until between now() and now() + interval '10 seconds') is not true
                or coalesce(leased_until, received_at) < now() - interval '1 minute')
         returning id",
        &here,
        &files.arriving()
    )
    .fetch_all(&database.pool)
    .await?;
    for id in gone {
        files.remove(ImportId(id)).await.map_err(storage)?;
    }
    Ok(())
}
