//! Labels: created, renamed, recoloured and deleted by any member of staff; their names are unique in any case,
//! accent and with whatever cannot be seen. A contact holds ids, so none of this touches contacts.
use std::collections::{BTreeMap, HashMap, HashSet};

use contact::{
    Code,
    label::{LONGEST, fold},
    query::{COUNTED, Total},
    search::Facet,
};
use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use crate::{
    error::{Error, FieldProblem},
    model::Asker,
    who::Action,
    wire::labels::{COLOURS, Gone, Label, LabelDraft},
};

/// The most labels there may be.
const MOST: i64 = 1_000;
/// How many of those that were deleted are offered to come back.
pub(super) const MOST_GONE: i64 = 50;

/// Lists all labels by name.
pub async fn list(asker: &Asker) -> Result<Vec<Label>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    all(&mut *database.pool.acquire().await?).await
}

/// The same by a connection that is held already.
pub(super) async fn all(connection: &mut PgConnection) -> Result<Vec<Label>, Error> {
    let labels = sqlx::query_as!(Label, "select id, name, colour from label order by folded");
    Ok(labels.fetch_all(connection).await?)
}

/// Counts the contacts that wear a label: what its deletion takes it from.
pub async fn usage(asker: &Asker, id: Uuid) -> Result<i64, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "count!" from contact where deleted_at is null and terms @> $1 and $2 = any(labels)"#,
        &[Facet::Label(id).term()],
        id
    );
    Ok(counted.fetch_one(&database.pool).await?)
}

/// Counts the contacts that wear each label, as far as contacts are counted.
pub async fn usages(asker: &Asker) -> Result<Vec<(Uuid, Total)>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let ids: Vec<Uuid> = list(asker)
        .await?
        .into_iter()
        .map(|label| label.id)
        .collect();
    let terms: Vec<i32> = ids.iter().map(|id| Facet::Label(*id).term()).collect();
    let mut transaction = database.heavy.begin().await?;
    // Each label is looked up by the index, however many wear it.
    transaction
        .execute("set local enable_seqscan = off; set local statement_timeout = '10s'")
        .await?;
    let rows = sqlx::query!(
        r#"select item.id as "id!", (
               select count(*) from (
                   select from contact
                   where deleted_at is null and terms @> array[item.term] and item.id = any(labels) limit $3
               ) as counted
           ) as "count!"
           from unnest($1::uuid[], $2::integer[]) as item (id, term)"#,
        &ids,
        &terms,
        i64::from(COUNTED) + 1
    );
    let rows = rows.fetch_all(&mut *transaction).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, Total::of(row.count)))
        .collect())
}

/// Creates a label.
pub async fn create(asker: &Asker, draft: LabelDraft) -> Result<Label, Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let name = checked_name(draft.name.as_deref().unwrap_or_default())?;
            let colour = draft.colour.map(checked_colour).transpose()?;
            let label = insert(transaction, &name, colour).await?;
            label.ok_or_else(|| {
                Error::Conflict(format!("There is already a label called \"{name}\"."))
            })
        })
        .await
}

/// Renames or recolours a label.
pub async fn update(asker: &Asker, id: Uuid, draft: LabelDraft) -> Result<Label, Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let name = draft.name.as_deref().map(checked_name).transpose()?;
                let colour = draft.colour.map(checked_colour).transpose()?;
                let written = sqlx::query_as!(
                    Label,
                    "update label set name = coalesce($2, name), folded = coalesce($3, folded), colour = coalesce($4, colour)
                     where id = $1 returning id, name, colour",
                    id,
                    name,
                    name.as_deref().map(fold),
                    colour
                );
                match written.fetch_optional(transaction).await {
                    Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                        let name = name.unwrap_or_default();
                        Err(Error::Conflict(format!("There is already a label called \"{name}\".")))
                    }
                    written => written?.ok_or(Error::NotFound),
                }
            })
        .await
}

/// Deletes a label: it is gone from every contact at once, and can come back to all of them.
pub async fn delete(asker: &Asker, id: Uuid) -> Result<(), Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let gone = sqlx::query!(
                    "with gone as (delete from label where id = $1 returning id, name, folded, colour, created_at)
                     insert into deleted_label (id, name, folded, colour, created_at, deleted_by)
                     select id, name, folded, colour, created_at, $2 from gone",
                    id,
                    asker.who.name()
                )
                .execute(transaction)
                .await?;
                if gone.rows_affected() == 0 {
                    Err(Error::NotFound)
                } else {
                    Ok(())
                }
            })
        .await
}

/// Lists the labels that were deleted, the latest first.
pub async fn deleted(asker: &Asker) -> Result<Vec<Gone>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let gone = sqlx::query_as!(
        Gone,
        "select id::text as \"id!\", name, deleted_at as at, deleted_by as by from deleted_label
         order by deleted_at desc, id limit $1",
        MOST_GONE
    );
    Ok(gone.fetch_all(&database.pool).await?)
}

/// Brings a label back, to every contact that had it.
pub async fn restore(asker: &Asker, id: Uuid) -> Result<Label, Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let gone = sqlx::query!(
                    "delete from deleted_label where id = $1 returning name, folded, colour, created_at",
                    id
                );
                let gone = gone.fetch_optional(&mut *transaction).await?;
                let gone = gone.ok_or(Error::NotFound)?;
                has_room(transaction).await?;
                let label = sqlx::query_as!(
                    Label,
                    "insert into label (id, name, folded, colour, created_at) values ($1, $2, $3, $4, $5)
                     on conflict (folded) do nothing returning id, name, colour",
                    id,
                    gone.name,
                    gone.folded,
                    gone.colour,
                    gone.created_at
                );
                let label = label.fetch_optional(transaction).await?;
                label.ok_or_else(|| {
                    Error::Conflict(format!(
                        "There is a label called \"{}\" by now. Rename that one, then restore this one.",
                        gone.name
                    ))
                })
            })
        .await
}

/// The ids of labels by their names, in the same order, each once; those that do not exist are created.
pub async fn ids(transaction: &mut PgConnection, names: &[String]) -> Result<Vec<Uuid>, Error> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let known = sqlx::query!(
        "select id, folded from label where folded = any($1)",
        &folded
    );
    let known = known.fetch_all(&mut *transaction).await?.into_iter();
    let mut known: HashMap<String, Uuid> = known.map(|row| (row.folded, row.id)).collect();
    // Of two names that are one label the first counts. All create new ones in one order, so that no two wait for each other.
    let pairs = folded.iter().zip(names).rev();
    let new: BTreeMap<&String, &String> = pairs
        .filter(|(folded, _)| !known.contains_key(*folded))
        .collect();
    for (folded, name) in new {
        let id = match insert(transaction, name, None).await? {
            Some(label) => label.id,
            // Somebody else created it just now.
            None => find(transaction, name).await?.ok_or(Error::NotFound)?,
        };
        known.insert(folded.clone(), id);
    }
    let mut ids = Vec::with_capacity(names.len());
    for id in folded.iter().filter_map(|folded| known.get(folded)) {
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    Ok(ids)
}

/// The ids of those labels that exist, by their names.
pub(super) async fn known(
    transaction: &mut PgConnection,
    names: &[String],
) -> Result<Vec<Uuid>, Error> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let known = sqlx::query_scalar!("select id from label where folded = any($1)", &folded);
    Ok(known.fetch_all(transaction).await?)
}

/// Those of the labels that were deleted and may come back.
pub(super) async fn hidden(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, Error> {
    let hidden = sqlx::query_scalar!("select id from deleted_label where id = any($1)", ids);
    Ok(hidden.fetch_all(transaction).await?.into_iter().collect())
}

async fn find(transaction: &mut PgConnection, name: &str) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!("select id from label where folded = $1", fold(name))
        .fetch_optional(transaction)
        .await
}

/// Adds a label unless its name is taken.
async fn insert(
    transaction: &mut PgConnection,
    name: &str,
    colour: Option<String>,
) -> Result<Option<Label>, Error> {
    let count = has_room(transaction).await?;
    // Each new label gets the next colour, so that neighbours differ.
    let colour = colour.unwrap_or_else(|| COLOURS[count as usize % COLOURS.len()].to_owned());
    let label = sqlx::query_as!(
        Label,
        "insert into label (id, name, folded, colour) values ($1, $2, $3, $4) on conflict (folded) do nothing
         returning id, name, colour",
        Uuid::now_v7(),
        name,
        fold(name),
        colour
    );
    Ok(label.fetch_optional(transaction).await?)
}

/// Counts the labels, and refuses one more than there may be.
async fn has_room(transaction: &mut PgConnection) -> Result<i64, Error> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from label"#)
        .fetch_one(transaction)
        .await?;
    if count >= MOST {
        return Err(Error::Conflict(format!(
            "There are already {MOST} labels. Delete one that is no longer used."
        )));
    }
    Ok(count)
}

/// A label's name in its stored form, or what is wrong with it.
pub(super) fn checked_name(name: &str) -> Result<String, Error> {
    let name = contact::invisible::readable(name.trim());
    let name = &*name;
    let code = match contact::label::fault(name) {
        None if !name.is_empty() => return Ok(name.to_owned()),
        code => code.unwrap_or(Code::E14),
    };
    let problem = contact::Problem::new(code, "Contact Label", name).number(LONGEST as u64);
    Err(Error::in_field("name", &[problem]))
}

fn checked_colour(colour: String) -> Result<String, Error> {
    if COLOURS.contains(&colour.as_str()) {
        return Ok(colour);
    }
    let message = format!(
        "Colour: \"{colour}\" must be one of {}.",
        COLOURS.join(", ")
    );
    Err(Error::Invalid(vec![FieldProblem::new(
        "colour", "colour", message,
    )]))
}
