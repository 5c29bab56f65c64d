//! `/settings/rules`: what is set for all.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn rules_page() -> Fetched {
    Ok(view! { <RulesPage/> }.into_any())
}

/// What is set for all.
#[component]
fn RulesPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, settings.rules)><SettingsNavigation/></Page> }
}
