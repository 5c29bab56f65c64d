//! The change log: one entry a save, written in the transaction of the save, read newest first.
use contact::{ContactId, change::Line};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    api::contacts::{Change, Log},
    error::Error,
    model::{Store, contacts},
    session::{Action, Who},
};

/// What a save did to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Created,
    Updated,
    Deleted,
    Restored,
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
        select change.number, change.at, coalesce(staff.name, change.actor) as "staff!", change.action, change.source,
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
