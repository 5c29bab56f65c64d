//! The links by which the holder of an account sets its password. What stands in one is told once, to whoever has it made,
//! and kept only as SHA-256: with 256 random bits nothing slower is needed.
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Database, sessions::key::Key},
    wire::roster::{LinkHolder, LinkPurpose},
};

/// For how many days a link opens.
const DAYS: i32 = 7;

/// Makes a link for an account, which is locked, in place of the one that it had: what stands in it, and until when it opens.
pub(super) async fn make(
    transaction: &mut PgConnection,
    staff: Uuid,
    purpose: LinkPurpose,
) -> Result<(String, DateTime<Utc>), Error> {
    let Key(secret) = Key::new();
    let expires_at = sqlx::query_scalar!(
        "insert into account_link (staff_id, secret_hash, purpose, expires_at)
         values ($1, $2, $3, now() + make_interval(days => $4))
         on conflict (staff_id) do update
         set secret_hash = excluded.secret_hash, purpose = excluded.purpose, made_at = now(),
             expires_at = excluded.expires_at
         returning expires_at",
        staff,
        hash(&secret),
        purpose.as_str(),
        DAYS,
    )
    .fetch_one(transaction)
    .await?;
    Ok((secret, expires_at))
}

/// Ends the link of an account, if it has one.
pub(super) async fn end(transaction: &mut PgConnection, staff: Uuid) -> Result<(), Error> {
    sqlx::query!("delete from account_link where staff_id = $1", staff)
        .execute(transaction)
        .await?;
    Ok(())
}

/// Uses the link of an account, which is locked, up; nothing where this one opens it no more. Of two who use it at once the
/// second finds it gone.
pub(super) async fn spend(
    transaction: &mut PgConnection,
    staff: Uuid,
    secret: &str,
) -> Result<Option<LinkPurpose>, Error> {
    let spent = sqlx::query_scalar!(
        "delete from account_link where staff_id = $1 and secret_hash = $2 and expires_at > now() returning purpose",
        staff,
        hash(secret),
    )
    .fetch_optional(transaction)
    .await?;
    spent
        .map(|purpose| purpose.parse().map_err(Error::broken))
        .transpose()
}

/// The account that a link still opens, and what its page says of it.
pub async fn opened(
    database: &Database,
    secret: &str,
) -> Result<Option<(Uuid, LinkHolder)>, Error> {
    let row = sqlx::query!(
        "select staff.id, name, email, purpose from account_link join staff on staff.id = staff_id
         where secret_hash = $1 and expires_at > now() and active",
        hash(secret),
    )
    .fetch_optional(&database.pool)
    .await?;
    row.map(|row| {
        let holder = LinkHolder {
            name: row.name,
            email: row.email,
            purpose: row.purpose.parse().map_err(Error::broken)?,
        };
        Ok((row.id, holder))
    })
    .transpose()
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
