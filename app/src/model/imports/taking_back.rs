//! Takes contacts back that an import wrote, all in one transaction: each has its outcome, and one that the database refuses to
//! put back fails alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use contact::{
    ContactId, Draft,
    change::{self, Line},
    label::fold,
};
use sqlx::{Connection, Executor, PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        contacts::{
            copy::Copy,
            fate,
            stored::{self, Stored},
        },
        labels,
        log::{Author, ChangeKind},
    },
};

/// What became of a contact of an import that is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UndoOutcome {
    /// The import had created it, and it is gone.
    Removed,
    /// It has its old values.
    Restored,
    /// Somebody edited it since.
    Kept,
    /// The database refuses to store what it was.
    Failed,
}

impl UndoOutcome {
    /// Why it was left, as it is stored; nothing where it was taken back.
    pub(super) fn left(self) -> Option<&'static str> {
        match self {
            Self::Removed | Self::Restored => None,
            Self::Kept => Some("kept"),
            Self::Failed => Some("failed"),
        }
    }
}

/// How a contact stands to an import.
pub(super) struct UndoState {
    pub id: Uuid,
    /// The import created it.
    pub created: bool,
    /// Somebody else wrote after the import first did, also where it wrote once more behind them; or the import created it, and
    /// enquiries, calls or visits are its own since, which would go with it.
    pub edited: bool,
}

/// How those of the contacts that are there stand to an import, in the order of their ids.
pub(super) async fn states(
    db: &mut PgConnection,
    import: Option<Uuid>,
    ids: &[Uuid],
) -> Result<Vec<UndoState>, Error> {
    let states = sqlx::query_as!(
        UndoState,
        r#"select contact.id as "id!", (contact.import_id is not distinct from $2::uuid) as "created!",
               exists (
                   select from change as other
                   where other.contact_id = contact.id and other.import_id is distinct from $2::uuid
                       and other.number > coalesce((
                           select min(own.number) from change as own
                           where own.contact_id = contact.id and own.import_id = $2::uuid), 0))
               or contact.import_id is not distinct from $2::uuid and (
                   exists (select from enquiry where enquiry.contact_id = contact.id)
                   or exists (select from engagement where engagement.contact_id = contact.id)
                   or exists (select from visit where visit.contact_id = contact.id)) as "edited!"
           from contact
           where contact.id = any($1) and contact.deleted_at is null order by contact.id"#,
        ids,
        import
    );
    Ok(states.fetch_all(db).await?)
}

/// Takes contacts back; those that were edited since only if it is wanted. One that is not there any more has no outcome.
/// Where the database refuses them, each half is tried by itself, down to the one that it is about.
pub(super) async fn take_back(
    db: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
    edited: bool,
) -> Result<HashMap<Uuid, UndoOutcome>, Error> {
    // As in the job: every look-up is one by index, whatever the statistics say.
    db.execute("set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off").await?;
    let mut outcomes = HashMap::with_capacity(ids.len());
    let mut waiting = vec![ids];
    while let Some(ids) = waiting.pop() {
        let mut part = db.begin().await?;
        match some(&mut part, author, ids, edited).await {
            Ok(done) => {
                part.commit().await?;
                outcomes.extend(done);
            }
            // A conflict: a label that one would get back is one too many by now.
            Err(Error::Broken { .. } | Error::Conflict(_)) => {
                part.rollback().await?;
                match ids {
                    [] => {}
                    [id] => {
                        outcomes.insert(*id, UndoOutcome::Failed);
                    }
                    // The lower ids first: whoever locks contacts does so in their order.
                    _ => {
                        let (lower, higher) = ids.split_at(ids.len() / 2);
                        waiting.extend([higher, lower]);
                    }
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(outcomes)
}

/// Takes all of these contacts back, or none.
async fn some(
    db: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
    edited: bool,
) -> Result<Vec<(Uuid, UndoOutcome)>, Error> {
    sqlx::query!(
        "select id from contact where id = any($1) and deleted_at is null order by id for update",
        ids
    )
    .fetch_all(&mut *db)
    .await?;
    // A second look, so that it sees what whoever held a lock before us has saved.
    let states = states(db, author.import, ids).await?;
    let (mut outcomes, mut created, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for state in states {
        let outcome = match (state.edited && !edited, state.created) {
            (true, _) => UndoOutcome::Kept,
            (false, true) => UndoOutcome::Removed,
            (false, false) => UndoOutcome::Restored,
        };
        match outcome {
            UndoOutcome::Removed => created.push(state.id),
            UndoOutcome::Restored => changed.push(state.id),
            UndoOutcome::Kept | UndoOutcome::Failed => {}
        }
        outcomes.push((state.id, outcome));
    }
    if !created.is_empty() {
        fate::take_back(db, author, &created).await?;
    }
    if !changed.is_empty() {
        restore(db, author, &changed).await?;
    }
    Ok(outcomes)
}

/// Gives contacts the values that they had before the import.
async fn restore(db: &mut PgConnection, author: &Author, ids: &[Uuid]) -> Result<(), Error> {
    let contacts = stored::lock(db, ids).await?;
    let mut logged = logged(db, author, ids).await?;
    let worn = contacts.values().flat_map(|stored| stored.labels.iter());
    let hidden = labels::hidden(db, &worn.copied().collect::<Vec<_>>()).await?;
    let mut back = Vec::new();
    for (id, stored) in contacts {
        let lines = logged.remove(&id).unwrap_or_default();
        back.extend(as_it_was(id, stored, &lines)?);
    }
    back.sort_unstable_by_key(|contact| contact.id);
    let labels = label_ids(db, &back).await?;
    let mut copy = Copy::default();
    for contact in back {
        let (id, lines) = (contact.id, contact.lines.clone());
        let stored = contact.stored(&labels, &hidden);
        copy.entry(id, author, ChangeKind::ImportUndone, &lines);
        copy.changed(id, &stored);
    }
    Ok(copy.send(db).await?)
}

/// What this import changed of each contact, the newest first; nothing where it is taken back already.
async fn logged(
    db: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Vec<Vec<Line>>>, Error> {
    let rows = sqlx::query!(
        r#"select contact_id, action, lines as "lines: Json<Vec<Line>>"
           from change where contact_id = any($1) and import_id = $2 order by contact_id, number desc"#,
        ids,
        author.import
    )
    .fetch_all(db)
    .await?;
    let (mut logged, mut undone) = (HashMap::<_, Vec<_>>::new(), HashSet::new());
    for row in rows {
        let id = ContactId(row.contact_id);
        if row.action == ChangeKind::ImportUndone.as_str() {
            undone.insert(id);
        } else {
            logged.entry(id).or_default().push(row.lines.0);
        }
    }
    logged.retain(|id, _| !undone.contains(id));
    Ok(logged)
}

/// A contact that is to have other values.
struct ContactBefore {
    id: ContactId,
    stored: Stored,
    draft: Draft,
    /// Whether it wears other labels then.
    relabelled: bool,
    /// What that changes, as JSON.
    lines: String,
}

impl ContactBefore {
    /// As it is to be stored. Labels that are `hidden` stay: they were deleted and may come back.
    fn stored(self, labels: &HashMap<String, Uuid>, hidden: &HashSet<Uuid>) -> Stored {
        let mut stored = self.stored;
        if self.relabelled {
            let mut worn: Vec<Uuid> = Vec::new();
            let seen = self.draft.labels.iter();
            for id in seen.filter_map(|name| labels.get(&fold(name))) {
                if !worn.contains(id) {
                    worn.push(*id);
                }
            }
            worn.extend(stored.labels.iter().filter(|id| hidden.contains(id)));
            stored.labels = worn;
        }
        stored.draft = self.draft;
        stored.unseen.clear();
        stored.version += 1;
        stored
    }
}

/// The contact with the values it had before these changes, the newest first; nothing where it has them already. Verified
/// values stay.
fn as_it_was(
    id: ContactId,
    stored: Stored,
    changes: &[Vec<Line>],
) -> Result<Option<ContactBefore>, Error> {
    if changes.is_empty() {
        return Ok(None);
    }
    // With the values of fields that were deleted since: what the import wrote into them is taken back too.
    let before = stored.whole().into_owned();
    let mut draft = before.clone();
    for lines in changes {
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
    Ok(Some(ContactBefore {
        id,
        stored,
        relabelled: draft.labels != before.labels,
        draft,
        lines: serde_json::to_string(&lines).map_err(Error::broken)?,
    }))
}

/// The ids of the labels that contacts get back, by their folded names: asked once for all of them.
async fn label_ids(
    db: &mut PgConnection,
    contacts: &[ContactBefore],
) -> Result<HashMap<String, Uuid>, Error> {
    let relabelled = contacts.iter().filter(|contact| contact.relabelled);
    let names: BTreeMap<String, String> = relabelled
        .flat_map(|contact| contact.draft.labels.iter())
        .map(|name| (fold(name), name.clone()))
        .collect();
    let (folded, names): (Vec<String>, Vec<String>) = names.into_iter().unzip();
    let ids = labels::ids(db, &names).await?;
    Ok(folded.into_iter().zip(ids).collect())
}
