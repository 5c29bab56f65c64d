//! Takes an import back: what it created goes, past the bin; what it changed gets its old values. Contacts that somebody
//! edited since are left alone until that is confirmed. The row of the import is the whole state of an undo: each batch is
//! one transaction with its contacts, their log and the ledger, so that whoever finds one that a kill broke off goes on
//! behind it; and each asks anew whether whoever takes it back still may.

use std::collections::HashMap;

use contact::ContactId;
use sqlx::{Executor, PgConnection, types::Json};
use uuid::Uuid;

use super::{
    row::{ImportRow, own},
    taking_back::{UndoOutcome, UndoState, states, take_back},
};
use crate::{
    error::Error,
    model::{Asker, Database, events, log::Author, work},
    who::{Action, Who},
    wire::imports::{EditedContact, ImportId, Undone},
};

/// How many contacts are taken back in one transaction.
const BATCH: i32 = 2_000;
/// So many are taken back while the page waits for the answer.
const AT_ONCE: usize = 500;
/// How many contacts are looked at in one statement.
const LOOKED_AT: usize = 20_000;
/// How many edited contacts are named.
const NAMED: usize = 100;

/// Begins to take an import back, for the one who started it or an Administrator; does a small one at once, and leaves the work
/// on others to whoever finds it waiting. `edited`: also contacts edited since. An undo that is under way goes on, if it was
/// paused.
pub(super) async fn begin_undo(asker: &Asker, id: ImportId, edited: bool) -> Result<(), Error> {
    asker
        .write(Action::ImportContacts, async |db| {
            let begun = begin(&mut *db, &asker.who, id, edited).await?;
            if begun.is_some_and(|contacts| contacts <= AT_ONCE) {
                step(db, &asker.who, id).await?;
            }
            Ok(())
        })
        .await
}

/// Takes an import back before it answers, as programs expect it. Whoever finds it waiting may help.
pub async fn undo_whole(asker: &Asker, id: ImportId, edited: bool) -> Result<Undone, Error> {
    let under_way = asker.before_the_end();
    under_way
        .write(Action::ImportContacts, async |db| {
            begin(db, &asker.who, id, edited).await
        })
        .await?;
    loop {
        let more = under_way
            .write(Action::ImportContacts, async |db| {
                step(db, &asker.who, id).await
            })
            .await?;
        if !more {
            break;
        }
    }
    asker
        .write(Action::ImportContacts, async |db| {
            let import = own(&mut *db, &asker.who, id).await?;
            if import.undo_status.as_deref() == Some("running") {
                let sentence = "The undo was paused meanwhile. Ask for it again to let it go on.";
                return Err(Error::Conflict(sentence.to_owned()));
            }
            let left = sqlx::query_scalar!(
                "select contact_id from import_undo where import_id = $1 and outcome = 'kept' order by position limit $2",
                id.0,
                NAMED as i64
            );
            let left = left.fetch_all(&mut *db).await?;
            let number = |count: i32| u64::from(count.unsigned_abs());
            Ok(Undone {
                removed: number(import.undo_removed),
                restored: number(import.undo_restored),
                failed: number(import.undo_failed),
                edited: number(import.undo_kept),
                edited_contacts: named(db, &left).await?,
            })
        })
        .await
}

/// The undo that waits longest, but for some.
pub async fn next_undo(database: &Database, but: &[Uuid]) -> Result<Option<Uuid>, Error> {
    let next = sqlx::query_scalar!(
        "select id from import where undo_status = 'running' and not paused and id <> all($1)
         order by undo_at limit 1",
        but
    );
    Ok(next.fetch_optional(&database.pool).await?)
}

/// Takes back one more batch, in the name of whoever asked for it; tells whether there is more to be done now. Where they may
/// not do so any more, the undo ends there.
pub async fn advance_undo(database: &Database, id: Uuid) -> Result<bool, Error> {
    let by = sqlx::query_scalar!(
        r#"select undo_by as "by!: Json<Who>" from import
           where id = $1 and undo_status = 'running' and not paused and undo_by is not null"#,
        id
    );
    let Some(by) = by.fetch_optional(&database.pool).await? else {
        return Ok(false);
    };
    let asker = Asker::here(database.clone(), by.0);
    let done = asker
        .write(Action::ImportContacts, async |db| {
            step(db, &asker.who, ImportId(id)).await
        })
        .await;
    let ended = matches!(
        done,
        Err(Error::SignedOut | Error::Forbidden | Error::OutOfScope(_))
    );
    if !ended {
        return done;
    }
    database
        .write(async |transaction| {
            sqlx::query!(
                "update import set undo_status = 'stopped' where id = $1 and undo_status = 'running' and undo_by = $2",
                id,
                Json(&asker.who) as _
            )
            .execute(&mut *transaction)
            .await?;
            events::record_import_ends(transaction, &[id], Some(asker.who.name())).await?;
            Ok(false)
        })
        .await
}

/// Tells what an undo would do now, for the question before it.
pub async fn foreseen(asker: &Asker, id: ImportId) -> Result<Undone, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let mut db = database.heavy.acquire().await?;
    let import = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(id.0)
        .fetch_one(&mut *db)
        .await?;
    if !import.belongs_to(&asker.who) {
        return Err(Error::Forbidden);
    }
    undoable(&import)?;
    let ids = open_contacts(&mut db, &import).await?;
    let (mut undone, mut edited) = (Undone::default(), Vec::new());
    for ids in ids.chunks(LOOKED_AT) {
        let states = states(&mut db, Some(id.0), ids).await?;
        for state in states {
            match state {
                UndoState { edited: true, .. } => {
                    undone.edited += 1;
                    if edited.len() < NAMED {
                        edited.push(state.id);
                    }
                }
                UndoState { created: true, .. } => undone.removed += 1,
                UndoState { .. } => undone.restored += 1,
            }
        }
    }
    undone.edited_contacts = named(&mut db, &edited).await?;
    Ok(undone)
}

/// Refuses an import that is not over.
fn undoable(import: &ImportRow) -> Result<(), Error> {
    if matches!(import.status.as_str(), "done" | "cancelled" | "undone") {
        return Ok(());
    }
    let sentence = "This import is still under way. Cancel it first, then undo it.";
    Err(Error::Conflict(sentence.to_owned()))
}

/// Writes down that an import is to be taken back, and which contacts, and tells how many; does nothing where that is under
/// way, or done with nothing left that would go now.
async fn begin(
    db: &mut PgConnection,
    who: &Who,
    id: ImportId,
    edited: bool,
) -> Result<Option<usize>, Error> {
    let import = own(db, who, id).await?;
    undoable(&import)?;
    if import.undo_status.as_deref() == Some("running") {
        if import.paused {
            sqlx::query!("update import set paused = false where id = $1", id.0)
                .execute(&mut *db)
                .await?;
            events::record_imports(&mut *db, &[id.0]).await?;
            work::wake(db, work::IMPORT_UNDOS).await?;
        }
        return Ok(None);
    }
    // Of a million contacts it takes longer than anything that answers at once.
    db.execute("set local statement_timeout = '2min'").await?;
    let ids = open_contacts(db, &import).await?;
    let keeps_all = !edited && import.undo_failed == 0;
    if (ids.is_empty() || keeps_all) && import.undo_status.as_deref() == Some("done") {
        // Whoever asks once more, as a program that got no answer does, hears what was done. What was kept would be kept again.
        return Ok(None);
    }
    sqlx::query!("delete from import_undo where import_id = $1", id.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into import_undo (import_id, position, contact_id)
         select $1, listed.place, listed.id from unnest($2::uuid[]) with ordinality as listed (id, place)",
        id.0,
        &ids
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update import set undo_status = 'running', undo_by = $2, undo_edited = $3, undo_total = $4, undo_position = 0,
             undo_removed = 0, undo_restored = 0, undo_kept = 0, undo_failed = 0, undo_at = now(),
             paused = false
         where id = $1",
        id.0,
        Json(who) as _,
        edited,
        i32::try_from(ids.len()).map_err(Error::broken)?
    )
    .execute(&mut *db)
    .await?;
    events::record_imports(db, &[id.0]).await?;
    work::wake(db, work::IMPORT_UNDOS).await?;
    Ok(Some(ids.len()))
}

/// The contacts that an undo would look at, in the order of their ids: all that the import wrote and that are there; after an
/// undo those that it left.
async fn open_contacts(db: &mut PgConnection, import: &ImportRow) -> Result<Vec<Uuid>, Error> {
    let ids = match import.undo_status {
        None => {
            sqlx::query_scalar!(
                r#"select contact.id from contact
                   where contact.deleted_at is null and contact.id in (
                       select contact_id from import_record
                       where import_id = $1 and outcome in ('created', 'updated') and contact_id is not null)
                   order by contact.id"#,
                import.id
            )
            .fetch_all(db)
            .await?
        }
        Some(_) => {
            sqlx::query_scalar!(
                "select contact.id from import_undo join contact on contact.id = contact_id
                 where import_undo.import_id = $1 and (outcome is not null or position > $2) and deleted_at is null
                 order by contact.id",
                import.id,
                import.undo_position
            )
            .fetch_all(db)
            .await?
        }
    };
    Ok(ids)
}

/// The names of contacts that are there, in the order of their ids.
async fn named(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<EditedContact>, Error> {
    let names = sqlx::query!(
        r#"select id, btrim(first_name || ' ' || last_name) as "name!" from contact
           where id = any($1) and deleted_at is null order by id"#,
        ids
    );
    let names = names.fetch_all(db).await?.into_iter();
    Ok(names
        .map(|row| EditedContact {
            id: ContactId(row.id),
            name: row.name,
        })
        .collect())
}

/// Takes back one batch of an undo that is under way and moves its ledger on; tells whether there is more to be done now. One at a time
/// works on an undo, since the batch holds the row of the import.
async fn step(db: &mut PgConnection, who: &Who, id: ImportId) -> Result<bool, Error> {
    let import = own(db, who, id).await?;
    let Some(by) = import.undo_by.as_ref().map(|by| &by.0) else {
        return Ok(false);
    };
    if import.paused || import.undo_status.as_deref() != Some("running") {
        return Ok(false);
    }
    let author = Author::importing(id.0, by.staff_id(), by.name().to_owned());
    let ids = sqlx::query_scalar!(
        "select contact_id from import_undo where import_id = $1 and position > $2 and position <= $2 + $3
         order by position",
        id.0,
        import.undo_position,
        BATCH
    );
    let ids = ids.fetch_all(&mut *db).await?;
    let outcomes = take_back(db, &author, &ids, import.undo_edited).await?;
    note(db, &import, &ids, &outcomes).await?;
    let more = import.undo_position + BATCH < import.undo_total;
    match more {
        true => events::record_imports(db, &[id.0]).await?,
        false => events::record_import_ends(db, &[id.0], Some(by.name())).await?,
    }
    Ok(more)
}

/// Moves the ledger of an undo on by what became of these contacts, in the order in which they stand in it, and ends it with
/// the last.
async fn note(
    db: &mut PgConnection,
    import: &ImportRow,
    ids: &[Uuid],
    outcomes: &HashMap<Uuid, UndoOutcome>,
) -> Result<(), Error> {
    let mut counts = [0_i32; 4];
    let (mut places, mut left) = (Vec::new(), Vec::new());
    for (place, id) in (import.undo_position + 1..).zip(ids) {
        // One that is gone was deleted by somebody meanwhile.
        let outcome = outcomes.get(id).copied().unwrap_or(UndoOutcome::Kept);
        counts[outcome as usize] += 1;
        if let Some(word) = outcome.left() {
            places.push(place);
            left.push(word.to_owned());
        }
    }
    let [removed, restored, kept, failed] = counts;
    sqlx::query!(
        "update import_undo set outcome = left_alone.outcome
         from unnest($2::integer[], $3::text[]) as left_alone (place, outcome)
         where import_id = $1 and position = left_alone.place",
        import.id,
        &places,
        &left
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update import set
             undo_position = undo_position + $2 + $3 + $4 + $5, undo_removed = undo_removed + $2,
             undo_restored = undo_restored + $3, undo_kept = undo_kept + $4, undo_failed = undo_failed + $5,
             undo_status = case when undo_position + $2 + $3 + $4 + $5 < undo_total then undo_status else 'done' end,
             status = case when undo_position + $2 + $3 + $4 + $5 < undo_total then status else 'undone' end
         where id = $1",
        import.id,
        removed,
        restored,
        kept,
        failed
    )
    .execute(db)
    .await?;
    Ok(())
}
