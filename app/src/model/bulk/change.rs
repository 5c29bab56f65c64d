//! One chunk of a bulk action, forwards and back. Only what actions are about is written, with the terms that filters
//! find it by; names, numbers and addresses of a contact are not touched, and so neither is anything verified.
use std::collections::HashMap;

use contact::{ContactId, Draft, Kind, Level, contact::MOST_LABELS};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        contacts::{assign::Assignments, fate, stored},
        copy_text::array,
        log::Author,
    },
    who::Who,
    wire::bulk::BulkAction,
};

/// So many contacts are changed in one transaction.
const CHUNK: i64 = 1_000;

/// An action, and how far it is, forwards or back.
pub(super) struct UnderWay {
    pub(super) id: Uuid,
    pub(super) who: Who,
    pub(super) action: BulkAction,
    pub(super) labels: Vec<Uuid>,
    pub(super) position: i32,
}

/// A contact of the chunk, and what the action keeps about it for its undo.
struct BulkItem {
    position: i32,
    contact: Uuid,
    version: i64,
    before: String,
    labels: Vec<Uuid>,
}

/// What became of the contacts of a chunk.
#[derive(Default)]
struct ChunkCounts {
    changed: i32,
    unchanged: i32,
    gone: i32,
    overfull: i32,
}

/// Does the next contacts; tells whether there are more behind them.
pub(super) async fn apply(transaction: &mut PgConnection, bulk: &UnderWay) -> Result<bool, Error> {
    let next = sqlx::query!(
        "select position, contact_id from bulk_contact where bulk_id = $1 and position > $2 order by position limit $3",
        bulk.id,
        bulk.position,
        CHUNK
    );
    let next = next.fetch_all(&mut *transaction).await?;
    let Some(last) = next.last().map(|row| row.position) else {
        return Ok(false);
    };
    let places: Vec<(i32, Uuid)> = next
        .into_iter()
        .map(|row| (row.position, row.contact_id))
        .collect();
    let ids: Vec<Uuid> = places.iter().map(|(_, id)| *id).collect();
    let mut counts = ChunkCounts::default();
    let items = match bulk.action {
        BulkAction::Delete => delete(transaction, bulk, &places).await?,
        _ => edit(transaction, bulk, &places, &mut counts).await?,
    };
    counts.changed = length(&items);
    counts.gone = length(&ids) - counts.changed - counts.unchanged - counts.overfull;
    keep(transaction, bulk, &items).await?;
    let total = sqlx::query_scalar!(
        "update bulk set position = $2, changed = changed + $3, unchanged = unchanged + $4, gone = gone + $5,
             overfull = overfull + $6
         where id = $1 returning total",
        bulk.id,
        last,
        counts.changed,
        counts.unchanged,
        counts.gone,
        counts.overfull
    );
    Ok(last < total.fetch_one(transaction).await?)
}

/// Takes the next contacts back; tells whether there are more behind them.
pub(super) async fn undo(transaction: &mut PgConnection, bulk: &UnderWay) -> Result<bool, Error> {
    let next = sqlx::query!(
        r#"select position, contact_id, version as "version!", before, labels from bulk_contact
           where bulk_id = $1 and position > $2 and version is not null order by position limit $3"#,
        bulk.id,
        bulk.position,
        CHUNK
    );
    let next = next.fetch_all(&mut *transaction).await?;
    let Some(last) = next.last().map(|row| row.position) else {
        return Ok(false);
    };
    let items: Vec<BulkItem> = next
        .into_iter()
        .map(|row| BulkItem {
            position: row.position,
            contact: row.contact_id,
            version: row.version,
            before: row.before,
            labels: row.labels,
        })
        .collect();
    let restored = match bulk.action {
        BulkAction::Delete => restore(transaction, bulk, &items).await?,
        _ => put_back(transaction, bulk, &items).await?,
    };
    sqlx::query!(
        "update bulk set undo_position = $2, restored = restored + $3, kept = kept + $4 where id = $1",
        bulk.id,
        last,
        restored,
        length(&items) - restored
    )
    .execute(transaction)
    .await?;
    Ok(items.len() as i64 == CHUNK)
}

/// Puts contacts into the bin.
async fn delete(
    transaction: &mut PgConnection,
    bulk: &UnderWay,
    places: &[(i32, Uuid)],
) -> Result<Vec<BulkItem>, Error> {
    let ids: Vec<Uuid> = places.iter().map(|(_, id)| *id).collect();
    let locked = sqlx::query!(
        "select id, version from contact where id = any($1) and deleted_at is null order by id for update",
        &ids
    );
    let versions: HashMap<Uuid, i64> = locked
        .fetch_all(&mut *transaction)
        .await?
        .into_iter()
        .map(|row| (row.id, row.version + 1))
        .collect();
    let doomed: Vec<Uuid> = versions.keys().copied().collect();
    fate::delete(transaction, &Author::of(&bulk.who), &doomed).await?;
    Ok(places
        .iter()
        .filter_map(|(position, id)| {
            Some(BulkItem {
                position: *position,
                contact: *id,
                version: *versions.get(id)?,
                before: String::new(),
                labels: Vec::new(),
            })
        })
        .collect())
}

/// Takes contacts out of the bin that nobody has touched there.
async fn restore(
    transaction: &mut PgConnection,
    bulk: &UnderWay,
    items: &[BulkItem],
) -> Result<i32, Error> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.contact).collect();
    let versions: Vec<i64> = items.iter().map(|item| item.version).collect();
    let locked = sqlx::query_scalar!(
        "select contact.id from contact
         join unnest($1::uuid[], $2::bigint[]) as item (id, version) on item.id = contact.id and item.version = contact.version
         where deleted_at is not null and merged_into is null order by contact.id for update of contact",
        &ids,
        &versions
    );
    let untouched = locked.fetch_all(&mut *transaction).await?;
    fate::restore(transaction, &Author::of(&bulk.who), &untouched).await?;
    Ok(length(&untouched))
}

/// Edits contacts; counts those that need no change or have no room for it.
async fn edit(
    transaction: &mut PgConnection,
    bulk: &UnderWay,
    places: &[(i32, Uuid)],
    counts: &mut ChunkCounts,
) -> Result<Vec<BulkItem>, Error> {
    let ids: Vec<Uuid> = places.iter().map(|(_, id)| *id).collect();
    let mut contacts = stored::lock(transaction, &ids).await?;
    let names = names(transaction).await?;
    let mut assignments = Assignments::default();
    let mut items = Vec::new();
    for (position, id) in places {
        let Some(stored) = contacts.remove(&ContactId(*id)) else {
            continue;
        };
        let mut wanted = stored.clone();
        let mut item = BulkItem {
            position: *position,
            contact: *id,
            version: stored.version + 1,
            before: String::new(),
            labels: Vec::new(),
        };
        let worn = |id: &&Uuid| wanted.labels.contains(id);
        match &bulk.action {
            BulkAction::AddLabels(_) => {
                let known = bulk.labels.iter().filter(|id| names.contains_key(id));
                item.labels = known.filter(|id| !worn(id)).copied().collect();
                wanted.labels.extend(&item.labels);
                if seen(&wanted.labels, &names) > MOST_LABELS {
                    counts.overfull += 1;
                    continue;
                }
            }
            BulkAction::RemoveLabels(_) => {
                item.labels = bulk.labels.iter().filter(worn).copied().collect();
                wanted.labels.retain(|id| !item.labels.contains(id));
            }
            action => item.before = replace(&mut wanted.draft, action),
        }
        if assignments.add(*id, &stored, wanted, &names) {
            items.push(item);
        } else {
            counts.unchanged += 1;
        }
    }
    assignments
        .send(transaction, &Author::of(&bulk.who))
        .await?;
    Ok(items)
}

/// Puts back what an edit replaced, where it still stands there; labels come and go one by one.
async fn put_back(
    transaction: &mut PgConnection,
    bulk: &UnderWay,
    items: &[BulkItem],
) -> Result<i32, Error> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.contact).collect();
    let mut contacts = stored::lock(transaction, &ids).await?;
    let names = names(transaction).await?;
    let mut assignments = Assignments::default();
    for item in items {
        let Some(stored) = contacts.remove(&ContactId(item.contact)) else {
            continue;
        };
        let mut wanted = stored.clone();
        match &bulk.action {
            BulkAction::AddLabels(_) => wanted.labels.retain(|id| !item.labels.contains(id)),
            BulkAction::RemoveLabels(_) => {
                let known = item.labels.iter().filter(|id| names.contains_key(id));
                let missing: Vec<Uuid> = known
                    .filter(|id| !wanted.labels.contains(id))
                    .copied()
                    .collect();
                wanted.labels.extend(missing);
                if seen(&wanted.labels, &names) > MOST_LABELS {
                    continue;
                }
            }
            action => {
                let mut as_made = wanted.draft.clone();
                replace(&mut as_made, action);
                if as_made != wanted.draft {
                    continue;
                }
                replace(&mut wanted.draft, &opposite(action, &item.before));
            }
        }
        assignments.add(item.contact, &stored, wanted, &names);
    }
    let restored = length(&assignments.ids);
    assignments
        .send(transaction, &Author::of(&bulk.who))
        .await?;
    Ok(restored)
}

/// Gives one field a new value, and returns the old one.
fn replace(draft: &mut Draft, action: &BulkAction) -> String {
    match action {
        BulkAction::SetType(kind) => std::mem::replace(&mut draft.kind, *kind).to_string(),
        BulkAction::SetLevel(level) => std::mem::replace(&mut draft.level, *level).to_string(),
        BulkAction::SetGroup(group) => std::mem::replace(&mut draft.group, group.clone()),
        BulkAction::SetTeam(team) => std::mem::replace(&mut draft.team, team.clone()),
        BulkAction::AddLabels(_) | BulkAction::RemoveLabels(_) | BulkAction::Delete => {
            String::new()
        }
    }
}

/// The same field with the value that was there before.
fn opposite(action: &BulkAction, before: &str) -> BulkAction {
    match action {
        BulkAction::SetType(_) => BulkAction::SetType(Kind::parse(before).unwrap_or_default()),
        BulkAction::SetLevel(_) => BulkAction::SetLevel(Level::parse(before).unwrap_or_default()),
        BulkAction::SetGroup(_) => BulkAction::SetGroup(before.to_owned()),
        BulkAction::SetTeam(_) => BulkAction::SetTeam(before.to_owned()),
        BulkAction::AddLabels(_) | BulkAction::RemoveLabels(_) | BulkAction::Delete => {
            action.clone()
        }
    }
}

/// The labels that there are.
async fn names(transaction: &mut PgConnection) -> Result<HashMap<Uuid, String>, Error> {
    let rows = sqlx::query!("select id, name from label")
        .fetch_all(transaction)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// How many of the labels of a contact there are; it holds those unseen that were deleted and may come back.
fn seen(labels: &[Uuid], names: &HashMap<Uuid, String>) -> usize {
    labels.iter().filter(|id| names.contains_key(id)).count()
}

/// Keeps what an undo will need.
async fn keep(
    transaction: &mut PgConnection,
    bulk: &UnderWay,
    items: &[BulkItem],
) -> Result<(), Error> {
    let positions: Vec<i32> = items.iter().map(|item| item.position).collect();
    let versions: Vec<i64> = items.iter().map(|item| item.version).collect();
    let before: Vec<String> = items.iter().map(|item| item.before.clone()).collect();
    let labels: Vec<String> = items.iter().map(|item| array(&item.labels)).collect();
    sqlx::query!(
        "update bulk_contact set version = item.version, before = item.before, labels = item.labels::uuid[]
         from unnest($2::integer[], $3::bigint[], $4::text[], $5::text[]) as item (position, version, before, labels)
         where bulk_id = $1 and bulk_contact.position = item.position",
        bulk.id,
        &positions,
        &versions,
        &before,
        &labels
    )
    .execute(transaction)
    .await?;
    Ok(())
}

fn length<T>(values: &[T]) -> i32 {
    i32::try_from(values.len()).unwrap_or(i32::MAX)
}
