//! `/settings/panel`: what other products need in order to show the side panel.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn embedding_page() -> Fetched {
    Ok(view! { <EmbeddingPage/> }.into_any())
}

/// What other products need in order to show the side panel.
#[component]
fn EmbeddingPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, settings.panel)><SettingsNavigation/></Page> }
}
