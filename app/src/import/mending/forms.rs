//! The steps that are described by a few words: find and replace, fill what is blank, the country of each record, full names
//! that are split.
use contact::mend::Mend;
use leptos::prelude::*;

use super::proposal::Proposal;
use crate::{
    i18n::*,
    ui::field::{TextField, Tick},
};

/// Finds text in the column and puts other text in its place.
#[component]
pub fn ReplaceForm(column: String) -> impl IntoView {
    let i18n = use_i18n();
    let (find, with) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (whole, any_case) = (RwSignal::new(false), RwSignal::new(true));
    let mend = Signal::derive(move || {
        let find = find.get();
        let is_something = match whole.get() {
            true => !find.trim().is_empty(),
            false => !find.is_empty(),
        };
        is_something.then(|| Mend::Replace {
            column: column.clone(),
            find,
            with: with.get(),
            whole: whole.get(),
            any_case: any_case.get(),
        })
    });
    view! {
        <div class="form">
            <TextField id="mending-find" label=move || t_string!(i18n, import.import_steps.find) value=find autocomplete="off"/>
            <TextField id="mending-with" label=move || t_string!(i18n, import.import_steps.with) value=with autocomplete="off"/>
            <div class="ticks">
                <Tick value=whole>{t!(i18n, import.import_steps.whole)}</Tick>
                <Tick value=any_case>{t!(i18n, import.import_steps.any_case)}</Tick>
            </div>
        </div>
        <Proposal mend none=move || t_string!(i18n, import.import_steps.no_find)/>
    }
}

/// Puts a value wherever the column is blank.
#[component]
pub fn FillForm(column: String) -> impl IntoView {
    let i18n = use_i18n();
    let value = RwSignal::new(String::new());
    let mend = Signal::derive(move || {
        let value = value.get().trim().to_owned();
        (!value.is_empty()).then(|| Mend::Fill {
            column: column.clone(),
            value,
        })
    });
    view! {
        <div class="form">
            <TextField id="mending-fill" label=move || t_string!(i18n, import.import_steps.fill_with) value autocomplete="off"/>
        </div>
        <Proposal mend none=move || t_string!(i18n, import.import_steps.no_fill)/>
    }
}

/// Puts the country code of each record's own Country before its numbers.
#[component]
pub fn CountryForm(column: String) -> impl IntoView {
    let i18n = use_i18n();
    let mend = Signal::derive(move || {
        Some(Mend::CountryOfRow {
            column: column.clone(),
        })
    });
    view! {
        <p>{t!(i18n, import.import_steps.country_text)}</p>
        <Proposal mend none=""/>
    }
}

/// Splits full names between the two columns of a name.
#[component]
pub fn SplitNameForm(column: String) -> impl IntoView {
    let i18n = use_i18n();
    let mend = Signal::derive(move || {
        Some(Mend::SplitName {
            column: column.clone(),
        })
    });
    view! {
        <p>{t!(i18n, import.import_steps.split_text)}</p>
        <p class="hint">{t!(i18n, import.import_layout.split_rules)}</p>
        <Proposal mend none=""/>
    }
}
