//! `/settings/permissions`: who may do what.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn permissions_page() -> Fetched {
    Ok(view! { <PermissionsPage/> }.into_any())
}

/// Who may do what.
#[component]
fn PermissionsPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, permissions.title)><SettingsNavigation/></Page> }
}
