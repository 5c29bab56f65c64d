//! Two contacts become one, and two again. Both rows are locked in the order of their ids, so that no two merges wait for
//! each other; everything happens in one transaction; the row in `merge` keeps what undoing needs.
mod lines;
mod lock;
mod moved;
mod undo;

use contact::{
    Contact, ContactId,
    merge::{Choices, Refused},
};
use lines::{chosen, difference};
use lock::{living, lock};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

pub use moved::{LEFT, MOVED};
pub use undo::undo;

use crate::{
    error::{Error, FieldProblem},
    model::{
        Asker,
        contacts::{
            fate,
            read::{self, end},
            write,
        },
        log::{self, Author, ChangeKind},
        notes,
    },
    who::{Action, Who},
    wire::merge::{Comparison, Held, Merged},
};

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
    let mut lines = chosen(&master, &other, &choices);
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
    let said = |code, field: &str| {
        let problem = FieldProblem::said(code, field, refused.sentences());
        Error::Invalid(vec![problem])
    };
    match &refused {
        Refused::Itself => said("itself", "other"),
        Refused::NotAName(field) => said("not_a_name", field),
        Refused::NotAField(field) => said("not_a_field", field),
        Refused::TooMuch(problems) => {
            Error::Invalid(problems.iter().map(FieldProblem::from).collect())
        }
    }
}
