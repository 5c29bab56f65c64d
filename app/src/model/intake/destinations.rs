//! Destinations: where enquiries are routed to, and who works there.
use contact::{enquiry::emails, told::Told};
use sqlx::types::Json;
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
                r#"select id, told as "told: Json<Told>" from destination where external_id = $1 for update"#,
                external_id
            );
            let row = row.fetch_one(&mut *transaction).await?;
            let mut told = row.told.0;
            let named = |told: &Told| ["name", "department"].map(|field| told.text(field).to_owned());
            let before = named(&told);
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
            let left = sqlx::query!(
                "delete from destination_staff where destination_id = $1 and email <> all($2)",
                row.id,
                &staff
            );
            let left = left.execute(&mut *transaction).await?.rows_affected();
            let came = sqlx::query!(
                "insert into destination_staff (destination_id, email)
                 select $1, email from unnest($2::text[]) as named (email) on conflict do nothing",
                row.id,
                &staff
            );
            let came = came.execute(&mut *transaction).await?.rows_affected();
            if left + came > 0 || named(&told) != before {
                events::record_enquiries_of(transaction, external_id).await?;
            }
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
