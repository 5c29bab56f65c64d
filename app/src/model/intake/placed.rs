//! Who works at which destination, as an Administrator writes it. The staff of a destination are one field of it, of which
//! what was said last counts: an Administrator's word stands over all reports of what was seen before it, and the next
//! report of what was seen later says anew who works there.
use chrono::{DateTime, TimeDelta, Utc};
use contact::known_fields::Told;
use serde_json::json;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::destinations::DestinationChange;
use crate::{
    error::Error,
    model::{
        Asker,
        security_log::{self, DoneBy, SecurityEvent, Subject},
    },
    who::Action,
    wire::roster::DestinationName,
};

/// The field of a destination that names its staff.
const STAFF: &str = "staff";

/// A destination, which is locked.
struct LockedDestination {
    id: Uuid,
    external_id: String,
    department: String,
    told: Json<Told>,
}

/// Lists the destinations that are known, by name; at most 1,000.
pub async fn destinations(asker: &Asker) -> Result<Vec<DestinationName>, Error> {
    let database = asker.read(Action::ManageStaff)?;
    let rows = sqlx::query_as!(
        DestinationName,
        "select id, external_id, name from destination order by lower(name), external_id limit 1000"
    );
    Ok(rows.fetch_all(&database.pool).await?)
}

/// Lets a member of staff work at these destinations, and at no others.
pub async fn place(asker: &Asker, staff: Uuid, wanted: Vec<Uuid>) -> Result<(), Error> {
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            let row = sqlx::query!(
                r#"select email, lower(email) as "known_by!" from staff where id = $1 for update"#,
                staff
            );
            let row = row.fetch_one(&mut *transaction).await?;
            // In one order, so that two who write this do not wait for each other.
            let locked = sqlx::query_as!(
                LockedDestination,
                r#"select id, external_id, department, told as "told: Json<Told>" from destination
                   where id = any($1) or id in (select destination_id from destination_staff where email = $2)
                   order by id for update"#,
                &wanted,
                row.known_by
            );
            let locked = locked.fetch_all(&mut *transaction).await?;
            let is_there = |id: &Uuid| locked.iter().any(|destination| destination.id == *id);
            if !wanted.iter().all(is_there) {
                return Err(Error::NotFound);
            }
            let mut moves = Vec::new();
            for destination in locked {
                let works_there = wanted.contains(&destination.id);
                let sign = if works_there { '+' } else { '-' };
                let name = format!("{sign}{}", destination.external_id);
                if write(transaction, destination, &row.known_by, works_there).await? {
                    moves.push(name);
                }
            }
            if moves.is_empty() {
                return Ok(());
            }
            let subject = Subject {
                id: staff,
                name: &row.email,
            };
            let (event, detail) = (SecurityEvent::AccountChanged, moves.join(", "));
            let detail = format!("destinations: {detail}");
            security_log::record(transaction, &by, event, subject, &detail).await
        })
        .await
}

/// Writes whether somebody works at a destination; false where it is so already.
async fn write(
    transaction: &mut PgConnection,
    destination: LockedDestination,
    email: &str,
    works_there: bool,
) -> Result<bool, Error> {
    let LockedDestination {
        id,
        external_id,
        department,
        told: Json(mut told),
    } = destination;
    let mut staff = sqlx::query_scalar!(
        "select email from destination_staff where destination_id = $1 order by email",
        id
    )
    .fetch_all(&mut *transaction)
    .await?;
    if staff.iter().any(|known| known == email) == works_there {
        return Ok(false);
    }
    staff.retain(|known| known != email);
    let moved = vec![email.to_owned()];
    let (removed, added) = if works_there {
        staff.extend(moved.clone());
        sqlx::query!(
            "insert into destination_staff (destination_id, email) values ($1, $2)",
            id,
            email
        )
        .execute(&mut *transaction)
        .await?;
        (Vec::new(), moved)
    } else {
        sqlx::query!(
            "delete from destination_staff where destination_id = $1 and email = $2",
            id,
            email
        )
        .execute(&mut *transaction)
        .await?;
        (moved, Vec::new())
    };
    let at = after(told.seen_at(STAFF));
    told.hear(at, [(STAFF.to_owned(), json!(staff))]);
    sqlx::query!(
        "update destination set told = $2 where id = $1",
        id,
        Json(&told) as _
    )
    .execute(&mut *transaction)
    .await?;
    let change = DestinationChange {
        departments: [department.as_str(); 2],
        removed,
        added,
    };
    change.record(transaction, (id, &external_id)).await?;
    Ok(true)
}

/// Just now; or, where the clock of the contact centre is ahead of ours, right after what it saw last.
fn after(seen: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let now = Utc::now();
    seen.map_or(now, |seen| now.max(seen + TimeDelta::milliseconds(1)))
}
