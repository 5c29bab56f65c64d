//! Contacts that exist already, as an import or its undo needs them: all at once, locked in the order of their ids so
//! that two jobs never wait for each other.

use std::collections::HashMap;

use contact::{Contact, ContactId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::copy::Stored;
use crate::model::contacts;

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
    read(db, locked.into_iter().map(|row| (row.id, row.labels))).await
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
    read(db, locked.into_iter().map(|row| (row.id, row.labels))).await
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
    read(db, found.into_iter().map(|row| (row.id, row.labels))).await
}

/// Reads contacts that are locked, each with the ids of its labels.
async fn read(
    db: &mut PgConnection,
    locked: impl Iterator<Item = (Uuid, Vec<Uuid>)>,
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked: HashMap<Uuid, Vec<Uuid>> = locked.collect();
    let ids: Vec<Uuid> = locked.keys().copied().collect();
    // A second look, so that it sees what whoever held a lock before us has saved.
    let rows = contacts::rows(db, &ids).await?;
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
