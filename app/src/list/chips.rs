//! The filters that are in use, each a chip in the bar: what it asks for, and a button that takes it away.
use chrono::TimeDelta;
use contact::{
    Country,
    query::{Matching, Query, Span},
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    list::{filters::import_name, going::go, question::Names, state::State},
    ui::{
        button::{Button, Look},
        when::Clock,
    },
    values::{
        names,
        words::{I18n, kind_name, level_name},
    },
};

/// A filter in words, and the query without it.
#[derive(Clone)]
pub struct Filter {
    pub words: String,
    pub without: Query,
}

/// The chips of the bar. Pressing one opens the filters.
#[component]
pub fn Chips(state: State, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let _ = state.names.await;
                names::take_over();
                view! {
                    <For each=move || filters(i18n, state) key=|filter| filter.words.clone() let:filter>
                        {chip(i18n, state, open, filter)}
                    </For>
                }
            })}
        </Transition>
    }
}

fn chip(i18n: I18n, state: State, open: RwSignal<bool>, filter: Filter) -> AnyView {
    let words = filter.words;
    let (title, name, own) = (words.clone(), words.clone(), words.clone());
    let go = go();
    let remove = move || {
        // Looked up now: what else the list is narrowed by may have changed since the chip was drawn.
        let now = untrack(|| filters(i18n, state));
        if let Some(filter) = now.into_iter().find(|filter| filter.words == own) {
            let address = untrack(|| state.address(|query| *query = filter.without.clone()));
            go(&address, false);
        }
    };
    view! {
        <span class="filter">
            <button
                type="button"
                title=title
                on:click=move |_| {
                    state.names_wanted.set(true);
                    open.set(true);
                }
            >
                <bdi>{words}</bdi>
            </button>
            <Button
                look=Look::Plain
                small=true
                icon=icondata_lu::LuX
                label=move || t_string!(i18n, list.remove_filter, filter = name.clone())
                on_press=remove
            />
        </span>
    }
    .into_any()
}

/// The filters of the address in words.
pub fn filters(i18n: I18n, state: State) -> Vec<Filter> {
    let query = Query {
        cursor: None,
        ..state.asked()
    };
    let names = state.names.get().unwrap_or_default();
    let mut filters = Vec::new();
    let mut add = |name: &str, value: String, clear: &dyn Fn(&mut Query)| {
        let mut without = query.clone();
        clear(&mut without);
        let words = format!("{name}: {value}");
        filters.push(Filter { words, without });
    };
    let list = |values: &[String]| values.join(", ");
    if !query.labels.is_empty() {
        let name = match (query.matching, query.labels.len()) {
            (Matching::None, _) => t_string!(i18n, list.labels_none),
            (_, 1) => t_string!(i18n, list.label),
            (Matching::All, _) => t_string!(i18n, list.labels_all),
            (Matching::Any, _) => t_string!(i18n, list.labels_any),
        };
        add(name, list(&query.labels), &|query| {
            query.labels.clear();
            query.matching = Matching::Any;
        });
    }
    if !query.company.is_empty() {
        let name = t_string!(i18n, contacts.company);
        add(name, query.company.clone(), &|query| query.company.clear());
    }
    if !query.kinds.is_empty() {
        let kinds: Vec<_> = query
            .kinds
            .iter()
            .map(|kind| kind_name(i18n, *kind))
            .collect();
        add(t_string!(i18n, contacts.kind), kinds.join(", "), &|query| {
            query.kinds.clear()
        });
    }
    if !query.levels.is_empty() {
        let levels: Vec<_> = query
            .levels
            .iter()
            .map(|level| level_name(i18n, *level))
            .collect();
        add(
            t_string!(i18n, contact.level),
            levels.join(", "),
            &|query| query.levels.clear(),
        );
    }
    if !query.teams.is_empty() {
        add(
            t_string!(i18n, contact.team),
            list(&query.teams),
            &|query| query.teams.clear(),
        );
    }
    if !query.groups.is_empty() {
        add(
            t_string!(i18n, contact.group),
            list(&query.groups),
            &|query| query.groups.clear(),
        );
    }
    if !query.languages.is_empty() {
        let languages = query.languages.iter();
        let languages: Vec<_> = languages
            .map(|code| names::language_of(i18n.get_locale(), code))
            .collect();
        let name = t_string!(i18n, contact.language);
        add(name, list(&languages), &|query| query.languages.clear());
    }
    if !query.countries.is_empty() {
        let name = |code: &String| {
            Country::of_code(code).map_or(code.clone(), |it| names::country(i18n.get_locale(), it))
        };
        let countries: Vec<_> = query.countries.iter().map(name).collect();
        let name = t_string!(i18n, contact.country);
        add(name, list(&countries), &|query| query.countries.clear());
    }
    let has = |has| match has {
        true => t_string!(i18n, list.with).to_owned(),
        false => t_string!(i18n, list.without).to_owned(),
    };
    if let Some(phone) = query.phone {
        add(t_string!(i18n, contacts.phone), has(phone), &|query| {
            query.phone = None
        });
    }
    if let Some(email) = query.email {
        add(t_string!(i18n, contacts.email), has(email), &|query| {
            query.email = None
        });
    }
    if query.created != Span::default() {
        let name = t_string!(i18n, list.created);
        add(name, days(i18n, query.created), &|query| {
            query.created = Span::default()
        });
    }
    if query.updated != Span::default() {
        let name = t_string!(i18n, contacts.updated);
        add(name, days(i18n, query.updated), &|query| {
            query.updated = Span::default()
        });
    }
    if let Some(id) = query.import {
        let import = names.imports.iter().find(|import| import.id.0 == id);
        let import = import.map_or_else(|| id.to_string(), import_name);
        add(t_string!(i18n, list.import), import, &|query| {
            query.import = None
        });
    }
    for (id, values) in &query.custom {
        let (name, values) = custom(i18n, &names, id, values);
        add(&name, values, &|query| {
            query.custom.remove(id);
        });
    }
    filters
}

fn custom(i18n: I18n, names: &Names, id: &str, values: &[String]) -> (String, String) {
    let field = names.fields.iter().find(|field| field.id == id);
    let name = field.map_or_else(|| id.to_owned(), |field| field.name.clone());
    let checkbox = field.is_some_and(|field| field.kind == contact::CustomKind::Checkbox);
    let words = |value: &String| match (checkbox, value.as_str()) {
        (true, "true") => t_string!(i18n, contact.yes).to_owned(),
        (true, "false") => t_string!(i18n, contact.no).to_owned(),
        _ => value.clone(),
    };
    (
        name,
        values.iter().map(words).collect::<Vec<_>>().join(", "),
    )
}

fn days(i18n: I18n, span: Span) -> String {
    let clock = Clock::of_page();
    let day = |at| clock.day(at, i18n.get_locale().as_str());
    let last = span
        .before
        .map(|before| before - TimeDelta::milliseconds(1));
    match (span.from, last) {
        (Some(from), Some(last)) => format!("{} – {}", day(from), day(last)),
        (Some(from), None) => t_string!(i18n, list.since, day = day(from)),
        (None, Some(last)) => t_string!(i18n, list.until, day = day(last)),
        (None, None) => String::new(),
    }
}
