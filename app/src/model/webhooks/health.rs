//! How an endpoint fares: it is let rest while nothing is answered well, and disabled when it says that it is gone or has
//! failed for five days. Administrators are told of that until they look.
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    back_off::{FAILING, TRIED, rest},
    due::give_up_old,
    lease::ClaimedWebhook,
    row::host,
    secrets,
};
use crate::{
    error::Error,
    model::{
        Database,
        sealed::SealingKey,
        security_log::{self, SecurityEvent, Subject},
    },
    wire::webhooks::WebhookState,
};

/// What is needed to send to an endpoint.
pub(super) struct Endpoint {
    pub(super) url: String,
    /// Nothing was answered well since then: it is only asked whether it is back.
    pub(super) is_failing: bool,
    /// What signs; nothing where it cannot be read.
    pub(super) secrets: Option<Vec<Vec<u8>>>,
}

impl Endpoint {
    /// Reads it, if it is still ours, and by the clock of the database too.
    pub(super) async fn read(
        database: &Database,
        key: &SealingKey,
        claimed: &ClaimedWebhook,
    ) -> Result<Option<Self>, Error> {
        let row = sqlx::query!(
            "select url, secret, old_secret, old_secret_until, failing_since from webhook
             where id = $1 and lease = $2 and state = 'active'
               and leased_until between now() and now() + interval '10 seconds'",
            claimed.id,
            claimed.lease
        );
        let Some(row) = row.fetch_optional(&database.pool).await? else {
            return Ok(None);
        };
        let before = row.old_secret.as_deref().zip(row.old_secret_until);
        Ok(Some(Self {
            url: row.url,
            is_failing: row.failing_since.is_some(),
            secrets: secrets::signing(key, claimed.id, &row.secret, before),
        }))
    }
}

/// Notes that something was delivered after nothing had been for a while.
pub(super) async fn recovered(database: &Database, webhook: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update webhook set failing_since = null, failures = 0, rest_until = null where id = $1",
        webhook
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Notes that nothing was delivered of what was tried at this address, and lets the endpoint rest.
pub(super) async fn failed(
    database: &Database,
    claimed: &ClaimedWebhook,
    url: &str,
) -> Result<(), Error> {
    let failing = sqlx::query!(
        r#"update webhook set failing_since = coalesce(failing_since, now()), failures = failures + 1
           where id = $1 and lease = $2 and url = $3 and state = 'active'
           returning failures, failing_since as "failing_since!", now() as "now!""#,
        claimed.id,
        claimed.lease,
        url
    );
    let Some(failing) = failing.fetch_optional(&database.pool).await? else {
        return Ok(());
    };
    let (now, since) = (failing.now, failing.failing_since);
    if now - since > FAILING {
        return disable(database, claimed, url, WebhookState::Failed).await;
    }
    if now - since > TRIED {
        give_up_old(database, claimed.id).await?;
    }
    let until = now + rest(failing.failures, rand::random());
    sqlx::query!(
        "update webhook set rest_until = $2 where id = $1",
        claimed.id,
        until
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Leaves out of the time for which an endpoint fails how long nothing waited for it: it was asked nothing since it had rested
/// from its last attempt. Called in the transaction that lets something wait again, before it does.
pub(super) async fn count_on(transaction: &mut PgConnection, webhook: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update webhook set failing_since = failing_since + (now() - rest_until), rest_until = now()
         where id = $1 and failing_since is not null and rest_until < now()
           and not exists (select from webhook_delivery where webhook_id = $1 and state = 'waiting')",
        webhook
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Tells an endpoint nothing more, unless it has moved from this address meanwhile: who answers there has not failed.
pub(super) async fn disable(
    database: &Database,
    claimed: &ClaimedWebhook,
    url: &str,
    state: WebhookState,
) -> Result<(), Error> {
    let word: &'static str = state.into();
    database
        .write(async |transaction| {
            let disabled = sqlx::query_scalar!(
                "update webhook set state = $2, seen = false, lease = null
                 where id = $1 and lease = $3 and url = $4 and state = 'active'
                 returning id",
                claimed.id,
                word,
                claimed.lease,
                url
            );
            let disabled = disabled.fetch_optional(&mut *transaction).await?;
            if disabled.is_none() {
                return Ok(());
            }
            let subject = Subject {
                id: claimed.id,
                name: &host(url),
            };
            security_log::record_own(transaction, SecurityEvent::WebhookDisabled, subject, word)
                .await
        })
        .await
}
