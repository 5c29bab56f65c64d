//! Contacts over the wire: what the pages and the API see of a list, a contact, its log and its notes.
use contact::{Bounded, Contact, ContactId, Country, Draft, query::Query};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::{
        among::ShownAmong,
        contacts::{ContactPage, Edited, FieldName, Found, LastEdits, Log, Note, WrittenPhones},
    },
};

/// Lists the contacts of a query.
#[server(endpoint = "contacts/list", input = Json)]
pub async fn list(query: Query) -> Result<ContactPage, Error> {
    crate::model::listing::list_for_a_page(&crate::request::asker()?, &query).await
}

/// Tells which of some contacts the list of a query shows, whose next page starts at `end`.
#[server(endpoint = "contacts/among", input = Json)]
pub async fn among(
    query: Query,
    end: Option<Bounded<9_000>>,
    ids: Vec<ContactId>,
) -> Result<ShownAmong, Error> {
    let asker = crate::request::asker()?;
    crate::model::listing::among::among(&asker, &query, end.as_deref(), &ids).await
}

/// Tells how numbers are written, where that is not in plain groups.
#[server(endpoint = "contacts/numbers", input = Json)]
pub async fn written_numbers(numbers: Vec<String>) -> Result<WrittenPhones, Error> {
    crate::model::phones::asked(&crate::request::asker()?, &numbers)
}

/// Reads a contact.
#[server(endpoint = "contacts/get", input = Json)]
pub async fn get(id: ContactId) -> Result<Found, Error> {
    crate::model::contacts::get(&crate::request::asker()?, id).await
}

/// Creates a contact. The browser makes up a key for each new one: the same key creates it once.
#[server(endpoint = "contacts/create", input = Json)]
pub async fn create(key: Uuid, draft: Draft) -> Result<Contact, Error> {
    crate::model::contacts::create(&crate::request::asker()?, Some(key), draft).await
}

/// Completes a number typed without a country code by the numbering plan of its country.
#[server(endpoint = "contacts/phone", input = Json)]
pub async fn complete_phone(number: String, country: Country) -> Result<String, Error> {
    crate::model::phones::complete(&crate::request::asker()?, &number, country)
}

/// Saves a contact that was read in this version. `base` is what was read, so that two saves can be joined.
#[server(endpoint = "contacts/update", input = Json)]
pub async fn update(
    id: ContactId,
    version: i64,
    base: Option<Draft>,
    draft: Draft,
) -> Result<Edited, Error> {
    crate::model::contacts::edit(&crate::request::asker()?, id, version, base, draft).await
}

/// Puts a contact into the bin.
#[server(endpoint = "contacts/delete", input = Json)]
pub async fn delete(id: ContactId) -> Result<(), Error> {
    crate::model::contacts::delete(&crate::request::asker()?, id).await
}

/// Takes a contact out of the bin.
#[server(endpoint = "contacts/restore", input = Json)]
pub async fn restore(id: ContactId) -> Result<Contact, Error> {
    crate::model::contacts::restore(&crate::request::asker()?, id).await
}

/// Lists the newest saves of a contact, or those before `cursor`.
#[server(endpoint = "contacts/changes", input = Json)]
pub async fn changes(id: ContactId, limit: u16, cursor: Option<i64>) -> Result<Log, Error> {
    crate::model::changes::list(&crate::request::asker()?, id, limit, cursor).await
}

/// Tells who changed these fields of a contact last, and who took it out of the list.
#[server(endpoint = "contacts/changes/latest", input = Json)]
pub async fn latest_changes(id: ContactId, fields: Vec<FieldName>) -> Result<LastEdits, Error> {
    crate::model::changes::latest(&crate::request::asker()?, id, fields).await
}

/// Puts the value back that a field had before one entry of the log.
#[server(endpoint = "contacts/changes/restore", input = Json)]
pub async fn restore_value(id: ContactId, number: i64, field: FieldName) -> Result<Contact, Error> {
    crate::model::changes::restore_value(&crate::request::asker()?, id, number, field.into()).await
}

/// Shows a contact as it was after one entry of its log.
#[server(endpoint = "contacts/changes/past", input = Json)]
pub async fn as_it_was(id: ContactId, number: i64) -> Result<Contact, Error> {
    crate::model::changes::as_it_was(&crate::request::asker()?, id, number).await
}

/// Lists the notes about a contact.
#[server(endpoint = "contacts/notes", input = Json)]
pub async fn notes(id: ContactId) -> Result<Vec<Note>, Error> {
    crate::model::notes::list(&crate::request::asker()?, id).await
}

/// Adds a note.
#[server(endpoint = "contacts/notes/add", input = Json)]
pub async fn add_note(id: ContactId, text: String) -> Result<Note, Error> {
    crate::model::notes::add(&crate::request::asker()?, id, text).await
}

/// Deletes a note.
#[server(endpoint = "contacts/notes/delete", input = Json)]
pub async fn delete_note(id: ContactId, note: Uuid) -> Result<(), Error> {
    crate::model::notes::delete(&crate::request::asker()?, id, note).await
}
