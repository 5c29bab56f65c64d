//! The panel of filters. It is a plain form whose fields are named like the parameters of the address: what is filled in
//! is read by the same rule as an address, so nothing about a filter is written twice.
mod fields;
mod filled;

use contact::{
    CustomField, CustomKind, Field, Part,
    field::FACETS,
    query::{Matching, Query},
};
use fields::{choices, day_field, has, id_of, line, one_of, span, ticks};
use filled::{Unread, read};
use leptos::{ev, html, prelude::*};
use uuid::Uuid;
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
    },
    values::{
        reading::{offered, part_name},
        words::I18n,
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
    let narrow = move |filters: Query| {
        open.set(false);
        go(
            &untrack(|| state.address(|query| narrow(query, filters))),
            false,
        );
    };
    let clear = {
        let narrow = narrow.clone();
        move || narrow(Query::default())
    };
    let apply = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.get_untracked() else {
            return;
        };
        let fields = untrack(|| state.names.get()).unwrap_or_default().fields;
        match read(&form, &fields) {
            Ok(filters) => narrow(filters),
            Err(unread) => {
                problem.set(Some(untrack(|| unread.sentence(i18n))));
                if let Unread::Day { field, .. } = unread {
                    focus_soon(id_of(&field));
                }
            }
        }
    };
    view! {
        <form class="filters" node_ref=form on:submit=apply>
            {inputs(i18n, state)}
            <p class="problem" role="alert">{move || problem.get()}</p>
            <div class="buttons">
                <Button on_press=clear>{t!(i18n, list.clear)}</Button>
                <Button look=Look::Primary submit=true>{t!(i18n, list.apply)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// Narrows a query by these filters in place of its own; what is searched for, and how it is shown, stays.
fn narrow(query: &mut Query, filters: Query) {
    *query = Query {
        search: std::mem::take(&mut query.search),
        sort: query.sort,
        limit: query.limit,
        ..filters
    };
}

/// Takes all filters away.
pub fn clear(query: &mut Query) {
    narrow(query, Query::default());
}

/// A field for each filter, filled in as the list is narrowed now.
fn inputs(i18n: I18n, state: State) -> AnyView {
    let query = untrack(|| state.asked());
    view! {
        {labels(i18n, state, &query)}
        {line(t_string!(i18n, contacts.company), "company", query.company.clone(), None)}
        {FACETS.iter().map(|field| facet(i18n, field, &query)).collect_view()}
        {has(i18n, t_string!(i18n, contacts.phone), "has_phone", query.phone)}
        {has(i18n, t_string!(i18n, contacts.email), "has_email", query.email)}
        {span(i18n, t_string!(i18n, list.created), "created", query.created)}
        {span(i18n, t_string!(i18n, contacts.updated), "updated", query.updated)}
        {move || state.names.get().map(|names| named(i18n, &names, &query))}
    }
    .into_any()
}

/// The values that a field may have.
fn facet(i18n: I18n, field: &Field, query: &Query) -> AnyView {
    let (label, name) = (part_name(i18n, field.part), field.key());
    let chosen = query.words.get(name).map(Vec::as_slice).unwrap_or_default();
    let offered = offered(i18n, field.part);
    match field.part {
        Part::Text(_) => {
            let hint = t_string!(i18n, list.several_hint).to_owned();
            line(label, name, chosen.join("; "), Some(hint))
        }
        Part::Kind | Part::Level => {
            let values = offered.into_iter().map(|(value, words)| {
                let ticked = chosen.contains(&value);
                (value, words, ticked)
            });
            ticks(label, name, values.collect())
        }
        _ => choices(i18n, label, name, &offered, chosen),
    }
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

/// The filters that must be asked for: imports and custom fields.
fn named(i18n: I18n, names: &Names, query: &Query) -> AnyView {
    let import = |label: &'static str, name: &'static str, chosen: Option<Uuid>| {
        let chosen = chosen.map(|id| id.to_string()).unwrap_or_default();
        let mut imports: Vec<_> = names
            .imports
            .iter()
            .map(|import| (import.id.to_string(), import_name(import)))
            .collect();
        if !chosen.is_empty() && !imports.iter().any(|(id, _)| *id == chosen) {
            imports.push((chosen.clone(), chosen.clone()));
        }
        (!imports.is_empty()).then(|| one_of(i18n, label, name, &imports, chosen))
    };
    let created = import(t_string!(i18n, list.import), "import", query.import);
    let updated = import(
        t_string!(i18n, list.updated_by_import),
        "updated_by_import",
        query.updated_by_import,
    );
    let fields = names.fields.iter().map(|field| {
        let values = query.custom.get(&field.id).cloned().unwrap_or_default();
        custom(i18n, field, &values)
    });
    view! { {created} {updated} {fields.collect_view()} }.into_any()
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

#[cfg(test)]
mod tests {
    use contact::query::{By, Query, Sort};

    use super::{clear, narrow};

    #[test]
    fn filters_take_the_place_of_the_others_and_the_search_and_its_order_stay() {
        let searched = Query {
            search: "chan".to_owned(),
            sort: Some(Sort {
                by: By::Company,
                descending: false,
            }),
            limit: 100,
            ..Query::default()
        };
        let mut query = Query {
            company: "Acme".to_owned(),
            ..searched.clone()
        };
        let filters = Query {
            words: [("type".to_owned(), vec!["Lead".to_owned()])].into(),
            ..Query::default()
        };
        narrow(&mut query, filters.clone());
        let words = filters.words;
        assert_eq!(
            query,
            Query {
                words,
                ..searched.clone()
            }
        );
        clear(&mut query);
        assert_eq!(query, searched);
    }
}
