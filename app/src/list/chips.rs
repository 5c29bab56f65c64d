//! The filters that are in use, each a chip in the bar: what it asks for, and a button that takes it away.
use std::borrow::Borrow;

use chrono::TimeDelta;
use contact::query::{Matching, Query, Span};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    i18n::*,
    list::{filters::import_name, going::go, question::Names, state::State},
    ui::{
        button::{Button, Look},
        when::Clock,
    },
    values::{
        names,
        reading::{part_name, word},
        words::I18n,
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
    for (name, value, clear) in of_every_list(i18n, &query) {
        if !value.is_empty() {
            add(name, value, &clear);
        }
    }
    let import = |id: Uuid| {
        let import = names.imports.iter().find(|import| import.id.0 == id);
        import.map_or_else(|| id.to_string(), import_name)
    };
    if let Some(id) = query.import {
        add(t_string!(i18n, list.import), import(id), &|query| {
            query.import = None
        });
    }
    if let Some(id) = query.updated_by_import {
        let name = t_string!(i18n, list.updated_by_import);
        add(name, import(id), &|query| query.updated_by_import = None);
    }
    for (id, values) in &query.custom {
        let (name, values) = custom(i18n, &names, id, values);
        add(&name, values, &|query| {
            query.custom.remove(id);
        });
    }
    filters
}

/// What a filter is called, what it asks for (nothing where it is not in use), and how it is taken away.
type InUse = (&'static str, String, Box<dyn Fn(&mut Query)>);

/// The filters that do not depend on what an organisation has.
fn of_every_list(i18n: I18n, query: &Query) -> Vec<InUse> {
    let has = |has: Option<bool>| match has {
        Some(true) => t_string!(i18n, list.with).to_owned(),
        Some(false) => t_string!(i18n, list.without).to_owned(),
        None => String::new(),
    };
    let in_use = |name, value, clear: fn(&mut Query)| -> InUse { (name, value, Box::new(clear)) };
    let mut filters = vec![
        in_use(
            labels_name(i18n, query),
            listed(&query.labels, String::clone),
            |query| {
                query.labels.clear();
                query.matching = Matching::Any;
            },
        ),
        in_use(
            t_string!(i18n, contacts.company),
            query.company.clone(),
            |query| query.company.clear(),
        ),
    ];
    filters.extend(query.facets().map(|(field, values)| -> InUse {
        let values = listed(values, |value| word(i18n, field.part, value));
        let clear = move |query: &mut Query| drop(query.words.remove(field.key()));
        (part_name(i18n, field.part), values, Box::new(clear))
    }));
    filters.extend([
        in_use(t_string!(i18n, contacts.phone), has(query.phone), |query| {
            query.phone = None
        }),
        in_use(t_string!(i18n, contacts.email), has(query.email), |query| {
            query.email = None
        }),
        in_use(
            t_string!(i18n, list.created),
            days(i18n, query.created),
            |query| query.created = Span::default(),
        ),
        in_use(
            t_string!(i18n, contacts.updated),
            days(i18n, query.updated),
            |query| query.updated = Span::default(),
        ),
    ]);
    filters
}

fn listed<T, W: Borrow<str>>(values: &[T], words: impl Fn(&T) -> W) -> String {
    values.iter().map(words).collect::<Vec<_>>().join(", ")
}

fn labels_name(i18n: I18n, query: &Query) -> &'static str {
    match (query.matching, query.labels.len()) {
        (Matching::None, _) => t_string!(i18n, list.labels_none),
        (_, 1) => t_string!(i18n, list.label),
        (Matching::All, _) => t_string!(i18n, list.labels_all),
        (Matching::Any, _) => t_string!(i18n, list.labels_any),
    }
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
    (name, listed(values, words))
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
