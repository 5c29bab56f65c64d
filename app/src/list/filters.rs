//! The panel of filters. It is a plain form whose fields are named like the parameters of the address: what is filled in
//! is read by the same rule as an address, so nothing about a filter is written twice.
mod filled;

use chrono::{DateTime, TimeDelta, Utc};
use contact::{
    CustomField, CustomKind, Kind, Level,
    query::{Matching, Query, Span},
};
use filled::{Unread, read};
use leptos::{ev, html, prelude::*};
use wasm_split_helpers::wasm_split;

use crate::{
    i18n::*,
    later::{Fetched, Later},
    list::{going::go, question::Names, state::State},
    ui::{
        badge::Chip,
        button::{Button, Look},
        dialog::Dialog,
        focus::focus_soon,
        when::local_day,
    },
    values::{
        day::{self, DayField},
        names,
        words::{I18n, kind_name, level_name},
    },
};

/// From this many labels on they are looked for by typing.
const MANY_LABELS: usize = 12;

/// The button that opens the filters.
#[component]
pub fn FilterButton(state: State, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Button
            icon=icondata_lu::LuListFilter
            on_press=move || {
                state.names_wanted.set(true);
                open.set(true);
            }
        >
            {t!(i18n, list.filter)}
        </Button>
        <Later wanted=open part=move || filters_window(state, open)/>
    }
}

/// The window of filters.
#[wasm_split(list, fallible)]
pub fn filters_window(state: State, open: RwSignal<bool>) -> Fetched {
    Ok(view! { <FiltersWindow state open/> }.into_any())
}

/// Their window.
#[component]
pub fn FiltersWindow(state: State, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            id="filters"
            wide=true
            open=open
            title=move || t_string!(i18n, list.filters)
        >
            {form(i18n, state, open)}
        </Dialog>
    }
}

fn form(i18n: I18n, state: State, open: RwSignal<bool>) -> AnyView {
    let form = NodeRef::<html::Form>::new();
    let problem = RwSignal::new(None::<String>);
    let go = go();
    let clear = {
        let go = go.clone();
        move || {
            open.set(false);
            go(&untrack(|| state.address(clear)), false);
        }
    };
    let apply = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.get_untracked() else {
            return;
        };
        match read(i18n, &form, &fields(state)) {
            Ok(filters) => {
                open.set(false);
                let address = untrack(|| {
                    state.address(|query| {
                        *query = Query {
                            search: std::mem::take(&mut query.search),
                            sort: query.sort,
                            limit: query.limit,
                            ..filters
                        }
                    })
                });
                go(&address, false);
            }
            Err(Unread { field, sentence }) => {
                problem.set(Some(sentence));
                if let Some(field) = field {
                    focus_soon(id_of(&field));
                }
            }
        }
    };
    let query = untrack(|| state.asked());
    let several = |values: &[String]| values.join("; ");
    let kinds = Kind::ALL.iter().map(|kind| {
        (
            kind.to_string(),
            kind_name(i18n, *kind).to_owned(),
            query.kinds.contains(kind),
        )
    });
    let levels = Level::ALL.iter().map(|level| {
        (
            level.to_string(),
            level_name(i18n, *level).to_owned(),
            query.levels.contains(level),
        )
    });
    let reader = i18n.get_locale();
    let languages = names::languages(reader)
        .into_iter()
        .map(|(code, name)| (code.to_owned(), name))
        .collect::<Vec<_>>();
    let countries = names::countries(reader)
        .into_iter()
        .map(|(country, name)| (country.code().to_owned(), name))
        .collect::<Vec<_>>();
    let split = t_string!(i18n, list.several_hint).to_owned();
    view! {
        <form class="filters" node_ref=form on:submit=apply>
            {labels(i18n, state, &query)}
            {line(t_string!(i18n, contacts.company), "company", query.company.clone(), None)}
            {ticks(t_string!(i18n, contacts.kind), "type", kinds.collect())}
            {ticks(t_string!(i18n, contact.level), "level", levels.collect())}
            {line(t_string!(i18n, contact.team), "team", several(&query.teams), Some(split.clone()))}
            {line(t_string!(i18n, contact.group), "group", several(&query.groups), Some(split))}
            {choices(i18n, t_string!(i18n, contact.language), "language", &languages, &query.languages)}
            {choices(i18n, t_string!(i18n, contact.country), "country", &countries, &query.countries)}
            {has(i18n, t_string!(i18n, contacts.phone), "has_phone", query.phone)}
            {has(i18n, t_string!(i18n, contacts.email), "has_email", query.email)}
            {span(i18n, t_string!(i18n, list.created), "created", query.created)}
            {span(i18n, t_string!(i18n, contacts.updated), "updated", query.updated)}
            {move || state.names.get().map(|names| named(i18n, &names, &query))}
            <p class="problem" role="alert">{move || problem.get()}</p>
            <div class="buttons">
                <Button on_press=clear>{t!(i18n, list.clear)}</Button>
                <Button look=Look::Primary submit=true>{t!(i18n, list.apply)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// Takes all filters away; what is searched for stays.
pub fn clear(query: &mut Query) {
    *query = Query {
        search: std::mem::take(&mut query.search),
        sort: query.sort,
        limit: query.limit,
        ..Query::default()
    };
}

/// The Field IDs, each with its kind.
fn fields(state: State) -> Vec<(String, CustomKind)> {
    let names = untrack(|| state.names.get()).unwrap_or_default();
    let fields = names.fields.into_iter();
    fields.map(|field| (field.id, field.kind)).collect()
}

/// The id of the field that is sent as `name`.
fn id_of(name: &str) -> String {
    format!("filter-{name}")
}

/// A day, typed or chosen in the calendar. `day` is written as the address has it.
fn day_field(i18n: I18n, label: String, name: String, day: &str) -> AnyView {
    let locale = i18n.get_locale_untracked();
    let shown = day.parse().map(|day| day::written(locale, day));
    let value = RwSignal::new(shown.unwrap_or_default());
    view! { <DayField id=id_of(&name) label=label name=name value=value/> }.into_any()
}

fn labels(i18n: I18n, state: State, query: &Query) -> AnyView {
    let known = untrack(|| state.labels.get())
        .and_then(Result::ok)
        .unwrap_or_default();
    let chosen = query.labels.clone();
    let is_chosen = move |name: &str| {
        let name = contact::label::fold(name);
        chosen
            .iter()
            .any(|chosen| contact::label::fold(chosen) == name)
    };
    let typed = RwSignal::new(String::new());
    let ways = [
        ("any", t_string!(i18n, list.match_any), Matching::Any),
        ("all", t_string!(i18n, list.match_all), Matching::All),
        ("none", t_string!(i18n, list.match_none), Matching::None),
    ];
    let matching = query.matching;
    let many = known.len() > MANY_LABELS;
    let none = known.is_empty();
    let boxes = known.into_iter().map(|label| {
        let folded = contact::label::fold(&label.name);
        let hidden = move || {
            let typed = contact::label::fold(typed.get().trim());
            !typed.is_empty() && !folded.contains(&typed)
        };
        view! {
            <label class="tick" hidden=hidden>
                <input type="checkbox" name="label" value=label.name.clone() checked=is_chosen(&label.name)/>
                <Chip hue=state.colour(&label.name) name=label.name.clone()/>
            </label>
        }
    });
    view! {
        <fieldset class="field whole">
            <legend>{t_string!(i18n, contacts.labels)}</legend>
            <div class="segments">
                {ways
                    .map(|(key, words, way)| view! {
                        <label>
                            <input type="radio" name="match" value=key checked=way == matching/>
                            <span>{words}</span>
                        </label>
                    })
                    .collect_view()}
            </div>
            {many.then(|| view! {
                <input
                    class="input"
                    type="search"
                    aria-label=t_string!(i18n, list.find_label)
                    placeholder=t_string!(i18n, list.find_label)
                    bind:value=typed
                />
            })}
            <div class="boxes">{boxes.collect_view()}</div>
            {none.then(|| view! { <p class="hint">{t_string!(i18n, list.no_labels)}</p> })}
        </fieldset>
    }
    .into_any()
}

/// A field of one line.
fn line(label: &str, name: &str, value: String, hint: Option<String>) -> AnyView {
    let id = id_of(name);
    let described = hint.is_some().then(|| format!("{id}-hint"));
    view! {
        <div class="field">
            <label for=id.clone()>{label.to_owned()}</label>
            <input class="input" id=id type="text" name=name.to_owned() value=value aria-describedby=described.clone()/>
            {hint.map(|hint| view! { <span class="hint" id=described>{hint}</span> })}
        </div>
    }
    .into_any()
}

/// Values to tick: as in the address, in words, and whether it is ticked.
fn ticks(label: &str, name: &str, values: Vec<(String, String, bool)>) -> AnyView {
    let boxes = values.into_iter().map(|(value, words, ticked)| {
        view! {
            <label class="tick">
                <input type="checkbox" name=name.to_owned() value=value checked=ticked/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{label.to_owned()}</legend>
            <div class="boxes">{boxes.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// One of many values; a choice for each that is in use, and one more.
fn choices(
    i18n: I18n,
    label: &str,
    name: &str,
    values: &[(String, String)],
    chosen: &[String],
) -> AnyView {
    let any = t_string!(i18n, list.any);
    let selects = (0..=chosen.len()).map(|at| {
        let chosen = chosen.get(at);
        let options = values.iter().map(|(value, words)| {
            view! { <option value=value.clone() selected=chosen == Some(value)>{words.clone()}</option> }
        });
        let number = if at == 0 { String::new() } else { format!(" {}", at + 1) };
        view! {
            <select class="input" name=name.to_owned() aria-label=format!("{label}{number}")>
                <option value="">{any}</option>
                {options.collect_view()}
            </select>
        }
    });
    view! {
        <div class="field">
            <span class="label">{label.to_owned()}</span>
            {selects.collect_view()}
        </div>
    }
    .into_any()
}

fn has(i18n: I18n, label: &str, name: &str, has: Option<bool>) -> AnyView {
    let values = [
        ("true".to_owned(), t_string!(i18n, list.with).to_owned()),
        ("false".to_owned(), t_string!(i18n, list.without).to_owned()),
    ];
    one_of(
        i18n,
        label,
        name,
        &values,
        has.map(|has| has.to_string()).unwrap_or_default(),
    )
}

fn one_of(
    i18n: I18n,
    label: &str,
    name: &str,
    values: &[(String, String)],
    chosen: String,
) -> AnyView {
    let id = id_of(name);
    let options = values.iter().map(|(value, words)| {
        view! { <option value=value.clone() selected=*value == chosen>{words.clone()}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label.to_owned()}</label>
            <select class="input" id=id name=name.to_owned()>
                <option value="">{t_string!(i18n, list.any)}</option>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn span(i18n: I18n, label: &str, name: &str, span: Span) -> AnyView {
    let day = |at: Option<DateTime<Utc>>| at.map(local_day).unwrap_or_default();
    // The last day is the one that ends where the span does.
    let last = span
        .before
        .map(|before| before - TimeDelta::milliseconds(1));
    let fields = [
        ("from", t_string!(i18n, list.from), day(span.from)),
        ("to", t_string!(i18n, list.to), day(last)),
    ]
    .map(|(end, words, value)| day_field(i18n, words.to_owned(), format!("{name}_{end}"), &value));
    view! {
        <fieldset class="field span">
            <legend>{label.to_owned()}</legend>
            <div>{fields.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The filters that must be asked for: imports and custom fields.
fn named(i18n: I18n, names: &Names, query: &Query) -> AnyView {
    let chosen = query.import.map(|id| id.to_string()).unwrap_or_default();
    let mut imports: Vec<_> = names
        .imports
        .iter()
        .map(|import| (import.id.to_string(), import_name(import)))
        .collect();
    if !chosen.is_empty() && !imports.iter().any(|(id, _)| *id == chosen) {
        imports.push((chosen.clone(), chosen.clone()));
    }
    let import = (!imports.is_empty()).then(|| {
        one_of(
            i18n,
            t_string!(i18n, list.import),
            "import",
            &imports,
            chosen,
        )
    });
    let fields = names.fields.iter().map(|field| {
        let values = query.custom.get(&field.id).cloned().unwrap_or_default();
        custom(i18n, field, &values)
    });
    view! { {import} {fields.collect_view()} }.into_any()
}

/// What an import is called: its file and its day.
pub fn import_name(import: &crate::wire::imports::ImportName) -> String {
    format!(
        "{} ({})",
        import.file_name,
        import.created_at.format("%-d %b %Y")
    )
}

fn custom(i18n: I18n, field: &CustomField, values: &[String]) -> AnyView {
    let (name, label) = (field.id.as_str(), field.name.as_str());
    let first = values.first().cloned().unwrap_or_default();
    match field.kind {
        CustomKind::DropdownSingle | CustomKind::DropdownMultiple => {
            let options = field
                .options
                .iter()
                .map(|option| (option.clone(), option.clone(), values.contains(option)));
            ticks(label, name, options.collect())
        }
        CustomKind::Checkbox => {
            let values = [
                ("true".to_owned(), t_string!(i18n, contact.yes).to_owned()),
                ("false".to_owned(), t_string!(i18n, contact.no).to_owned()),
            ];
            one_of(i18n, label, name, &values, first)
        }
        CustomKind::Date => day_field(i18n, label.to_owned(), name.to_owned(), &first),
        CustomKind::Number | CustomKind::Text => line(label, name, first, None),
    }
}
