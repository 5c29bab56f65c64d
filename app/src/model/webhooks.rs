//! Webhooks: the endpoints of programs that are told what happens. Deliveries follow the events by position (`follow.rs`), and
//! are sent by whichever server holds an endpoint's lease, contact by contact in order (`deliver.rs`).
mod back_off;
mod challenge;
mod deliver;
mod due;
mod follow;
mod health;
mod history;
mod lease;
mod moment;
pub mod outgoing;
mod row;
mod secrets;
mod tidy;

use contact::obstacle::Obstacle;
use sqlx::PgConnection;
use uuid::Uuid;

pub use self::{
    deliver::{LOOK, deliver},
    history::{deliveries, replay},
    lease::{ClaimedWebhook, claim},
    tidy::forget_old,
};
use self::{
    outgoing::Outgoing,
    row::{WebhookRow, hold, host},
};
use super::{
    Asker, events,
    security_log::{self, DoneBy, SecurityEvent, Subject},
    work,
};
use crate::{
    error::{Error, FieldProblem},
    who::Action,
    wire::{
        events::EventKind,
        webhooks::{Webhook, WebhookChange, WebhookDraft, WebhookSecret, WebhookState},
    },
};

/// The most endpoints of an installation.
const MOST: i64 = 100;

/// Lists all endpoints, the oldest first.
pub async fn list(asker: &Asker) -> Result<Vec<Webhook>, Error> {
    let database = asker.read(Action::ManageWebhooks)?;
    let rows = sqlx::query_as!(
        WebhookRow,
        r#"select id, url, description, types, imports, state, secret, old_secret_until, failing_since, created_at,
             (select count(*) from webhook_delivery where webhook_id = webhook.id and state = 'waiting') as "waiting!"
           from webhook order by id limit $1"#,
        MOST
    );
    let rows = rows.fetch_all(&database.pool).await?.into_iter();
    rows.map(|row| row.webhook(&asker.shared.sealing)).collect()
}

/// Reads one.
pub async fn get(asker: &Asker, id: Uuid) -> Result<Webhook, Error> {
    let database = asker.read(Action::ManageWebhooks)?;
    let row = sqlx::query_as!(
        WebhookRow,
        r#"select id, url, description, types, imports, state, secret, old_secret_until, failing_since, created_at,
             (select count(*) from webhook_delivery where webhook_id = webhook.id and state = 'waiting') as "waiting!"
           from webhook where id = $1"#,
        id
    );
    let row = row
        .fetch_optional(&database.pool)
        .await?
        .ok_or(Error::NotFound)?;
    row.webhook(&asker.shared.sealing)
}

/// Registers an endpoint whose address answers the challenge, and gives its secret away, this once. It is told what happens
/// from now on.
pub async fn register(asker: &Asker, draft: WebhookDraft) -> Result<WebhookSecret, Error> {
    let database = asker.read(Action::ManageWebhooks)?;
    let types = words(&draft.types)?;
    let outgoing = outgoing(asker)?;
    let url = challenge::address(outgoing, &draft.url)?;
    challenge::challenge(outgoing, &url).await?;
    let now = events::now(database).await?;
    let id = Uuid::now_v7();
    let (secret, sealed) = secrets::make(&asker.shared.sealing, id)?;
    let description = draft.description.trim();
    asker
        .write(Action::ManageWebhooks, async |transaction| {
            // One at a time, so that two cannot go past the limit together. The table is not locked for it: whoever works on
            // an endpoint renews the lease there.
            sqlx::query!("select pg_advisory_xact_lock(hashtextextended('webhooks', 0))")
                .execute(&mut *transaction)
                .await?;
            let count = sqlx::query_scalar!(r#"select count(*) as "count!" from webhook"#);
            if count.fetch_one(&mut *transaction).await? >= MOST {
                return Err(Obstacle::TooManyWebhooks.into());
            }
            sqlx::query!(
                "insert into webhook (id, url, description, types, imports, secret, epoch, number)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
                id,
                url,
                description,
                &types,
                draft.imports,
                sealed,
                now.epoch,
                now.number
            )
            .execute(&mut *transaction)
            .await?;
            let detail = types.join(", ");
            record(
                transaction,
                asker,
                SecurityEvent::WebhookRegistered,
                (id, &url),
                &detail,
            )
            .await?;
            work::wake(transaction, work::WEBHOOKS).await
        })
        .await?;
    Ok(WebhookSecret { id, secret })
}

/// Changes an endpoint. Another address is challenged like a new one, and so is one that was disabled.
pub async fn change(asker: &Asker, id: Uuid, change: WebhookChange) -> Result<Webhook, Error> {
    let before = get(asker, id).await?;
    let types = change.types.as_deref().map(words).transpose()?;
    let is_back = change.active == Some(true) && is_disabled(&before);
    let url = match &change.url {
        Some(url) => Some(challenge::address(outgoing(asker)?, url)?),
        None => None,
    };
    let url = url.filter(|url| *url != before.url);
    if is_back || url.is_some() {
        let url = url.as_deref().unwrap_or(&before.url);
        challenge::challenge(outgoing(asker)?, url).await?;
    }
    let after = asker
        .write(Action::ManageWebhooks, async |transaction| {
            let held = hold(transaction, id).await?.webhook(&asker.shared.sealing)?;
            // What was not challenged is not let go on, whatever happened to it meanwhile.
            if change.active == Some(true) && is_disabled(&held) && !is_back {
                return Err(Error::Conflict(
                    "The webhook was disabled meanwhile. Look at it and try again.".to_owned(),
                ));
            }
            sqlx::query!(
                "update webhook set url = coalesce($2, url), types = coalesce($3, types), imports = coalesce($4, imports),
                   description = coalesce($5, description)
                 where id = $1",
                id,
                url.as_deref(),
                types.as_deref(),
                change.imports,
                change.description.as_deref().map(str::trim)
            )
            .execute(&mut *transaction)
            .await?;
            match change.active {
                Some(true) if held.state != WebhookState::Active => {
                    go_on(transaction, id).await?;
                }
                // One that is disabled stays so, and Administrators go on seeing why.
                Some(false) if !is_disabled(&held) => pause(transaction, id).await?,
                // An address that has just answered has not failed yet.
                Some(true) | None if url.is_some() && held.state == WebhookState::Active => {
                    go_on(transaction, id).await?;
                }
                Some(_) | None => {}
            }
            let detail = changed(&change, url.is_some());
            let url = url.as_deref().unwrap_or(&held.url);
            record(transaction, asker, SecurityEvent::WebhookChanged, (id, url), &detail).await?;
            work::wake(transaction, work::WEBHOOKS).await?;
            hold(transaction, id).await
        })
        .await?;
    after.webhook(&asker.shared.sealing)
}

/// Deletes an endpoint and all that was to be told to it.
pub async fn delete(asker: &Asker, id: Uuid) -> Result<(), Error> {
    asker
        .write(Action::ManageWebhooks, async |transaction| {
            let url = hold(transaction, id).await?.url;
            may_take_long(transaction).await?;
            // Before the endpoint, since the database deletes them with it in an order of its own.
            sqlx::query!(
                "with held as (select id from webhook_delivery where webhook_id = $1 order by id for update)
                 delete from webhook_delivery as delivery using held where delivery.id = held.id",
                id
            )
            .execute(&mut *transaction)
            .await?;
            sqlx::query!("delete from webhook where id = $1", id)
                .execute(&mut *transaction)
                .await?;
            record(
                transaction,
                asker,
                SecurityEvent::WebhookDeleted,
                (id, &url),
                "",
            )
            .await
        })
        .await
}

/// Makes a new secret and gives it away, this once. The one before signs along for a day.
pub async fn renew_secret(asker: &Asker, id: Uuid) -> Result<WebhookSecret, Error> {
    let (secret, sealed) = secrets::make(&asker.shared.sealing, id)?;
    asker
        .write(Action::ManageWebhooks, async |transaction| {
            let renewed = sqlx::query!(
                r#"update webhook set old_secret = secret, old_secret_until = now() + interval '1 day', secret = $2
                   where id = $1 returning url, state = 'active' as "is_active!""#,
                id,
                sealed
            );
            let renewed = renewed.fetch_optional(&mut *transaction).await?.ok_or(Error::NotFound)?;
            // What was not signed by it has not failed yet. An endpoint that is told nothing now begins so when it is let go on.
            if renewed.is_active {
                go_on(transaction, id).await?;
            }
            let about = (id, renewed.url.as_str());
            record(transaction, asker, SecurityEvent::WebhookSecretRenewed, about, "").await?;
            work::wake(transaction, work::WEBHOOKS).await
        })
        .await?;
    Ok(WebhookSecret { id, secret })
}

/// The endpoints that were disabled since an Administrator looked.
pub async fn disabled_unseen(asker: &Asker) -> Result<Vec<Webhook>, Error> {
    let database = asker.read(Action::ManageWebhooks)?;
    let rows = sqlx::query_as!(
        WebhookRow,
        r#"select id, url, description, types, imports, state, secret, old_secret_until, failing_since, created_at,
             (select count(*) from webhook_delivery where webhook_id = webhook.id and state = 'waiting') as "waiting!"
           from webhook where state in ('gone', 'failed') and not seen order by id"#
    );
    let rows = rows.fetch_all(&database.pool).await?.into_iter();
    rows.map(|row| row.webhook(&asker.shared.sealing)).collect()
}

/// An Administrator has looked at them.
pub async fn seen(asker: &Asker) -> Result<(), Error> {
    asker
        .write(Action::ManageWebhooks, async |transaction| {
            sqlx::query!("update webhook set seen = true where not seen")
                .execute(transaction)
                .await?;
            Ok(())
        })
        .await
}

/// Lets an endpoint go on behind what it was told last.
async fn go_on(transaction: &mut PgConnection, id: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update webhook set state = 'active', seen = true, failing_since = null, failures = 0, rest_until = null
         where id = $1",
        id
    )
    .execute(&mut *transaction)
    .await?;
    wait_anew(transaction, id).await
}

/// Lets what waits be tried at once, and for three days from then on. Most of what waits for an endpoint that was down was
/// never tried, and stays as it is, however much that is: its three days begin with its first attempt anyway.
async fn wait_anew(transaction: &mut PgConnection, id: Uuid) -> Result<(), Error> {
    may_take_long(transaction).await?;
    sqlx::query!(
        "with held as (
           select id from webhook_delivery
           where webhook_id = $1 and state = 'waiting' and (attempts > 0 or next_at > now())
           order by id for update)
         update webhook_delivery as delivery set attempts = 0, waiting_since = now(), next_at = now()
         from held where delivery.id = held.id",
        id
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Lets this transaction take longer than others may: it goes through all deliveries of an endpoint.
async fn may_take_long(transaction: &mut PgConnection) -> Result<(), Error> {
    sqlx::query!("set local statement_timeout = '60s'")
        .execute(transaction)
        .await?;
    Ok(())
}

async fn pause(transaction: &mut PgConnection, id: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update webhook set state = 'paused', lease = null where id = $1",
        id
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn record(
    transaction: &mut PgConnection,
    asker: &Asker,
    event: SecurityEvent,
    (id, url): (Uuid, &str),
    detail: &str,
) -> Result<(), Error> {
    let name = host(url);
    let subject = Subject { id, name: &name };
    security_log::record(transaction, &DoneBy::of(asker), event, subject, detail).await
}

/// What was changed, by its names.
fn changed(change: &WebhookChange, address: bool) -> String {
    let active = change
        .active
        .map(|active| if active { "active" } else { "paused" });
    let names = [
        address.then_some("url"),
        change.types.is_some().then_some("types"),
        change.imports.is_some().then_some("imports"),
        change.description.is_some().then_some("description"),
        active,
    ];
    names.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn is_disabled(webhook: &Webhook) -> bool {
    matches!(webhook.state, WebhookState::Gone | WebhookState::Failed)
}

/// The kinds as they are stored: some, each once.
fn words(kinds: &[EventKind]) -> Result<Vec<String>, Error> {
    if kinds.is_empty() {
        let known: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let known = known.join(", ");
        let sentences = [
            format!("Types: choose one or more of {known}."),
            format!("類型：請從 {known} 中選擇一項或多項。"),
            format!("类型：请从 {known} 中选择一项或多项。"),
        ];
        return Err(Error::Invalid(vec![FieldProblem::said(
            "types", "types", sentences,
        )]));
    }
    let chosen = EventKind::ALL.iter().filter(|kind| kinds.contains(kind));
    Ok(chosen.map(|kind| kind.as_str().to_owned()).collect())
}

/// Whoever posts for this server. The command line posts nothing.
fn outgoing(asker: &Asker) -> Result<&dyn Outgoing, Error> {
    let outgoing = asker.shared.outgoing.as_deref();
    outgoing.ok_or_else(|| {
        Error::Refused(
            "Webhooks are registered at a server that runs. Use its pages or its API.".to_owned(),
        )
    })
}
