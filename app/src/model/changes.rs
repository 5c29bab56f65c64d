//! The change log: one entry a save, written in the transaction of the save, read newest first.
use contact::{
    Contact, ContactId,
    change::{self, Line},
};
use futures::TryStreamExt;
use sqlx::{Acquire, PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Store, contacts},
    who::{Action, Who},
    wire::contacts::{Change, Log, Other},
};

/// What a save did to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Created,
    Updated,
    Deleted,
    Restored,
    ValueRestored,
    NoteAdded,
    NoteDeleted,
    Merged,
    MergeUndone,
}

impl Deed {
    fn as_str(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Updated => "Updated",
            Self::Deleted => "Deleted",
            Self::Restored => "Restored",
            Self::ValueRestored => "Value restored",
            Self::NoteAdded => "Note added",
            Self::NoteDeleted => "Note deleted",
            Self::Merged => "Merged",
            Self::MergeUndone => "Merge undone",
        }
    }
}

/// Where a write came from.
pub(super) fn source(who: &Who) -> &'static str {
    match who {
        Who::Staff { .. } => "edit",
        Who::Token { .. } | Who::Operator => "api",
    }
}

/// Writes an entry.
pub(super) async fn record(
    transaction: &mut PgConnection,
    contact: ContactId,
    who: &Who,
    deed: Deed,
    lines: Vec<Line>,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into change (contact_id, staff, actor, action, source, lines) values ($1, $2, $3, $4, $5, $6)",
        contact.0,
        who.staff_id(),
        who.name(),
        deed.as_str(),
        source(who),
        Json(lines) as _,
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Writes an entry each for many contacts.
pub(super) async fn record_all(
    transaction: &mut PgConnection,
    who: &Who,
    deed: Deed,
    entries: Vec<(Uuid, Vec<Line>)>,
) -> Result<(), Error> {
    let (contacts, lines): (Vec<Uuid>, Vec<Vec<Line>>) = entries.into_iter().unzip();
    let lines: Vec<_> = lines.into_iter().map(Json).collect();
    sqlx::query!(
        "insert into change (contact_id, staff, actor, action, source, lines)
         select contact, $2, $3, $4, $5, lines from unnest($1::uuid[], $6::jsonb[]) as entry (contact, lines)",
        &contacts,
        who.staff_id(),
        who.name(),
        deed.as_str(),
        source(who),
        &lines as _,
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Writes the entry of a merge or of its undo, which leads to the merge.
pub(super) async fn record_merge(
    transaction: &mut PgConnection,
    contact: ContactId,
    who: &Who,
    deed: Deed,
    lines: Vec<Line>,
    merge: Uuid,
) -> Result<(), Error> {
    let source = match who {
        Who::Staff { .. } => "merge",
        Who::Token { .. } | Who::Operator => source(who),
    };
    sqlx::query!(
        "insert into change (contact_id, staff, actor, action, source, lines, merge_id) values ($1, $2, $3, $4, $5, $6, $7)",
        contact.0,
        who.staff_id(),
        who.name(),
        deed.as_str(),
        source,
        Json(lines) as _,
        merge
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Lists the log of a contact and of those that were merged into it, deleted ones included, the newest entry first. The
/// cursor is the number of the entry where the page before ended.
pub async fn list(
    store: &Store,
    who: &Who,
    contact: ContactId,
    limit: u16,
    cursor: Option<i64>,
) -> Result<Log, Error> {
    who.may(Action::ReadContacts)?;
    let mut connection = store.pool.acquire().await?;
    contacts::exists(&mut connection, contact).await?;
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
               change.lines as "lines: Json<Vec<Line>>", merge.id as "merge?"
        from change left join staff on staff.id = change.staff
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

/// Who changed these fields of a contact last, and when.
pub(super) async fn latest(
    connection: &mut PgConnection,
    contact: ContactId,
    fields: Vec<String>,
) -> Result<Vec<Other>, Error> {
    let others = sqlx::query_as!(
        Other,
        r#"
        select distinct on (line->>'field') line->>'field' as "field!", change.at, coalesce(staff.name, change.actor) as "staff!"
        from change cross join jsonb_array_elements(change.lines) as line left join staff on staff.id = change.staff
        where change.contact_id = $1 and line->>'field' = any($2)
        order by line->>'field', change.number desc
        "#,
        contact.0,
        &fields
    );
    Ok(others.fetch_all(connection).await?)
}

/// Puts the value back that a field had before one entry of the log; that is a save of its own.
pub async fn restore_value(
    store: &Store,
    who: &Who,
    contact: ContactId,
    number: i64,
    field: String,
) -> Result<Contact, Error> {
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
                let there = contacts::locked(transaction, contact).await?;
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
                contacts::save(transaction, &who, there, draft, Deed::ValueRestored).await
            })
        })
        .await
}

/// Shows a contact, deleted ones included, as it was after one entry of its log: all later saves are taken back in
/// memory. Its version is that of now.
pub async fn as_it_was(
    store: &Store,
    who: &Who,
    contact: ContactId,
    number: i64,
) -> Result<Contact, Error> {
    who.may(Action::ReadContacts)?;
    let mut connection = store.pool.acquire().await?;
    let mut moment = connection.begin().await?;
    // The contact and its log must be of the same moment.
    sqlx::query!("set transaction isolation level repeatable read, read only")
        .execute(&mut *moment)
        .await?;
    let at = sqlx::query_scalar!(
        "select at from change where contact_id = $1 and number = $2",
        contact.0,
        number
    );
    let at = at
        .fetch_optional(&mut *moment)
        .await?
        .ok_or(Error::NotFound)?;
    let mut past = Contact::from(contacts::row(&mut moment, contact).await?);
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
    past.updated_at = at;
    Ok(past)
}
