//! How an endpoint fares: it is let rest while nothing is answered well, and disabled when it says that it is gone or has
//! failed for five days. Administrators are told of that until they look.
use chrono::Utc;
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
    /// Reads it, if it is still ours.
    pub(super) async fn read(
        database: &Database,
        key: &SealingKey,
        claimed: &ClaimedWebhook,
    ) -> Result<Option<Self>, Error> {
        let row = sqlx::query!(
            "select url, secret, old_secret, old_secret_until, failing_since from webhook
             where id = $1 and lease = $2 and state = 'active'",
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

/// Notes that nothing was delivered of what was tried, and lets the endpoint rest.
pub(super) async fn failed(database: &Database, webhook: Uuid) -> Result<(), Error> {
    let failing = sqlx::query!(
        r#"update webhook set failing_since = coalesce(failing_since, now()), failures = failures + 1
           where id = $1 and state = 'active' returning failures, failing_since as "failing_since!""#,
        webhook
    );
    let Some(failing) = failing.fetch_optional(&database.pool).await? else {
        return Ok(());
    };
    let (now, since) = (Utc::now(), failing.failing_since);
    if now - since > FAILING {
        return disable(database, webhook, WebhookState::Failed).await;
    }
    if now - since > TRIED {
        give_up_old(database, webhook).await?;
    }
    let until = now + rest(failing.failures, rand::random());
    sqlx::query!(
        "update webhook set rest_until = $2 where id = $1",
        webhook,
        until
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Tells an endpoint nothing more.
pub(super) async fn disable(
    database: &Database,
    webhook: Uuid,
    state: WebhookState,
) -> Result<(), Error> {
    let word: &'static str = state.into();
    database
        .write(async |transaction| {
            let disabled = sqlx::query_scalar!(
                "update webhook set state = $2, seen = false, lease = null where id = $1 and state = 'active'
                 returning url",
                webhook,
                word
            );
            let Some(url) = disabled.fetch_optional(&mut *transaction).await? else {
                return Ok(());
            };
            let subject = Subject {
                id: webhook,
                name: &host(&url),
            };
            security_log::record_own(transaction, SecurityEvent::WebhookDisabled, subject, word)
                .await
        })
        .await
}
