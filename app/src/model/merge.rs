//! Two contacts become one, and two again. Both rows are locked in the order of their ids, so that no two merges wait for
//! each other; everything happens in one transaction; the row in `merge` keeps what undoing needs.
mod moved;
mod undo;

use contact::{
    Contact, ContactId,
    change::{Line, diff},
    merge::{Choices, Keep, Refused, differences},
    name::full_name,
};
use sqlx::{Executor, PgConnection, types::Json};
use uuid::Uuid;

pub use moved::{LEFT, MOVED};
pub use undo::undo;

use crate::{
    error::{Error, Problem},
    model::{
        Asker,
        contacts::{
            fate,
            read::{self, end},
            row::ContactRow,
            write,
        },
        log::{self, Author, ChangeKind},
        notes,
    },
    who::{Action, Who},
    wire::merge::{Comparison, Held, Merged},
};

/// How often somebody else may merge one of the two away while it is being locked.
const TRIES: usize = 8;

/// Reads two contacts side by side; one that was merged already stands for its master.
pub async fn compare(
    asker: &Asker,
    master: ContactId,
    other: ContactId,
) -> Result<Comparison, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let ids = [
        end(&mut connection, master).await?,
        end(&mut connection, other).await?,
    ];
    let [master, other] = living(&mut connection, ids).await?;
    let (master, other) = (Contact::from(master), Contact::from(other));
    let held = [
        held(&mut connection, master.id).await?,
        held(&mut connection, other.id).await?,
    ];
    drop(connection);
    Ok(Comparison {
        notes_of_master: notes::list(asker, master.id).await?,
        notes_of_other: notes::list(asker, other.id).await?,
        held_by_master: held[0],
        held_by_other: held[1],
        master,
        other,
    })
}

/// Merges the second contact into the first. With versions, only if nobody saved one of the two since; without, contacts
/// that were merged meanwhile stand for their masters.
pub async fn merge(
    asker: &Asker,
    ids: [ContactId; 2],
    versions: Option<[i64; 2]>,
    choices: Choices,
) -> Result<Merged, Error> {
    if ids[0] == ids[1] {
        return Err(refused(Refused::Itself));
    }
    let by = asker.who.clone();
    let done = asker
        .write(Action::WriteContacts, async |transaction| {
            let rows = lock(transaction, ids).await?;
            let import = rows[0].import_id;
            let [master, other] = rows.map(Contact::from);
            let seen = [(master.id, master.version), (other.id, other.version)];
            if let Some(versions) = versions
                && seen != [(ids[0], versions[0]), (ids[1], versions[1])]
            {
                return Ok(None);
            }
            let merged = contact::merge::merge(&master, &other, &choices).map_err(refused)?;
            let done = join(transaction, &by, (master, import), other, merged, choices);
            done.await.map(Some)
        })
        .await?;
    Ok(match done {
        Some((merge, contact)) => Merged::Done {
            merge,
            contact: Box::new(contact),
        },
        None => Merged::Conflict(Box::new(compare(asker, ids[0], ids[1]).await?)),
    })
}

async fn join(
    transaction: &mut PgConnection,
    who: &Who,
    (master, import): (Contact, Option<Uuid>),
    other: Contact,
    merged: Contact,
    choices: Choices,
) -> Result<(Uuid, Contact), Error> {
    write::rewrite(transaction, who, (&master, import), &merged).await?;
    fate::merge_away(transaction, other.id, master.id).await?;
    let both = [master.id, other.id];
    let moved = moved::to_master(transaction, both, &choices.without.notes).await?;
    let left_out = moved::out_of_sight(transaction, both, &choices.without.notes).await?;
    let after = read::read(transaction, master.id).await?;
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into merge (id, master_id, other_id, staff, actor, choices, master_before, other_before, master_after,
          moved, left_out)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        master.id.0,
        other.id.0,
        who.staff_id(),
        who.name(),
        Json(&choices) as _,
        Json(&master) as _,
        Json(&other) as _,
        Json(&after) as _,
        Json(moved) as _,
        &left_out
    )
    .execute(&mut *transaction)
    .await?;
    moved::inherit_differences(transaction, both, id).await?;
    let mut lines = told(&master, &other, &choices);
    lines.extend(difference(&master, &after));
    let author = Author::merging(who);
    log::record_merge(
        transaction,
        &author,
        ChangeKind::Merged,
        (master.id, lines),
        id,
    )
    .await?;
    Ok((id, after))
}

/// What the log says first: whom the master took in, and what was chosen.
fn told(master: &Contact, other: &Contact, choices: &Choices) -> Vec<Line> {
    let of = |field: &str| choices.fields.get(field).copied();
    let fields = differences(master, other).into_iter().map(|difference| {
        let words = match of(&difference.field).unwrap_or(difference.keep) {
            Keep::Master => "kept",
            Keep::Other => "replaced",
            Keep::Both => "both kept",
        };
        format!("{}: {words}", difference.field)
    });
    let without = &choices.without;
    let socials = without.socials.iter().map(|(_, id)| id);
    let left_out = without
        .phones
        .iter()
        .chain(&without.emails)
        .chain(socials)
        .chain(&without.labels)
        .map(|value| format!("{value}: left out"));
    let notes =
        (!without.notes.is_empty()).then(|| format!("notes: {} left out", without.notes.len()));
    let choices: Vec<String> = fields.chain(left_out).chain(notes).collect();
    let mut lines = vec![line("merged", None, Some(name(other).into()))];
    if !choices.is_empty() {
        lines.push(line("choices", None, Some(choices.into())));
    }
    lines
}

fn line(field: &str, old: Option<serde_json::Value>, new: Option<serde_json::Value>) -> Line {
    Line {
        field: field.to_owned(),
        old,
        new,
    }
}

/// What two states of a contact differ in, other names too.
fn difference(old: &Contact, new: &Contact) -> Vec<Line> {
    let names = [
        (
            "other_first_names",
            &old.other_first_names,
            &new.other_first_names,
        ),
        (
            "other_last_names",
            &old.other_last_names,
            &new.other_last_names,
        ),
    ];
    let value = |names: &Vec<String>| (!names.is_empty()).then(|| names.clone().into());
    let names = names
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(field, old, new)| line(field, value(old), value(new)));
    diff(&old.draft, &new.draft)
        .into_iter()
        .chain(names)
        .collect()
}

/// The name of a contact in a sentence.
fn name(contact: &Contact) -> String {
    full_name(&contact.draft.first_name, &contact.draft.last_name)
}

/// Locks two contacts in the order of their ids, following those that were merged to their masters.
async fn lock(
    transaction: &mut PgConnection,
    ids: [ContactId; 2],
) -> Result<[ContactRow; 2], Error> {
    for _ in 0..TRIES {
        let ends = [
            end(transaction, ids[0]).await?,
            end(transaction, ids[1]).await?,
        ];
        transaction.execute("savepoint locked").await?;
        both(transaction, ends).await?;
        let here = ends
            == [
                end(transaction, ends[0]).await?,
                end(transaction, ends[1]).await?,
            ];
        if here {
            return living(transaction, ends).await;
        }
        // Merged away while we waited. The locks are let go first, so that those of the masters are taken in order too.
        transaction.execute("rollback to savepoint locked").await?;
    }
    let sentence =
        "These contacts are being merged by somebody else just now. Try again in a moment.";
    Err(Error::Conflict(sentence.to_owned()))
}

async fn both(transaction: &mut PgConnection, ids: [ContactId; 2]) -> Result<(), Error> {
    let locked = sqlx::query!(
        "select id from contact where id = any($1) order by id for update",
        &ids.map(|id| id.0)
    );
    locked.fetch_all(transaction).await?;
    Ok(())
}

/// Reads two contacts, and refuses one that was deleted or that both ids stand for.
async fn living(
    connection: &mut PgConnection,
    ids: [ContactId; 2],
) -> Result<[ContactRow; 2], Error> {
    if ids[0] == ids[1] {
        let sentence = "These two are one contact already.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let rows = [
        read::row(connection, ids[0]).await?,
        read::row(connection, ids[1]).await?,
    ];
    match rows.iter().find(|row| row.deleted_at.is_some()) {
        None => Ok(rows),
        Some(_) => {
            let [one, two] = rows;
            let gone = if one.deleted_at.is_some() { one } else { two };
            let name = name(&gone.into());
            Err(Error::Conflict(format!(
                "“{name}” was deleted. Restore it first, then merge."
            )))
        }
    }
}

async fn held(connection: &mut PgConnection, id: ContactId) -> Result<Held, sqlx::Error> {
    sqlx::query_as!(
        Held,
        r#"select
             (select count(*) from enquiry where contact_id = $1) as "enquiries!",
             (select count(*) from enquiry_message join enquiry on enquiry.id = enquiry_id where contact_id = $1)
               as "messages!",
             (select count(*) from engagement where contact_id = $1) as "engagements!",
             (select count(*) from visit where contact_id = $1) as "visits!""#,
        id.0
    )
    .fetch_one(connection)
    .await
}

fn refused(refused: Refused) -> Error {
    let sentence = refused.to_string();
    match refused {
        Refused::Itself => Error::Invalid(vec![Problem::new("itself", "other", sentence)]),
        Refused::NotAName(field) => {
            Error::Invalid(vec![Problem::new("not_a_name", &field, sentence)])
        }
        Refused::NotAField(field) => {
            Error::Invalid(vec![Problem::new("not_a_field", &field, sentence)])
        }
        Refused::TooMuch(problems) => Error::Invalid(problems.iter().map(Problem::from).collect()),
    }
}
