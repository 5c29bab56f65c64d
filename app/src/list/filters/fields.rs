//! The fields of a plain form, each named like its parameter of the address.
use chrono::{DateTime, TimeDelta, Utc};
use contact::query::Span;
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::when::local_day,
    values::{
        day::{self, DayField},
        words::I18n,
    },
};

/// The id of the field that is sent as `name`.
pub(super) fn id_of(name: &str) -> String {
    format!("filter-{name}")
}

/// A day, typed or chosen in the calendar. `day` is written as the address has it.
pub(super) fn day_field(i18n: I18n, label: String, name: String, day: &str) -> AnyView {
    let locale = i18n.get_locale_untracked();
    let shown = day.parse().map(|day| day::written(locale, day));
    let value = RwSignal::new(shown.unwrap_or_default());
    view! { <DayField id=id_of(&name) label=label name=name value=value/> }.into_any()
}

/// A field of one line.
pub(super) fn line(label: &str, name: &str, value: String, hint: Option<String>) -> AnyView {
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
pub(super) fn ticks(label: &str, name: &str, values: Vec<(String, String, bool)>) -> AnyView {
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
pub(super) fn choices(
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

/// With a value, or without one.
pub(super) fn has(i18n: I18n, label: &str, name: &str, has: Option<bool>) -> AnyView {
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

/// One of some values, or any.
pub(super) fn one_of(
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

/// From one day to another.
pub(super) fn span(i18n: I18n, label: &str, name: &str, span: Span) -> AnyView {
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
