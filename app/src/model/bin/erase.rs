//! Erasing: all that is known about a person goes, also in the contacts that were merged into theirs, in what others
//! searched for and in the files that were imported. Of the change log the entries stay without their values.
use chrono::{DateTime, Utc};
use contact::ContactId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::person::Person;
use crate::{
    error::Error,
    model::{Asker, Database, contacts::fate, events, imports},
    who::{Action, Who},
};

/// How many contacts are looked up at a time.
const BATCH: i64 = 100;

/// Erases a contact for good: an Administrator one that is in the bin, the operator any.
pub async fn erase(asker: &Asker, id: ContactId) -> Result<(), Error> {
    asker
        .write(Action::EraseContacts, async |transaction| {
            let found = sqlx::query!(
                "select deleted_at from contact where id = $1 and merged_into is null for update",
                id.0
            );
            let found = found
                .fetch_optional(&mut *transaction)
                .await?
                .ok_or(Error::NotFound)?;
            if found.deleted_at.is_none() && asker.who != Who::Operator {
                let sentence = "This contact is not in the bin. Delete it first.";
                return Err(Error::Conflict(sentence.to_owned()));
            }
            wipe(transaction, id.0, Some(&asker.who)).await
        })
        .await
}

/// Erases what was put into the bin before a time, each contact by itself, so that one that cannot be erased now keeps no
/// other from it. Tells how many were; a fault is told when all have been tried.
pub async fn erase_expired(database: &Database, before: DateTime<Utc>) -> Result<usize, Error> {
    let (mut erased, mut fault) = (0, None);
    let mut after: Option<(DateTime<Utc>, Uuid)> = None;
    loop {
        let expired = sqlx::query!(
            r#"select id, deleted_at as "deleted_at!" from contact
               where deleted_at < $1 and merged_into is null
                 and ($2::timestamptz is null or (deleted_at, id) > ($2, $3))
               order by deleted_at, id limit $4"#,
            before,
            after.map(|(at, _)| at),
            after.map(|(_, id)| id),
            BATCH
        );
        let expired = expired.fetch_all(&database.pool).await?;
        let Some(last) = expired.last() else {
            return fault.map_or(Ok(erased), Err);
        };
        after = Some((last.deleted_at, last.id));
        for contact in expired {
            match expire(database, contact.id, before).await {
                Ok(true) => erased += 1,
                Ok(false) => {}
                Err(error @ Error::Unavailable { .. }) => return Err(error),
                Err(error) => fault = Some(error),
            }
        }
    }
}

/// Erases one, unless somebody has taken it out of the bin or is at it.
async fn expire(database: &Database, id: Uuid, before: DateTime<Utc>) -> Result<bool, Error> {
    database
        .write(async |transaction| {
            // Nobody waits for it.
            sqlx::query!("set local statement_timeout = '60s'")
                .execute(&mut *transaction)
                .await?;
            let there = sqlx::query!(
                "select id from contact where id = $1 and deleted_at < $2 and merged_into is null
                     for update skip locked",
                id,
                before
            );
            if there.fetch_optional(&mut *transaction).await?.is_none() {
                return Ok(false);
            }
            wipe(transaction, id, None).await?;
            Ok(true)
        })
        .await
}

/// What is known about a person by the id of their contacts, as `$1`. A table that refers to contacts has its line here;
/// a test compares them with the catalogue.
const KNOWN_BY_ID: &[&str] = &[
    // Reports of their enquiries that are being written are waited for.
    "select id from enquiry where contact_id = any($1) order by external_id for update",
    "delete from note where contact_id = any($1)",
    "delete from engagement where contact_id = any($1)",
    "delete from visit where contact_id = any($1)",
    "delete from device where contact_id = any($1)",
    // An endpoint may have answered with what it was told, also of whoever held their values while they were merged.
    "with held as (
         select id from webhook_delivery where answer <> '' and lane in (
             select unnest($1)
             union select unnest(array[master_id, other_id]) from merge where master_id = any($1) or other_id = any($1))
         order by id for update)
     update webhook_delivery as delivery set answer = '' from held where delivery.id = held.id",
    // That there was an enquiry stays for the reports; what was said in it goes.
    "delete from enquiry_message using enquiry
     where enquiry.id = enquiry_message.enquiry_id and enquiry.contact_id = any($1)",
    "update enquiry set contact_id = null, erased = true, visitor = '{}', subject = '',
         told = coalesce((
             select jsonb_object_agg(field, seen) from jsonb_each(told) as told (field, seen)
             where field in ('channel', 'status', 'destination', 'staff', 'opened_at', 'closed_at')
         ), '{}')
     where contact_id = any($1)",
    // Answers that were kept to be given again: about the person, and about somebody who held their values while merged.
    "delete from idempotency where named && $1 or exists (
         select from merge
         where (master_id = any($1) or other_id = any($1)) and named && array[master_id, other_id]
           and created_at between merge.at and coalesce(undone_at, now()))",
    // Whoever was merged with them and came out again stays, and held their values from the merge to its undo.
    "update change set lines = (
         select coalesce(jsonb_agg(jsonb_build_object('field', line -> 'field')), '[]')
         from jsonb_array_elements(lines) as line)
     where lines <> '[]' and number in (
         select number from change where contact_id = any($1)
         union all
         select change.number from (
             select min(said.number) as first, max(said.number) as last, case when master_id = any($1) then other_id else master_id end as stays
             from merge join change as said on said.merge_id = merge.id
             where master_id = any($1) or other_id = any($1) group by merge.id
         ) as held join change on change.contact_id = held.stays and change.number between held.first and held.last)",
    // What that one was suspected for may be theirs; the next search finds anew what is not.
    "delete from duplicate using (
         select unnest($1) as id
         union select unnest(array[master_id, other_id]) from merge where master_id = any($1) or other_id = any($1)
     ) as held
     where one_id = held.id or two_id = held.id",
    "update change set merge_id = null
     from merge where merge.id = merge_id and (master_id = any($1) or other_id = any($1))",
    "delete from proposal where contact_id = any($1)",
    "delete from not_same where one_id = any($1) or two_id = any($1)",
    "update not_same set merge_id = null
     from merge where merge.id = merge_id and (master_id = any($1) or other_id = any($1))",
    "delete from merge where master_id = any($1) or other_id = any($1)",
    "update bulk_contact set before = '', version = null where contact_id = any($1) and before <> ''",
];

/// Removes all that is known about the person behind a contact.
async fn wipe(transaction: &mut PgConnection, id: Uuid, who: Option<&Who>) -> Result<(), Error> {
    // With whoever was merged into it, in the order in which everybody locks.
    let family = sqlx::query_scalar!(
        r#"with recursive family (id) as (
               select $1::uuid
               union select contact.id from contact join family on contact.merged_into = family.id
           )
           select contact.id from contact join family on family.id = contact.id order by contact.id for update of contact"#,
        id
    );
    let family = family.fetch_all(&mut *transaction).await?;
    let person = Person::of(transaction, &family).await?;
    let files = imports::of_contacts(transaction, &family).await?;
    let enquiries =
        sqlx::query_scalar!("select id from enquiry where contact_id = any($1)", &family);
    let enquiries = enquiries.fetch_all(&mut *transaction).await?;
    for statement in KNOWN_BY_ID.iter().chain(&fate::ERASED) {
        sqlx::query(*statement)
            .bind(&family)
            .execute(&mut *transaction)
            .await?;
    }
    forget_searches(transaction, &person).await?;
    imports::forget_person(transaction, id, &person, &files).await?;
    sqlx::query!(
        "insert into erasure (contact_id, staff, actor) select unnest($1::uuid[]), $2, $3",
        &family,
        who.and_then(Who::staff_id),
        who.map(Who::name).unwrap_or_default()
    )
    .execute(&mut *transaction)
    .await?;
    events::record_erased(transaction, &family).await?;
    events::record_moved_enquiries(transaction, &enquiries).await
}

/// Forgets what others searched for to find the person: the views that they kept, and what they wanted as a file.
async fn forget_searches(transaction: &mut PgConnection, person: &Person) -> Result<(), Error> {
    let views = sqlx::query!("select id, name, query from saved_view");
    for view in views.fetch_all(&mut *transaction).await? {
        if person.stands_in(transaction, &view.name).await?
            || person.stands_in_query(transaction, &view.query).await?
        {
            sqlx::query!("delete from saved_view where id = $1", view.id)
                .execute(&mut *transaction)
                .await?;
        }
    }
    // Most downloads are of everything, or of contacts that were ticked.
    let downloads = sqlx::query!("select id, query from download where query like '%=%'");
    for download in downloads.fetch_all(&mut *transaction).await? {
        if person.stands_in_query(transaction, &download.query).await? {
            sqlx::query!(
                "update download set query = 'erased' where id = $1",
                download.id
            )
            .execute(&mut *transaction)
            .await?;
        }
    }
    Ok(())
}
