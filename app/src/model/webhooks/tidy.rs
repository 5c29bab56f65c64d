//! Forgetting what became of deliveries long ago.
use crate::{error::Error, model::Database};

/// For how many days a delivery is kept that does not wait, and how many of an endpoint at most.
const DAYS: i32 = 30;
const KEPT: i64 = 200_000;
/// How many are forgotten by one statement.
const BATCH: i64 = 10_000;

/// Forgets deliveries that are over: those of long ago, and more than are kept; and what was answered about whoever is erased.
pub async fn forget_old(database: &Database) -> Result<(), Error> {
    // An attempt that was noted while its contact was being erased may have kept its answer: neither saw the other.
    sqlx::query!(
        "with held as (
           select id from webhook_delivery
           where answer <> '' and kind <> 'contact.erased'
             and lane in (select contact_id from erasure where at > now() - make_interval(days => $1))
           order by id for update)
         update webhook_delivery as delivery set answer = '' from held where delivery.id = held.id",
        DAYS
    )
    .execute(&database.heavy)
    .await?;
    let all = sqlx::query_scalar!("select id from webhook order by id");
    for id in all.fetch_all(&database.heavy).await? {
        loop {
            let gone = sqlx::query!(
                "with held as (
                   select old.id from webhook_delivery as old
                   where old.webhook_id = $1 and old.state <> 'waiting'
                     and (
                       old.created_at < now() - make_interval(days => $2)
                       or old.id <= (
                         select kept.id from webhook_delivery as kept where kept.webhook_id = $1
                         order by kept.id desc offset $3 limit 1))
                   order by old.id limit $4 for update)
                 delete from webhook_delivery as delivery using held where delivery.id = held.id",
                id,
                DAYS,
                KEPT,
                BATCH
            );
            if gone.execute(&database.heavy).await?.rows_affected() == 0 {
                break;
            }
        }
    }
    Ok(())
}
