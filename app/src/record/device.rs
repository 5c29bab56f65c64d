//! Device Information: what a contact wrote from last, as a section of the profile.
use leptos::prelude::*;

use crate::{
    i18n::*,
    record::profile::section,
    ui::when::When,
    values::{names, words::I18n},
    wire::activity::Device,
};

/// What a contact wrote from last, as it is known by now.
pub fn device_of(i18n: I18n, known: RwSignal<Option<Device>>) -> AnyView {
    (move || {
        known.with(|known| match known {
            Some(known) => device(i18n, known),
            None => section(i18n, t_string!(i18n, record.device), Vec::new()),
        })
    })
    .into_any()
}

fn device(i18n: I18n, device: &Device) -> AnyView {
    let language = names::language_of(i18n.get_locale(), &device.language);
    let lines = [
        (t_string!(i18n, record.platform), device.platform.as_str()),
        (t_string!(i18n, record.os), &device.os),
        (t_string!(i18n, record.browser), &device.browser),
        (t_string!(i18n, record.ip), &device.ip),
        (t_string!(i18n, record.location), &device.location),
        (t_string!(i18n, record.device_language), &language),
    ];
    let lines = lines.into_iter().filter(|(_, held)| !held.is_empty());
    let lines = lines.map(|(name, held)| {
        (
            name.to_owned(),
            view! { <bdi>{held.to_owned()}</bdi> }.into_any(),
        )
    });
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let seen = view! { <When at=device.last_seen language=language/> }.into_any();
    let lines = lines.chain([(t_string!(i18n, record.last_seen).to_owned(), seen)]);
    section(i18n, t_string!(i18n, record.device), lines.collect())
}
