//! What the contact centre reported of somebody, by their email address, and what was written here since.
use chrono::Utc;
use contact::known_fields::Told;
use sqlx::{PgConnection, types::Json};

use crate::{error::Error, model::intake::told_fields::fields, wire::staff::Staff};

/// Notes that what has changed of an account, which is locked, was written just now: whatever the contact centre saw
/// before is older.
pub(super) async fn outdate(
    transaction: &mut PgConnection,
    before: &Staff,
    after: &Staff,
) -> Result<(), Error> {
    let known = fields(before);
    let changed = fields(after).into_iter();
    let changed: Vec<_> = changed.filter(|field| !known.contains(field)).collect();
    let mut told = sqlx::query_scalar!(
        r#"select told as "told: Json<Told>" from staff where id = $1"#,
        after.id
    )
    .fetch_one(&mut *transaction)
    .await?;
    told.hear(Utc::now(), changed);
    sqlx::query!(
        "update staff set told = $2 where id = $1",
        after.id,
        told as _
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Takes along what was reported of an address that an account changes.
pub(super) async fn rename(
    transaction: &mut PgConnection,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let [old, new] = [old, new].map(|email| email.trim().to_lowercase());
    for statement in [
        "insert into enquiry_staff (enquiry_id, email, place, status, opened_at, channel, destination, could_edit)
         select enquiry_id, $2, place, status, opened_at, channel, destination, could_edit from enquiry_staff
         where email = $1 on conflict do nothing",
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
