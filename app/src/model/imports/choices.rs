//! What is to be done with single records of an import whose contact exists already, where it is not what is done with all.
use contact::{
    ContactId, Limits,
    effect::{CHANGES_TOLD, ChoiceRun, OnDuplicate, RUNS_AT_ONCE},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::own;
use crate::{
    error::Error,
    model::{Asker, Database, events},
    who::Action,
    wire::imports::ImportId,
};

/// Takes some choices for an import whose file is still on its way. Taking them twice is the same as once.
pub async fn choose(asker: &Asker, id: ImportId, runs: Vec<ChoiceRun>) -> Result<(), Error> {
    if runs.len() > RUNS_AT_ONCE {
        return Err(Error::Refused(format!(
            "At most {RUNS_AT_ONCE} choices can be sent at a time."
        )));
    }
    let chosen = columns(&runs)?;
    // The start of the import was counted as a write.
    asker
        .clone()
        .counted()
        .write(Action::ImportContacts, async |db| {
            on_its_way(&mut *db, asker, id).await?;
            put(db, id.0, &chosen).await
        })
        .await
}

/// Runs of choices as they are sent to Postgres.
pub(super) struct ChoiceColumns {
    from: Vec<i32>,
    to: Vec<i32>,
    choices: Vec<String>,
}

/// Makes columns of runs, as far as they are runs of records that a file may have.
pub(super) fn columns(runs: &[ChoiceRun]) -> Result<ChoiceColumns, Error> {
    let most = Limits::MOST.records;
    let (mut from, mut to, mut choices) = (Vec::new(), Vec::new(), Vec::new());
    for run in runs {
        let (Ok(first), Ok(last)) = (i32::try_from(run.from), i32::try_from(run.to)) else {
            return Err(backwards());
        };
        if first < 1 || last < first || u64::from(run.to) > most {
            return Err(backwards());
        }
        from.push(first);
        to.push(last);
        choices.push(run.choice.as_str().to_owned());
    }
    Ok(ChoiceColumns { from, to, choices })
}

/// Writes down what was chosen for single records of an import. Twice is the same as once.
pub(super) async fn put(
    db: &mut PgConnection,
    id: Uuid,
    chosen: &ChoiceColumns,
) -> Result<(), Error> {
    if chosen.from.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into import_choice (import_id, from_record, to_record, choice)
                 select $1::uuid, from_record, to_record, choice
                 from unnest($2::integer[], $3::integer[], $4::text[]) as chosen (from_record, to_record, choice)
                 on conflict (import_id, from_record) do nothing",
        id,
        &chosen.from,
        &chosen.to,
        &chosen.choices
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes some of the contacts that an import which is still on its way is to change, for whoever has one of them open; of more
/// than are told nobody hears.
pub async fn expect(asker: &Asker, id: ImportId, contacts: Vec<ContactId>) -> Result<(), Error> {
    if contacts.len() > RUNS_AT_ONCE {
        return Err(Error::Refused(format!(
            "At most {RUNS_AT_ONCE} contacts can be sent at a time."
        )));
    }
    let contacts: Vec<Uuid> = contacts.iter().map(|contact| contact.0).collect();
    asker
        .clone()
        .counted()
        .write(Action::ImportContacts, async |db| {
            on_its_way(&mut *db, asker, id).await?;
            note_changes(&mut *db, id, &contacts).await?;
            // Who asked when the import began was told of none.
            Ok(events::record_imports(db, &[id.0]).await?)
        })
        .await
}

/// Notes contacts that an import is to change, up to as many as are told.
pub(super) async fn note_changes(
    db: &mut PgConnection,
    id: ImportId,
    contacts: &[Uuid],
) -> Result<(), Error> {
    sqlx::query!(
        "insert into import_change (contact_id, import_id)
         select id, $1::uuid from contact where id = any($2) order by id
         limit greatest(0, $3 - (select count(*) from import_change where import_id = $1))
         on conflict (contact_id, import_id) do nothing",
        id.0,
        contacts,
        CHANGES_TOLD as i64
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Refuses an import of somebody else, and one whose file has arrived.
async fn on_its_way(db: &mut PgConnection, asker: &Asker, id: ImportId) -> Result<(), Error> {
    let import = own(db, &asker.who, id).await?;
    match import.status.as_str() {
        "receiving" => Ok(()),
        _ => Err(Error::Conflict(
            "This import is no longer on its way, so nothing can be chosen for its records."
                .to_owned(),
        )),
    }
}

/// The choices for an import, in the order of its records.
pub(super) async fn of(database: &Database, import: Uuid) -> Result<Vec<ChoiceRun>, Error> {
    let rows = sqlx::query!(
        "select from_record, to_record, choice from import_choice where import_id = $1 order by from_record",
        import
    );
    let rows = rows.fetch_all(&database.pool).await?;
    let number = |record: i32| u32::try_from(record).unwrap_or_default();
    let runs = rows.into_iter().map(|row| {
        let choice: OnDuplicate = row.choice.parse().map_err(Error::broken)?;
        Ok(ChoiceRun {
            from: number(row.from_record),
            to: number(row.to_record),
            choice,
        })
    });
    runs.collect()
}

fn backwards() -> Error {
    Error::Refused(
        "Choices are for records from 1 to the most that a file may have, the first before the last."
            .to_owned(),
    )
}
