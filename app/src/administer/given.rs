//! That the environment of the server says something, so that it cannot be changed here.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{badge::Tone, banner::Banner},
    wire::installation::SettingName,
};

/// Names the variable.
#[component]
pub fn Given(name: SettingName) -> impl IntoView {
    let i18n = use_i18n();
    let variable = name.variable().unwrap_or_default();
    view! {
        <Banner tone=Tone::Neutral>
            {move || t_string!(i18n, settings.given, name = variable)}
        </Banner>
    }
}
