//! Enquiries, read: each as it is known from what was reported.
pub mod history;
mod identified;
pub mod overview;
pub mod room;
pub mod seen;
pub mod standing;
mod summary;
pub mod transcript;

use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    enquiry::{Enquiry, Tab},
    told::Told,
};
use sqlx::types::Json;
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

/// How many enquiries or messages there are on a page.
const PAGE: usize = 100;
/// One more is read, to know whether there is a next page.
const READ: i64 = PAGE as i64 + 1;

/// An enquiry as it stands in the table.
struct Row {
    id: Uuid,
    external_id: String,
    contact_id: Option<Uuid>,
    told: Json<Told>,
    opened_at: DateTime<Utc>,
}

impl Row {
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
    cursor: Option<&str>,
) -> Result<Enquiries, Error> {
    let database = asker.read(Action::ReadReports)?;
    let (at, id) = match cursor {
        Some(cursor) => cursor::read(cursor)?,
        None => (DateTime::<Utc>::MAX_UTC, Uuid::max()),
    };
    let statuses = tab.map(|tab| tab.statuses().iter().map(|status| status.to_string()));
    let statuses: Option<Vec<String>> = statuses.map(Iterator::collect);
    let rows = sqlx::query_as!(
        Row,
        r#"select id, external_id, contact_id, told as "told: Json<Told>", opened_at as "opened_at!"
           from enquiry
           where status is not null and ($1::text[] is null or status = any($1))
             and ($2::uuid is null or contact_id = $2) and (opened_at, id) < ($3, $4)
           order by opened_at desc, id desc limit $5"#,
        statuses.as_deref(),
        contact.map(|contact| contact.0),
        at,
        id,
        READ
    );
    let mut rows = rows.fetch_all(&database.lists).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more);
    let next_cursor = last.map(|row| cursor::write(row.opened_at, row.id));
    Ok(Enquiries {
        items: rows.into_iter().filter_map(Row::read).collect(),
        next_cursor,
    })
}

/// Reads an enquiry by the id that it has in the contact centre.
pub async fn get(asker: &Asker, external_id: &str) -> Result<ReportedEnquiry, Error> {
    let database = asker.read(Action::ReadReports)?;
    let row = sqlx::query_as!(
        Row,
        r#"select id, external_id, contact_id, told as "told: Json<Told>", opened_at as "opened_at!"
           from enquiry where external_id = $1 and status is not null"#,
        external_id
    );
    let row = row.fetch_optional(&database.pool).await?;
    row.and_then(Row::read).ok_or(Error::NotFound)
}

/// Reads the messages of an enquiry, the oldest first, page by page.
pub async fn messages(
    asker: &Asker,
    external_id: &str,
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
        READ
    );
    let mut rows = rows.fetch_all(&database.pool).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
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
