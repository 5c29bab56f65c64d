//! Notes about a contact: anyone may add one, its author or an Administrator may delete it.
use contact::{ContactId, change::Line, free_text::note};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        Asker,
        contacts::read,
        log::{self, ChangeKind},
    },
    who::{Action, Role, Who},
    wire::contacts::Note,
};

/// The most notes of one contact.
const MOST: i64 = 1_000;

/// Lists the notes of a contact, the newest first.
pub async fn list(asker: &Asker, contact: ContactId) -> Result<Vec<Note>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    all(&mut *database.pool.acquire().await?, &asker.who, contact).await
}

/// The same by a connection that is held already.
pub(super) async fn all(
    connection: &mut PgConnection,
    who: &Who,
    contact: ContactId,
) -> Result<Vec<Note>, Error> {
    let rows = sqlx::query!(
        r#"
        select note.id, note.at, note.text, note.staff as author, coalesce(staff.name, note.actor) as "staff!"
        from note left join staff on staff.id = note.staff
        where note.contact_id = $1 order by note.id desc
        "#,
        contact.0
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|row| Note {
            id: row.id,
            at: row.at,
            staff: row.staff,
            text: row.text,
            may_delete: may_delete(who, row.author),
        })
        .collect())
}

/// Adds a note.
pub async fn add(asker: &Asker, contact: ContactId, text: String) -> Result<Note, Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let text = note(&text).map_err(|problems| Error::in_field("text", &problems))?;
                read::lock(transaction, contact).await?;
                let count = sqlx::query_scalar!(r#"select count(*) as "count!" from note where contact_id = $1"#, contact.0);
                if count.fetch_one(&mut *transaction).await? >= MOST {
                    return Err(Error::Conflict(format!("This contact already has {MOST} notes. Delete one first.")));
                }
                let note = sqlx::query!(
                    "insert into note (id, contact_id, staff, actor, text) values ($1, $2, $3, $4, $5) returning id, at",
                    Uuid::now_v7(),
                    contact.0,
                    asker.who.staff_id(),
                    asker.who.name(),
                    text
                );
                let note = note.fetch_one(&mut *transaction).await?;
                let line = Line { field: "note".to_owned(), old: None, new: Some(text.as_str().into()) };
                let entry = vec![(contact.0, vec![line])];
                log::record(transaction, &asker.author(), ChangeKind::NoteAdded, entry).await?;
                Ok(Note { id: note.id, at: note.at, staff: asker.who.name().to_owned(), text, may_delete: true })
            })
        .await
}

/// Deletes a note.
pub async fn delete(asker: &Asker, contact: ContactId, note: Uuid) -> Result<(), Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let found = sqlx::query!(
                "select staff, text from note where id = $1 and contact_id = $2 for update",
                note,
                contact.0
            );
            let found = found
                .fetch_optional(&mut *transaction)
                .await?
                .ok_or(Error::NotFound)?;
            if !may_delete(&asker.who, found.staff) {
                return Err(Error::Forbidden);
            }
            sqlx::query!("delete from note where id = $1", note)
                .execute(&mut *transaction)
                .await?;
            let line = Line {
                field: "note".to_owned(),
                old: Some(found.text.into()),
                new: None,
            };
            let entry = vec![(contact.0, vec![line])];
            log::record(transaction, &asker.author(), ChangeKind::NoteDeleted, entry).await
        })
        .await
}

fn may_delete(who: &Who, author: Option<Uuid>) -> bool {
    match who {
        Who::Staff {
            role: Role::Administrator,
            ..
        }
        | Who::Operator => true,
        Who::Staff { id, .. } => author == Some(*id),
        Who::Token { .. } => author.is_none(),
    }
}
