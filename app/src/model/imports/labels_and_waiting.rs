//! What belongs to imports and stands in other tables or rows: which labels they made, and how long they wait for their turn.
use uuid::Uuid;

use crate::{
    error::Error,
    model::Database,
    wire::imports::{Import, ImportStatus},
};

/// How many labels of an import are named.
const NAMED: i64 = 100;

/// Adds to each import what its row does not tell.
pub async fn add_labels_and_waiting(
    database: &Database,
    imports: &mut [Import],
) -> Result<(), Error> {
    let ids: Vec<Uuid> = imports.iter().map(|import| import.id.0).collect();
    let labels = sqlx::query!(
        r#"select import_id as "import!", name as "name!" from (
               select import_id, name, folded, row_number() over (partition by import_id order by folded) as place
               from label where import_id = any($1)) as made
           where place <= $2 order by folded"#,
        &ids,
        NAMED
    );
    for label in labels.fetch_all(&database.pool).await? {
        if let Some(import) = imports
            .iter_mut()
            .find(|import| import.id.0 == label.import)
        {
            import.labels_made.push(label.name);
        }
    }
    let may_wait = |import: &&Import| import.status == ImportStatus::Running && !import.paused;
    let waiting: Vec<Uuid> = imports
        .iter()
        .filter(may_wait)
        .map(|import| import.id.0)
        .collect();
    if waiting.is_empty() {
        return Ok(());
    }
    // One import of each account or token is written at a time, in the order in which they were begun.
    let queue = sqlx::query!(
        r#"select waiting.id, count(*) as "before!" from import waiting join import before
               on before.owner_id = waiting.owner_id and before.id <> waiting.id and before.status = 'running'
               and not before.paused and (before.created_at < waiting.created_at
                   or before.leased_until between now() and now() + interval '10 seconds')
           where waiting.id = any($1)
               and (waiting.leased_until between now() and now() + interval '10 seconds') is not true
           group by waiting.id"#,
        &waiting
    );
    for place in queue.fetch_all(&database.pool).await? {
        if let Some(import) = imports.iter_mut().find(|import| import.id.0 == place.id) {
            import.waits_for = u32::try_from(place.before).unwrap_or(u32::MAX);
        }
    }
    Ok(())
}
