//! All pairs of contacts that look like one person, as the last search found them; and what people said about them.
mod search;

use std::collections::BTreeMap;

use contact::{ContactId, likeness::Reason};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

pub use search::{due, search};

use crate::{
    error::Error,
    model::{Asker, Database, contacts::read, suggestions, work},
    who::Action,
    wire::merge::{DuplicateGroup, DuplicateSearch, Duplicates, Pair},
};

/// How many groups a page holds, and how many pairs of a group it shows.
const PAGE: usize = 25;
const SHOWN: i64 = 10;

/// Lists suspected duplicates group by group, the likeliest first. Contacts that have gone since are left out.
pub async fn list(asker: &Asker, cursor: Option<&str>) -> Result<Duplicates, Error> {
    let database = asker.read(Action::ReadContacts)?;
    // Read before what was found: a search that ends meanwhile counts as running, and the page looks again.
    let search = state(database).await?;
    let mut connection = database.pool.acquire().await?;
    let (strength, after) = place(cursor)?;
    let mut groups = sqlx::query!(
        r#"select id, strength, pairs as "pairs!" from duplicate_group
           cross join lateral (
             select count(*) as pairs from (
               select from duplicate
               join contact as one on one.id = one_id and one.deleted_at is null
               join contact as two on two.id = two_id and two.deleted_at is null
               where group_id = duplicate_group.id limit $4
             ) as counted
           ) as held
           where (- strength, id) > (- $1::int2, $2) and pairs > 0
           order by - strength, id limit $3"#,
        strength,
        after,
        PAGE as i64 + 1,
        SHOWN + DuplicateGroup::MOST_MORE
    )
    .fetch_all(&mut *connection)
    .await?;
    let more = groups.len() > PAGE;
    groups.truncate(PAGE);
    let next_cursor = groups
        .last()
        .filter(|_| more)
        .map(|last| format!("{}.{}", last.strength, last.id));
    let ids: Vec<Uuid> = groups.iter().map(|group| group.id).collect();
    let mut by_group = pairs(&mut connection, &ids).await?;
    drop(connection);
    Ok(Duplicates {
        items: groups
            .into_iter()
            .filter_map(|group| {
                let pairs = by_group.remove(&group.id)?;
                Some(DuplicateGroup {
                    id: group.id,
                    strength: group.strength,
                    more: group.pairs - pairs.len() as i64,
                    pairs,
                })
            })
            .collect(),
        total: count(asker).await?,
        next_cursor,
        search,
    })
}

/// The pairs that are shown of each group.
async fn pairs(
    connection: &mut PgConnection,
    groups: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Pair>>, Error> {
    let pairs = sqlx::query!(
        r#"select shown.group_id as "group_id!", one_id as "one_id!", two_id as "two_id!",
             reasons as "reasons!: Json<Vec<Reason>>"
           from unnest($1::uuid[]) as shown (group_id)
           cross join lateral (
             select one_id, two_id, reasons from duplicate
             join contact as one on one.id = one_id and one.deleted_at is null
             join contact as two on two.id = two_id and two.deleted_at is null
             where duplicate.group_id = shown.group_id order by one_id, two_id limit $2
           ) as pair"#,
        groups,
        SHOWN
    )
    .fetch_all(&mut *connection)
    .await?;
    let ids: Vec<Uuid> = pairs
        .iter()
        .flat_map(|pair| [pair.one_id, pair.two_id])
        .collect();
    let contacts = suggestions::read(connection, &ids).await?;
    let mut by_group: BTreeMap<Uuid, Vec<Pair>> = BTreeMap::new();
    for pair in pairs {
        let of = |id| contacts.get(id).cloned();
        if let (Some(one), Some(two)) = (of(&pair.one_id), of(&pair.two_id)) {
            by_group.entry(pair.group_id).or_default().push(Pair {
                one,
                two,
                reasons: pair.reasons.0,
            });
        }
    }
    Ok(by_group)
}

/// Where a page begins: behind this strength and group.
fn place(cursor: Option<&str>) -> Result<(i16, Uuid), Error> {
    let Some(cursor) = cursor else {
        return Ok((i16::MAX, Uuid::nil()));
    };
    cursor
        .split_once('.')
        .and_then(|(strength, group)| Some((strength.parse().ok()?, group.parse().ok()?)))
        // Postgres cannot turn the smallest number round.
        .filter(|(strength, _)| (1..=3).contains(strength))
        .ok_or_else(|| {
            Error::Refused("cursor: this is none. Start from the first page.".to_owned())
        })
}

/// Counts the groups of suspected duplicates.
pub async fn count(asker: &Asker) -> Result<i64, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "count!" from duplicate_group
           where exists (select from duplicate where group_id = duplicate_group.id)"#
    );
    Ok(counted.fetch_one(&database.pool).await?)
}

async fn state(database: &Database) -> Result<DuplicateSearch, Error> {
    let row = sqlx::query!(
        r#"select finished_at, milliseconds,
             (asked_at > coalesce(started_at, '-infinity') or started_at > coalesce(finished_at, '-infinity')) as "running!"
           from duplicate_search"#
    );
    let row = row.fetch_one(&database.pool).await?;
    Ok(DuplicateSearch {
        at: row.finished_at,
        milliseconds: row.milliseconds,
        running: row.running,
    })
}

/// Asks for a new search. It begins within seconds.
pub async fn ask(asker: &Asker) -> Result<(), Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            sqlx::query!("update duplicate_search set asked_at = now()")
                .execute(&mut *transaction)
                .await?;
            work::wake(transaction, work::DUPLICATES).await
        })
        .await
}

/// Remembers that two contacts are not the same person, or forgets it.
pub async fn differ(asker: &Asker, ids: [ContactId; 2], differ: bool) -> Result<(), Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let one = read::end(transaction, ids[0]).await?;
                let two = read::end(transaction, ids[1]).await?;
                let [one, two] = [one.min(two), one.max(two)];
                if one == two {
                    let sentence = "A contact is always the same person as itself. Choose another one.";
                    return Err(Error::Refused(sentence.to_owned()));
                }
                if !differ {
                    sqlx::query!("delete from not_same where one_id = $1 and two_id = $2", one.0, two.0)
                        .execute(transaction)
                        .await?;
                    return Ok(());
                }
                sqlx::query!(
                    "insert into not_same (one_id, two_id, staff, actor) values ($1, $2, $3, $4) on conflict do nothing",
                    one.0,
                    two.0,
                    asker.who.staff_id(),
                    asker.who.name()
                )
                .execute(&mut *transaction)
                .await?;
                sqlx::query!("delete from duplicate where one_id = $1 and two_id = $2", one.0, two.0)
                    .execute(transaction)
                    .await?;
                Ok(())
            })
        .await
}
