//! The palette on Ctrl or Cmd and K: goes to any page, creates, imports, and finds contacts as one types.
use std::time::Duration;

use contact::{label::fold, query::Query};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_split_helpers::wasm_split;

use crate::{
    api::contacts::list,
    i18n::*,
    later::{Fetched, Later},
    leave::Guard,
    rail::PAGES,
    ui::{dialog::Dialog, icon::Icon},
    values::words::full_name,
};

/// How many contacts are offered.
const FOUND: u16 = 5;
/// How long the typing must rest before contacts are looked for.
const REST: Duration = Duration::from_millis(120);

/// A place to go to.
#[derive(Clone)]
struct Place {
    words: String,
    hint: String,
    icon: icondata_core::Icon,
    address: String,
}

/// Listens for the key, and holds the window.
#[component]
pub fn Palette() -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            let held =
                (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if !held || !event.key().eq_ignore_ascii_case("k") {
                return;
            }
            event.prevent_default();
            let other = document().query_selector("dialog[open]").ok().flatten();
            if open.get_untracked() || other.is_none() {
                open.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || listening.remove());
    });
    view! { <Later wanted=open part=move || palette_window(open)/> }
}

/// The window.
#[wasm_split(list, fallible)]
fn palette_window(open: RwSignal<bool>) -> Fetched {
    Ok(view! { <PaletteWindow open/> }.into_any())
}

#[component]
fn PaletteWindow(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            id="palette"
            open=open
            title=move || t_string!(i18n, frame.palette)
        >
            <Finder open/>
        </Dialog>
    }
}

#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let guard = Guard::of_page();
    let typed = RwSignal::new(String::new());
    let contacts = RwSignal::new(Vec::<Place>::new());
    let at = RwSignal::new(0_usize);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let places = Memo::new_with_compare(
        move |_| {
            let wanted = fold(typed.get().trim());
            let mut places = pages(i18n);
            places.retain(|place| fold(&place.words).contains(&wanted));
            places.extend(contacts.get());
            places
        },
        |_, _| true,
    );
    let find = move || {
        // The window may be gone by the time that the typing has rested.
        let Some(search) = typed.try_with_untracked(|typed| typed.trim().to_owned()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let found = if search.is_empty() {
                Vec::new()
            } else {
                found(&search).await
            };
            // Only the answer to what stands there now; the window may be gone.
            if typed.try_with_untracked(|typed| typed.trim() == search) == Some(true) {
                contacts.set(found);
            }
        });
    };
    let on_input = move |event| {
        typed.set(event_target_value(&event));
        at.set(0);
        timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
            *timer = set_timeout_with_handle(find, REST).ok();
        });
    };
    let leave = StoredValue::new(move |address: &str| {
        open.set(false);
        guard.go(address);
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let count = places.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                let place = places.with(|places| places.get(at.get_untracked()).cloned());
                if let Some(place) = place {
                    leave.with_value(|leave| leave(&place.address));
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <input
            class="input"
            type="text"
            role="combobox"
            autofocus=true
            autocomplete="off"
            spellcheck="false"
            aria-expanded="true"
            aria-autocomplete="list"
            aria-controls="places"
            aria-activedescendant=move || places.with(|places| !places.is_empty()).then(|| format!("place-{}", at.get()))
            aria-label=move || t_string!(i18n, frame.palette_hint)
            placeholder=move || t_string!(i18n, frame.palette_hint)
            on:input=on_input
            on:keydown=on_key
        />
        <ul class="places" id="places" role="listbox" aria-label=move || t_string!(i18n, frame.palette)>
            {move || {
                places
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(number, place)| {
                        let address = place.address;
                        view! {
                            <li
                                id=format!("place-{number}")
                                role="option"
                                aria-selected=move || if at.get() == number { "true" } else { "false" }
                                on:click=move |_| leave.with_value(|leave| leave(&address))
                            >
                                <Icon icon=place.icon/>
                                <bdi>{place.words}</bdi>
                                <bdi class="hint">{place.hint}</bdi>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
        <p class="hint" role="status">
            {move || places.with(Vec::is_empty).then(|| t_string!(i18n, frame.palette_none))}
        </p>
    }
}

fn pages(i18n: leptos_i18n::I18nContext<Locale>) -> Vec<Place> {
    let place = |address: &str, icon, words: &str| Place {
        words: words.to_owned(),
        hint: String::new(),
        icon,
        address: address.to_owned(),
    };
    let mut places = vec![
        place(
            "/contacts/new",
            icondata_lu::LuPlus,
            t_string!(i18n, frame.create_contact),
        ),
        place(
            "/contacts/import",
            icondata_lu::LuUpload,
            t_string!(i18n, frame.import_contacts),
        ),
        place(
            "/account",
            icondata_lu::LuUserCog,
            t_string!(i18n, account.title),
        ),
    ];
    places.splice(
        0..0,
        PAGES
            .iter()
            .map(|page| place(page.address, page.icon, (page.words)(i18n))),
    );
    places
}

async fn found(search: &str) -> Vec<Place> {
    let query = Query {
        search: search.to_owned(),
        limit: FOUND,
        ..Query::default()
    };
    // Without an answer the pages can still be reached.
    let items = list(query).await.map(|page| page.items).unwrap_or_default();
    let places = items.into_iter().map(|contact| Place {
        words: full_name(&contact.draft.first_name, &contact.draft.last_name),
        hint: contact.draft.company,
        icon: icondata_lu::LuUser,
        address: format!("/contacts/{}", contact.id),
    });
    places.collect()
}
