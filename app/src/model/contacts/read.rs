//! How contacts are read, and locked until the transaction ends.
use contact::{Contact, ContactId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::ContactRow;
use crate::error::Error;

/// A contact that is locked until the transaction ends, and the import that created it.
pub(in crate::model) struct Locked {
    pub contact: Contact,
    pub import: Option<Uuid>,
}

/// Locks and reads a contact that is in the list.
pub(in crate::model) async fn locked(
    transaction: &mut PgConnection,
    id: ContactId,
) -> Result<Locked, Error> {
    lock(transaction, id).await?;
    let row = row(transaction, id).await?;
    let import = row.import_id;
    Ok(Locked {
        contact: row.into(),
        import,
    })
}

/// Locks a contact that is in the list until the transaction ends.
pub(in crate::model) async fn lock(
    transaction: &mut PgConnection,
    id: ContactId,
) -> Result<(), Error> {
    let locked = sqlx::query!(
        "select id from contact where id = $1 and deleted_at is null for update",
        id.0
    );
    locked
        .fetch_optional(transaction)
        .await?
        .map(drop)
        .ok_or(Error::NotFound)
}

/// Refuses an id that never was a contact's.
pub(in crate::model) async fn exists(
    connection: &mut PgConnection,
    id: ContactId,
) -> Result<(), Error> {
    let known = sqlx::query!("select id from contact where id = $1", id.0);
    known
        .fetch_optional(connection)
        .await?
        .map(drop)
        .ok_or(Error::NotFound)
}

pub(in crate::model) async fn read(
    connection: &mut PgConnection,
    id: ContactId,
) -> Result<Contact, Error> {
    row(connection, id).await.map(Contact::from)
}

pub(in crate::model) async fn row(
    connection: &mut PgConnection,
    id: ContactId,
) -> Result<ContactRow, Error> {
    let row = sqlx::query_as("select * from contact_whole where id = $1").bind(id.0);
    Ok(row.fetch_one(connection).await?)
}

/// Reads contacts by id, in no order; those that never were are left out.
pub(in crate::model) async fn rows(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<ContactRow>, sqlx::Error> {
    let rows = sqlx::query_as("select * from contact_whole where id = any($1)").bind(ids);
    rows.fetch_all(connection).await
}

/// The contact that stands for an id by now: itself, or the last of those that it was merged into.
pub(in crate::model) async fn end(
    connection: &mut PgConnection,
    id: ContactId,
) -> Result<ContactId, Error> {
    let end = sqlx::query_scalar!(
        r#"with recursive up (id, into_id) as (
             select id, merged_into from contact where id = $1
             union
             select contact.id, contact.merged_into from up join contact on contact.id = up.into_id
           )
           select id as "id!" from up where into_id is null"#,
        id.0
    );
    Ok(ContactId(end.fetch_one(connection).await?))
}
