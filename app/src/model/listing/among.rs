//! Which of some contacts a list shows, for a page that was told that they changed. Conditions, order and rows are those of
//! the list itself; it is asked about so few that each step finds them by their ids.
use std::collections::BTreeSet;

use contact::{
    Contact, ContactId,
    query::{Cursor, LONGEST_PAGE, Query},
};
use sqlx::{PgConnection, QueryBuilder};
use uuid::Uuid;

use super::{Conditions, Order, too_slow, written};
use crate::{
    error::Error,
    model::{Asker, contacts::read},
    who::Action,
    wire::among::{MOST_AMONG, ShownAmong},
};

/// Tells which of some contacts the list of a query shows. Its rows stand from the query's cursor, or from the beginning, up
/// to `end`, where its next page starts.
pub async fn among(
    asker: &Asker,
    query: &Query,
    end: Option<&str>,
    ids: &[ContactId],
) -> Result<ShownAmong, Error> {
    let database = asker.read(Action::ReadContacts)?;
    if ids.len() > MOST_AMONG {
        return Err(Error::Refused(format!(
            "Ask about at most {MOST_AMONG} contacts at a time."
        )));
    }
    let end = end.map(str::parse::<Cursor>).transpose();
    let end = end.map_err(|()| {
        Error::Refused("end: it is not a next_cursor that a list gave out.".to_owned())
    })?;
    let mut connection = database.lists.acquire().await?;
    let shown = find(&mut connection, query, end, ids)
        .await
        .map_err(too_slow)?;
    let written = written(&shown.items);
    Ok(ShownAmong { written, ..shown })
}

async fn find(
    connection: &mut PgConnection,
    query: &Query,
    end: Option<Cursor>,
    ids: &[ContactId],
) -> Result<ShownAmong, sqlx::Error> {
    let conditions = Conditions::of(connection, query).await?.among(ids);
    let found = behind(connection, query, &conditions, None).await?;
    let mut here = match &query.cursor {
        None => found.clone(),
        start => behind(connection, query, &conditions, start.clone()).await?,
    };
    if end.is_some() {
        let rest = behind(connection, query, &conditions, end).await?;
        here.retain(|id| !rest.contains(id));
    }
    let found: Vec<Uuid> = found.into_iter().map(|id| id.0).collect();
    let rows = read::rows(connection, &found).await?;
    let mut sql = QueryBuilder::new("select id from contact where ");
    Conditions::these(ids).push(&mut sql);
    let living: Vec<Uuid> = sql.build_query_scalar().fetch_all(&mut *connection).await?;
    let deleted = ids.iter().filter(|id| !living.contains(&id.0));
    Ok(ShownAmong {
        items: rows.into_iter().map(Contact::from).collect(),
        here,
        deleted: deleted.copied().collect(),
        written: Default::default(),
    })
}

/// Those that fulfil the conditions and stand behind a place of the list; all of them without one.
async fn behind(
    connection: &mut PgConnection,
    query: &Query,
    conditions: &Conditions,
    place: Option<Cursor>,
) -> Result<BTreeSet<ContactId>, sqlx::Error> {
    let query = Query {
        cursor: place,
        limit: LONGEST_PAGE,
        ..query.clone()
    };
    let order = Order::of(&query, conditions);
    let hits = order.sorted(connection, &query, conditions, None).await?;
    Ok(hits.into_iter().map(|hit| ContactId(hit.id)).collect())
}
