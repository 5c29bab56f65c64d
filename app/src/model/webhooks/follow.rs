//! Deliveries are made of events by their place in all that happened. An endpoint goes on from its place in the same
//! transaction that keeps what it is told, so that nothing is passed over and nothing is told under two ids.
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{health::count_on, lease::ClaimedWebhook, row::kinds};
use crate::{
    error::Error,
    model::{
        Database, events,
        feed::{self, FeedEntry},
        security_log::{self, SecurityEvent, Subject},
    },
    wire::{events::EventKind, live::Position},
};

/// How many events are read at a time.
const PART: u16 = 1_000;

/// What an endpoint wants to be told.
pub(super) struct Wanted {
    types: Vec<EventKind>,
    pub(super) imports: bool,
}

impl Wanted {
    pub(super) fn new(types: &[String], imports: bool) -> Self {
        Self {
            types: kinds(types),
            imports,
        }
    }

    /// Whether this is told. Of an import others hear that it is over.
    pub(super) fn is_told(&self, entry: &FeedEntry) -> bool {
        let is_of_import = entry.import.is_some() && entry.kind != EventKind::ImportFinished;
        self.types.contains(&entry.kind) && (self.imports || !is_of_import)
    }
}

/// Makes deliveries of what happened next, and tells whether more did.
pub(super) async fn follow(database: &Database, claimed: &ClaimedWebhook) -> Result<bool, Error> {
    let endpoint = sqlx::query!(
        "select epoch, number, types, imports from webhook where id = $1 and lease = $2 and state = 'active'",
        claimed.id,
        claimed.lease
    );
    let Some(endpoint) = endpoint.fetch_optional(&database.pool).await? else {
        return Ok(false);
    };
    let from = Position {
        epoch: endpoint.epoch,
        number: endpoint.number,
    };
    let Some(part) = feed::after(database, from, PART, endpoint.imports).await? else {
        let now = events::now(database).await?;
        return skip(database, claimed.id, (from, now))
            .await
            .map(|()| false);
    };
    let wanted = Wanted::new(&endpoint.types, endpoint.imports);
    let told: Vec<FeedEntry> = part
        .entries
        .into_iter()
        .filter(|entry| wanted.is_told(entry))
        .collect();
    if part.position == from && told.is_empty() {
        return Ok(false);
    }
    database
        .write(async |transaction| {
            if !go_on(transaction, claimed.id, (from, part.position)).await? {
                return Ok(false);
            }
            if !told.is_empty() {
                count_on(transaction, claimed.id).await?;
            }
            keep(transaction, claimed.id, &told).await?;
            Ok(part.more)
        })
        .await
}

/// Goes on from a place, if it is still there; another server, or a hand, may have moved it.
async fn go_on(
    transaction: &mut PgConnection,
    webhook: Uuid,
    (from, to): (Position, Position),
) -> Result<bool, Error> {
    let moved = sqlx::query!(
        "update webhook set epoch = $4, number = $5 where id = $1 and epoch = $2 and number = $3 and state = 'active'",
        webhook,
        from.epoch,
        from.number,
        to.epoch,
        to.number
    );
    Ok(moved.execute(transaction).await?.rows_affected() == 1)
}

/// Goes on from now, because what came before is not kept any more, and says so where Administrators read it.
async fn skip(
    database: &Database,
    webhook: Uuid,
    (from, now): (Position, Position),
) -> Result<(), Error> {
    tracing::warn!(%webhook, %from, "a webhook missed what is not kept any more, and goes on from now");
    database
        .write(async |transaction| {
            if go_on(transaction, webhook, (from, now)).await? {
                let subject = Subject {
                    id: webhook,
                    name: &webhook.to_string(),
                };
                let detail = format!("{from} → {now}");
                security_log::record_own(
                    transaction,
                    SecurityEvent::WebhookSkipped,
                    subject,
                    &detail,
                )
                .await?;
            }
            Ok(())
        })
        .await
}

/// Keeps what is to be told, and tells how much of it was not kept before.
pub(super) async fn keep(
    transaction: &mut PgConnection,
    webhook: Uuid,
    entries: &[FeedEntry],
) -> Result<u64, Error> {
    let mut kept = 0;
    for entries in entries.chunks(PART.into()) {
        let ids: Vec<Uuid> = entries.iter().map(|_| Uuid::now_v7()).collect();
        let epochs: Vec<i32> = entries.iter().map(|entry| entry.position.epoch).collect();
        let numbers: Vec<i64> = entries.iter().map(|entry| entry.position.number).collect();
        let words = entries.iter().map(|entry| entry.kind.as_str().to_owned());
        let words: Vec<String> = words.collect();
        let subjects: Vec<Uuid> = entries.iter().map(|entry| entry.subject).collect();
        let lanes = entries
            .iter()
            .map(|entry| entry.contact.unwrap_or(entry.subject));
        let lanes: Vec<Uuid> = lanes.collect();
        let at: Vec<DateTime<Utc>> = entries.iter().map(|entry| entry.at).collect();
        let whole: Vec<Json<&FeedEntry>> = entries.iter().map(Json).collect();
        let written = sqlx::query!(
            "insert into webhook_delivery (id, webhook_id, epoch, number, kind, subject, lane, entry, happened_at)
             select told.id, $1, told.epoch, told.number, told.kind, told.subject, told.lane, told.entry, told.at
             from unnest($2::uuid[], $3::integer[], $4::bigint[], $5::text[], $6::uuid[], $7::uuid[], $8::jsonb[],
               $9::timestamptz[]) as told (id, epoch, number, kind, subject, lane, entry, at)
             on conflict (webhook_id, epoch, number, kind, subject) do nothing",
            webhook,
            &ids,
            &epochs,
            &numbers,
            &words,
            &subjects,
            &lanes,
            &whole as _,
            &at
        );
        kept += written.execute(&mut *transaction).await?.rows_affected();
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use uuid::Uuid;

    use super::Wanted;
    use crate::{
        model::feed::FeedEntry,
        wire::{events::EventKind, live::Position},
    };

    #[test]
    fn an_import_is_told_one_by_one_only_to_whoever_asked_for_it() {
        let entry = |kind: EventKind, import: bool| FeedEntry {
            position: Position {
                epoch: 1,
                number: 1,
            },
            kind,
            at: Utc::now(),
            subject: Uuid::nil(),
            contact: None,
            import: import.then(Uuid::now_v7),
            changed: Vec::new(),
            actor: String::new(),
            source: String::new(),
        };
        let words = ["contact.created", "import.finished"].map(str::to_owned);
        let told =
            |imports, kind, import| Wanted::new(&words, imports).is_told(&entry(kind, import));
        assert!(told(false, EventKind::ContactCreated, false));
        assert!(!told(false, EventKind::ContactCreated, true));
        assert!(told(true, EventKind::ContactCreated, true));
        assert!(told(false, EventKind::ImportFinished, true));
        assert!(!told(true, EventKind::ContactUpdated, false));
    }
}
