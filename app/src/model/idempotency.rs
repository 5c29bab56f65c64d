//! The same key, the same write, once. The key is claimed inside the transaction that it stands for, so that a retry
//! after a lost reply or an unknown commit finds either both or neither.
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::Store;
use crate::error::Error;

/// The request that a `Store` writes for.
#[derive(Debug)]
pub struct Once {
    pub owner: Uuid,
    pub key: String,
    /// A hash of method, address and body, keyed with the sender's token.
    pub request: Vec<u8>,
    /// This try at it.
    attempt: Uuid,
    claimed: AtomicBool,
}

/// What is known of an earlier request under a key.
pub struct Earlier {
    pub request: Vec<u8>,
    pub answer: Option<Answer>,
}

/// What a request was answered. All but the status is sealed with the sender's token, which is not known here.
#[derive(Clone)]
pub struct Answer {
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

impl Once {
    /// A request under a key.
    pub fn new(owner: Uuid, key: String, request: Vec<u8>) -> Self {
        Self {
            owner,
            key,
            request,
            attempt: Uuid::now_v7(),
            claimed: AtomicBool::new(false),
        }
    }

    /// Takes the key inside the first transaction of its request; waits for, and then refuses, a second taker.
    pub(super) async fn claim(&self, transaction: &mut PgConnection) -> Result<(), Error> {
        if self.is_claimed() {
            return Ok(());
        }
        let taken = sqlx::query!(
            "insert into idempotency (owner_id, key, request_hash, attempt) values ($1, $2, $3, $4)
             on conflict do nothing",
            self.owner,
            self.key,
            self.request,
            self.attempt,
        );
        match taken.execute(transaction).await?.rows_affected() {
            1 => Ok(()),
            _ => Err(Error::Conflict(
                "A request with this Idempotency-Key was already carried out.".to_owned(),
            )),
        }
    }

    /// Whether the transaction with the key was committed, where nobody answered its commit. Taking the key anew waits
    /// for a commit that is still going on, and finds either its row or that it never will be.
    pub(super) async fn was_committed(&self, pool: &PgPool) -> Result<bool, Error> {
        let mut again = pool.begin().await?;
        match self.claim(&mut again).await {
            Ok(()) => Ok(false),
            Err(Error::Conflict(_)) => {
                let attempt = sqlx::query_scalar!(
                    "select attempt from idempotency where owner_id = $1 and key = $2",
                    self.owner,
                    self.key,
                );
                Ok(attempt.fetch_one(&mut *again).await? == Some(self.attempt))
            }
            Err(error) => Err(error),
        }
    }

    /// Remembers that the transaction was committed, so that a second one of the same request may follow.
    pub(super) fn claimed(&self) {
        self.claimed.store(true, Ordering::Release);
    }

    /// Whether a transaction of the request was committed before.
    pub(super) fn is_claimed(&self) -> bool {
        self.claimed.load(Ordering::Acquire)
    }
}

/// Looks up a key.
pub async fn find(store: &Store, owner: Uuid, key: &str) -> Result<Option<Earlier>, Error> {
    let row = sqlx::query!(
        "select request_hash, status, body from idempotency where owner_id = $1 and key = $2",
        owner,
        key,
    )
    .fetch_optional(&store.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let answer = match (row.status, row.body) {
        (Some(status), Some(sealed)) => Some(Answer {
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
pub async fn keep(store: &Store, once: &Once, answer: Answer) -> Result<(), Error> {
    sqlx::query!(
        "insert into idempotency (owner_id, key, request_hash, status, body, named) values ($1, $2, $3, $4, $5, $6)
         on conflict (owner_id, key) do update set status = excluded.status, body = excluded.body,
            named = excluded.named where idempotency.status is null",
        once.owner,
        once.key,
        once.request,
        i16::try_from(answer.status).unwrap_or_default(),
        answer.sealed,
        &answer.named,
    )
    .execute(&store.pool)
    .await?;
    Ok(())
}

/// Forgets keys after a day.
pub async fn forget_old(store: &Store) -> Result<(), Error> {
    sqlx::query!("delete from idempotency where created_at < now() - interval '24 hours'")
        .execute(&store.pool)
        .await?;
    Ok(())
}
