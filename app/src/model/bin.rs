//! The bin: deleted contacts can be restored until their time is over; then they are erased.
mod erase;
pub(super) mod person;

use chrono::{DateTime, TimeDelta, Utc};
use contact::{
    ContactId,
    query::{COUNTED, LIMIT, LONGEST_PAGE, Total},
    search::plain,
};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Asker, contacts::fate, cursor, listing},
    who::Action,
    wire::bin::{Bin, BinQuery, Deleted},
};

pub use erase::{erase, erase_expired};

/// Lists the bin, what was deleted last first.
pub async fn list(asker: &Asker, ask: BinQuery) -> Result<Bin, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let limit = ask.limit.unwrap_or(LIMIT);
    if !(1..=LONGEST_PAGE).contains(&limit) {
        return Err(Error::Refused(format!(
            "limit: \"{limit}\" must be a number from 1 to {LONGEST_PAGE}."
        )));
    }
    let (at, id) = match &ask.cursor {
        Some(cursor) => cursor::read(cursor)?,
        None => (DateTime::<Utc>::MAX_UTC, Uuid::max()),
    };
    let found: Vec<String> = plain(&ask.search)
        .iter()
        .map(|piece| listing::anywhere(piece))
        .collect();
    let mut connection = database.lists.acquire().await?;
    let total = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
               select from contact
               where deleted_at is not null and merged_into is null and not taken_back and search like all($1) limit $2
           ) as counted"#,
        &found,
        i64::from(COUNTED) + 1
    );
    let total = total
        .fetch_one(&mut *connection)
        .await
        .map_err(listing::too_slow)?;
    let rows = sqlx::query!(
        r#"select id, first_name, last_name, company, deleted_at as "deleted_at!",
               coalesce(
                   (select coalesce(staff.name, change.actor)
                    from change left join staff on staff.id = change.staff
                    where change.contact_id = contact.id and change.action = 'Deleted'
                    order by change.number desc limit 1), '') as "deleted_by!"
           from contact
           where deleted_at is not null and merged_into is null and not taken_back
             and (deleted_at, id) < ($1, $2) and search like all($3)
           order by deleted_at desc, id desc limit $4"#,
        at,
        id,
        &found,
        i64::from(limit) + 1
    );
    let mut rows = rows
        .fetch_all(&mut *connection)
        .await
        .map_err(listing::too_slow)?;
    let more = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let days_kept = asker.shared.installation.now().bin_days;
    let (now, kept) = (Utc::now(), TimeDelta::days(days_kept.into()));
    let items: Vec<Deleted> = rows
        .into_iter()
        .map(|row| Deleted {
            id: ContactId(row.id),
            first_name: row.first_name,
            last_name: row.last_name,
            company: row.company,
            deleted_at: row.deleted_at,
            deleted_by: row.deleted_by,
            days_left: days(row.deleted_at + kept - now),
        })
        .collect();
    let last = items.last().filter(|_| more);
    let next_cursor = last.map(|last| cursor::write(last.deleted_at, last.id.0));
    Ok(Bin {
        items,
        total: Total::of(total),
        next_cursor,
    })
}

/// Days, a begun one counted whole.
fn days(left: TimeDelta) -> u16 {
    let minutes = left.num_minutes().max(0).unsigned_abs();
    u16::try_from(minutes.div_ceil(60 * 24)).unwrap_or(u16::MAX)
}

/// Takes contacts out of the bin; those that are not in it are passed over. Tells how many came back.
pub async fn restore(asker: &Asker, ids: Vec<ContactId>) -> Result<u32, Error> {
    if ids.len() > LONGEST_PAGE.into() {
        return Err(Error::Refused(format!(
            "Restore at most {LONGEST_PAGE} contacts at a time."
        )));
    }
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    asker
        .write(Action::WriteContacts, async |transaction| {
            let ids = fate::lock_deleted(transaction, &ids).await?;
            fate::restore(transaction, &asker.author(), &ids).await?;
            Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
        })
        .await
}
