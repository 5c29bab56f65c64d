//! Forgetting people who were erased in what imports keep: the name of the file, the sentences about its failed records,
//! and the file itself, which goes as a whole.
use std::fs::File;

use contact::check::checker::Checker;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{fault::storage, files::Files, reading, recipes::forget_recipes_of, row::ImportRow};
use crate::{
    error::Error,
    model::{Database, bin::person::Person, events, work},
    wire::imports::ImportId,
};

/// What a file is called whose name told of somebody.
const UNNAMED: &str = "contacts.csv";
/// How many sentences, or rows that are spent, are removed in one transaction.
const BATCH: i64 = 20_000;

/// The imports that wrote these contacts.
pub async fn of_contacts(
    transaction: &mut PgConnection,
    contacts: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    let imports = sqlx::query_scalar!(
        r#"select import_id as "id!" from contact where id = any($1) and import_id is not null
           union select import_id from change where contact_id = any($1) and import_id is not null"#,
        contacts
    );
    Ok(imports.fetch_all(transaction).await?)
}

/// Marks what imports keep of somebody: the files of those that wrote their contacts go, and every other file that is kept
/// is searched, since a record of theirs may have failed in it, or have been the same as what was there.
pub async fn forget_person(
    transaction: &mut PgConnection,
    contact: Uuid,
    person: &Person,
    files: &[Uuid],
) -> Result<(), Error> {
    let imports =
        sqlx::query!("select id, file_name, coalesce(reason, '') as \"reason!\" from import");
    for import in imports.fetch_all(&mut *transaction).await? {
        if person.stands_in(transaction, &import.file_name).await? {
            sqlx::query!(
                "update import set file_name = $2 where id = $1",
                import.id,
                UNNAMED
            )
            .execute(&mut *transaction)
            .await?;
        }
        if !import.reason.is_empty() && person.stands_in(transaction, &import.reason).await? {
            let reason = "The file was refused.";
            sqlx::query!(
                "update import set reason = $2 where id = $1",
                import.id,
                reason
            )
            .execute(&mut *transaction)
            .await?;
        }
    }
    sqlx::query!(
        "update import set erased_at = now() where id = any($1) and erased_at is null",
        files
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!(
        "insert into erasure_search (import_id, contact_id, person)
         select id, $1, $2 from import where file_removed_at is null and erased_at is null and status <> 'receiving'",
        contact,
        Json(person.certain()) as _
    )
    .execute(&mut *transaction)
    .await?;
    forget_recipes_of(transaction, person).await?;
    work::wake(transaction, work::IMPORT_FILES).await
}

/// Looks for people who were erased in the files that lie here, and removes those that held one and that nobody reads any
/// more. Whatever interrupts it, the next look goes on.
pub async fn forget_erased(database: &Database, files: &Files) -> Result<(), Error> {
    let here: Vec<Uuid> = files
        .all()
        .map_err(storage)?
        .iter()
        .map(|id| id.0)
        .collect();
    let wanted = sqlx::query!(
        r#"select import_id, array_agg(contact_id) as "contacts!", jsonb_agg(person) as "people!: Json<Vec<Person>>"
           from erasure_search where import_id = any($1) group by import_id"#,
        &here
    );
    for wanted in wanted.fetch_all(&database.pool).await? {
        let mut person = Person::default();
        wanted.people.0.into_iter().for_each(|one| person.join(one));
        let id = wanted.import_id;
        let found = holds(database, files, ImportId(id), person).await?;
        database
            .write(async |transaction| {
                if found {
                    sqlx::query!(
                        "update import set erased_at = coalesce(erased_at, now()) where id = $1",
                        id
                    )
                    .execute(&mut *transaction)
                    .await?;
                }
                sqlx::query!(
                    "delete from erasure_search where import_id = $1 and contact_id = any($2)",
                    id,
                    &wanted.contacts
                )
                .execute(transaction)
                .await?;
                Ok(())
            })
            .await?;
    }
    let over = sqlx::query_scalar!(
        "select id from import where id = any($1) and erased_at is not null and status not in ('receiving', 'running')",
        &here
    );
    for id in over.fetch_all(&database.pool).await? {
        forget_file(database, id).await?;
        files.remove(ImportId(id)).await.map_err(storage)?;
    }
    Ok(())
}

/// Writes down that the file of an import is gone; whoever calls removes it. Without the file the sentences about its
/// failed records say nothing, and quote people: they go first, so that whatever interrupts this, the next try goes on.
pub(super) async fn forget_file(database: &Database, import: Uuid) -> Result<(), Error> {
    forget_sentences(database, import).await?;
    sqlx::query!(
        "update import set file_removed_at = coalesce(file_removed_at, now()), recipe = null, recipe_reading = null
         where id = $1",
        import
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Forgets what nobody asks for any more: the keys of looks that are over, what was chosen for records and expected of
/// contacts of imports that are over, and of undos that are done the contacts that they took back.
pub(super) async fn forget_spent(database: &Database) -> Result<(), Error> {
    sqlx::query!("delete from import_effect where expires_at <= now()")
        .execute(&database.pool)
        .await?;
    sqlx::query!(
        "delete from import_change using import
         where import.id = import_id and status not in ('receiving', 'running')"
    )
    .execute(&database.pool)
    .await?;
    let over = sqlx::query_scalar!(
        "select id from import where status not in ('receiving', 'running')
             and exists (select from import_choice where import_id = import.id)"
    );
    for import in over.fetch_all(&database.pool).await? {
        loop {
            let done = sqlx::query!(
                "delete from import_choice where import_id = $1 and from_record in (
                     select from_record from import_choice where import_id = $1 limit $2)",
                import,
                BATCH
            );
            if done.execute(&database.pool).await?.rows_affected() == 0 {
                break;
            }
        }
    }
    let done = sqlx::query_scalar!(
        "select id from import where undo_status = 'done'
             and exists (select from import_undo where import_id = import.id and outcome is null)"
    );
    for import in done.fetch_all(&database.pool).await? {
        loop {
            // Asked once more each time: another undo of those that were left may have begun.
            let done = sqlx::query!(
                "delete from import_undo using import
                 where import.id = $1 and undo_status = 'done' and import_id = $1 and import_undo.position in (
                     select position from import_undo where import_id = $1 and outcome is null limit $2)",
                import,
                BATCH
            );
            if done.execute(&database.pool).await?.rows_affected() == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Forgets an import whose file did not arrive whole: nothing of it was written. One that was admitted after all, by a
/// commit whose answer was lost, keeps its file; one that was cancelled meanwhile keeps its row.
pub(super) async fn forget_unfinished(
    database: &Database,
    files: &Files,
    id: ImportId,
) -> Result<(), Error> {
    let kept = database
        .write(async |transaction| {
            let gone = sqlx::query!(
                "delete from import where id = $1 and status = 'receiving'",
                id.0
            );
            if gone.execute(&mut *transaction).await?.rows_affected() > 0 {
                events::record_imports(transaction, &[id.0]).await?;
            }
            let kept = sqlx::query_scalar!(
                r#"select exists (select from import where id = $1 and file_removed_at is null) as "kept!""#,
                id.0
            );
            Ok(kept.fetch_one(transaction).await?)
        })
        .await?;
    if !kept {
        files.remove(id).await.map_err(storage)?;
    }
    Ok(())
}

/// Removes what was said about the failed records of an import.
async fn forget_sentences(database: &Database, import: Uuid) -> Result<(), Error> {
    loop {
        let done = sqlx::query!(
            "update import_record set error = null where import_id = $1 and record in (
                 select record from import_record where import_id = $1 and error is not null limit $2)",
            import,
            BATCH
        );
        if done.execute(&database.pool).await?.rows_affected() == 0 {
            return Ok(());
        }
    }
}

/// Whether anybody of these stands in a file. One that cannot be read is taken for one that holds them.
async fn holds(
    database: &Database,
    files: &Files,
    id: ImportId,
    person: Person,
) -> Result<bool, Error> {
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(id.0)
        .fetch_optional(&database.pool)
        .await?;
    let (Some(row), Ok(file)) = (row, files.read(id)) else {
        return Ok(true);
    };
    let mut options = reading::options(database, &row).await?;
    // What stands in the file is searched, not what the steps of a recipe make of it.
    options.steps.clear();
    let mut checker = Checker::new(options);
    let search = move || search(file, &mut checker, &person);
    tokio::task::spawn_blocking(search)
        .await
        .map_err(Error::broken)
}

fn search(file: File, checker: &mut Checker, person: &Person) -> bool {
    let mut found = false;
    let read = reading::check(file, checker, |record| {
        found = person.stands_in_row(record.cells());
        !found
    });
    found || read.is_err()
}
