//! Contacts over the wire: what the pages and the API see of a list, a contact, its log and its notes.
use chrono::{DateTime, Utc};
use contact::{
    Bounded, Contact, ContactId, Draft,
    change::Line,
    query::{Query, Total},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::Error, numbers::Written};

/// The name of a field in a log, as somebody sent it.
pub type FieldName = Bounded<100>;

/// A page of contacts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Page {
    pub items: Vec<Contact>,
    pub total: Total,
    /// Where the next page starts; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Words of the search that are so short that they find only names that begin with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beginnings: Vec<String>,
    /// For pages: how its numbers are written.
    #[serde(default, skip_serializing_if = "Written::is_empty")]
    #[cfg_attr(feature = "ssr", schema(ignore))]
    pub written: Written,
}

/// What stands under the id of a contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Found {
    Here(Box<Contact>),
    /// It is in the bin, with the name it had.
    Deleted {
        name: String,
        at: DateTime<Utc>,
    },
    /// It became part of another one.
    Merged {
        into: ContactId,
    },
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Saved {
    Done(Box<Contact>),
    /// Somebody else saved first: nothing was written, and this is what is there now.
    Conflict(Box<Contact>),
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edited {
    /// Saved; what others saved meanwhile is in it too.
    Done(Box<Contact>),
    /// Somebody else changed the same fields meanwhile: nothing was written.
    Conflict {
        current: Box<Contact>,
        /// Who changed each of them last.
        others: Vec<Other>,
    },
}

/// Who changed a field last, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Other {
    pub field: String,
    pub staff: String,
    pub at: DateTime<Utc>,
}

/// An entry of the change log: one save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Change {
    /// Whose log this stands in: the contact's own, or that of one that was merged into it since.
    #[cfg_attr(feature = "ssr", schema(value_type = Uuid))]
    pub contact: ContactId,
    pub number: i64,
    pub at: DateTime<Utc>,
    /// The name of the member of staff, or of the token.
    pub staff: String,
    pub action: String,
    /// edit, import, merge, panel or api.
    pub source: String,
    pub lines: Vec<Line>,
    /// The merge that it tells of, as long as it can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<Uuid>,
}

/// Entries of a contact's log, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Log {
    pub items: Vec<Change>,
    pub total: i64,
    /// Where the older ones start; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A note about a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Note {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// The name of its author.
    pub staff: String,
    pub text: String,
    /// Whether who asks may delete it.
    pub may_delete: bool,
}

/// Lists the contacts of a query.
#[server(endpoint = "contacts/list", input = Json)]
pub async fn list(query: Query) -> Result<Page, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    let page = crate::model::listing::list(&store, &who, &query).await?;
    let phones = page.items.iter().flat_map(|contact| &contact.draft.phones);
    let written = crate::numbers::written(phones.map(|phone| phone.number.as_str()));
    Ok(Page { written, ..page })
}

/// Tells how numbers are written, where that is not in plain groups.
#[server(endpoint = "contacts/numbers", input = Json)]
pub async fn written_numbers(numbers: Vec<String>) -> Result<Written, Error> {
    const MOST: usize = 1_000;
    crate::session::who()?;
    let numbers = numbers.iter().take(MOST).map(String::as_str);
    Ok(crate::numbers::written(numbers.filter(|it| it.len() <= 21)))
}

/// Reads a contact.
#[server(endpoint = "contacts/get", input = Json)]
pub async fn get(id: ContactId) -> Result<Found, Error> {
    crate::model::contacts::get(&crate::session::store()?, &crate::session::who()?, id).await
}

/// Creates a contact. The browser makes up a key for each new one: the same key creates it once.
#[server(endpoint = "contacts/create", input = Json)]
pub async fn create(key: Uuid, draft: Draft) -> Result<Contact, Error> {
    crate::model::contacts::create(
        &crate::session::store()?,
        &crate::session::who()?,
        Some(key),
        draft,
    )
    .await
}

/// Completes a number typed without a country code by the numbering plan of its country.
#[server(endpoint = "contacts/phone", input = Json)]
pub async fn complete_phone(number: String, country: contact::Country) -> Result<String, Error> {
    use contact::{Code, Problem, country::CountryCode, phone};
    crate::session::who()?;
    let number = number.trim();
    let wrong = |code: Code| {
        let problem = Problem::new(code, "Mobile", number);
        crate::error::Problem::new(&code.to_string(), "Mobile", problem.to_string())
    };
    phone::parse(number, CountryCode::Yes(country))
        .map(std::borrow::Cow::into_owned)
        .map_err(|code| Error::Invalid(vec![wrong(code)]))
}

/// Saves a contact that was read in this version. `base` is what was read, so that two saves can be joined.
#[server(endpoint = "contacts/update", input = Json)]
pub async fn update(
    id: ContactId,
    version: i64,
    base: Option<Draft>,
    draft: Draft,
) -> Result<Edited, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::contacts::edit(&store, &who, id, version, base, draft).await
}

/// Puts a contact into the bin.
#[server(endpoint = "contacts/delete", input = Json)]
pub async fn delete(id: ContactId) -> Result<(), Error> {
    crate::model::contacts::delete(&crate::session::store()?, &crate::session::who()?, id, None)
        .await
        .map(drop)
}

/// Takes a contact out of the bin.
#[server(endpoint = "contacts/restore", input = Json)]
pub async fn restore(id: ContactId) -> Result<Contact, Error> {
    crate::model::contacts::restore(&crate::session::store()?, &crate::session::who()?, id).await
}

/// Lists the newest saves of a contact, or those before `cursor`.
#[server(endpoint = "contacts/changes", input = Json)]
pub async fn changes(id: ContactId, limit: u16, cursor: Option<i64>) -> Result<Log, Error> {
    let limit = limit.clamp(1, contact::query::LONGEST_PAGE);
    crate::model::changes::list(
        &crate::session::store()?,
        &crate::session::who()?,
        id,
        limit,
        cursor,
    )
    .await
}

/// Puts the value back that a field had before one entry of the log.
#[server(endpoint = "contacts/changes/restore", input = Json)]
pub async fn restore_value(id: ContactId, number: i64, field: FieldName) -> Result<Contact, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::changes::restore_value(&store, &who, id, number, field.into()).await
}

/// Shows a contact as it was after one entry of its log.
#[server(endpoint = "contacts/changes/past", input = Json)]
pub async fn as_it_was(id: ContactId, number: i64) -> Result<Contact, Error> {
    let (store, who) = (crate::session::store()?, crate::session::who()?);
    crate::model::changes::as_it_was(&store, &who, id, number).await
}

/// Lists the notes about a contact.
#[server(endpoint = "contacts/notes", input = Json)]
pub async fn notes(id: ContactId) -> Result<Vec<Note>, Error> {
    crate::model::notes::list(&crate::session::store()?, &crate::session::who()?, id).await
}

/// Adds a note.
#[server(endpoint = "contacts/notes/add", input = Json)]
pub async fn add_note(id: ContactId, text: String) -> Result<Note, Error> {
    crate::model::notes::add(&crate::session::store()?, &crate::session::who()?, id, text).await
}

/// Deletes a note.
#[server(endpoint = "contacts/notes/delete", input = Json)]
pub async fn delete_note(id: ContactId, note: Uuid) -> Result<(), Error> {
    crate::model::notes::delete(&crate::session::store()?, &crate::session::who()?, id, note).await
}
