//! The list: search, filters, order and pages, in bounded steps. First all hits are looked up by the inverted index, as
//! many as are counted exactly; if they are fewer, sorting them gives the page. If there are more, hits are dense, and
//! a short walk along the index of the order meets a page of them. The rare query that defeats both is sorted whole,
//! under the time limit of `Database::lists`.
pub mod among;
mod conditions;
mod long;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use contact::{
    Contact,
    obstacle::Obstacle,
    query::{By, COUNTED, Cursor, Query, Sort, Total},
    search::{Search, TermReading},
};
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

pub(super) use conditions::{Conditions, anywhere};
pub(super) use long::LongLists;

use crate::{
    error::Error,
    model::{Asker, contacts::read, phones},
    who::Action,
    wire::contacts::ContactPage,
};

/// How far a walk along an index goes before the hits are sorted instead.
const WALK: i64 = 20_000;

/// Lists the contacts of a query, one page of them.
pub async fn list(asker: &Asker, query: &Query) -> Result<ContactPage, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    page(&mut connection, query, &asker.shared.long_lists)
        .await
        .map_err(too_slow)
}

/// Lists them for a page, which must be told how their numbers are written.
pub async fn list_for_a_page(asker: &Asker, query: &Query) -> Result<ContactPage, Error> {
    let page = list(asker, query).await?;
    let numbers = page.items.iter().flat_map(|contact| &contact.draft.phones);
    let written = phones::written(numbers.map(|phone| phone.number.as_str()));
    Ok(ContactPage { written, ..page })
}

/// How the numbers of contacts are written.
fn written(contacts: &[Contact]) -> Written {
    let numbers = contacts.iter().flat_map(|contact| &contact.draft.phones);
    phones::written(numbers.map(|phone| phone.number.as_str()))
}

async fn page(
    connection: &mut PgConnection,
    query: &Query,
    long: &LongLists,
) -> Result<ContactPage, sqlx::Error> {
    let conditions = Conditions::of(connection, query).await?;
    let order = Order::of(query, &conditions);
    let (mut hits, total) = find(connection, query, &conditions, &order, long).await?;
    let more = hits.len() > usize::from(query.limit);
    hits.truncate(query.limit.into());
    let next = hits.last().filter(|_| more);
    let next_cursor = next.map(|last| {
        Cursor {
            rank: last.rank as u8,
            key: last.key.clone(),
            id: last.id,
            total,
        }
        .to_string()
    });
    let ids: Vec<Uuid> = hits.iter().map(|hit| hit.id).collect();
    let mut rows = read::rows(connection, &ids).await?;
    rows.sort_by_cached_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(ContactPage {
        items: rows.into_iter().map(Contact::from).collect(),
        total,
        next_cursor,
        beginnings: conditions
            .search()
            .map(|search| search.beginnings.clone())
            .unwrap_or_default(),
        written: Default::default(),
    })
}

/// A contact that was found, with what places it in the order.
#[derive(Debug, FromRow)]
struct Hit {
    id: Uuid,
    key: String,
    rank: i32,
    #[sqlx(default)]
    found: Option<i64>,
}

async fn find(
    connection: &mut PgConnection,
    query: &Query,
    conditions: &Conditions,
    order: &Order,
    long: &LongLists,
) -> Result<(Vec<Hit>, Total), sqlx::Error> {
    let known = query.cursor.as_ref().map(|cursor| cursor.total);
    let total = match (known, conditions.broad_part()) {
        // Counting some of the hits alone is cheaper than sorting, and enough where they are many.
        (None, Some(part)) if long.knows(&part) => Some(Total::AtLeast { at_least: COUNTED }),
        (None, Some(part)) => match count(connection, &part).await? {
            Total::Exactly(_) if !conditions.is_empty() => None,
            total => {
                if let Total::AtLeast { .. } = total {
                    long.learn(part);
                }
                Some(total)
            }
        },
        (known, _) => known,
    };
    if let (true, Some(total)) = (conditions.is_empty(), total) {
        return Ok((
            order.walk(connection, query, conditions, None).await?,
            total,
        ));
    }
    if !matches!(total, Some(Total::AtLeast { .. })) {
        let hits = order
            .sorted(connection, query, conditions, Some(COUNTED))
            .await?;
        let found = Total::of(hits.first().and_then(|hit| hit.found).unwrap_or(0));
        if let Total::Exactly(_) = found {
            return Ok((hits, total.unwrap_or(found)));
        }
    }
    let hits = order
        .walk(connection, query, conditions, Some(WALK))
        .await?;
    let hits = match hits.len() > query.limit.into() {
        true => hits,
        false => order.sorted(connection, query, conditions, None).await?,
    };
    Ok((hits, Total::AtLeast { at_least: COUNTED }))
}

/// Counts contacts, as far as they are counted.
async fn count(
    connection: &mut PgConnection,
    conditions: &Conditions,
) -> Result<Total, sqlx::Error> {
    let mut sql = QueryBuilder::new("select count(*) from (select from contact where ");
    conditions.push(&mut sql);
    sql.push(" limit ")
        .push_bind(i64::from(COUNTED) + 1)
        .push(") as counted");
    let counted = sql.build_query_scalar().fetch_one(connection).await?;
    Ok(Total::of(counted))
}

/// In which order contacts come, and how a place in it is named.
pub(super) struct Order {
    /// The SQL of the sort key, as text in a cursor, and how that text is compared again.
    key: &'static str,
    text: &'static str,
    cast: &'static str,
    descending: bool,
    /// Who comes first, one after the other.
    ranks: Vec<Rank>,
}

/// Those who come before others.
enum Rank {
    /// Their telephone number is the one that was typed, or ends like it, in one of its readings.
    Number(Vec<TermReading>),
    /// Their sort key begins like this.
    Name(String),
}

impl Rank {
    fn of(search: &Search) -> Vec<Self> {
        let numbers = [&search.whole_numbers, &search.numbers]
            .into_iter()
            .cloned();
        let numbers = numbers.filter(|numbers| !numbers.is_empty());
        let names = search.names.iter().cloned().map(Self::Name);
        numbers.map(Self::Number).chain(names).collect()
    }

    /// Writes the question whether a contact is one of them.
    fn ask(&self, sql: &mut QueryBuilder<Postgres>) {
        match self {
            Self::Number(numbers) => {
                sql.push("(false");
                for part in numbers.iter().flat_map(|number| &number.parts) {
                    sql.push(" or search like ").push_bind(anywhere(part));
                }
                sql.push(")");
            }
            Self::Name(name) => {
                sql.push("starts_with(sort_name, ")
                    .push_bind(name.clone())
                    .push(")");
            }
        }
    }
}

impl Order {
    pub(super) fn of(query: &Query, conditions: &Conditions) -> Self {
        let sort = query.sort.unwrap_or(match conditions.search() {
            None => Sort {
                by: By::Created,
                descending: true,
            },
            Some(_) => Sort {
                by: By::Name,
                descending: false,
            },
        });
        let ranks = match conditions.search() {
            Some(search) if query.sort.is_none() => Rank::of(search),
            _ => Vec::new(),
        };
        let micros = "to_char(updated_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
        let (key, text, cast) = match sort.by {
            // An id is made when the contact is, and grows with time.
            By::Created => ("''", "''", ""),
            By::Name => ("sort_name", "sort_name", ""),
            By::Company => ("sort_company", "sort_company", ""),
            By::Updated => ("updated_at", micros, "::timestamptz"),
        };
        Self {
            key,
            text,
            cast,
            descending: sort.descending,
            ranks,
        }
    }

    /// The columns that sort, for `order by`.
    pub(super) fn by(&self, table: &str) -> String {
        let direction = if self.descending { "desc" } else { "asc" };
        match self.key {
            "''" => format!("{table}id {direction}"),
            key => format!("{table}{key} {direction}, {table}id {direction}"),
        }
    }

    /// Sorts all hits, or the first `most` of them in no order: then `found` counts them, and is right up to `most`.
    async fn sorted(
        &self,
        connection: &mut PgConnection,
        query: &Query,
        conditions: &Conditions,
        most: Option<u32>,
    ) -> Result<Vec<Hit>, sqlx::Error> {
        let mut sql = QueryBuilder::new("with hit as materialized (select id, ");
        sql.push(format_args!("{} as key, {} as text, ", self.key, self.text));
        self.rank(&mut sql);
        sql.push(" as rank from contact where ");
        conditions.push(&mut sql);
        if let Some(most) = most {
            sql.push(" limit ").push_bind(i64::from(most) + 1);
        }
        sql.push(") select id, text as key, rank, (select count(*) from hit) as found from hit");
        if let Some(cursor) = &query.cursor {
            let (than, key) = (
                if self.descending { "<" } else { ">" },
                self.cursor_key(cursor),
            );
            sql.push(" where (rank > ")
                .push_bind(i32::from(cursor.rank));
            sql.push(" or rank = ").push_bind(i32::from(cursor.rank));
            sql.push(format_args!(" and (key, id) {than} ("));
            sql.push_bind(key)
                .push(self.cast)
                .push(", ")
                .push_bind(cursor.id)
                .push("))");
        }
        let direction = if self.descending { "desc" } else { "asc" };
        sql.push(format_args!(
            " order by rank, key {direction}, id {direction} limit "
        ));
        sql.push_bind(i64::from(query.limit) + 1);
        sql.build_query_as().fetch_all(connection).await
    }

    /// Walks along the index of the order, those who come first by their own stretch of it or by their number, and passes
    /// over at most `most` contacts in each.
    async fn walk(
        &self,
        connection: &mut PgConnection,
        query: &Query,
        conditions: &Conditions,
        most: Option<i64>,
    ) -> Result<Vec<Hit>, sqlx::Error> {
        let wanted = usize::from(query.limit) + 1;
        let mut hits = Vec::new();
        let from = query
            .cursor
            .as_ref()
            .map_or(0, |cursor| usize::from(cursor.rank));
        for rank in from..=self.ranks.len() {
            if hits.len() >= wanted {
                break;
            }
            let cursor = query
                .cursor
                .as_ref()
                .filter(|cursor| usize::from(cursor.rank) == rank);
            let mut sql = QueryBuilder::new("select id, ");
            sql.push(format_args!(
                "{} as key, {rank} as rank from (select * from contact where deleted_at is null",
                self.text
            ));
            for before in self.ranks.iter().take(rank) {
                sql.push(" and not ");
                before.ask(&mut sql);
            }
            if let Some(Rank::Name(name)) = self.ranks.get(rank) {
                sql.push(" and sort_name >= ").push_bind(name.clone());
                sql.push(" and sort_name < ")
                    .push_bind(format!("{name}\u{10ffff}"));
            }
            if let Some(cursor) = cursor {
                self.after(&mut sql, cursor);
            }
            if let Some(Rank::Number(numbers)) = self.ranks.get(rank) {
                // Few hold a number, wherever they stand in the order.
                conditions.readings(&mut sql, numbers);
                sql.push(" limit ").push_bind(i64::from(COUNTED));
            } else {
                sql.push(format_args!(" order by {}", self.by("")));
                if let Some(most) = most {
                    sql.push(" limit ").push_bind(most);
                }
            }
            sql.push(") as contact where ");
            conditions.push(&mut sql);
            sql.push(format_args!(" order by {} limit ", self.by("")));
            sql.push_bind((wanted - hits.len()) as i64);
            hits.extend(
                sql.build_query_as::<Hit>()
                    .fetch_all(&mut *connection)
                    .await?,
            );
        }
        Ok(hits)
    }

    fn rank(&self, sql: &mut QueryBuilder<Postgres>) {
        if self.ranks.is_empty() {
            sql.push("0");
            return;
        }
        sql.push("case");
        for (place, rank) in self.ranks.iter().enumerate() {
            sql.push(" when ");
            rank.ask(sql);
            sql.push(format_args!(" then {place}"));
        }
        sql.push(format_args!(" else {} end", self.ranks.len()));
    }

    fn after(&self, sql: &mut QueryBuilder<Postgres>, cursor: &Cursor) {
        let than = if self.descending { "<" } else { ">" };
        match self.key {
            "''" => sql
                .push(format_args!(" and id {than} "))
                .push_bind(cursor.id),
            key => {
                sql.push(format_args!(" and ({key}, id) {than} ("))
                    .push_bind(self.cursor_key(cursor));
                sql.push(self.cast)
                    .push(", ")
                    .push_bind(cursor.id)
                    .push(")")
            }
        };
    }

    /// The key in a cursor; one that does not belong to this order starts it from the beginning.
    fn cursor_key(&self, cursor: &Cursor) -> String {
        if self.key != "updated_at" {
            return cursor.key.clone();
        }
        // A time that Postgres reads as we write it.
        let at = cursor.key.parse::<DateTime<Utc>>().ok();
        match at.filter(|at| (1..=9999).contains(&at.year())) {
            Some(at) => at.to_rfc3339_opts(SecondsFormat::Micros, true),
            None if self.descending => "infinity".to_owned(),
            None => "-infinity".to_owned(),
        }
    }
}

/// A search that the time limit ended is not a database that is away.
pub(super) fn too_slow(error: sqlx::Error) -> Error {
    let cancelled = |error: &sqlx::Error| {
        error
            .as_database_error()
            .and_then(|error| error.code())
            .is_some_and(|code| code == "57014")
    };
    match error {
        error if cancelled(&error) => Obstacle::TooSlow.into(),
        error => error.into(),
    }
}
