//! The result of a merge as it would be: what `contact::merge` makes of what is chosen just now.
use contact::{Contact, CustomField};
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::{
    i18n::*,
    merge::{
        choosing::filled,
        words::{details, name},
    },
    ui::{
        avatar::Avatar,
        badge::{Badge, Tone},
    },
    values::{
        label_chips::chips,
        reading::{any_name, value},
        words::I18n,
    },
    wire::labels::Label,
};

/// One of the two: which one it is, the name, and what tells contacts of one name apart.
pub fn side(i18n: I18n, contact: &Contact, is_master: bool) -> AnyView {
    let called = name(contact);
    let mark = match is_master {
        true => {
            view! { <Badge tone=Tone::Accent>{t_string!(i18n, merge.master)}</Badge> }.into_any()
        }
        false => view! { <Badge>{t_string!(i18n, merge.second)}</Badge> }.into_any(),
    };
    view! {
        <div class="side" class:master=is_master>
            <Avatar name=called.clone()/>
            <p class="who">
                {mark}
                <bdi class="name">{called}</bdi>
                <bdi class="soft">{details(contact)}</bdi>
            </p>
        </div>
    }
    .into_any()
}

/// What stands at the head of the card.
const HEAD: [&str; 4] = ["first_name", "last_name", "company", "labels"];

/// A contact on one card.
pub fn card(i18n: I18n, contact: &Contact, custom: &[CustomField], labels: &[Label]) -> AnyView {
    let called = name(contact);
    let line = |field: &str, held: &Value| {
        // Each entry of a list on a line of its own.
        let entries: Vec<Value> = match held {
            Value::Array(entries) if !field.starts_with("cf_") => {
                entries.iter().map(|entry| json!([entry])).collect()
            }
            held => vec![held.clone()],
        };
        let entries = entries
            .iter()
            .map(|entry| view! { <bdi>{value(i18n, field, entry, custom)}</bdi> });
        let entries = entries.collect::<Vec<_>>();
        view! { <div><dt>{any_name(i18n, field, custom)}</dt><dd>{entries}</dd></div> }.into_any()
    };
    let names = [
        ("other_first_names", &contact.other_first_names),
        ("other_last_names", &contact.other_last_names),
    ];
    let names = names
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(field, names)| line(field, &json!(names)));
    let mut lines: Vec<AnyView> = names.collect();
    let rest = filled(contact);
    let rest = rest
        .iter()
        .filter(|held| !HEAD.contains(&held.field.as_str()));
    lines.extend(rest.filter_map(|held| Some(line(&held.field, held.new.as_ref()?))));
    view! {
        <div class="identity">
            <Avatar name=called.clone()/>
            <div>
                <p class="name"><bdi>{called}</bdi></p>
                <p class="company"><bdi>{contact.draft.company.clone()}</bdi></p>
            </div>
            {chips(&contact.draft.labels, labels)}
        </div>
        <dl>{lines}</dl>
    }
    .into_any()
}
