//! What became of deliveries, and sending them once more: under the same id where they are known, and made from what happened
//! where they are not.
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    follow::{Wanted, keep},
    health::count_on,
    moment,
    row::hold,
};
use crate::{
    error::{Error, FieldProblem},
    model::{
        Asker, Database, cursor,
        feed::{self, FeedEntry},
        work,
    },
    who::Action,
    wire::{
        events::EventKind,
        live::Position,
        webhooks::{
            DeliveryAttempt, DeliveryPage, DeliveryQuery, DeliveryState, Replay, WebhookDelivery,
        },
    },
};

/// How many deliveries stand on a page, unless something else is asked for, and at most.
const PAGE: u16 = 50;
const LONGEST_PAGE: u16 = 500;
/// How many days back deliveries are made anew, and are kept.
pub(super) const DAYS: i64 = 30;
/// How many are sent again by one request.
const MOST: usize = 50_000;
/// How many events are read at a time.
const PART: u16 = 1_000;

/// Reads deliveries of an endpoint, the newest first.
pub async fn deliveries(
    asker: &Asker,
    id: Uuid,
    query: DeliveryQuery,
) -> Result<DeliveryPage, Error> {
    let database = asker.read(Action::ManageWebhooks)?;
    let is_there = sqlx::query_scalar!(
        r#"select exists (select from webhook where id = $1) as "there!""#,
        id
    );
    if !is_there.fetch_one(&database.lists).await? {
        return Err(Error::NotFound);
    }
    let before = query.cursor.as_deref().map(cursor::read).transpose()?;
    let before = before.map(|(_, id)| id);
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LONGEST_PAGE);
    let state: Option<&'static str> = query.state.map(Into::into);
    let rows = sqlx::query_as!(
        DeliveryRow,
        "select id, kind, epoch, number, subject, state, attempts, next_at, tried_at, status, answer, milliseconds, created_at
         from webhook_delivery
         where webhook_id = $1 and ($2::text is null or state = $2) and ($3::uuid is null or id < $3)
         order by id desc limit $4",
        id,
        state,
        before,
        i64::from(limit) + 1
    );
    let mut rows = rows.fetch_all(&database.lists).await?;
    let total = sqlx::query_scalar!(
        r#"select count(*) as "count!" from webhook_delivery where webhook_id = $1 and ($2::text is null or state = $2)"#,
        id,
        state
    );
    let total = total.fetch_one(&database.lists).await?.unsigned_abs();
    let is_cut = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let last = rows.last().filter(|_| is_cut);
    let next_cursor = last.map(|last| cursor::write(last.created_at, last.id));
    let items: Result<_, Error> = rows.into_iter().map(DeliveryRow::delivery).collect();
    Ok(DeliveryPage {
        items: items?,
        total,
        next_cursor,
    })
}

/// A delivery as the database holds it.
struct DeliveryRow {
    id: Uuid,
    kind: String,
    epoch: i32,
    number: i64,
    subject: Uuid,
    state: String,
    attempts: i32,
    next_at: DateTime<Utc>,
    tried_at: Option<DateTime<Utc>>,
    status: Option<i32>,
    answer: String,
    milliseconds: Option<i32>,
    created_at: DateTime<Utc>,
}

impl DeliveryRow {
    fn delivery(self) -> Result<WebhookDelivery, Error> {
        let unknown =
            |word: &str| Error::broken(format!("\"{word}\" is none of a delivery's words"));
        let state: DeliveryState = self.state.parse().map_err(|_| unknown(&self.state))?;
        let kind: EventKind = self.kind.parse().map_err(|_| unknown(&self.kind))?;
        let attempt = self.tried_at.map(|at| DeliveryAttempt {
            at,
            status: self.status.and_then(|status| u16::try_from(status).ok()),
            answer: self.answer,
            milliseconds: self.milliseconds.unwrap_or_default().unsigned_abs(),
        });
        Ok(WebhookDelivery {
            id: self.id,
            r#type: kind,
            position: Position {
                epoch: self.epoch,
                number: self.number,
            },
            subject: self.subject,
            state,
            attempts: self.attempts.unsigned_abs(),
            next_at: (state == DeliveryState::Waiting).then_some(self.next_at),
            attempt,
            created_at: self.created_at,
        })
    }
}

/// Sends one delivery once more, or all that happened from a time on; tells how many.
pub async fn replay(asker: &Asker, id: Uuid, replay: Replay) -> Result<u64, Error> {
    match replay {
        Replay::Delivery(delivery) => replay_one(asker, id, delivery).await,
        Replay::Since(since) => replay_since(asker, id, since).await,
    }
}

async fn replay_one(asker: &Asker, id: Uuid, delivery: Uuid) -> Result<u64, Error> {
    asker
        .write(Action::ManageWebhooks, async |transaction| {
            // Locked before its deliveries, as everybody does.
            count_on(transaction, id).await?;
            rest_no_longer(transaction, id).await?;
            let again = sqlx::query!(
                "update webhook_delivery set state = 'waiting', attempts = 0, waiting_since = now(), next_at = now()
                 where id = $2 and webhook_id = $1",
                id,
                delivery
            );
            if again.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Err(Error::NotFound);
            }
            work::wake(transaction, work::WEBHOOKS).await?;
            Ok(1)
        })
        .await
}

async fn replay_since(asker: &Asker, id: Uuid, since: DateTime<Utc>) -> Result<u64, Error> {
    let database = asker.read(Action::ManageWebhooks)?;
    let now = Utc::now();
    if since > now || since < now - TimeDelta::days(DAYS) {
        return Err(Error::Invalid(vec![too_far(since)]));
    }
    let endpoint = sqlx::query!(
        "select types, imports, epoch, number from webhook where id = $1",
        id
    );
    let endpoint = endpoint
        .fetch_optional(&database.pool)
        .await?
        .ok_or(Error::NotFound)?;
    let wanted = Wanted::new(&endpoint.types, endpoint.imports);
    let to = Position {
        epoch: endpoint.epoch,
        number: endpoint.number,
    };
    let told = told(database, &wanted, (since, to)).await?;
    asker
        .write(Action::ManageWebhooks, async |transaction| {
            hold(transaction, id).await?;
            count_on(transaction, id).await?;
            let made = keep(transaction, id, &told).await?;
            let again = again(transaction, id, since).await?;
            rest_no_longer(transaction, id).await?;
            work::wake(transaction, work::WEBHOOKS).await?;
            Ok(made + again)
        })
        .await
}

/// What an endpoint wants of what happened between a time and the place up to which it was told.
async fn told(
    database: &Database,
    wanted: &Wanted,
    (since, to): (DateTime<Utc>, Position),
) -> Result<Vec<FeedEntry>, Error> {
    let mut told = Vec::new();
    let mut from = moment::position(database, since).await?;
    while from < to {
        // What is not kept any more was forgotten meanwhile; the rest can be sent by asking again.
        let Some(part) = feed::after(database, from, PART, wanted.imports).await? else {
            break;
        };
        let entries = part
            .entries
            .into_iter()
            .filter(|entry| entry.at >= since && entry.position <= to && wanted.is_told(entry));
        told.extend(entries);
        if told.len() > MOST {
            return Err(Error::Invalid(vec![too_many(since)]));
        }
        if !part.more || part.position <= from {
            break;
        }
        from = part.position;
    }
    Ok(told)
}

/// Lets go again what was delivered or given up of what happened from a time on, and at once what waits for another attempt. What
/// was never tried is sent anyway. Where it is too much, no more than that is locked to find it out.
async fn again(
    transaction: &mut PgConnection,
    id: Uuid,
    since: DateTime<Utc>,
) -> Result<u64, Error> {
    let again = sqlx::query!(
        "with held as (
           select id from webhook_delivery
           where webhook_id = $1 and happened_at >= $2 and created_at < now()
             and (state <> 'waiting' or attempts > 0 or next_at > now())
           order by id limit $3 for update)
         update webhook_delivery as delivery set state = 'waiting', attempts = 0, waiting_since = now(), next_at = now()
         from held where delivery.id = held.id",
        id,
        since,
        MOST as i64 + 1
    );
    let again = again.execute(transaction).await?.rows_affected();
    match again > MOST as u64 {
        true => Err(Error::Invalid(vec![too_many(since)])),
        false => Ok(again),
    }
}

/// Lets an endpoint that fails be tried at once: whoever sends something again has mended it.
async fn rest_no_longer(transaction: &mut PgConnection, id: Uuid) -> Result<(), Error> {
    sqlx::query!("update webhook set rest_until = null where id = $1", id)
        .execute(transaction)
        .await?;
    Ok(())
}

fn too_far(since: DateTime<Utc>) -> FieldProblem {
    let sentences = [
        format!("Since: {since} is not within the last {DAYS} days. Choose a later time."),
        format!("起始時間：{since} 不在最近 {DAYS} 天內。請選擇較晚的時間。"),
        format!("起始时间：{since} 不在最近 {DAYS} 天内。请选择较晚的时间。"),
    ];
    FieldProblem::said("since", "since", sentences)
}

fn too_many(since: DateTime<Utc>) -> FieldProblem {
    let sentences = [
        format!("Since: more than {MOST} things have happened since {since}. Choose a later time."),
        format!("起始時間：自 {since} 起發生的事超過 {MOST} 件。請選擇較晚的時間。"),
        format!("起始时间：自 {since} 起发生的事超过 {MOST} 件。请选择较晚的时间。"),
    ];
    FieldProblem::said("since", "since", sentences)
}
