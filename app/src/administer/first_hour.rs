//! `/welcome`: the first steps of an empty installation.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn first_hour_page() -> Fetched {
    Ok(view! { <FirstHourPage/> }.into_any())
}

/// The first steps of an empty installation.
#[component]
fn FirstHourPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, first_hour.title)>""</Page> }
}
