//! Contacts as they are stored, as an import, its undo and bulk actions need them: many at once, locked in the order of
//! their ids so that no two of these ever wait for each other.

use std::collections::HashMap;

use contact::{Contact, ContactId, Draft};
use sqlx::PgConnection;
use uuid::Uuid;

use super::read;

/// A contact as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub version: i64,
    pub draft: Draft,
    /// The labels of the draft, by id.
    pub labels: Vec<Uuid>,
    /// What merges brought along.
    pub other_names: Vec<String>,
    /// The import that created it.
    pub import: Option<Uuid>,
}

/// Locks those of the contacts that are not deleted, and reads them.
pub async fn lock(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked = sqlx::query!(
        "select id, labels from contact where id = any($1) and deleted_at is null order by id for update",
        ids
    );
    let locked = locked.fetch_all(&mut *db).await?;
    known(db, locked.into_iter().map(|row| (row.id, row.labels))).await
}

/// Locks the contacts, whether deleted or not, and reads them.
pub async fn lock_also_deleted(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked = sqlx::query!(
        "select id, labels from contact where id = any($1) order by id for update",
        ids
    );
    let locked = locked.fetch_all(&mut *db).await?;
    known(db, locked.into_iter().map(|row| (row.id, row.labels))).await
}

/// Reads those of the contacts that are not deleted, without locking them.
pub async fn look(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let found = sqlx::query!(
        "select id, labels from contact where id = any($1) and deleted_at is null",
        ids
    );
    let found = found.fetch_all(&mut *db).await?;
    known(db, found.into_iter().map(|row| (row.id, row.labels))).await
}

/// Reads contacts that are locked, each with the ids of its labels.
async fn known(
    db: &mut PgConnection,
    locked: impl Iterator<Item = (Uuid, Vec<Uuid>)>,
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked: HashMap<Uuid, Vec<Uuid>> = locked.collect();
    let ids: Vec<Uuid> = locked.keys().copied().collect();
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
            let stored = Stored {
                version,
                draft,
                labels: locked.get(&id.0).cloned().unwrap_or_default(),
                other_names: [other_first_names, other_last_names].concat(),
                import,
            };
            (id, stored)
        })
        .collect())
}
