//! The bar at the foot of the list while contacts are selected: how many, all that are found by one press, and what can
//! be done to them.
use contact::query::selection::Selection;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    i18n::*,
    later::Fetched,
    list::{
        bulk::BulkProgress,
        bulk_window::{BulkButtons, BulkDialog},
        state::State,
    },
    ui::{
        button::{Button, LinkButton, Look},
        number::grouped,
    },
    values::words::{I18n, total_words},
};

/// The bar while contacts are selected.
#[wasm_split(list, fallible)]
pub fn selection_bar(state: State) -> Fetched {
    Ok(view! { <SelectionBar state/> }.into_any())
}

/// What is selected, and the buttons for it.
#[component]
pub fn SelectionBar(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let asked = RwSignal::new(None);
    let any = Memo::new(move |_| state.selected.with(|selected| !selected.is_empty()));
    view! {
        <Show when=move || any.get()>
            <div class="selection" role="region" aria-label=move || t_string!(i18n, contacts.selection)>
                <p role="status">{move || count(i18n, state)}</p>
                {move || state.beyond_ticked().map(|found| view! {
                    <Button small=true on_press=move || {
                        let query = untrack(|| state.asked());
                        state.selected.set(Selection::all(query));
                    }>
                        {move || t_string!(i18n, contacts.select_all, found = total_words(found))}
                    </Button>
                })}
                <div class="buttons">
                    {move || state.pair().map(|(address, names)| view! {
                        <LinkButton small=true icon=icondata_lu::LuMerge href=address label=names>
                            {t!(i18n, contacts.merge)}
                        </LinkButton>
                    })}
                    <BulkButtons state asked/>
                    <Button
                        small=true
                        look=Look::Plain
                        icon=icondata_lu::LuX
                        label=move || t_string!(i18n, contacts.clear_selection)
                        on_press=move || state.selected.set(Selection::default())
                    />
                </div>
            </div>
        </Show>
        <BulkProgress/>
        <BulkDialog state asked/>
    }
}

fn count(i18n: I18n, state: State) -> String {
    state.selected.with(|selected| match selected.these() {
        Some(ids) => {
            let count = grouped(u32::try_from(ids.len()).unwrap_or(u32::MAX));
            t_string!(i18n, contacts.selected, count = count)
        }
        None => {
            let found = state.total().map(total_words).unwrap_or_default();
            t_string!(i18n, contacts.selected_all, found = found)
        }
    })
}
