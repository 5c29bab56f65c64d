//! The screens of contacts.
pub mod activity;
pub mod bulk;
pub mod chips;
pub mod columns;
pub mod create;
pub mod custom;
pub mod day;
pub mod delete;
pub mod details;
pub mod edit;
pub mod filters;
pub mod form;
pub mod keys;
pub mod label_field;
pub mod list;
pub mod log;
pub mod more;
pub mod names;
pub mod notes;
pub mod peek;
pub mod profile;
pub mod reading;
pub mod selection;
pub mod state;
pub mod table;
pub mod toolbar;
pub mod trail;
pub mod views;
pub mod widths;
pub mod window;
pub mod words;

use contact::ContactId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{contacts::state::State, later::Fetched, wire::views::View};

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

/// The look at a contact beside the list.
#[wasm_split(list, fallible)]
pub fn peek_panel(state: State) -> Fetched {
    Ok(view! { <peek::Peek state/> }.into_any())
}

/// The bar while contacts are selected.
#[wasm_split(list, fallible)]
pub fn selection_bar(state: State) -> Fetched {
    Ok(view! { <selection::SelectionBar state/> }.into_any())
}

/// The window of filters.
#[wasm_split(list, fallible)]
pub fn filters_window(state: State, open: RwSignal<bool>) -> Fetched {
    Ok(view! { <filters::FiltersWindow state open/> }.into_any())
}

/// The window of columns.
#[wasm_split(list, fallible)]
pub fn columns_window(state: State, open: RwSignal<bool>) -> Fetched {
    Ok(view! { <columns::ColumnsWindow state open/> }.into_any())
}

/// The window in which a view is kept.
#[wasm_split(list, fallible)]
pub fn view_window(state: State, open: RwSignal<bool>, subject: RwSignal<Option<View>>) -> Fetched {
    Ok(view! { <views::ViewWindow state open subject/> }.into_any())
}

/// The help on keys.
#[wasm_split(list, fallible)]
pub fn help_window(open: RwSignal<bool>, front: keys::Front) -> Fetched {
    Ok(view! { <keys::HelpWindow open front/> }.into_any())
}
