//! `/settings/log`: the security log.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn security_log_page() -> Fetched {
    Ok(view! { <SecurityLogPage/> }.into_any())
}

/// The security log.
#[component]
fn SecurityLogPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, settings.log)><SettingsNavigation/></Page> }
}
