//! One contact: read, created, edited and deleted.
pub mod activity;
pub mod create;
pub mod custom;
pub mod delete;
pub mod details;
pub mod edit;
pub mod form;
pub mod log;
pub mod more;
pub mod notes;
pub mod profile;

use contact::ContactId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::later::Fetched;

/// `/contacts/{id}`.
#[wasm_split(record, fallible)]
pub fn record() -> Fetched {
    Ok(view! { <details::Details/> }.into_any())
}

/// `/contacts/new`.
#[wasm_split(record, fallible)]
pub fn new_contact() -> Fetched {
    Ok(view! { <create::NewContact/> }.into_any())
}

/// The window over the list in which contacts are created.
#[wasm_split(record, fallible)]
pub fn create_window(open: RwSignal<bool>, on_create: Callback<()>) -> Fetched {
    Ok(view! { <create::CreateContact open on_create/> }.into_any())
}

/// The question before a contact is deleted.
#[wasm_split(list, fallible)]
pub fn delete_window(
    doomed: RwSignal<Option<(ContactId, String)>>,
    on_gone: Callback<()>,
) -> Fetched {
    Ok(view! { <delete::DeleteDialog doomed on_gone/> }.into_any())
}
