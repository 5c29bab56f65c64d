//! Writes the search keys of contacts anew after the rules of folding have changed: a chunk at a time, from where a
//! server was stopped. A contact itself stays as it is, with its version and its time; one in the bin is found there.
use contact::search::FOLDING;
use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Database, contacts::keys},
};

/// How many contacts are written in one transaction.
pub const CHUNK: i64 = 500;

/// Brings the next contacts up to date; tells whether there are more behind them. Servers take turns.
pub async fn refold(database: &Database) -> Result<bool, Error> {
    database
        .write(async |transaction| chunk(transaction).await)
        .await
}

async fn chunk(transaction: &mut PgConnection) -> Result<bool, Error> {
    let folding = sqlx::query!("select version, next, done_to from folding for update")
        .fetch_one(&mut *transaction)
        .await?;
    if folding.version == FOLDING {
        return Ok(false);
    }
    // What other rules had done counts for nothing.
    let done_to = match folding.next == FOLDING {
        true => folding.done_to,
        false => Uuid::nil(),
    };
    // A kill of the machine repeats a chunk; nobody waits for it.
    transaction
        .execute("set local synchronous_commit = off")
        .await?;
    let ids = sqlx::query_scalar!(
        "select id from contact where id > $1 order by id limit $2",
        done_to,
        CHUNK
    );
    let ids = ids.fetch_all(&mut *transaction).await?;
    if let Some(last) = ids.last() {
        keys::rewrite(transaction, &ids).await?;
        sqlx::query!("update folding set next = $1, done_to = $2", FOLDING, last)
            .execute(transaction)
            .await?;
        return Ok(true);
    }
    sqlx::query!("update folding set version = $1, next = $1", FOLDING)
        .execute(transaction)
        .await?;
    Ok(false)
}
