//! `/contacts`: the list of External Contacts, and what opens beside and above it.
pub mod bulk;
pub mod chips;
pub mod columns;
pub mod filters;
pub mod page;
pub mod peek;
pub mod selection;
pub mod state;
pub mod table;
pub mod toolbar;
pub mod views;
pub mod widths;
pub mod window;

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    keys::{self, Front},
    later::Fetched,
    list::state::State,
    wire::views::View,
};

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
pub fn help_window(open: RwSignal<bool>, front: Front) -> Fetched {
    Ok(view! { <keys::HelpWindow open front/> }.into_any())
}
