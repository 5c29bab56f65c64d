//! `/settings/webhooks`: the endpoints that are told what happens.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::navigation::SettingsNavigation;
use crate::{i18n::*, later::Fetched, page::Page};

#[wasm_split(administer, fallible)]
pub fn webhooks_page() -> Fetched {
    Ok(view! { <WebhooksPage/> }.into_any())
}

/// The endpoints that are told what happens.
#[component]
fn WebhooksPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Page title=move || t_string!(i18n, webhooks.title)><SettingsNavigation/></Page> }
}
