//! Calls and messages that wait for the one contact who has their number.
use uuid::Uuid;

use super::owners::{self, Claim};
use crate::{error::Error, model::Database};

/// Gives calls and messages that wait to the one contact that has their number by now. Tells how many.
pub async fn join_waiting(database: &Database) -> Result<usize, Error> {
    database
        .write(async |transaction| {
            // Those whose number several contacts share stay out of it: nothing here can join them, and they would stand
            // before those that it can.
            let waiting = sqlx::query!(
                "select id, number from engagement
                 where contact_id is null and kind is not null and at > now() - interval '30 days'
                   and (
                     select count(distinct contact.id)
                     from contact_phone join contact on contact.id = contact_phone.contact_id
                     where contact_phone.number = engagement.number and deleted_at is null) = 1
                 order by id limit 500"
            );
            let waiting = waiting.fetch_all(&mut *transaction).await?;
            let claims: Vec<Claim> = waiting
                .iter()
                .map(|waiting| Claim {
                    number: Some(waiting.number.clone()),
                    ..Claim::default()
                })
                .collect();
            let owners = owners::find(transaction, &claims).await?;
            let (ids, contacts): (Vec<Uuid>, Vec<Uuid>) = waiting
                .iter()
                .zip(owners)
                .filter_map(|(waiting, owner)| Some((waiting.id, owner.contact?)))
                .unzip();
            let joined = sqlx::query!(
                "update engagement set contact_id = owner.contact_id
                 from unnest($1::uuid[], $2::uuid[]) as owner (id, contact_id)
                 where engagement.id = owner.id and engagement.contact_id is null",
                &ids,
                &contacts
            );
            let joined = joined.execute(transaction).await?.rows_affected();
            Ok(usize::try_from(joined).unwrap_or(usize::MAX))
        })
        .await
}
