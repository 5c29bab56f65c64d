//! Enquiries, read: each as it is known from what was reported.
pub mod history;
mod identified;
pub mod overview;
pub mod room;
pub mod seen;
pub(super) mod since;
pub mod standing;
mod summary;
pub mod transcript;
pub mod viewers;

use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    enquiry::{Enquiry, Status, Tab},
    known_fields::Told,
    query::{COUNTED, Total},
};
use sqlx::{PgConnection, types::Json};
use strum::VariantArray;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Asker, cursor},
    who::Action,
    wire::{
        enquiries::{Enquiries, Messages, ReportedEnquiry},
        intake::{Message, Sender},
    },
};

/// How many enquiries or messages there are on a page, where nobody says.
pub const PAGE: u16 = 100;

/// An enquiry as it stands in the table.
struct ListedEnquiry {
    id: Uuid,
    external_id: String,
    contact_id: Option<Uuid>,
    told: Json<Told>,
    opened_at: DateTime<Utc>,
}

impl ListedEnquiry {
    /// Nothing, should what was told not make one.
    fn read(self) -> Option<ReportedEnquiry> {
        Some(ReportedEnquiry {
            id: self.id,
            external_id: self.external_id,
            contact: self.contact_id.map(ContactId),
            enquiry: Enquiry::of(&self.told.0, self.opened_at)?,
        })
    }
}

/// Lists enquiries, those that were opened last first: all, or those of a tab or of a contact.
pub async fn list(
    asker: &Asker,
    tab: Option<Tab>,
    contact: Option<ContactId>,
    limit: u16,
    cursor: Option<&str>,
) -> Result<Enquiries, Error> {
    let database = asker.read(Action::ReadReports)?;
    let after = match cursor {
        Some(cursor) => cursor::read(cursor)?,
        None => (DateTime::<Utc>::MAX_UTC, Uuid::max()),
    };
    let statuses = tab.map_or(Status::VARIANTS, Tab::statuses).iter();
    let statuses: Vec<String> = statuses.map(Status::to_string).collect();
    let mut connection = database.lists.acquire().await?;
    // One more is read, to know whether there is a next page.
    let most = i64::from(limit) + 1;
    let mut rows = match contact {
        Some(contact) => of_contact(&mut connection, contact, &statuses, after, most).await?,
        None => of_statuses(&mut connection, &statuses, after, most).await?,
    };
    let total = count(&mut connection, contact, &statuses).await?;
    let more = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let last = rows.last().filter(|_| more);
    let next_cursor = last.map(|row| cursor::write(row.opened_at, row.id));
    Ok(Enquiries {
        items: rows.into_iter().filter_map(ListedEnquiry::read).collect(),
        total,
        next_cursor,
    })
}

/// The enquiries of a contact behind a place.
async fn of_contact(
    connection: &mut PgConnection,
    contact: ContactId,
    statuses: &[String],
    (at, id): (DateTime<Utc>, Uuid),
    most: i64,
) -> Result<Vec<ListedEnquiry>, Error> {
    let rows = sqlx::query_as!(
        ListedEnquiry,
        r#"select id, external_id, contact_id, told as "told: Json<Told>", opened_at as "opened_at!"
           from enquiry
           where contact_id = $1 and status = any($2) and (opened_at, id) < ($3, $4)
           order by opened_at desc, id desc limit $5"#,
        contact.0,
        statuses,
        at,
        id,
        most
    );
    Ok(rows.fetch_all(connection).await?)
}

/// The enquiries of some statuses behind a place. Each status is a stretch of an index in this order, so that a page reads
/// little more than it shows.
async fn of_statuses(
    connection: &mut PgConnection,
    statuses: &[String],
    (at, id): (DateTime<Utc>, Uuid),
    most: i64,
) -> Result<Vec<ListedEnquiry>, Error> {
    let rows = sqlx::query_as!(
        ListedEnquiry,
        r#"select found.id as "id!", found.external_id as "external_id!", found.contact_id as "contact_id?",
                  found.told as "told!: Json<Told>", found.opened_at as "opened_at!"
           from unnest($1::text[]) as sought (status) cross join lateral (
               select id, external_id, contact_id, told, opened_at from enquiry
               where enquiry.status = sought.status and (opened_at, id) < ($2, $3)
               order by opened_at desc, id desc limit $4
             ) as found
           order by found.opened_at desc, found.id desc limit $4"#,
        statuses,
        at,
        id,
        most
    );
    Ok(rows.fetch_all(connection).await?)
}

/// Counts enquiries, as far as one counts.
async fn count(
    connection: &mut PgConnection,
    contact: Option<ContactId>,
    statuses: &[String],
) -> Result<Total, Error> {
    let most = i64::from(COUNTED) + 1;
    let counted = match contact {
        Some(contact) => {
            sqlx::query_scalar!(
                r#"select count(*) as "counted!" from (
                     select id from enquiry where contact_id = $1 and status = any($2) limit $3) as counted"#,
                contact.0,
                statuses,
                most
            )
            .fetch_one(connection)
            .await?
        }
        None => {
            sqlx::query_scalar!(
                r#"select count(*) as "counted!" from (
                     select id from enquiry where status = any($1) limit $2) as counted"#,
                statuses,
                most
            )
            .fetch_one(connection)
            .await?
        }
    };
    Ok(Total::of(counted))
}

/// Reads an enquiry by the id that it has in the contact centre.
pub async fn get(asker: &Asker, external_id: &str) -> Result<ReportedEnquiry, Error> {
    let database = asker.read(Action::ReadReports)?;
    // No id holds one, and the database knows no such text.
    if external_id.contains('\0') {
        return Err(Error::NotFound);
    }
    let row = sqlx::query_as!(
        ListedEnquiry,
        r#"select id, external_id, contact_id, told as "told: Json<Told>", opened_at as "opened_at!"
           from enquiry where external_id = $1 and status is not null"#,
        external_id
    );
    let row = row.fetch_optional(&database.pool).await?;
    row.and_then(ListedEnquiry::read).ok_or(Error::NotFound)
}

/// Reads the messages of an enquiry, the oldest first, page by page.
pub async fn messages(
    asker: &Asker,
    external_id: &str,
    limit: u16,
    cursor: Option<&str>,
) -> Result<Messages, Error> {
    let database = asker.read(Action::ReadReports)?;
    let enquiry = get(asker, external_id).await?.id;
    let (at, id) = cursor.map(cursor::read).transpose()?.unzip();
    let rows = sqlx::query!(
        "select id, external_id, at, sender, name, text from enquiry_message
         where enquiry_id = $1 and ($2::timestamptz is null or (at, id) > ($2, $3)) order by at, id limit $4",
        enquiry,
        at,
        id,
        i64::from(limit) + 1
    );
    let mut rows = rows.fetch_all(&database.pool).await?;
    let more = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let last = rows.last().filter(|_| more);
    let next_cursor = last.map(|row| cursor::write(row.at, row.id));
    let items = rows.into_iter().map(|row| Message {
        external_id: row.external_id,
        at: row.at,
        sender: Sender::parse(&row.sender),
        name: row.name,
        text: row.text,
    });
    Ok(Messages {
        items: items.collect(),
        next_cursor,
    })
}
