//! The way between the pages of settings.
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use crate::{i18n::*, ui::focus, values::words::I18n};

/// A page of settings, and what it is called.
type SettingsPage = (&'static str, fn(I18n) -> &'static str);

const PAGES: &[SettingsPage] = &[
    ("/settings", |i18n| t_string!(i18n, settings.tokens)),
    ("/settings/panel", |i18n| t_string!(i18n, settings.panel)),
    ("/settings/webhooks", |i18n| {
        t_string!(i18n, settings.webhooks)
    }),
    ("/settings/rules", |i18n| t_string!(i18n, settings.rules)),
    ("/settings/permissions", |i18n| {
        t_string!(i18n, settings.permissions)
    }),
    ("/settings/log", |i18n| t_string!(i18n, settings.log)),
    ("/settings/health", |i18n| t_string!(i18n, settings.health)),
];

/// Links to all pages of settings, the present one marked; the first thing on each of them.
#[component]
pub fn SettingsNavigation() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let navigation = NodeRef::<html::Nav>::new();
    // Where they do not all fit, the present one is in sight.
    Effect::new(move |_| {
        path.track();
        let present = navigation
            .get()
            .and_then(|links| links.query_selector("[aria-current]").ok().flatten());
        if let Some(link) = present {
            focus::show(&link);
        }
    });
    view! {
        <nav node_ref=navigation class="settings-navigation" aria-label=move || t_string!(i18n, settings.navigation)>
            {PAGES
                .iter()
                .map(|(address, words)| {
                    let current = move || (path.get() == *address).then_some("page");
                    view! { <a href=*address aria-current=current>{move || words(i18n)}</a> }
                })
                .collect_view()}
        </nav>
    }
}
