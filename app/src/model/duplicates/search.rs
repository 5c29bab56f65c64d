//! Finds all suspected duplicates at once: shared numbers and addresses by joins in the database, names by sorting what
//! they sound like. One server searches at a time, and only when something was written since.
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    time::Instant,
};

use contact::{
    likeness::{Likeness, Reason, strength},
    search::NO_COMPANY,
    sound::{company_key, name_key},
};
use futures::TryStreamExt;
use sqlx::{Acquire, Executor, PgConnection, types::Json};
use uuid::Uuid;

use crate::{error::Error, model::Database};

/// Whoever holds this lock of the database searches.
const LOCK: i64 = 0x4475_706c_6963_6174;
/// Of more contacts than this that share a value not every pair is listed, but a chain that holds them together.
const ALL_PAIRS: usize = 10;
/// The most pairs that are kept, the likeliest first.
const MOST: usize = 200_000;
/// How many pairs are written by one statement.
const BATCH: usize = 5_000;

type Pairs = BTreeMap<(Uuid, Uuid), BTreeSet<Reason>>;

/// Tells whether it is time to search: somebody asked, or something was written and the last search is twenty times as
/// long ago as it took. Never while contacts are being imported.
pub async fn due(database: &Database) -> Result<bool, Error> {
    let due = sqlx::query_scalar!(
        r#"select (
             asked_at > coalesce(started_at, '-infinity')
             or (
               seen < (select coalesce(max(number), 0) from change)
               and started_at < now() - greatest(interval '10 s', milliseconds * interval '20 ms')
               and not exists (select from import where status in ('receiving', 'running'))
             )
           ) as "due!" from duplicate_search"#
    );
    Ok(due.fetch_one(&database.pool).await?)
}

/// Searches all contacts and keeps what it finds. Does nothing while another server is at it.
pub async fn search(database: &Database) -> Result<(), Error> {
    let mut connection = database.heavy.acquire().await?;
    let mut transaction = connection.begin().await?;
    let mine = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "mine!""#, LOCK);
    if !mine.fetch_one(&mut *transaction).await? {
        return Ok(());
    }
    // By a connection of its own, so that everybody sees that it has begun.
    let began = sqlx::query_scalar!(
        r#"update duplicate_search set started_at = now()
           returning (select coalesce(max(number), 0) from change) as "seen!""#
    );
    let seen = began.fetch_one(&database.pool).await?;
    let clock = Instant::now();
    // While names are heard by the other connection this one may wait for long, and is not to be cut off for it: then the
    // whole search would begin again, and come to the same.
    transaction
        .execute(
            "set local jit = off; set local work_mem = '64MB'; set local synchronous_commit = off;
             set local idle_in_transaction_session_timeout = 0",
        )
        .await?;
    // Two at a time: what one connection reads, this program hears while the database joins on the other one.
    let mut other = database.heavy.acquire().await?;
    let (mut pairs, named) = tokio::try_join!(by_value(&mut transaction), by_name(&mut other))?;
    drop(other);
    for (pair, reasons) in named {
        pairs.entry(pair).or_default().extend(reasons);
    }
    let differing = sqlx::query!("select one_id, two_id from not_same");
    for row in differing.fetch_all(&mut *transaction).await? {
        pairs.remove(&(row.one_id, row.two_id));
    }
    let groups = keep(&mut transaction, pairs).await?;
    sqlx::query!(
        "update duplicate_search set finished_at = clock_timestamp(), milliseconds = $1, seen = $2, groups = $3",
        i64::try_from(clock.elapsed().as_millis()).unwrap_or(i64::MAX),
        seen,
        groups as i64
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

async fn by_value(transaction: &mut PgConnection) -> Result<Pairs, Error> {
    let mut pairs = Pairs::new();
    by_phone(transaction, &mut pairs).await?;
    by_email(transaction, &mut pairs).await?;
    Ok(pairs)
}

/// Numbers that several contacts hold as a phone number or as their WhatsApp.
async fn by_phone(transaction: &mut PgConnection, pairs: &mut Pairs) -> Result<(), Error> {
    let shared = sqlx::query_scalar!(
        r#"select key as "key!" from (
             select number as key from contact_phone group by number having count(*) > 1
             union
             select account from contact_social where network = 'whatsapp' group by account having count(*) > 1
             union
             select account from contact_social join contact_phone on number = account
             where network = 'whatsapp' and contact_phone.contact_id <> contact_social.contact_id
           ) as shared limit $1"#,
        MOST as i64
    );
    let shared = shared.fetch_all(&mut *transaction).await?;
    // Asked apart, so that few are looked up by index and many by a join.
    let holders = sqlx::query!(
        r#"select key as "key!", contact_id as "id!" from unnest($1::text[]) as shared (key)
           join contact_phone on number = key
           join contact on contact.id = contact_id and deleted_at is null
           union
           select key, contact_id from unnest($1::text[]) as shared (key)
           join contact_social on account = key and network = 'whatsapp'
           join contact on contact.id = contact_id and deleted_at is null
           order by 1, 2"#,
        &shared
    );
    let rows = holders.fetch(transaction);
    let rows = rows.map_ok(|row| (row.key, row.id));
    chained(rows, Likeness::Phone, pairs).await
}

async fn by_email(transaction: &mut PgConnection, pairs: &mut Pairs) -> Result<(), Error> {
    let shared = sqlx::query_scalar!(
        r#"select lower(address) as "key!" from contact_email group by 1 having count(*) > 1 limit $1"#,
        MOST as i64
    );
    let shared = shared.fetch_all(&mut *transaction).await?;
    let holders = sqlx::query!(
        r#"select distinct key as "key!", contact_id as "id!" from unnest($1::text[]) as shared (key)
           join contact_email on lower(address) = key
           join contact on contact.id = contact_id and deleted_at is null
           order by 1, 2"#,
        &shared
    );
    let rows = holders.fetch(transaction);
    let rows = rows.map_ok(|row| (row.key, row.id));
    chained(rows, Likeness::Email, pairs).await
}

/// Pairs those who hold the same value. The rows come sorted by value.
async fn chained(
    mut rows: impl futures::Stream<Item = Result<(String, Uuid), sqlx::Error>> + Unpin,
    kind: Likeness,
    pairs: &mut Pairs,
) -> Result<(), Error> {
    let mut value = String::new();
    let mut holders = Vec::new();
    while let Some((key, id)) = rows.try_next().await? {
        if key != value {
            pair(&holders, kind, &value, pairs);
            holders.clear();
            value = key;
        }
        holders.push(id);
    }
    pair(&holders, kind, &value, pairs);
    Ok(())
}

/// Contacts whose names sound alike at one company.
async fn by_name(connection: &mut PgConnection) -> Result<Pairs, Error> {
    let mut pairs = Pairs::new();
    let mut heard: Vec<(u64, Uuid)> = Vec::new();
    let named = sqlx::query!(
        "select id, sort_name, sort_company from contact where deleted_at is null and sort_company <> $1",
        NO_COMPANY
    );
    let mut rows = named.fetch(&mut *connection);
    while let Some(row) = rows.try_next().await? {
        let (name, company) = (name_key("", &row.sort_name), company_key(&row.sort_company));
        if !name.is_empty() && !company.is_empty() {
            let mut hasher = DefaultHasher::new();
            (name, company).hash(&mut hasher);
            heard.push((hasher.finish(), row.id));
        }
    }
    drop(rows);
    heard.sort_unstable();
    let alike: Vec<&[(u64, Uuid)]> = heard
        .chunk_by(|one, two| one.0 == two.0)
        .filter(|chunk| chunk.len() > 1)
        .collect();
    let first: Vec<Uuid> = alike.iter().map(|chunk| chunk[0].1).collect();
    let companies = sqlx::query!("select id, company from contact where id = any($1)", &first);
    let companies: HashMap<Uuid, String> = companies
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row.company))
        .collect();
    for chunk in alike {
        let ids: Vec<Uuid> = chunk.iter().map(|(_, id)| *id).collect();
        if let Some(company) = companies.get(&ids[0]) {
            pair(&ids, Likeness::Name, company, &mut pairs);
        }
    }
    Ok(pairs)
}

/// Pairs contacts that share a value, given in the order of their ids.
fn pair(ids: &[Uuid], kind: Likeness, value: &str, pairs: &mut Pairs) {
    for (place, one) in ids.iter().enumerate() {
        let reach = if ids.len() > ALL_PAIRS { 1 } else { ids.len() };
        for two in ids.iter().skip(place + 1).take(reach) {
            pairs.entry((*one, *two)).or_default().insert(Reason {
                kind,
                value: value.to_owned(),
            });
        }
    }
}

/// Writes the pairs in place of those of the last search; gives the number of groups.
async fn keep(transaction: &mut PgConnection, pairs: Pairs) -> Result<usize, Error> {
    let mut pairs: Vec<((Uuid, Uuid), Vec<Reason>)> = pairs
        .into_iter()
        .map(|(pair, reasons)| (pair, reasons.into_iter().collect()))
        .collect();
    if pairs.len() > MOST {
        pairs.sort_by_key(|(_, reasons)| -strength(reasons));
        pairs.truncate(MOST);
    }
    let mut groups = Groups::default();
    for ((one, two), _) in &pairs {
        groups.join(*one, *two);
    }
    let mut strongest: HashMap<Uuid, i16> = HashMap::new();
    let groups: Vec<Uuid> = pairs.iter().map(|((one, _), _)| groups.of(*one)).collect();
    for (group, (_, reasons)) in groups.iter().zip(&pairs) {
        let best = strongest.entry(*group).or_default();
        *best = strength(reasons).max(*best);
    }
    sqlx::query!("delete from duplicate")
        .execute(&mut *transaction)
        .await?;
    sqlx::query!("delete from duplicate_group")
        .execute(&mut *transaction)
        .await?;
    let (ids, strengths): (Vec<Uuid>, Vec<i16>) = strongest.into_iter().unzip();
    sqlx::query!(
        "insert into duplicate_group (id, strength) select * from unnest($1::uuid[], $2::int2[])",
        &ids,
        &strengths
    )
    .execute(&mut *transaction)
    .await?;
    for (pairs, groups) in pairs.chunks(BATCH).zip(groups.chunks(BATCH)) {
        let ones: Vec<Uuid> = pairs.iter().map(|((one, _), _)| *one).collect();
        let twos: Vec<Uuid> = pairs.iter().map(|((_, two), _)| *two).collect();
        let reasons: Vec<Json<&Vec<Reason>>> =
            pairs.iter().map(|(_, reasons)| Json(reasons)).collect();
        sqlx::query(
            "insert into duplicate (one_id, two_id, group_id, reasons)
             select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[])",
        )
        .bind(ones)
        .bind(twos)
        .bind(groups)
        .bind(reasons)
        .execute(&mut *transaction)
        .await?;
    }
    Ok(ids.len())
}

/// Contacts that belong together by any chain of pairs; each group is called by its smallest id.
#[derive(Default)]
struct Groups {
    /// A smaller one of the same group; the smallest of all is not in here.
    smaller: HashMap<Uuid, Uuid>,
}

impl Groups {
    fn of(&mut self, id: Uuid) -> Uuid {
        let mut smallest = id;
        while let Some(smaller) = self.smaller.get(&smallest) {
            smallest = *smaller;
        }
        // The next question takes one step.
        if smallest != id {
            self.smaller.insert(id, smallest);
        }
        smallest
    }

    fn join(&mut self, one: Uuid, two: Uuid) {
        let (one, two) = (self.of(one), self.of(two));
        match one.cmp(&two) {
            std::cmp::Ordering::Less => drop(self.smaller.insert(two, one)),
            std::cmp::Ordering::Greater => drop(self.smaller.insert(one, two)),
            std::cmp::Ordering::Equal => {}
        }
    }
}
