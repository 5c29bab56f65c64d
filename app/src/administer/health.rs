//! `/settings/health`: how the installation is.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn health_page() -> Fetched {
    Ok(view! { <HealthPage/> }.into_any())
}

/// How the installation is.
#[component]
fn HealthPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, settings.health)><SettingsNavigation/></Page> }
}
