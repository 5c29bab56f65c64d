//! `/staff`: everybody who works here.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn staff_page() -> Fetched {
    Ok(view! { <StaffPage/> }.into_any())
}

/// Everybody who works here.
#[component]
fn StaffPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, staff.title)>""</Page> }
}
