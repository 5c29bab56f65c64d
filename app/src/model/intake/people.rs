//! Staff as the contact centre knows them: each field as it was seen last, what was written here stays until something
//! newer is told.
use contact::known_fields::{Novelty, Told};
use serde_json::{Map, Value};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::report::judged;
use crate::{
    error::Error,
    model::{Asker, security_log::DoneBy, staff},
    who::{Action, Role},
    wire::{
        intake::{HeardThing, Hearing, StaffReport},
        staff::{Staff, StaffChange, StaffDraft},
    },
};

/// The fields that somebody always has.
const NEVER_EMPTY: [&str; 5] = ["name", "role", "time_zone", "availability", "active"];

/// Hears the report of a member of staff, who has an account by it: one without a password, until they are given one.
pub async fn staff(asker: &Asker, email: &str, report: StaffReport) -> Result<HeardThing, Error> {
    let fields = judged(("email", email), report.event_at, &report, &NEVER_EMPTY)?;
    asker.reports(1)?;
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            hear(transaction, &by, email.trim(), report, fields).await
        })
        .await
}

async fn hear(
    transaction: &mut PgConnection,
    by: &DoneBy,
    email: &str,
    report: StaffReport,
    fields: Vec<(String, Value)>,
) -> Result<HeardThing, Error> {
    // Two reports of one person come one after the other, also while there is no row to lock.
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('staff ' || lower($1::text), 0))",
        email
    )
    .execute(&mut *transaction)
    .await?;
    staff::administrators::lock(transaction).await?;
    let known = sqlx::query!(
        r#"select id, told as "told: Json<Told>" from staff where lower(email) = lower($1) for update"#,
        email
    );
    let known = known.fetch_optional(&mut *transaction).await?;
    let (id, is_new, mut told) = match known {
        Some(row) => (row.id, false, row.told.0),
        None => (
            begin(transaction, by, email, &fields).await?,
            true,
            Told::default(),
        ),
    };
    let mut news = Novelty::Known;
    let mut change = Map::new();
    for (field, value) in fields {
        let heard = told.hear(report.event_at, [(field.clone(), value.clone())]);
        if heard == Novelty::New {
            // Only texts can be emptied.
            let value = if value.is_null() {
                Value::String(String::new())
            } else {
                value
            };
            change.insert(field, value);
        }
        news = match (news, heard) {
            (Novelty::New, _) | (_, Novelty::New) => Novelty::New,
            (Novelty::Older, _) | (_, Novelty::Older) => Novelty::Older,
            _ => Novelty::Known,
        };
    }
    let change: StaffChange = serde_json::from_value(change.into()).map_err(Error::broken)?;
    staff::update(transaction, by, id, change, None).await?;
    // It was seen when the report says, and not just now.
    sqlx::query!(
        "update staff set told = $2 where id = $1",
        id,
        Json(&told) as _
    )
    .execute(transaction)
    .await?;
    Ok(HeardThing {
        id,
        outcome: match is_new {
            true => Hearing::Created,
            false => news.into(),
        },
    })
}

/// Adds somebody of whom nothing but the address need be known.
async fn begin(
    transaction: &mut PgConnection,
    by: &DoneBy,
    email: &str,
    fields: &[(String, Value)],
) -> Result<Uuid, Error> {
    let told = |name: &str| fields.iter().find(|(field, _)| field == name);
    let name = told("name").and_then(|(_, name)| name.as_str());
    let role = told("role").and_then(|(_, role)| serde_json::from_value(role.clone()).ok());
    let draft = StaffDraft::new(name.unwrap_or(email), email, role.unwrap_or(Role::Agent));
    let new = Staff {
        id: Uuid::now_v7(),
        active: true,
        draft,
    };
    Ok(staff::insert(transaction, by, new, None).await?.id)
}
