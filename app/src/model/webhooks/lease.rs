//! Which server works on an endpoint. A lease lasts five seconds and is renewed every one and a half; one that ends later than
//! any could is from before the clock was put back, and counts as ended. Whoever holds it sends to the endpoint, and so what
//! is told of a contact is told in order, however many servers there are.
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use crate::{error::Error, model::Database};

/// How often a lease is renewed.
const RENEWED: Duration = Duration::from_millis(1_500);
/// How long after it was renewed nothing more is sent by it, and what is on its way is cut off: it ends a second later.
const SURE: Duration = Duration::from_secs(4);

/// An endpoint that was taken to be worked on.
#[derive(Debug)]
pub struct ClaimedWebhook {
    pub id: Uuid,
    pub(super) lease: Uuid,
    /// Since when it is ours for sure.
    held: Instant,
}

impl ClaimedWebhook {
    /// Whether nobody else can have taken it.
    pub(super) fn is_sure(&self) -> bool {
        Instant::now() < self.sure_until()
    }

    /// Until when nobody else can have taken it, unless it is renewed before.
    pub(super) fn sure_until(&self) -> Instant {
        self.held + SURE
    }

    /// When it is to be renewed.
    pub(super) fn renewal(&self) -> Instant {
        self.held + RENEWED
    }

    /// Renews it, if it is time; tells whether it is still ours.
    pub(super) async fn renew(&mut self, database: &Database) -> Result<bool, Error> {
        let now = Instant::now();
        if now < self.renewal() {
            return Ok(true);
        }
        let renewed = sqlx::query!(
            "update webhook set leased_until = now() + interval '5 seconds'
             where id = $1 and lease = $2 and state = 'active'",
            self.id,
            self.lease
        );
        let is_ours = renewed.execute(&database.pool).await?.rows_affected() == 1;
        if is_ours {
            self.held = now;
        }
        Ok(is_ours)
    }
}

/// Takes an endpoint for which there is something to do and that nobody works on, but for some; that which was worked on
/// longest ago. Where there is none, nothing is written. Something of a contact is due where the first is that waits; where more
/// than a thousand stand behind such that are not, whoever takes it finds out, so that one endpoint costs the others little.
pub async fn claim(database: &Database, but: &[Uuid]) -> Result<Option<ClaimedWebhook>, Error> {
    let (held, lease) = (Instant::now(), Uuid::now_v7());
    let id = sqlx::query_scalar!(
        "update webhook set lease = $1, leased_until = now() + interval '5 seconds'
         where id = (
           select webhook.id from webhook
           where webhook.state = 'active' and webhook.id <> all($2)
             and (webhook.leased_until between now() and now() + interval '10 seconds') is not true
             and (webhook.rest_until between now() and now() + interval '10 minutes') is not true
             and (
               webhook.epoch <> (select max(event_epoch.epoch) from event_epoch)
               or webhook.number < (select max(change.number) from change)
               or webhook.number < (select max(event.number) from event)
               or exists (
                 select from (
                   select delivery.epoch, delivery.number, delivery.lane from webhook_delivery as delivery
                   where delivery.webhook_id = webhook.id and delivery.state = 'waiting' and delivery.next_at <= now()
                   order by delivery.epoch, delivery.number limit 1000) as due
                 where (
                   select true from webhook_delivery as before
                   where before.webhook_id = webhook.id and before.state = 'waiting' and before.lane = due.lane
                     and (before.epoch, before.number) < (due.epoch, due.number)
                   limit 1) is null)
               or exists (
                 select from webhook_delivery as delivery
                 where delivery.webhook_id = webhook.id and delivery.state = 'waiting' and delivery.next_at <= now()
                 order by delivery.epoch, delivery.number offset 1000 limit 1))
           order by webhook.leased_until nulls first limit 1 for update skip locked)
         returning id",
        lease,
        but
    );
    let id = id.fetch_optional(&database.pool).await?;
    Ok(id.map(|id| ClaimedWebhook { id, lease, held }))
}

/// Lets another server go on at once.
pub(super) async fn release(database: &Database, claimed: &ClaimedWebhook) -> Result<(), Error> {
    sqlx::query!(
        "update webhook set lease = null, leased_until = now() - interval '1 second' where id = $1 and lease = $2",
        claimed.id,
        claimed.lease
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}
