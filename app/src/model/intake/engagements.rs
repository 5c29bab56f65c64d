//! Calls and text messages from staff: told field by field, and joined with what was pressed here.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contact::{ContactId, enquiry::number, known_fields::Told, obstacle::Obstacle};
use sqlx::{Executor, PgConnection, types::Json};
use uuid::Uuid;

use super::{
    owners::{self, Claim, Owner},
    report::{Judge, Sent, TRIES, read},
    told_fields::fields,
};
use crate::{
    error::Error,
    model::Asker,
    who::Action,
    wire::intake::{EngagementReport, Heard, HeardItem, Hearing, OneOrMany},
};

/// A call or a message as it stands in the table.
struct EngagementRow {
    id: Uuid,
    told: Json<Told>,
    contact_id: Option<Uuid>,
    /// When Call or SMS was pressed here for it, if it was.
    pressed_at: Option<DateTime<Utc>>,
}

/// Hears calls and text messages, whosever they are.
pub async fn engagements(asker: &Asker, sent: OneOrMany) -> Result<Heard, Error> {
    let sent: Vec<Sent<EngagementReport>> = read(sent, |report: &EngagementReport| {
        Judge::default()
            .id("external_id", &report.external_id)
            .time("event_at", report.event_at)
            .fields(&fields(report), &["kind", "at"])
            .done()
    })?;
    asker.reports(sent.len())?;
    asker
        .write(Action::Ingest, async |transaction| {
            hear(transaction, &sent).await
        })
        .await
}

async fn hear(
    transaction: &mut PgConnection,
    sent: &[Sent<EngagementReport>],
) -> Result<Heard, Error> {
    // In the order of their ids, so that no two requests wait for each other; of one id in the order in which they came.
    let mut reports: BTreeMap<&str, Vec<&EngagementReport>> = BTreeMap::new();
    for report in sent.iter().flatten() {
        reports.entry(&report.external_id).or_default().push(report);
    }
    let reports: Vec<Vec<&EngagementReport>> = reports.into_values().collect();
    for _ in 0..TRIES {
        let mut before = Vec::with_capacity(reports.len());
        for reports in &reports {
            let row = look(transaction, reports[0]).await?;
            before.push(claim(row.as_ref(), reports));
        }
        transaction.execute("savepoint looked").await?;
        let owners = owners::find(transaction, &before).await?;
        let mut outcomes = Outcomes::default();
        let mut is_as_before = true;
        for ((reports, before), owner) in reports.iter().zip(&before).zip(&owners) {
            if let Some(problem) = &owner.refused {
                for report in reports {
                    outcomes.push(HeardItem::refused(&report.external_id, problem.clone()));
                }
                continue;
            }
            let is_new = begin(transaction, reports[0]).await?;
            let row = lock(transaction, reports[0]).await?;
            is_as_before &= claim(Some(&row), reports) == *before;
            write(transaction, (row, is_new), reports, owner, &mut outcomes).await?;
        }
        if is_as_before {
            return Ok(outcomes.told(sent));
        }
        transaction.execute("rollback to savepoint looked").await?;
    }
    Err(Obstacle::BeingWritten.into())
}

/// What became of reports, by their ids.
#[derive(Default)]
struct Outcomes(BTreeMap<String, std::collections::VecDeque<HeardItem>>);

impl Outcomes {
    fn push(&mut self, item: HeardItem) {
        let items = self.0.entry(item.external_id.clone()).or_default();
        items.push_back(item);
    }

    /// In the order in which the reports were sent.
    fn told(mut self, sent: &[Sent<EngagementReport>]) -> Heard {
        let items = sent.iter().map(|report| match report {
            Err(refused) => refused.clone(),
            Ok(report) => {
                let items = self.0.get_mut(&report.external_id);
                let item = items.and_then(std::collections::VecDeque::pop_front);
                item.unwrap_or_else(|| HeardItem::new(&report.external_id, Hearing::Known))
            }
        });
        Heard {
            items: items.collect(),
        }
    }
}

/// What is known once these reports are heard.
fn known(row: Option<&EngagementRow>, reports: &[&EngagementReport]) -> Told {
    let mut told = row.map(|row| row.told.0.clone()).unwrap_or_default();
    for report in reports {
        told.hear(report.event_at, fields(report));
    }
    told
}

/// Whose it is by these reports. As long as they say the same of that as before, it stays with the contact that it was
/// found for: another one who gets the same number since takes no call away.
fn claim(row: Option<&EngagementRow>, reports: &[&EngagementReport]) -> Claim {
    let claim = said(&known(row, reports));
    let row = row.filter(|row| said(&row.told.0) == claim);
    let found = row.and_then(|row| row.contact_id).map(ContactId);
    Claim {
        contact: claim.contact.or(found),
        ..claim
    }
}

/// What is said of whose it is.
fn said(told: &Told) -> Claim {
    let contact = told.get("contact").and_then(|id| id.as_str()?.parse().ok());
    Claim {
        enquiry: told
            .get("enquiry")
            .and_then(|name| name.as_str())
            .map(str::to_owned),
        contact: contact.map(ContactId),
        number: number(told.text("number")),
    }
}

async fn look(
    transaction: &mut PgConnection,
    report: &EngagementReport,
) -> Result<Option<EngagementRow>, Error> {
    let row = sqlx::query_as!(
        EngagementRow,
        r#"select id, told as "told: Json<Told>", contact_id, pressed_at from engagement where external_id = $1"#,
        report.external_id
    );
    Ok(row.fetch_optional(transaction).await?)
}

/// Makes the row where there is none; tells whether it did.
async fn begin(transaction: &mut PgConnection, report: &EngagementReport) -> Result<bool, Error> {
    let made = sqlx::query!(
        "insert into engagement (id, external_id) values ($1, $2) on conflict (external_id) do nothing",
        Uuid::now_v7(),
        report.external_id
    );
    Ok(made.execute(transaction).await?.rows_affected() == 1)
}

async fn lock(
    transaction: &mut PgConnection,
    report: &EngagementReport,
) -> Result<EngagementRow, Error> {
    let row = sqlx::query_as!(
        EngagementRow,
        r#"select id, told as "told: Json<Told>", contact_id, pressed_at from engagement
           where external_id = $1 for update"#,
        report.external_id
    );
    Ok(row.fetch_one(transaction).await?)
}

/// Writes one call or message.
async fn write(
    transaction: &mut PgConnection,
    (row, is_new): (EngagementRow, bool),
    reports: &[&EngagementReport],
    owner: &Owner,
    outcomes: &mut Outcomes,
) -> Result<(), Error> {
    let id = &reports[0].external_id;
    let mut told = row.told.0;
    for (place, report) in reports.iter().enumerate() {
        let news = told.hear(report.event_at, fields(report));
        outcomes.push(match (is_new, place) {
            (true, 0) => HeardItem::new(id, Hearing::Created),
            _ => HeardItem::new(id, news.into()),
        });
    }
    let email = told.text("staff").to_lowercase();
    let at = told.time("at");
    let number = number(told.text("number")).unwrap_or_else(|| told.text("number").to_owned());
    let kind = told.get("kind").and_then(|kind| kind.as_str());
    let known = kind.zip(at);
    let pressed = match (row.pressed_at, known) {
        (None, Some(known)) => pressed(transaction, (&email, &number), known).await?,
        _ => None,
    };
    let contact = owner
        .contact
        .or(pressed.and_then(|pressed| pressed.contact_id));
    sqlx::query!(
        "update engagement set told = $2, contact_id = $3, enquiry_id = $4, kind = $5, number = $6,
                actor = $7, at = $8, seconds = $9, text = $10, pressed_at = $11
         where id = $1",
        row.id,
        Json(&told) as _,
        contact.filter(|_| known.is_some()),
        owner.enquiry,
        known.map(|(kind, _)| kind),
        number,
        email,
        known.map(|(_, at)| at),
        told.get("seconds")
            .and_then(|seconds| i32::try_from(seconds.as_u64()?).ok()),
        told.text("text"),
        row.pressed_at.or(pressed.map(|pressed| pressed.at))
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// What somebody began by pressing Call or SMS here.
#[derive(Clone, Copy)]
struct Pressed {
    contact_id: Option<Uuid>,
    at: DateTime<Utc>,
}

/// Takes away the entry that somebody made by pressing Call or SMS here, which this report completes; tells whose it was,
/// and when.
async fn pressed(
    transaction: &mut PgConnection,
    (email, number): (&str, &str),
    (kind, at): (&str, DateTime<Utc>),
) -> Result<Option<Pressed>, Error> {
    let pressed = sqlx::query_as!(
        Pressed,
        r#"delete from engagement where id = (
             select engagement.id from engagement join staff on staff.id = engagement.staff
             where external_id is null and lower(email) = $1 and number = $2 and kind = $3
               and at between $4::timestamptz - interval '2 minutes' and $4::timestamptz + interval '2 minutes'
             order by abs(extract(epoch from at - $4::timestamptz)) limit 1 for update of engagement skip locked)
           returning contact_id, at as "at!""#,
        email,
        number,
        kind,
        at
    );
    Ok(pressed.fetch_optional(transaction).await?)
}
