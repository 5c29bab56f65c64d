//! Contacts as they are stored, as an import, its undo and bulk actions need them: many at once, locked in the order of
//! their ids so that no two of these ever wait for each other.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use contact::{Contact, ContactId, CustomValue, Draft};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::read;

/// A contact as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub version: i64,
    pub draft: Draft,
    /// The labels of the draft, by id, and those that were deleted and may come back.
    pub labels: Vec<Uuid>,
    /// The values of fields that were deleted and may come back, which the draft does not show.
    pub unseen: BTreeMap<String, CustomValue>,
    /// What merges brought along.
    pub other_names: Vec<String>,
    /// The import that created it.
    pub import: Option<Uuid>,
}

impl Stored {
    /// The draft as it is written and found: with what it holds unseen.
    pub fn whole(&self) -> Cow<'_, Draft> {
        if self.unseen.is_empty() {
            return Cow::Borrowed(&self.draft);
        }
        let mut whole = self.draft.clone();
        for (field, value) in &self.unseen {
            let there = whole.custom.entry(field.clone());
            there.or_insert_with(|| value.clone());
        }
        Cow::Owned(whole)
    }
}

/// What is read of a contact as it is locked, where its draft shows less.
struct LockedParts {
    id: Uuid,
    labels: Vec<Uuid>,
    custom: Json<BTreeMap<String, CustomValue>>,
}

/// Locks those of the contacts that are not deleted, and reads them.
pub async fn lock(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked = sqlx::query_as!(
        LockedParts,
        r#"select id, labels, custom as "custom: Json<BTreeMap<String, CustomValue>>"
           from contact where id = any($1) and deleted_at is null order by id for update"#,
        ids
    );
    let locked = locked.fetch_all(&mut *db).await?;
    known(db, locked).await
}

/// Locks the contacts, whether deleted or not, and reads them.
pub async fn lock_also_deleted(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked = sqlx::query_as!(
        LockedParts,
        r#"select id, labels, custom as "custom: Json<BTreeMap<String, CustomValue>>"
           from contact where id = any($1) order by id for update"#,
        ids
    );
    let locked = locked.fetch_all(&mut *db).await?;
    known(db, locked).await
}

/// Reads those of the contacts that are not deleted, without locking them.
pub async fn look(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let found = sqlx::query_as!(
        LockedParts,
        r#"select id, labels, custom as "custom: Json<BTreeMap<String, CustomValue>>"
           from contact where id = any($1) and deleted_at is null"#,
        ids
    );
    let found = found.fetch_all(&mut *db).await?;
    known(db, found).await
}

/// Reads contacts that are locked, each with the ids of its labels and all values of its fields.
async fn known(
    db: &mut PgConnection,
    locked: Vec<LockedParts>,
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let ids: Vec<Uuid> = locked.iter().map(|held| held.id).collect();
    let mut locked: HashMap<Uuid, LockedParts> =
        locked.into_iter().map(|held| (held.id, held)).collect();
    // A second look, so that it sees what whoever held a lock before us has saved.
    let rows = read::rows(db, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let import = row.import_id;
            let Contact {
                id,
                version,
                draft,
                other_first_names,
                other_last_names,
                ..
            } = row.into();
            let held = locked.remove(&id.0);
            let (labels, mut unseen) = held
                .map(|held| (held.labels, held.custom.0))
                .unwrap_or_default();
            // A field that is deleted or restored at this moment is in one of the two, never in neither.
            unseen.retain(|field, _| !draft.custom.contains_key(field));
            let stored = Stored {
                version,
                draft,
                labels,
                unseen,
                other_names: [other_first_names, other_last_names].concat(),
                import,
            };
            (id, stored)
        })
        .collect())
}
