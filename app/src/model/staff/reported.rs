//! What the contact centre reported of somebody, by their email address.
use sqlx::PgConnection;

use crate::error::Error;

/// Takes along what was reported of an address that an account changes.
pub(super) async fn rename(
    transaction: &mut PgConnection,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let [old, new] = [old, new].map(|email| email.trim().to_lowercase());
    for statement in [
        "insert into enquiry_staff (enquiry_id, email, place, status, opened_at, channel, destination)
         select enquiry_id, $2, place, status, opened_at, channel, destination from enquiry_staff where email = $1 on conflict do nothing",
        "insert into destination_staff (destination_id, email)
         select destination_id, $2 from destination_staff where email = $1 on conflict do nothing",
        "update engagement set actor = $2 where actor = $1 and staff is null",
    ] {
        sqlx::query(statement)
            .bind(&old)
            .bind(&new)
            .execute(&mut *transaction)
            .await?;
    }
    for statement in [
        "delete from enquiry_staff where email = $1",
        "delete from destination_staff where email = $1",
    ] {
        sqlx::query(statement)
            .bind(&old)
            .execute(&mut *transaction)
            .await?;
    }
    Ok(())
}
