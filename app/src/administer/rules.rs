//! `/settings/rules`: what is set for all: how long the bin keeps, what becomes of unknown visitors, what a file may hold,
//! and the country whose code numbers lack.
mod form;

use leptos::prelude::*;

use self::form::RulesForm;
use super::{given::InForce, navigation::SettingsNavigation};
use crate::{
    api::installation,
    i18n::*,
    page::{Page, unread},
    ui::{badge::Tone, banner::Banner},
    values::names,
};

/// What is set for all.
#[component]
pub fn RulesPage() -> impl IntoView {
    let i18n = use_i18n();
    names::take_over();
    let standing: InForce = Resource::new(|| (), |()| installation::get());
    view! {
        <Page title=move || t_string!(i18n, settings.rules)>
            <SettingsNavigation/>
            <p class="settings-about">{t!(i18n, settings.rules_about)}</p>
            <Transition>
                {move || Suspend::new(async move {
                    match standing.await {
                        Ok(now) => view! { <RulesForm now/> }.into_any(),
                        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}
