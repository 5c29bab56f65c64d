//! The bin: deleted contacts can be restored until their time is over. Erasing one takes everything that is known about
//! the person, also in the contacts that were merged into it; of the change log the entries stay without their values.
use chrono::{DateTime, TimeDelta, Utc};
use contact::{
    ContactId,
    query::{COUNTED, LIMIT, LONGEST_PAGE, Total},
    search::plain,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    api::bin::{Ask, Bin, Deleted},
    error::Error,
    model::{
        Store,
        changes::{self, Deed},
        listing,
    },
    session::{Action, Who},
};

/// How many contacts are erased in one transaction.
const BATCH: i64 = 100;

/// Lists the bin, what was deleted last first.
pub async fn list(store: &Store, who: &Who, ask: Ask) -> Result<Bin, Error> {
    who.may(Action::ReadContacts)?;
    let limit = ask.limit.unwrap_or(LIMIT);
    if !(1..=LONGEST_PAGE).contains(&limit) {
        return Err(Error::Refused(format!(
            "limit: \"{limit}\" must be a number from 1 to {LONGEST_PAGE}."
        )));
    }
    let (at, id) = match &ask.cursor {
        Some(cursor) => read_cursor(cursor).ok_or_else(|| {
            Error::Refused("cursor: it is not one that a list gave out.".to_owned())
        })?,
        None => (DateTime::<Utc>::MAX_UTC, Uuid::max()),
    };
    let found: Vec<String> = plain(&ask.search)
        .iter()
        .map(|piece| listing::anywhere(piece))
        .collect();
    let mut connection = store.lists.acquire().await?;
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
    let (now, kept) = (Utc::now(), TimeDelta::days(store.bin_days.into()));
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
    let next_cursor = items.last().filter(|_| more).map(|last| {
        format!(
            "{}-{}",
            last.deleted_at.timestamp_micros(),
            last.id.0.simple()
        )
    });
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

fn read_cursor(text: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let (at, id) = text.split_once('-')?;
    Some((
        DateTime::from_timestamp_micros(at.parse().ok()?)?,
        Uuid::try_parse(id).ok()?,
    ))
}

/// Takes contacts out of the bin; those that are not in it are passed over. Tells how many came back.
pub async fn restore(store: &Store, who: &Who, ids: Vec<ContactId>) -> Result<u32, Error> {
    let who = who.clone();
    if ids.len() > LONGEST_PAGE.into() {
        return Err(Error::Refused(format!(
            "Restore at most {LONGEST_PAGE} contacts at a time."
        )));
    }
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
                let locked = sqlx::query_scalar!(
                    "select id from contact where id = any($1) and deleted_at is not null and merged_into is null
                     order by id for update",
                    &ids
                );
                let ids = locked.fetch_all(&mut *transaction).await?;
                sqlx::query!(
                    "update contact set deleted_at = null, taken_back = false, updated_at = now(), version = version + 1 where id = any($1)",
                    &ids
                )
                .execute(&mut *transaction)
                .await?;
                let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                let entries = ids.into_iter().map(|id| (id, Vec::new())).collect();
                changes::record_all(transaction, &who, Deed::Restored, entries).await?;
                Ok(count)
            })
        })
        .await
}

/// Erases a contact for good: an Administrator one that is in the bin, the operator any.
pub async fn erase(store: &Store, who: &Who, id: ContactId) -> Result<(), Error> {
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::EraseContacts)?;
                let found = sqlx::query!(
                    "select deleted_at from contact where id = $1 and merged_into is null for update",
                    id.0
                );
                let found = found
                    .fetch_optional(&mut *transaction)
                    .await?
                    .ok_or(Error::NotFound)?;
                if found.deleted_at.is_none() && who != Who::Operator {
                    let sentence = "This contact is not in the bin. Delete it first.";
                    return Err(Error::Conflict(sentence.to_owned()));
                }
                wipe(transaction, &[id.0], Some(&who)).await
            })
        })
        .await
}

/// Erases what was put into the bin before a time; tells how many contacts that were.
pub async fn erase_expired(store: &Store, before: DateTime<Utc>) -> Result<usize, Error> {
    let mut erased = 0;
    loop {
        let batch = store
            .write(move |transaction| {
                Box::pin(async move {
                    let expired = sqlx::query_scalar!(
                        "select id from contact where deleted_at < $1 and merged_into is null
                         order by deleted_at, id limit $2 for update skip locked",
                        before,
                        BATCH
                    );
                    let expired = expired.fetch_all(&mut *transaction).await?;
                    if !expired.is_empty() {
                        wipe(transaction, &expired, None).await?;
                    }
                    Ok(expired.len())
                })
            })
            .await?;
        erased += batch;
        if batch == 0 {
            return Ok(erased);
        }
    }
}

/// Removes all that is known about the person behind a contact. A table that refers to contacts has its line here; a
/// test compares them with the catalogue.
async fn wipe(
    transaction: &mut PgConnection,
    ids: &[Uuid],
    who: Option<&Who>,
) -> Result<(), Error> {
    // With whoever was merged into them, in the order in which everybody locks.
    let family = sqlx::query_scalar!(
        r#"with recursive family (id) as (
               select unnest($1::uuid[])
               union select contact.id from contact join family on contact.merged_into = family.id
           )
           select contact.id from contact join family on family.id = contact.id order by contact.id for update of contact"#,
        ids
    );
    let family = family.fetch_all(&mut *transaction).await?;
    for statement in [
        "delete from contact_phone where contact_id = any($1)",
        "delete from contact_email where contact_id = any($1)",
        "delete from contact_social where contact_id = any($1)",
        "delete from note where contact_id = any($1)",
        "delete from engagement where contact_id = any($1)",
        "delete from visit where contact_id = any($1)",
        "delete from device where contact_id = any($1)",
        // That there was an enquiry stays for the reports; what was said in it goes.
        "delete from enquiry_message using enquiry
         where enquiry.id = enquiry_message.enquiry_id and enquiry.contact_id = any($1)",
        "update enquiry set contact_id = null, visitor = '{}', subject = '' where contact_id = any($1)",
        // The master of a merge that was undone has the other's values in its log too.
        "update change set lines = (
             select coalesce(jsonb_agg(jsonb_build_object('field', line -> 'field')), '[]')
             from jsonb_array_elements(lines) as line)
         where lines <> '[]' and (contact_id = any($1) or merge_id in (
             select id from merge where master_id = any($1) or other_id = any($1)))",
        "update change set merge_id = null
         from merge where merge.id = merge_id and (master_id = any($1) or other_id = any($1))",
        "delete from not_same where one_id = any($1) or two_id = any($1)",
        "update not_same set merge_id = null
         from merge where merge.id = merge_id and (master_id = any($1) or other_id = any($1))",
        "delete from duplicate where one_id = any($1) or two_id = any($1)",
        "delete from merge where master_id = any($1) or other_id = any($1)",
        "update bulk_contact set before = '', version = null where contact_id = any($1) and before <> ''",
        "delete from not_same where one_id = any($1) or two_id = any($1)",
        "delete from duplicate where one_id = any($1) or two_id = any($1)",
        // A merge that was undone is in the log of somebody who stays.
        "update change set merge_id = null, lines = (
             select coalesce(jsonb_agg(jsonb_build_object('field', line -> 'field')), '[]')
             from jsonb_array_elements(lines) as line)
         where merge_id in (select id from merge where master_id = any($1) or other_id = any($1))",
        "update not_same set merge_id = null
         where merge_id in (select id from merge where master_id = any($1) or other_id = any($1))",
        "delete from merge where master_id = any($1) or other_id = any($1)",
        // Answers that were kept to be given again.
        "delete from idempotency using unnest($1) as gone (id)
         where position(convert_to(gone.id::text, 'UTF8') in body) > 0",
        "delete from contact where id = any($1)",
    ] {
        sqlx::query(statement)
            .bind(&family)
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query!(
        "insert into erasure (contact_id, staff, actor) select unnest($1::uuid[]), $2, $3",
        &family,
        who.and_then(Who::staff_id),
        who.map(Who::name).unwrap_or_default()
    )
    .execute(transaction)
    .await?;
    Ok(())
}
