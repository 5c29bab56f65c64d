//! What requests under a key were answered, to be answered again: the same key, the same write, once.
use uuid::Uuid;

use super::{Database, keyed_request::KeyedRequest};
use crate::error::Error;

/// What is known of an earlier request under a key.
pub struct Earlier {
    pub request: Vec<u8>,
    pub answer: Option<KeptAnswer>,
}

/// What a request was answered. All but the status is sealed with the sender's token, which is not known here.
#[derive(Clone)]
pub struct KeptAnswer {
    pub status: u16,
    pub sealed: Vec<u8>,
    /// What the request and its answer name.
    pub named: Vec<Uuid>,
}

/// The ids that stand in a text.
pub fn named(text: &str) -> impl Iterator<Item = Uuid> + '_ {
    let starts = text.char_indices().map(|(at, _)| at);
    // An id has four hyphens; the first is its ninth letter.
    starts.filter_map(|at| {
        let word = text.get(at..at + 36)?;
        (word.as_bytes()[8] == b'-').then(|| word.parse().ok())?
    })
}

/// Looks up a key.
pub async fn find(database: &Database, owner: Uuid, key: &str) -> Result<Option<Earlier>, Error> {
    let row = sqlx::query!(
        "select request_hash, status, body from idempotency where owner_id = $1 and key = $2",
        owner,
        key,
    )
    .fetch_optional(&database.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let answer = match (row.status, row.body) {
        (Some(status), Some(sealed)) => Some(KeptAnswer {
            status: status.unsigned_abs(),
            sealed,
            named: Vec::new(),
        }),
        _ => None,
    };
    Ok(Some(Earlier {
        request: row.request_hash,
        answer,
    }))
}

/// Keeps what a request was answered.
pub async fn keep(
    database: &Database,
    keyed: &KeyedRequest,
    answer: KeptAnswer,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into idempotency (owner_id, key, request_hash, status, body, named) values ($1, $2, $3, $4, $5, $6)
         on conflict (owner_id, key) do update set status = excluded.status, body = excluded.body,
            named = excluded.named where idempotency.status is null",
        keyed.owner,
        keyed.key,
        keyed.request,
        i16::try_from(answer.status).unwrap_or_default(),
        answer.sealed,
        &answer.named,
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Forgets keys after a day.
pub async fn forget_old(database: &Database) -> Result<(), Error> {
    sqlx::query!("delete from idempotency where created_at < now() - interval '24 hours'")
        .execute(&database.pool)
        .await?;
    Ok(())
}
