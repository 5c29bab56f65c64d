//! The lists of enquiries: the overview, which shows every row to all staff, and those of what somebody may see. Ids are
//! found first, by index alone; only the rows of a page are then asked how whoever asks stands to them.
pub(in crate::model) mod brief;
mod find;
mod reach;
mod rows;

use chrono::{DateTime, Utc};
use contact::{
    enquiry::{Status, Tab},
    obstacle::Obstacle,
    query::{LIMIT, LONGEST_PAGE, Span, Total},
};
use sqlx::PgConnection;
use strum::VariantArray;
use uuid::Uuid;

use self::{
    find::{EnquirySearch, Lookup, Through},
    reach::Reach,
};
use crate::{
    error::Error,
    model::{Asker, cursor},
    who::{Action, Role, Who},
    wire::overview::{Centre, EnquiryPage, EnquiryQuery, EnquiryRow, Narrow, Offered, TabCounts},
};

/// The most of a kind that the filters offer.
const OFFERED: i64 = 500;

/// Lists the enquiries of a tab. In Open and Missed those come first who have waited longest; elsewhere the newest.
pub async fn list(asker: &Asker, query: EnquiryQuery) -> Result<EnquiryPage, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let oldest_first = matches!(query.tab, Tab::Open | Tab::Missed);
    let sought = EnquirySearch::new(everywhere(query.tab), judged(query.narrow)?, oldest_first);
    page(&mut connection, &asker.who, sought, query.cursor.as_deref()).await
}

/// Lists enquiries by their ids, in that order, whatever tab they stand under: a page that shows them asks what has become of
/// those that are in its list no more. Where there is none of an id, it is passed over.
pub async fn these(asker: &Asker, ids: Vec<Uuid>) -> Result<Vec<EnquiryRow>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    if ids.len() > LONGEST_PAGE.into() {
        return Err(Error::Refused(format!(
            "Ask for at most {LONGEST_PAGE} enquiries at a time."
        )));
    }
    let mut connection = database.lists.acquire().await?;
    rows::read(&mut connection, &asker.who, &ids).await
}

/// Counts the enquiries of each tab, as far as one counts.
pub async fn counts(asker: &Asker, narrow: Narrow) -> Result<TabCounts, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let narrow = judged(narrow)?;
    Ok(TabCounts {
        open: count(&mut connection, Tab::Open, &narrow).await?,
        handling: count(&mut connection, Tab::Handling, &narrow).await?,
        missed: count(&mut connection, Tab::Missed, &narrow).await?,
        closed: count(&mut connection, Tab::Closed, &narrow).await?,
    })
}

/// Counts the enquiries that wait.
pub async fn count_open(asker: &Asker) -> Result<Total, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    count(&mut connection, Tab::Open, &Narrow::default()).await
}

async fn count(connection: &mut PgConnection, tab: Tab, narrow: &Narrow) -> Result<Total, Error> {
    EnquirySearch::new(everywhere(tab), narrow.clone(), true)
        .count(connection)
        .await
}

/// Says what the filters offer: destinations, and those who work here.
pub async fn offered(asker: &Asker) -> Result<Offered, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let destinations = sqlx::query!(
        r#"select external_id, coalesce(nullif(name, ''), external_id) as "name!" from destination
           order by 2, 1 limit $1"#,
        OFFERED
    );
    let destinations = destinations.fetch_all(&database.pool).await?;
    let staff = sqlx::query!(
        r#"select lower(email) as "email!", name from staff where active order by name, 1 limit $1"#,
        OFFERED
    );
    let staff = staff.fetch_all(&database.pool).await?;
    let destinations = destinations
        .into_iter()
        .map(|row| (row.external_id, row.name));
    Ok(Offered {
        destinations: destinations.collect(),
        staff: staff.into_iter().map(|row| (row.email, row.name)).collect(),
    })
}

/// Lists the missed enquiries that whoever asks may see, who has waited longest first, each with its callback brief.
pub async fn centre(asker: &Asker, query: EnquiryQuery) -> Result<Centre, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let reach = Reach::of(&mut connection, &asker.who).await?;
    let lookups = reach.lookups(Tab::Missed.statuses(), true);
    let sought = EnquirySearch::new(lookups, judged(query.narrow)?, true);
    let page = page_seen(&mut connection, &asker.who, sought, query.cursor.as_deref()).await?;
    Ok(Centre {
        items: brief::read(&mut connection, page.items).await?,
        now: Utc::now(),
        next_cursor: page.next_cursor,
    })
}

/// Lists the closed enquiries that whoever asks may see, the newest first: where it is searched for something, the one that
/// has this id, and then those with these words in their subject.
pub async fn reports(asker: &Asker, query: EnquiryQuery) -> Result<EnquiryPage, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let narrow = judged(query.narrow)?;
    let named =
        EnquirySearch::new(everywhere(Tab::Closed), narrow.clone(), false).named(&query.search);
    let named = page_seen(&mut connection, &asker.who, named, None).await?;
    let reach = Reach::of(&mut connection, &asker.who).await?;
    let lookups = reach.lookups(Tab::Closed.statuses(), true);
    let sought = EnquirySearch::new(lookups, narrow, false).with_words(&query.search);
    let mut page = page_seen(&mut connection, &asker.who, sought, query.cursor.as_deref()).await?;
    for row in named.items {
        page.items.retain(|other| other.id != row.id);
        if query.cursor.is_none() {
            page.items.insert(0, row);
        }
    }
    Ok(page)
}

/// Lists the rooms that are not closed, the newest first: to an Agent those that they stand in or stood in, to others all
/// that they may see. What became of their contact takes none away.
pub async fn recent(asker: &Asker, query: EnquiryQuery) -> Result<EnquiryPage, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let reach = Reach::of(&mut connection, &asker.who).await?;
    let is_agent = matches!(
        asker.who,
        Who::Staff {
            role: Role::Agent,
            ..
        }
    );
    let closed = Tab::Closed.statuses();
    let going_on = Status::VARIANTS.iter().copied();
    let going_on: Vec<_> = going_on.filter(|status| !closed.contains(status)).collect();
    let sought = EnquirySearch::new(
        reach.lookups(&going_on, !is_agent),
        Narrow::default(),
        false,
    );
    page_seen(&mut connection, &asker.who, sought, query.cursor.as_deref()).await
}

/// All enquiries of a tab.
fn everywhere(tab: Tab) -> Vec<Lookup> {
    let statuses = tab.statuses().iter();
    let lookups = statuses.map(|&status| Lookup {
        status,
        through: Through::All,
    });
    lookups.collect()
}

/// Refuses moments that no calendar here holds.
fn judged(narrow: Narrow) -> Result<Narrow, Error> {
    let Span { from, before } = narrow.opened;
    let years = 1970..10_000;
    let is_good = |at: DateTime<Utc>| years.contains(&chrono::Datelike::year(&at));
    match [from, before].into_iter().flatten().all(is_good) {
        true => Ok(narrow),
        false => Err(Obstacle::NoSuchDays.into()),
    }
}

/// A page of what is sought.
async fn page(
    connection: &mut PgConnection,
    who: &Who,
    sought: EnquirySearch,
    after: Option<&str>,
) -> Result<EnquiryPage, Error> {
    let after = after.map(cursor::read).transpose()?;
    let limit = usize::from(LIMIT);
    let mut found = sought.find(connection, after, i64::from(LIMIT) + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let next_cursor = last.map(|&(at, id)| cursor::write(at, id));
    let ids: Vec<Uuid> = found.into_iter().map(|(_, id)| id).collect();
    Ok(EnquiryPage {
        items: rows::read(connection, who, &ids).await?,
        next_cursor,
    })
}

/// A page of what whoever asks may see. The lookups lead to nothing else; what has changed since they were made is left
/// out by the table itself.
async fn page_seen(
    connection: &mut PgConnection,
    who: &Who,
    sought: EnquirySearch,
    after: Option<&str>,
) -> Result<EnquiryPage, Error> {
    let mut page = page(connection, who, sought, after).await?;
    page.items.retain(|row| row.refused.is_none());
    Ok(page)
}
