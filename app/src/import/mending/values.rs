//! The values of a column with their counts, those that its field does not take first, and what is to stand for each.
use std::collections::BTreeMap;

use contact::mend::{Mend, value_key};
use leptos::prelude::*;
use preview::ColumnValue;

use super::{proposal::Proposal, words::too_many};
use crate::{
    i18n::*,
    import::{desk::Desk, stage::ImportState},
    ui::number::grouped,
    values::words::I18n,
};

/// So many words of a field are offered while somebody types.
const MOST_OFFERED: usize = 500;
/// Where they stand in the document.
const OFFERED: &str = "mending-offered";

/// The values of the open column, once the worker has counted them.
#[component]
pub fn ColumnValues(column: String) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let found = Memo::new(move |_| {
        desk.page.with(|page| {
            let open = page.mending.open.as_ref()?;
            Some((open.values.clone()?, open.distinct))
        })
    });
    let column = StoredValue::new(column);
    // What is written already outlives another count of the values.
    let written = StoredValue::new(BTreeMap::new());
    move || match found.get() {
        None => view! { <p class="hint" role="status">{t!(i18n, import.import_steps.looking)}</p> }
            .into_any(),
        Some((values, _)) if values.is_empty() => {
            view! { <p class="hint" role="status">{t!(i18n, import.import_steps.all_blank)}</p> }
                .into_any()
        }
        Some((values, distinct)) => {
            view! { <ValueList column=column.get_value() values distinct written/> }.into_any()
        }
    }
}

#[component]
fn ValueList(
    column: String,
    values: Vec<ColumnValue>,
    distinct: u64,
    /// What is to stand for values, as far as it is written.
    written: StoredValue<BTreeMap<String, String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let mut values = values;
    values.sort_by_key(|value| value.good);
    let shown = values.len() as u64;
    let known = |value: &ColumnValue| {
        let known = written.with_value(|written| written.get(&value.value).cloned());
        RwSignal::new(known.unwrap_or_default())
    };
    let wanted: Vec<RwSignal<String>> = values.iter().map(known).collect();
    keep(written, &values, &wanted);
    let offered = desk.page.with_untracked(ImportState::spellings);
    let offered = offered.into_iter().take(MOST_OFFERED);
    let offered = offered
        .map(|word| view! { <option value=word></option> })
        .collect_view();
    let lines = values.iter().zip(&wanted).enumerate();
    let lines = lines
        .map(|(at, (value, wanted))| line(i18n, at, value, *wanted))
        .collect_view();
    let mend = Signal::derive(move || {
        let pairs = values.iter().zip(&wanted);
        let typed = pairs.filter_map(|(value, wanted)| {
            let wanted = wanted.get().trim().to_owned();
            (!wanted.is_empty()).then(|| (value_key(&value.value), wanted))
        });
        let into: BTreeMap<String, String> = typed.collect();
        (!into.is_empty()).then(|| Mend::Values {
            column: column.clone(),
            into,
        })
    });
    view! {
        <p class="hint">
            {match distinct > shown {
                true => t_string!(i18n, import.import_steps.some_values, n = grouped(shown)),
                false => t_string!(i18n, import.import_steps.all_values, n = grouped(shown)),
            }}
        </p>
        {too_many(i18n, distinct)}
        <datalist id=OFFERED>{offered}</datalist>
        <ul role="list" class="values" aria-label=move || t_string!(i18n, import.import_steps.values)>{lines}</ul>
        <Proposal mend none=move || t_string!(i18n, import.import_steps.no_value)/>
    }
}

/// Keeps what is written beside values.
fn keep(
    written: StoredValue<BTreeMap<String, String>>,
    values: &[ColumnValue],
    wanted: &[RwSignal<String>],
) {
    let values = values.iter().map(|value| value.value.clone());
    let all: Vec<(String, RwSignal<String>)> = values.zip(wanted.iter().copied()).collect();
    Effect::new(move |_| {
        let texts = all
            .iter()
            .map(|(value, wanted)| (value.clone(), wanted.get()));
        written.set_value(texts.collect());
    });
}

/// One value: what the repairs make of it, its records, whether the field takes it then, and what is to stand for it.
fn line(i18n: I18n, at: usize, value: &ColumnValue, wanted: RwSignal<String>) -> AnyView {
    let id = format!("value-{at}");
    let faulty = (!value.good).then(
        || view! { <span class="badge danger">{t!(i18n, import.import_steps.not_taken)}</span> },
    );
    let mended = value.mended.clone().map(|text| {
        view! {
            " → "
            <bdi>{text}</bdi>
        }
    });
    view! {
        <li>
            <label for=id.clone()>
                <bdi>{value.value.clone()}</bdi>
                {mended}
            </label>
            <span class="hint">{grouped(value.records)}</span>
            <span>{faulty}</span>
            <input
                class="input"
                id=id
                list=OFFERED
                autocomplete="off"
                placeholder=move || t_string!(i18n, import.import_steps.becomes)
                bind:value=wanted
            />
        </li>
    }
    .into_any()
}
