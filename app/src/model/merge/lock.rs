//! Locking the two contacts of a merge.
use contact::ContactId;
use sqlx::{Executor, PgConnection};

use super::lines::name;
use crate::{
    error::Error,
    model::contacts::{
        read::{self, end},
        row::ContactRow,
    },
};

/// How often somebody else may merge one of the two away while it is being locked.
const TRIES: usize = 8;

/// Locks two contacts in the order of their ids, following those that were merged to their masters.
pub(super) async fn lock(
    transaction: &mut PgConnection,
    ids: [ContactId; 2],
) -> Result<[ContactRow; 2], Error> {
    for _ in 0..TRIES {
        let ends = [
            end(transaction, ids[0]).await?,
            end(transaction, ids[1]).await?,
        ];
        transaction.execute("savepoint locked").await?;
        both(transaction, ends).await?;
        let here = ends
            == [
                end(transaction, ends[0]).await?,
                end(transaction, ends[1]).await?,
            ];
        if here {
            return living(transaction, ends).await;
        }
        // Merged away while we waited. The locks are let go first, so that those of the masters are taken in order too.
        transaction.execute("rollback to savepoint locked").await?;
    }
    let sentence =
        "These contacts are being merged by somebody else just now. Try again in a moment.";
    Err(Error::Conflict(sentence.to_owned()))
}

/// Locks two contacts in the order of their ids.
pub(super) async fn both(transaction: &mut PgConnection, ids: [ContactId; 2]) -> Result<(), Error> {
    let locked = sqlx::query!(
        "select id from contact where id = any($1) order by id for update",
        &ids.map(|id| id.0)
    );
    locked.fetch_all(transaction).await?;
    Ok(())
}

/// Reads two contacts, and refuses one that was deleted or that both ids stand for.
pub(super) async fn living(
    connection: &mut PgConnection,
    ids: [ContactId; 2],
) -> Result<[ContactRow; 2], Error> {
    if ids[0] == ids[1] {
        let sentence = "These two are one contact already.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let rows = [
        read::row(connection, ids[0]).await?,
        read::row(connection, ids[1]).await?,
    ];
    match rows.iter().find(|row| row.deleted_at.is_some()) {
        None => Ok(rows),
        Some(_) => {
            let [one, two] = rows;
            let gone = if one.deleted_at.is_some() { one } else { two };
            let name = name(&gone.into());
            Err(Error::Conflict(format!(
                "“{name}” was deleted. Restore it first, then merge."
            )))
        }
    }
}
