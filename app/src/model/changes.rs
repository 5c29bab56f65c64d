//! The change log of a contact as people read it, newest first: who changed what last, and what can be put back from it.
use contact::{
    Contact, ContactId,
    change::{self, Line},
    query::LONGEST_PAGE,
};
use futures::TryStreamExt;
use sqlx::{Acquire, PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        Asker,
        contacts::{self, read},
        log::{self, ChangeKind},
    },
    who::Action,
    wire::contacts::{Change, FieldName, HeardIn, LatestChanges, Log, Removal},
};

/// Lists the log of a contact and of those that were merged into it, deleted ones included, the newest entry first. The
/// cursor is the number of the entry where the page before ended.
pub async fn list(
    asker: &Asker,
    contact: ContactId,
    limit: u16,
    cursor: Option<i64>,
) -> Result<Log, Error> {
    let limit = limit.clamp(1, LONGEST_PAGE);
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    read::exists(&mut connection, contact).await?;
    let family = family(&mut connection, contact).await?;
    let total = sqlx::query_scalar!(
        r#"select count(*) as "count!" from change where contact_id = any($1)"#,
        &family
    )
    .fetch_one(&mut *connection)
    .await?;
    let rows = sqlx::query!(
        r#"
        select change.contact_id, change.number, change.at, coalesce(staff.name, change.actor) as "staff!", change.action, change.source,
               change.lines as "lines: Json<Vec<Line>>", merge.id as "merge?",
               message.enquiry_id as "enquiry?", message.external_id as "message?"
        from change left join staff on staff.id = change.staff
        left join enquiry_message as message on message.id = change.message_id
        left join merge on merge.id = change.merge_id and undone_at is null and master_id = $4
        where change.contact_id = any($1) and change.number < $2
        order by change.number desc limit $3
        "#,
        &family,
        cursor.unwrap_or(i64::MAX),
        i64::from(limit) + 1,
        contact.0
    )
    .fetch_all(&mut *connection)
    .await?;
    let more = rows.len() > usize::from(limit);
    let items: Vec<Change> = rows
        .into_iter()
        .take(limit.into())
        .map(|row| Change {
            contact: ContactId(row.contact_id),
            number: row.number,
            at: row.at,
            staff: row.staff,
            action: row.action,
            source: row.source,
            lines: row.lines.0,
            merge: row.merge,
            heard_in: row
                .enquiry
                .zip(row.message)
                .map(|(enquiry, message)| HeardIn { enquiry, message }),
        })
        .collect();
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|last| last.number.to_string());
    Ok(Log {
        items,
        total,
        next_cursor,
    })
}

/// The contact and all that were merged into it, directly or by way of another.
async fn family(
    connection: &mut PgConnection,
    contact: ContactId,
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with recursive family (id) as (
             select $1::uuid
             union
             select contact.id from contact join family on contact.merged_into = family.id
           )
           select id as "id!" from family"#,
        contact.0
    )
    .fetch_all(connection)
    .await
}

/// Tells who changed these fields of a contact last, and who took it out of the list.
pub async fn latest(
    asker: &Asker,
    contact: ContactId,
    fields: Vec<FieldName>,
) -> Result<LatestChanges, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let fields = fields.into_iter().map(String::from).collect();
    let reader = asker.who.staff_id();
    Ok(LatestChanges {
        edits: log::latest(&mut connection, contact, fields, reader).await?,
        removal: removal(&mut connection, contact, reader).await?,
    })
}

/// Who took a contact out of the list last. One that is merged away has no entry of its own for it, and one that was erased
/// has none at all.
async fn removal(
    connection: &mut PgConnection,
    contact: ContactId,
    reader: Option<Uuid>,
) -> Result<Option<Removal>, sqlx::Error> {
    let removal = sqlx::query_as!(
        Removal,
        r#"
        select coalesce(staff.name, removed.actor) as "staff!", coalesce(removed.staff = $2, false) as "own!", removed.at as "at!"
        from (
          select staff, actor, at, 1 as place from erasure where contact_id = $1
          union all
          select staff, actor, at, 2 from merge where other_id = $1 and undone_at is null
          union all
          (select staff, actor, at, 3 from change where contact_id = $1 and action = 'Deleted' order by number desc limit 1)
        ) as removed left join staff on staff.id = removed.staff
        order by removed.place limit 1
        "#,
        contact.0,
        reader
    );
    removal.fetch_optional(connection).await
}

/// Puts the value back that a field had before one entry of the log; that is a save of its own.
pub async fn restore_value(
    asker: &Asker,
    contact: ContactId,
    number: i64,
    field: String,
) -> Result<Contact, Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let there = read::locked(transaction, contact).await?;
                let lines = sqlx::query_scalar!(
                    r#"select lines as "lines: Json<Vec<Line>>" from change where contact_id = $1 and number = $2"#,
                    contact.0,
                    number
                );
                let lines = lines.fetch_optional(&mut *transaction).await?.ok_or(Error::NotFound)?.0;
                let line = lines.iter().find(|line| line.field == field && change::is_draft(&field));
                let line = line.ok_or_else(|| {
                    Error::Refused(format!("This entry of the log holds no value of \"{field}\" that could be restored."))
                })?;
                let value = [(field.as_str(), line.old.as_ref())];
                let draft = change::apply(&there.contact.draft, value)
                    .ok_or_else(|| Error::broken("a value of the log cannot be read"))?;
                contacts::save(transaction, asker, there, draft, ChangeKind::ValueRestored).await
            })
        .await
}

/// Shows a contact, deleted ones included, as it was after one entry of its log: all later saves are taken back in
/// memory. Its version is that of now. By an entry of one that was merged into it, that one is shown.
pub async fn as_it_was(asker: &Asker, contact: ContactId, number: i64) -> Result<Contact, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let mut moment = connection.begin().await?;
    // The contact and its log must be of the same moment.
    sqlx::query!("set transaction isolation level repeatable read, read only")
        .execute(&mut *moment)
        .await?;
    let family = family(&mut moment, contact).await?;
    let entry = sqlx::query!(
        "select contact_id, at from change where contact_id = any($1) and number = $2",
        &family,
        number
    );
    let entry = entry
        .fetch_optional(&mut *moment)
        .await?
        .ok_or(Error::NotFound)?;
    let contact = ContactId(entry.contact_id);
    let mut past = Contact::from(read::row(&mut moment, contact).await?);
    let mut later = sqlx::query_scalar!(
        r#"select lines as "lines: Json<Vec<Line>>" from change where contact_id = $1 and number > $2 order by number desc"#,
        contact.0,
        number
    )
    .fetch(&mut *moment);
    while let Some(lines) = later.try_next().await? {
        past = change::before(&past, &lines)
            .ok_or_else(|| Error::broken("an entry of the log cannot be read"))?;
    }
    past.updated_at = entry.at;
    Ok(past)
}
