//! Custom fields: at most 20 active ones, each with a Field ID that is never given twice and a type that never changes.
use contact::{
    CustomField, CustomKind,
    custom::{MOST_FIELDS, definition},
    label::fold,
};
use sqlx::{PgConnection, types::Json};

use crate::{
    error::Error,
    model::{Asker, labels::MOST_GONE},
    who::Action,
    wire::{
        fields::{FieldDraft, FieldUpdate},
        labels::Gone,
    },
};

/// Lists the active fields in their order.
pub async fn list(asker: &Asker) -> Result<Vec<CustomField>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    active(&mut *database.pool.acquire().await?).await
}

/// The active fields in their order, within a transaction.
pub async fn active(connection: &mut PgConnection) -> Result<Vec<CustomField>, Error> {
    let rows = sqlx::query!(
        r#"select id, name, kind, options as "options: Json<Vec<String>>" from custom_field where active order by position, id"#
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CustomField {
                id: row.id,
                name: row.name,
                kind: row.kind.parse().map_err(Error::broken)?,
                options: row.options.0,
            })
        })
        .collect()
}

/// Counts the contacts that hold a value of a field: what its deletion hides.
pub async fn usage(asker: &Asker, id: &str) -> Result<i64, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "count!" from contact where deleted_at is null and custom ? $1"#,
        id
    );
    Ok(counted.fetch_one(&database.heavy).await?)
}

/// Creates a field behind the others.
pub async fn create(asker: &Asker, draft: FieldDraft) -> Result<CustomField, Error> {
    asker
        .write(Action::ManageFields, async |transaction| {
            // One at a time, so that the 21st is refused even when two are created at once.
            sqlx::query!("lock table custom_field in share row exclusive mode")
                .execute(&mut *transaction)
                .await?;
            has_room(transaction).await?;
            let name = checked_name(&draft.name)?;
            let options = checked_options(draft.kind, &draft.options)?;
            let id = match draft.id {
                Some(id) => definition::id(id).map_err(|wrong| Error::in_field("id", &[wrong]))?,
                None => free_id(transaction, &name).await?,
            };
            let field = CustomField {
                id,
                name,
                kind: draft.kind,
                options,
            };
            let taken = insert(transaction, &field).await;
            taken.map_err(|error| conflict(error, &field.name, &field.id))?;
            Ok(field)
        })
        .await
}

/// Renames a field, changes its options or its place. Values stay as they are.
pub async fn update(asker: &Asker, id: String, change: FieldUpdate) -> Result<CustomField, Error> {
    asker
        .write(Action::ManageFields, async |transaction| {
            sqlx::query!("lock table custom_field in share row exclusive mode")
                .execute(&mut *transaction)
                .await?;
            let mut fields = active(transaction).await?;
            let place = fields
                .iter()
                .position(|field| field.id == id)
                .ok_or(Error::NotFound)?;
            let mut field = fields.remove(place);
            if let Some(place) = change.position {
                put(transaction, &id, fields.get(place.max(0) as usize)).await?;
            }
            if let Some(name) = change.name {
                field.name = checked_name(&name)?;
            }
            if let Some(options) = change.options {
                field.options = checked_options(field.kind, &options)?;
            }
            let written = sqlx::query!(
                "update custom_field set name = $2, folded = $3, options = $4 where id = $1",
                id,
                field.name,
                fold(&field.name),
                Json(&field.options) as _
            );
            written
                .execute(transaction)
                .await
                .map_err(|error| conflict(error, &field.name, &field.id))?;
            Ok(field)
        })
        .await
}

/// Puts a field before another one, or behind all. Those that are deleted keep their places among the others, as they may
/// come back.
async fn put(
    transaction: &mut PgConnection,
    id: &str,
    next: Option<&CustomField>,
) -> Result<(), Error> {
    let others = sqlx::query_scalar!(
        "select id from custom_field where id <> $1 order by position, id",
        id
    );
    let mut order = others.fetch_all(&mut *transaction).await?;
    let place = next.and_then(|next| order.iter().position(|other| *other == next.id));
    order.insert(place.unwrap_or(order.len()), id.to_owned());
    sqlx::query!(
        "update custom_field set position = place from unnest($1::text[]) with ordinality as wanted (id, place)
         where custom_field.id = wanted.id",
        &order
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Deletes a field: its values are no longer shown anywhere, its id stays taken. It can come back with its values.
pub async fn delete(asker: &Asker, id: String) -> Result<(), Error> {
    asker
        .write(Action::ManageFields, async |transaction| {
            let gone = sqlx::query!(
                "update custom_field set active = false, deleted_at = now(), deleted_by = $2
                     where id = $1 and active",
                id,
                asker.who.name()
            );
            if gone.execute(transaction).await?.rows_affected() == 0 {
                Err(Error::NotFound)
            } else {
                Ok(())
            }
        })
        .await
}

/// Lists the fields that were deleted, the latest first.
pub async fn deleted(asker: &Asker) -> Result<Vec<Gone>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let gone = sqlx::query_as!(
        Gone,
        r#"select id, name, coalesce(deleted_at, created_at) as "at!", deleted_by as by from custom_field
           where not active order by 3 desc, id limit $1"#,
        MOST_GONE
    );
    Ok(gone.fetch_all(&database.pool).await?)
}

/// Brings a field back to its place, with the values that contacts had.
pub async fn restore(asker: &Asker, id: String) -> Result<CustomField, Error> {
    asker.write(Action::ManageFields, async |transaction| {
                sqlx::query!("lock table custom_field in share row exclusive mode")
                    .execute(&mut *transaction)
                    .await?;
                has_room(transaction).await?;
                let name = sqlx::query_scalar!("select name from custom_field where id = $1 and not active", id)
                    .fetch_optional(&mut *transaction)
                    .await?
                    .ok_or(Error::NotFound)?;
                let back = sqlx::query!(
                    "update custom_field set active = true, deleted_at = null, deleted_by = '' where id = $1",
                    id
                );
                let back = back.execute(&mut *transaction).await;
                back.map_err(|error| conflict(error, &name, &id))?;
                let fields = active(transaction).await?;
                let field = fields.into_iter().find(|field| field.id == id);
                field.ok_or(Error::NotFound)
            })
        .await
}

/// Refuses one field more than there may be.
async fn has_room(transaction: &mut PgConnection) -> Result<(), Error> {
    let fields = active(transaction).await?;
    if fields.len() >= MOST_FIELDS {
        let sentence = format!(
            "There are already {MOST_FIELDS} custom fields. Delete one before you create another."
        );
        return Err(Error::Conflict(sentence));
    }
    Ok(())
}

/// Writes a new field, behind all others.
async fn insert(transaction: &mut PgConnection, field: &CustomField) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into custom_field (id, name, folded, kind, options, position)
         values ($1, $2, $3, $4, $5, (select coalesce(max(position), 0) + 1 from custom_field))",
        field.id,
        field.name,
        fold(&field.name),
        field.kind.as_str(),
        Json(&field.options) as _
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Makes a Field ID of a name that none had before.
async fn free_id(transaction: &mut PgConnection, name: &str) -> Result<String, Error> {
    let word: String = contact::search::fold(name)
        .split(|char: char| !char.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_");
    let stem = if word.is_empty() {
        "cf_field".to_owned()
    } else {
        format!("cf_{word}")
    };
    let taken = sqlx::query_scalar!(
        "select id from custom_field where starts_with(id, $1)",
        stem
    )
    .fetch_all(transaction)
    .await?;
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    let free = std::iter::once(stem.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id));
    Ok(free.unwrap_or(stem))
}

fn conflict(error: sqlx::Error, name: &str, id: &str) -> Error {
    match error {
        sqlx::Error::Database(error) if error.constraint() == Some("custom_field_pkey") => {
            Error::Conflict(format!(
                "The Field ID {id} is taken, or was once. Choose another."
            ))
        }
        sqlx::Error::Database(error) if error.is_unique_violation() => Error::Conflict(format!(
            "There is already a custom field called \"{name}\"."
        )),
        error => error.into(),
    }
}

fn checked_name(name: &str) -> Result<String, Error> {
    definition::name(name).map_err(|problems| Error::in_field("name", &problems))
}

fn checked_options(kind: CustomKind, options: &[String]) -> Result<Vec<String>, Error> {
    definition::options(kind, options).map_err(|problem| Error::in_field("options", &[problem]))
}
