//! The column chooser: which columns, in which order, how wide. What is chosen shows at once; it is kept in this
//! browser, or in the saved view once that is saved again. Below them the choice between one long list and pages.
use contact::query::columns::{Columns, Shows};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    browser::preference,
    i18n::*,
    later::{Fetched, Later},
    list::{
        state::State,
        table::column_name,
        widths::{widen, width},
    },
    ui::{
        button::{Button, Look},
        dialog::Dialog,
    },
    values::words::I18n,
};

/// The button that opens the chooser.
#[component]
pub fn ColumnsButton(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    view! {
        <Button
            look=Look::Plain
            icon=icondata_lu::LuColumns3
            label=move || t_string!(i18n, list.columns_and_pages)
            on_press=move || open.set(true)
        />
        <Later wanted=open part=move || columns_window(state, open)/>
    }
}

/// The window of columns.
#[wasm_split(list, fallible)]
pub fn columns_window(state: State, open: RwSignal<bool>) -> Fetched {
    Ok(view! { <ColumnsWindow state open/> }.into_any())
}

/// The window.
#[component]
pub fn ColumnsWindow(state: State, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            id="columns"
            open=open
            title=move || t_string!(i18n, list.columns_and_pages)
            footer=move || view! {
                <Button on_press=move || change(state, |columns| *columns = Columns::default())>
                    {t!(i18n, list.usual_columns)}
                </Button>
                <Button look=Look::Primary on_press=move || open.set(false)>{t!(i18n, list.done)}</Button>
            }
        >
            <ul class="columns" role="list">
                <For each=move || order(state) key=|shows| shows.as_str() let:shows>
                    {line(i18n, state, shows)}
                </For>
            </ul>
            {pages(i18n, state)}
        </Dialog>
    }
}

/// One long list, or pages for those whom it gets in the way of.
fn pages(i18n: I18n, state: State) -> AnyView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=move || state.paged.get()
                on:change=move |event| {
                    let paged = event_target_checked(&event);
                    state.paged.set(paged);
                    preference::remember_paged(paged);
                    state.window.forget();
                    state.refresh();
                }
            />
            <span>{t!(i18n, list.as_pages)}</span>
        </label>
    }
    .into_any()
}

/// The columns that are shown in their order, then the others.
fn order(state: State) -> Vec<Shows> {
    let mut order: Vec<_> = state
        .columns
        .with(|columns| columns.iter().map(|column| column.shows).collect());
    let others: Vec<_> = Shows::all()
        .filter(|shows| !order.contains(shows))
        .collect();
    order.extend(others);
    order
}

fn line(i18n: I18n, state: State, shows: Shows) -> AnyView {
    let drawn = move || {
        state.columns.with(|columns| {
            columns
                .iter()
                .find(|column| column.shows == shows)
                .map(width)
        })
    };
    let hidden = Signal::derive(move || drawn().is_none());
    let fixed = shows == Shows::Name;
    let immovable = Signal::derive(move || fixed || hidden.get());
    let name = move || column_name(i18n, shows);
    let button = |icon, disabled, label: TextProp, press: fn(&mut Columns, Shows)| {
        let press = move || change(state, |columns| press(columns, shows));
        view! { <Button look=Look::Plain small=true icon=icon disabled=disabled label=label on_press=press/> }
    };
    let narrower = move || t_string!(i18n, list.narrower, column = name());
    let wider = move || t_string!(i18n, list.wider, column = name());
    let earlier = move || t_string!(i18n, list.earlier, column = name());
    let later = move || t_string!(i18n, list.later, column = name());
    view! {
        <li>
            <label class="tick">
                <input
                    type="checkbox"
                    disabled=fixed
                    prop:checked=move || !hidden.get()
                    on:change=move |event| {
                        let shown = event_target_checked(&event);
                        change(state, |columns| columns.show(shows, shown));
                    }
                />
                <span>{name}</span>
            </label>
            <span class="hint">{move || drawn().map(|width| format!("{width} px"))}</span>
            {button(icondata_lu::LuMinus, hidden, narrower.into(), |columns, shows| widen(columns, shows, false))}
            {button(icondata_lu::LuPlus, hidden, wider.into(), |columns, shows| widen(columns, shows, true))}
            {button(icondata_lu::LuArrowUp, immovable, earlier.into(), |columns, shows| columns.shift(shows, false))}
            {button(icondata_lu::LuArrowDown, immovable, later.into(), |columns, shows| columns.shift(shows, true))}
        </li>
    }
    .into_any()
}

fn change(state: State, change: impl FnOnce(&mut Columns)) {
    state.columns.update(change);
    // A view keeps its own.
    if state.view.get_untracked().is_none() {
        state.columns.with_untracked(preference::remember_columns);
    }
}
