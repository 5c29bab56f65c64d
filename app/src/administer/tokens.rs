//! `/settings`: the keys of programs.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn tokens_page() -> Fetched {
    Ok(view! { <TokensPage/> }.into_any())
}

/// The keys of programs.
#[component]
fn TokensPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, settings.tokens)><SettingsNavigation/></Page> }
}
