//! The help on keys: every key of the page in front, and what it does.
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{i18n::*, later::Fetched, ui::dialog::Dialog};

/// The page whose keys the help tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    List,
    Record,
}

/// The help on keys.
#[wasm_split(list, fallible)]
pub fn help_window(open: RwSignal<bool>, front: Front) -> Fetched {
    Ok(view! { <HelpWindow open front/> }.into_any())
}

/// The help: every key of the page and what it does.
#[component]
fn HelpWindow(open: RwSignal<bool>, front: Front) -> impl IntoView {
    let i18n = use_i18n();
    let keys = move || match front {
        Front::List => vec![
            ("/", t_string!(i18n, contacts.key_search)),
            ("↓", t_string!(i18n, desk.key_rows)),
            ("Enter", t_string!(i18n, desk.key_only)),
            ("j", t_string!(i18n, contacts.key_down)),
            ("k", t_string!(i18n, contacts.key_up)),
            ("Space", t_string!(i18n, list.key_peek)),
            ("Enter", t_string!(i18n, contacts.key_open)),
            ("e", t_string!(i18n, list.key_edit)),
            ("x", t_string!(i18n, contacts.key_select)),
            ("b", t_string!(i18n, list.key_bulk)),
            ("m", t_string!(i18n, list.key_merge)),
            ("c", t_string!(i18n, list.key_create)),
            ("Ctrl K", t_string!(i18n, list.key_palette)),
            ("?", t_string!(i18n, contacts.key_help)),
        ],
        Front::Record => vec![
            ("e", t_string!(i18n, desk.key_this_edit)),
            ("Ctrl S", t_string!(i18n, desk.key_save)),
            ("n", t_string!(i18n, desk.key_note)),
            ("Ctrl ↵", t_string!(i18n, desk.key_add_note)),
            ("m", t_string!(i18n, desk.key_this_merge)),
            ("Alt ↑ ↓", t_string!(i18n, list.key_neighbour)),
            ("/", t_string!(i18n, desk.key_search)),
            ("c", t_string!(i18n, list.key_create)),
            ("Ctrl K", t_string!(i18n, list.key_palette)),
            ("?", t_string!(i18n, contacts.key_help)),
        ],
    };
    view! {
        <Dialog
            id="help"
            open=open
            title=move || t_string!(i18n, contacts.help)
        >
            <dl class="keys">
                {keys()
                    .into_iter()
                    .map(|(key, words)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}
