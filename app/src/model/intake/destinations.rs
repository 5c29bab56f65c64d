//! Destinations: where enquiries are routed to, and who works there.
use contact::{enquiry::emails, known_fields::Told};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::report::judged;
use crate::{
    error::Error,
    model::{Asker, events},
    who::Action,
    wire::intake::{DestinationReport, HeardThing, Hearing},
};

/// Hears the report of a destination.
pub async fn destination(
    asker: &Asker,
    external_id: &str,
    report: DestinationReport,
) -> Result<HeardThing, Error> {
    let fields = judged(("external_id", external_id), report.event_at, &report, &[])?;
    asker.reports(1)?;
    asker
        .write(Action::Ingest, async |transaction| {
            let made = sqlx::query!(
                "insert into destination (id, external_id) values ($1, $2) on conflict do nothing",
                Uuid::now_v7(),
                external_id
            );
            let is_new = made.execute(&mut *transaction).await?.rows_affected() == 1;
            let row = sqlx::query!(
                r#"select id, department, told as "told: Json<Told>" from destination where external_id = $1 for update"#,
                external_id
            );
            let row = row.fetch_one(&mut *transaction).await?;
            let mut told = row.told.0;
            let news = told.hear(report.event_at, fields);
            sqlx::query!(
                "update destination set told = $2, name = $3, department = $4 where id = $1",
                row.id,
                Json(&told) as _,
                told.text("name"),
                told.text("department")
            )
            .execute(&mut *transaction)
            .await?;
            let staff = emails(told.get("staff"));
            let removed = sqlx::query_scalar!(
                "delete from destination_staff where destination_id = $1 and email <> all($2) returning email",
                row.id,
                &staff
            );
            let removed = removed.fetch_all(&mut *transaction).await?;
            let added = sqlx::query_scalar!(
                "insert into destination_staff (destination_id, email)
                 select $1, email from unnest($2::text[]) as named (email) on conflict do nothing returning email",
                row.id,
                &staff
            );
            let added = added.fetch_all(&mut *transaction).await?;
            let change = DestinationChange {
                departments: [&row.department, told.text("department")],
                removed,
                added,
            };
            change.record(transaction, (row.id, external_id)).await?;
            Ok(HeardThing {
                id: row.id,
                outcome: match is_new {
                    true => Hearing::Created,
                    false => news.into(),
                },
            })
        })
        .await
}

/// What was changed of those who work at a destination, by a report or by an Administrator.
pub(super) struct DestinationChange<'r> {
    /// Its department before and now.
    pub departments: [&'r str; 2],
    /// Email addresses.
    pub removed: Vec<String>,
    pub added: Vec<String>,
}

impl DestinationChange<'_> {
    /// Records who stands to its enquiries in another way than before, and to which of these some may stand no longer.
    pub async fn record(
        self,
        transaction: &mut PgConnection,
        (id, external_id): (Uuid, &str),
    ) -> Result<(), Error> {
        let [before, now] = self.departments;
        let is_left = !self.removed.is_empty() || before != now;
        if !is_left && self.added.is_empty() {
            return Ok(());
        }
        let emails = [self.removed, self.added].concat();
        let staff = sqlx::query_scalar!(
            "select id from staff
             where active and (lower(email) = any($1)
               or role = 'supervisor' and btrim(department) <> '' and lower(btrim($2::text)) <> lower(btrim($3::text))
                 and lower(btrim(department)) in (lower(btrim($2::text)), lower(btrim($3::text))))",
            &emails,
            before,
            now
        );
        let staff = staff.fetch_all(&mut *transaction).await?;
        if is_left && !staff.is_empty() {
            // Before those whom it concerns: a reader who breaks off on the way hears of these again.
            events::record_left_destination(transaction, (id, external_id)).await?;
        }
        events::record_staff(transaction, &staff, Some(id)).await
    }
}
