//! What becomes of contacts beside their values: they go into the bin and come out of it, are merged away and come back,
//! and are erased. One is a list of one. Whoever calls holds their locks.
use contact::ContactId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::log::{self, Author, ChangeKind},
};

/// Puts contacts into the bin.
pub(in crate::model) async fn delete(
    transaction: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
) -> Result<(), Error> {
    go(transaction, author, ids, false).await
}

/// Takes contacts back that an import created: they go past the bin, since the file can be imported again.
pub(in crate::model) async fn take_back(
    transaction: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
) -> Result<(), Error> {
    go(transaction, author, ids, true).await
}

async fn go(
    transaction: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
    taken_back: bool,
) -> Result<(), Error> {
    sqlx::query!(
        "update contact set deleted_at = now(), taken_back = $2, updated_at = now(), version = version + 1
         where id = any($1)",
        ids,
        taken_back
    )
    .execute(&mut *transaction)
    .await?;
    log::record(transaction, author, ChangeKind::Deleted, without_lines(ids)).await
}

/// Takes contacts out of the bin.
pub(in crate::model) async fn restore(
    transaction: &mut PgConnection,
    author: &Author,
    ids: &[Uuid],
) -> Result<(), Error> {
    sqlx::query!(
        "update contact set deleted_at = null, taken_back = false, updated_at = now(), version = version + 1
         where id = any($1)",
        ids
    )
    .execute(&mut *transaction)
    .await?;
    log::record(
        transaction,
        author,
        ChangeKind::Restored,
        without_lines(ids),
    )
    .await
}

/// Locks those of the contacts that are in the bin.
pub(in crate::model) async fn lock_deleted(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    let locked = sqlx::query_scalar!(
        "select id from contact where id = any($1) and deleted_at is not null and merged_into is null
         order by id for update",
        ids
    );
    Ok(locked.fetch_all(transaction).await?)
}

/// Lets a contact become part of another one, whose entry in the log tells of it.
pub(in crate::model) async fn merge_away(
    transaction: &mut PgConnection,
    other: ContactId,
    master: ContactId,
) -> Result<(), Error> {
    sqlx::query!(
        "update contact set merged_into = $2, deleted_at = now(), updated_at = now(), version = version + 1 where id = $1",
        other.0,
        master.0
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Brings a contact back that was merged away; its entry is that of the undo.
pub(in crate::model) async fn come_back(
    transaction: &mut PgConnection,
    other: ContactId,
) -> Result<(), Error> {
    sqlx::query!(
        "update contact set merged_into = null, deleted_at = null, updated_at = now(), version = version + 1
         where id = $1",
        other.0
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Erasing a contact itself: its lists, and last its row. The ids are `$1`.
pub(in crate::model) const ERASED: [&str; 4] = [
    "delete from contact_phone where contact_id = any($1)",
    "delete from contact_email where contact_id = any($1)",
    "delete from contact_social where contact_id = any($1)",
    "delete from contact where id = any($1)",
];

fn without_lines(ids: &[Uuid]) -> Vec<(Uuid, Vec<contact::change::Line>)> {
    ids.iter().map(|id| (*id, Vec::new())).collect()
}
