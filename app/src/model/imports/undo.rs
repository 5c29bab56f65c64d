//! Takes an import back: what it created goes, past the bin; what it changed gets its old values. Contacts that somebody
//! edited since are left alone until that is confirmed. It works in batches and may be interrupted: what is taken back
//! already is recognised and passed over.

use std::collections::{BTreeMap, HashSet};

use contact::{
    ContactId, Draft,
    change::{self, Line},
};
use sqlx::{Executor, PgConnection, types::Json};
use uuid::Uuid;

use super::row::{ImportRow, own};
use crate::model::{
    contacts::{
        copy::Copy,
        fate,
        stored::{self, Stored},
    },
    log::{Author, ChangeKind},
};
use crate::{
    error::Error,
    model::{Asker, events, labels},
    who::{Action, Who},
    wire::imports::{EditedContact, ImportId, Undone},
};

/// How many records are taken back in one transaction.
const BATCH: i32 = 2_000;
/// How many edited contacts are named.
const NAMED: usize = 100;

/// Undoes an import, for the one who started it or an Administrator. `edited`: also contacts edited since.
pub async fn undo(asker: &Asker, id: ImportId, edited: bool) -> Result<Undone, Error> {
    let (mut sum, mut after) = (Sum::default(), 0);
    let under_way = asker.before_the_end();
    loop {
        let (batch, position) = under_way
            .write(Action::ImportContacts, async |db| {
                let (import, author) = undoable(db, &asker.who, id).await?;
                let batch = batch(db, &author, after, Way::TakeBack { edited }).await?;
                Ok((batch, import.position))
            })
            .await?;
        sum.add(batch);
        after += BATCH;
        if after >= position {
            break;
        }
    }
    asker
        .write(Action::ImportContacts, async |db| {
            let over = sqlx::query!("update import set status = 'undone' where id = $1", id.0);
            over.execute(&mut *db).await?;
            events::record_imports(db, &[id.0]).await?;
            Ok(())
        })
        .await?;
    Ok(sum.undone)
}

/// Tells what an undo would do now, for the question before it.
pub async fn foreseen(asker: &Asker, id: ImportId) -> Result<Undone, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let (mut sum, mut after) = (Sum::default(), 0);
    loop {
        // Nothing of it stays: it is never committed.
        let mut db = database.heavy.begin().await?;
        let (import, author) = undoable(&mut db, &asker.who, id).await?;
        sum.add(batch(&mut db, &author, after, Way::Look).await?);
        db.rollback().await?;
        after += BATCH;
        if after >= import.position {
            return Ok(sum.undone);
        }
    }
}

/// The import, if it is over and theirs who ask.
async fn undoable(
    db: &mut PgConnection,
    who: &Who,
    id: ImportId,
) -> Result<(ImportRow, Author), Error> {
    let import = own(db, who, id).await?;
    if !matches!(import.status.as_str(), "done" | "cancelled" | "undone") {
        let sentence = "This import is still under way. Cancel it first, then undo it.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let author = Author::importing(id.0, who.staff_id(), who.name().to_owned());
    Ok((import, author))
}

/// How the contacts of an import are gone through.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Only to tell what would happen.
    Look,
    /// They are taken back; those that were edited since only if it is wanted.
    TakeBack { edited: bool },
}

/// What all batches did.
#[derive(Default)]
struct Sum {
    undone: Undone,
    /// A contact can stand in several batches.
    seen: HashSet<ContactId>,
}

impl Sum {
    fn add(&mut self, batch: UndoneBatch) {
        let undone = &mut self.undone;
        undone.removed += batch.removed;
        undone.restored += batch.restored;
        for contact in batch.edited {
            if self.seen.insert(contact.id) {
                undone.edited += 1;
                if undone.edited_contacts.len() < NAMED {
                    undone.edited_contacts.push(contact);
                }
            }
        }
    }
}

/// What was done with the contacts of a few records.
#[derive(Default)]
struct UndoneBatch {
    removed: u64,
    restored: u64,
    edited: Vec<EditedContact>,
}

/// Takes back the records behind `after`.
async fn batch(
    db: &mut PgConnection,
    author: &Author,
    after: i32,
    way: Way,
) -> Result<UndoneBatch, Error> {
    // As in the job: every look-up is one by index, whatever the statistics say.
    db.execute("set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off").await?;
    let ids = sqlx::query_scalar!(
        r#"select distinct contact_id as "id!" from import_record
           where import_id = $1 and record > $2 and record <= $2 + $3 and outcome in ('created', 'updated')"#,
        author.import,
        after,
        BATCH
    )
    .fetch_all(&mut *db)
    .await?;
    let contacts = match way {
        Way::Look => stored::look(db, &ids).await?,
        Way::TakeBack { .. } => stored::lock(db, &ids).await?,
    };
    let mut entries = entries(db, author, &ids).await?;
    let worn = contacts.values().flat_map(|stored| stored.labels.iter());
    let hidden = labels::hidden(db, &worn.copied().collect::<Vec<_>>()).await?;
    let mut batch = UndoneBatch::default();
    let mut copy = Copy::default();
    let mut removed = Vec::new();
    let mut sorted: Vec<_> = contacts.into_iter().collect();
    sorted.sort_unstable_by_key(|(id, _)| *id);
    for (id, stored) in sorted {
        let entries = entries.remove(&id).unwrap_or_default();
        if entries.edited_since && way != (Way::TakeBack { edited: true }) {
            batch.edited.push(EditedContact {
                id,
                name: name(&stored.draft),
            });
        } else if stored.import == author.import {
            removed.push(id.0);
        } else if let Some((stored, lines)) = restored(db, stored, &entries, &hidden).await? {
            copy.entry(id, author, ChangeKind::ImportUndone, &lines);
            copy.changed(id, &stored);
            batch.restored += 1;
        }
    }
    batch.removed = removed.len() as u64;
    if way == Way::Look {
        return Ok(batch);
    }
    fate::take_back(db, author, &removed).await?;
    copy.send(db).await?;
    Ok(batch)
}

/// What the change log says about one contact and this import.
#[derive(Default)]
struct LoggedChanges {
    /// What the import changed, newest first.
    lines: Vec<Vec<Line>>,
    /// Somebody else wrote after the import did.
    edited_since: bool,
    /// It is taken back already.
    undone: bool,
}

async fn entries(
    db: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
) -> Result<BTreeMap<ContactId, LoggedChanges>, Error> {
    let rows = sqlx::query!(
        r#"select contact_id, action, lines as "lines: Json<Vec<Line>>",
               (import_id is not distinct from $2) as "ours!"
           from change where contact_id = any($1) order by contact_id, number desc"#,
        ids,
        author.import
    )
    .fetch_all(db)
    .await?;
    let mut entries: BTreeMap<ContactId, LoggedChanges> = BTreeMap::new();
    for row in rows {
        let of = entries.entry(ContactId(row.contact_id)).or_default();
        match row.ours {
            true if row.action == ChangeKind::ImportUndone.as_str() => of.undone = true,
            true => of.lines.push(row.lines.0),
            // Newest first: whoever stands before the import's own entries came after it.
            false => of.edited_since |= of.lines.is_empty() && !of.undone,
        }
    }
    Ok(entries)
}

/// The contact with the values it had before; nothing where it has them already. Verified values stay, and so do the labels
/// that are `hidden`: they were deleted and may come back.
async fn restored(
    db: &mut PgConnection,
    mut stored: Stored,
    entries: &LoggedChanges,
    hidden: &HashSet<Uuid>,
) -> Result<Option<(Stored, String)>, Error> {
    if entries.undone {
        return Ok(None);
    }
    // With the values of fields that were deleted since: what the import wrote into them is taken back too.
    let before = stored.whole().into_owned();
    let mut draft = before.clone();
    for lines in &entries.lines {
        let old = lines
            .iter()
            .map(|line| (line.field.as_str(), line.old.as_ref()));
        draft = change::apply(&draft, old)
            .ok_or_else(|| Error::broken("a change cannot be put back"))?;
    }
    for phone in stored.draft.phones.iter().filter(|phone| phone.verified) {
        draft
            .phones
            .retain(|other| other.number != phone.number || other.kind != phone.kind);
        draft.phones.push(phone.clone());
    }
    for social in stored.draft.socials.iter().filter(|social| social.verified) {
        draft
            .socials
            .retain(|other| other.id != social.id || other.network != social.network);
        draft.socials.push(social.clone());
    }
    draft.tidy();
    let lines = change::diff(&before, &draft);
    if lines.is_empty() {
        return Ok(None);
    }
    if draft.labels != before.labels {
        stored.labels.retain(|id| hidden.contains(id));
        let seen = labels::ids(db, &draft.labels).await?;
        stored.labels.splice(0..0, seen);
    }
    stored.draft = draft;
    stored.unseen.clear();
    stored.version += 1;
    Ok(Some((
        stored,
        serde_json::to_string(&lines).map_err(Error::broken)?,
    )))
}

fn name(draft: &Draft) -> String {
    format!("{} {}", draft.first_name, draft.last_name)
        .trim()
        .to_owned()
}
