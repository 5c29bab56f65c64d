//! Labels as chips in their colours.
use leptos::prelude::*;

use crate::{
    ui::badge::{Chip, Hue},
    wire::labels::Label,
};

/// Labels in their colours.
pub fn chips(names: &[String], labels: &[Label]) -> AnyView {
    let hue = |name: &String| {
        let label = labels.iter().find(|label| label.name == *name);
        label
            .map(|label| Hue::parse(&label.colour))
            .unwrap_or_default()
    };
    let chips = names
        .iter()
        .map(|name| view! { <Chip hue=hue(name) name=name.clone()/> });
    view! { <span class="chips">{chips.collect::<Vec<_>>()}</span> }.into_any()
}
