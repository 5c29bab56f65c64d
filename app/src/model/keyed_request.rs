//! A request under a key is carried out at most once. The key is claimed inside the transaction that it stands for, so
//! that a retry after a lost reply or an unknown commit finds either both or neither.
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::error::Error;

/// The request that an `Asker` writes for.
#[derive(Debug)]
pub struct KeyedRequest {
    pub owner: Uuid,
    pub key: String,
    /// A hash of method, address and body, keyed with the sender's token.
    pub request: Vec<u8>,
    /// This try at it.
    attempt: Uuid,
    claimed: AtomicBool,
}

impl KeyedRequest {
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
