//! Messages of an enquiry, many at once. Each is told whole: of two that differ the later stays, of two of one time the
//! greater.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::report::{Judge, LONG, SHORT, Sent, erased, judged, read};
use crate::{
    error::Error,
    model::{Asker, events},
    who::Action,
    wire::intake::{Heard, HeardItem, Hearing, Message, OneOrMany, Sender},
};

/// Hears messages of an enquiry, which may not be known yet.
pub async fn messages(asker: &Asker, enquiry: &str, sent: OneOrMany) -> Result<Heard, Error> {
    judged(("enquiry", enquiry), Utc::now(), &(), &[])?;
    let sent: Vec<Sent<Message>> = read(sent, |message: &Message| {
        Judge::default()
            .id("external_id", &message.external_id)
            .time("at", message.at)
            .text("name", &message.name, SHORT)
            .text("text", &message.text, LONG)
            .done()
    })?;
    asker.reports(sent.len())?;
    asker
        .write(Action::Ingest, async |transaction| {
            hear(transaction, enquiry, sent).await
        })
        .await
}

async fn hear(
    transaction: &mut PgConnection,
    enquiry: &str,
    sent: Vec<Sent<Message>>,
) -> Result<Heard, Error> {
    let id = sqlx::query_scalar!(
        "insert into enquiry (id, external_id) values ($1, $2) on conflict do nothing returning id",
        Uuid::now_v7(),
        enquiry
    );
    id.fetch_optional(&mut *transaction).await?;
    // Whoever erases its contact waits until these are written, and takes them too.
    let there = sqlx::query!(
        "select id, erased from enquiry where external_id = $1 for share",
        enquiry
    );
    let there = there.fetch_one(&mut *transaction).await?;
    let mut latest: BTreeMap<&str, &Message> = BTreeMap::new();
    if !there.erased {
        for message in sent.iter().flatten() {
            let held = latest.entry(&message.external_id).or_insert(message);
            if order(message) > order(held) {
                *held = message;
            }
        }
    }
    let mut outcomes = write(transaction, there.id, latest.into_values().collect()).await?;
    let is_news = |outcome: &Hearing| matches!(outcome, Hearing::Created | Hearing::Updated);
    if outcomes.values().any(is_news) {
        events::record_enquiries(transaction, &[there.id]).await?;
    }
    let items = sent.iter().map(|message| match message {
        Err(refused) => refused.clone(),
        Ok(message) if there.erased => HeardItem::refused(&message.external_id, erased()),
        // Told twice in one request: once, and known.
        Ok(message) => {
            let outcome = outcomes.remove(&message.external_id);
            HeardItem::new(&message.external_id, outcome.unwrap_or(Hearing::Known))
        }
    });
    Ok(Heard {
        items: items.collect(),
    })
}

fn order(message: &Message) -> (DateTime<Utc>, &'static str, &str, &str) {
    (
        message.at,
        message.sender.as_str(),
        &message.name,
        &message.text,
    )
}

/// Writes messages with different ids, in their order so that no two requests wait for each other.
async fn write(
    transaction: &mut PgConnection,
    enquiry: Uuid,
    messages: Vec<&Message>,
) -> Result<BTreeMap<String, Hearing>, Error> {
    let text = |of: fn(&Message) -> &str| -> Vec<String> {
        messages
            .iter()
            .map(|message| of(message).to_owned())
            .collect()
    };
    let ids: Vec<Uuid> = messages.iter().map(|_| Uuid::now_v7()).collect();
    let times: Vec<DateTime<Utc>> = messages.iter().map(|message| message.at).collect();
    let outcomes = sqlx::query!(
        r#"with given as (
             select * from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
               as given (id, external_id, at, sender, name, text)
           ), before as (
             select held.external_id,
               (held.at, held.sender, held.name, held.text) = (given.at, given.sender, given.name, given.text) as same
             from given join enquiry_message as held on held.enquiry_id = $1 and held.external_id = given.external_id
           ), written as (
             insert into enquiry_message as held (id, enquiry_id, external_id, at, sender, name, text)
             select id, $1, external_id, at, sender, name, text from given
             on conflict (enquiry_id, external_id) do update
               set at = excluded.at, sender = excluded.sender, name = excluded.name, text = excluded.text
               where (excluded.at, excluded.sender collate "C", excluded.name collate "C", excluded.text collate "C")
                 > (held.at, held.sender collate "C", held.name collate "C", held.text collate "C")
             returning external_id, xmax = 0 as is_new
           )
           select given.external_id as "external_id!", written.is_new, coalesce(before.same, true) as "same!"
           from given left join written using (external_id) left join before using (external_id)"#,
        enquiry,
        &ids,
        &text(|message| &message.external_id),
        &times,
        &text(|message| message.sender.as_str()),
        &text(|message| &message.name),
        &text(|message| &message.text)
    );
    let outcomes = outcomes.fetch_all(transaction).await?;
    let outcomes = outcomes
        .into_iter()
        .map(|row| (row.external_id, Hearing::of_written(row.is_new, row.same)));
    Ok(outcomes.collect())
}

impl Sender {
    /// Reads it as it is stored.
    pub(in crate::model) fn parse(stored: &str) -> Self {
        stored.parse().unwrap_or(Self::System)
    }
}
