//! Contacts that exist already, as an import or its undo needs them: all at once, locked in the order of their ids so
//! that two jobs never wait for each other.

use std::collections::{BTreeMap, HashMap};

use contact::{Address, ContactId, CustomValue, Draft, Email, Kind, Level, Phone, Social};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::copy::Stored;

/// Locks those of the contacts that are not deleted, and reads them.
pub async fn lock(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<ContactId, Stored>, sqlx::Error> {
    let locked = sqlx::query!(
        "select id, labels from contact where id = any($1) and deleted_at is null order by id for update",
        ids
    );
    let locked: HashMap<Uuid, Vec<Uuid>> = locked
        .fetch_all(&mut *db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.labels))
        .collect();
    let ids: Vec<Uuid> = locked.keys().copied().collect();
    // A second look, so that it sees what whoever held a lock before us has saved.
    let rows = sqlx::query!(
        r#"select id as "id!", version as "version!", first_name as "first_name!", last_name as "last_name!",
               other_first_names || other_last_names as "other_names!", kind as "kind!", level as "level!",
               company as "company!", job_title as "job_title!", team as "team!", group_name as "group!",
               language as "language!", birth_date, street as "street!", city as "city!", state as "state!",
               zip as "zip!", country as "country!", import_id, phones as "phones!: Json<Vec<Phone>>",
               emails as "emails!: Json<Vec<Email>>",
               socials as "socials!: Json<Vec<Social>>",
               custom as "custom!: Json<BTreeMap<String, CustomValue>>", label_names as "label_names!"
           from contact_whole where id = any($1)"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let draft = Draft {
                first_name: row.first_name,
                last_name: row.last_name,
                kind: Kind::parse(&row.kind).unwrap_or_default(),
                level: Level::parse(&row.level).unwrap_or_default(),
                phones: row.phones.0,
                emails: row.emails.0,
                socials: row.socials.0,
                company: row.company,
                job_title: row.job_title,
                team: row.team,
                group: row.group,
                language: row.language,
                birth_date: row.birth_date,
                address: Address {
                    street: row.street,
                    city: row.city,
                    state: row.state,
                    zip: row.zip,
                    country: row.country,
                },
                labels: row.label_names,
                custom: row.custom.0,
            };
            let stored = Stored {
                version: row.version,
                draft,
                labels: locked.get(&row.id).cloned().unwrap_or_default(),
                other_names: row.other_names,
                import: row.import_id,
            };
            (ContactId(row.id), stored)
        })
        .collect())
}
