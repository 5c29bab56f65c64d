//! Writes the search keys of contacts anew after the rules of folding have changed: a chunk at a time, from where a
//! server was stopped. A contact itself stays as it is, with its version and its time; one in the bin is found there.
use contact::search::{FOLDING, Keys};
use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        Store,
        imports::{self, Stored},
    },
};

/// How many contacts are written in one transaction.
pub const CHUNK: i64 = 500;

/// Brings the next contacts up to date; tells whether there are more behind them. Servers take turns.
pub async fn refold(store: &Store) -> Result<bool, Error> {
    store
        .write(|transaction| Box::pin(async move { chunk(transaction).await }))
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
        write(transaction, &ids).await?;
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

/// Writes the keys of those contacts whose keys are others now.
async fn write(transaction: &mut PgConnection, ids: &[Uuid]) -> Result<(), Error> {
    let (mut contacts, mut keys) = (Vec::new(), Vec::new());
    for (id, stored) in imports::lock_also_deleted(transaction, ids).await? {
        let Stored {
            draft,
            labels,
            other_names,
            import,
            ..
        } = stored;
        let others: Vec<&str> = other_names.iter().map(String::as_str).collect();
        contacts.push(id.0);
        keys.push(Keys::of(&draft, &others, &labels, import));
    }
    let column = |of: fn(&Keys) -> String| keys.iter().map(of).collect::<Vec<String>>();
    sqlx::query!(
        "update contact set search = made.search, terms = made.terms::integer[], sort_name = made.sort_name,
             sort_company = made.sort_company
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
              as made (id, search, terms, sort_name, sort_company)
         where contact.id = made.id and (contact.search <> made.search or contact.terms <> made.terms::integer[]
             or contact.sort_name <> made.sort_name or contact.sort_company <> made.sort_company)",
        &contacts,
        &column(|keys| keys.search.clone()),
        &column(|keys| array(&keys.terms)),
        &column(|keys| keys.sort_name.clone()),
        &column(|keys| keys.sort_company.clone())
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// An array of Postgres as text: what an array of arrays of different lengths is sent as.
fn array(values: &[i32]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("{{{}}}", values.join(","))
}
