//! What is in force, and that the environment of the server says something of it, which then cannot be changed here.
use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::*,
    ui::{badge::Tone, banner::Banner},
    wire::installation::{Installation, SettingName},
};

/// What is in force, as the server last said.
pub type InForce = Resource<Result<Installation, Error>>;

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
