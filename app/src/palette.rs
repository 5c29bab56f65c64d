//! The palette on Ctrl or Cmd and K: goes to any page, creates, imports, and finds contacts as one types.
use std::time::Duration;

use contact::{label::fold, query::Query};
use leptos::{ev, prelude::*};
use wasm_split_helpers::wasm_split;

use crate::{
    api::contacts::list,
    browser::clock::Rest,
    i18n::*,
    later::{Fetched, Later},
    leave::Guard,
    rail::pages as pages_of_rail,
    request::signed_in,
    ui::{dialog::Dialog, focus::show, icon::Icon},
    values::words::{I18n, full_name},
};

/// How many contacts are offered.
const FOUND: u16 = 5;
/// How long the typing must rest before contacts are looked for.
const REST: Duration = Duration::from_millis(120);

/// A place to go to.
#[derive(Clone)]
struct PaletteEntry {
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

/// What is typed, what it finds, and what of that Enter goes to.
#[derive(Clone, Copy)]
struct Finding {
    open: RwSignal<bool>,
    guard: Guard,
    typed: RwSignal<String>,
    rest: Rest,
    contacts: RwSignal<Vec<PaletteEntry>>,
    places: Memo<Vec<PaletteEntry>>,
    at: RwSignal<usize>,
}

impl Finding {
    fn new(i18n: I18n, open: RwSignal<bool>) -> Self {
        let typed = RwSignal::new(String::new());
        let contacts = RwSignal::new(Vec::<PaletteEntry>::new());
        let places = move |_: Option<&Vec<PaletteEntry>>| {
            let wanted = fold(typed.get().trim());
            let mut places = pages(i18n);
            places.retain(|place| fold(&place.words).contains(&wanted));
            places.extend(contacts.get());
            places
        };
        Self {
            open,
            guard: Guard::of_page(),
            typed,
            rest: Rest::after(REST),
            contacts,
            places: Memo::new_with_compare(places, |_, _| true),
            at: RwSignal::new(0),
        }
    }

    fn type_in(self, text: String) {
        self.typed.set(text);
        self.at.set(0);
        self.rest.then(move || self.find());
    }

    /// Looks for contacts.
    fn find(self) {
        // The window may be gone by the time that the typing has rested.
        let typed = self.typed;
        let Some(search) = typed.try_with_untracked(|typed| typed.trim().to_owned()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let found = match search.is_empty() {
                true => Vec::new(),
                false => found(&search).await,
            };
            // Only the answer to what stands there now; the window may be gone.
            if typed.try_with_untracked(|typed| typed.trim() == search) == Some(true) {
                self.contacts.set(found);
            }
        });
    }

    /// The number of the place that Enter goes to. There may be fewer by now than when it was reached.
    fn at(self) -> usize {
        let last = self.places.with(Vec::len).saturating_sub(1);
        self.at.get().min(last)
    }

    /// What Enter goes to is seen.
    fn follow(self) {
        Effect::new(move |_| {
            let id = option_id(self.at());
            request_animation_frame(move || {
                if let Some(option) = document().get_element_by_id(&id) {
                    show(&option);
                }
            });
        });
    }

    fn press(self, event: &ev::KeyboardEvent) {
        // Whoever composes a Chinese character chooses and ends it by the same keys.
        if event.is_composing() {
            return;
        }
        let (at, count) = untrack(|| (self.at(), self.places.with(Vec::len)));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.at.set((at + 1) % count),
            "ArrowUp" if count > 0 => self.at.set((at + count - 1) % count),
            "Enter" => {
                if let Some(place) = self.places.with(|places| places.get(at).cloned()) {
                    self.go(&place.address);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn go(self, address: &str) {
        self.open.set(false);
        self.guard.go(address);
    }
}

#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let finding = Finding::new(i18n, open);
    finding.follow();
    let places = finding.places;
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
            aria-activedescendant=move || places.with(|places| !places.is_empty()).then(|| option_id(finding.at()))
            aria-label=move || t_string!(i18n, frame.palette_hint)
            placeholder=move || t_string!(i18n, frame.palette_hint)
            on:input=move |event| finding.type_in(event_target_value(&event))
            on:keydown=move |event| finding.press(&event)
        />
        <ul class="places" id="places" role="listbox" aria-label=move || t_string!(i18n, frame.palette)>
            {move || places.get().into_iter().enumerate().map(|(number, place)| option(finding, number, place)).collect_view()}
        </ul>
        <p class="hint" role="status">
            {move || places.with(Vec::is_empty).then(|| t_string!(i18n, frame.palette_none))}
        </p>
    }
}

/// The id of a place to go to.
fn option_id(number: usize) -> String {
    format!("place-{number}")
}

fn option(finding: Finding, number: usize, place: PaletteEntry) -> AnyView {
    let PaletteEntry {
        words,
        hint,
        icon,
        address,
    } = place;
    view! {
        <li
            id=option_id(number)
            role="option"
            aria-selected=move || if finding.at() == number { "true" } else { "false" }
            on:click=move |_| finding.go(&address)
        >
            <Icon icon=icon/>
            <bdi>{words}</bdi>
            <bdi class="hint">{hint}</bdi>
        </li>
    }
    .into_any()
}

/// The pages of the rail, and the others.
fn pages(i18n: I18n) -> Vec<PaletteEntry> {
    let place = |address: &str, icon, words: &str| PaletteEntry {
        words: words.to_owned(),
        hint: String::new(),
        icon,
        address: address.to_owned(),
    };
    let others = [
        (
            "/contacts/new",
            icondata_lu::LuPlus,
            t_string!(i18n, frame.create_contact),
        ),
        (
            "/contacts/import",
            icondata_lu::LuUpload,
            t_string!(i18n, frame.import_contacts),
        ),
        (
            "/enquiries/centre",
            icondata_lu::LuPhoneMissed,
            t_string!(i18n, enquiries.centre),
        ),
        (
            "/enquiries/reports",
            icondata_lu::LuScrollText,
            t_string!(i18n, enquiries.reports),
        ),
        (
            "/enquiries/recent",
            icondata_lu::LuMessagesSquare,
            t_string!(i18n, enquiries.recent),
        ),
        (
            "/account",
            icondata_lu::LuUserCog,
            t_string!(i18n, account.title),
        ),
    ];
    let of_rail = pages_of_rail(signed_in().as_ref())
        .into_iter()
        .map(|page| (page.address, page.icon, (page.words)(i18n)));
    of_rail
        .chain(others)
        .map(|(address, icon, words)| place(address, icon, words))
        .collect()
}

async fn found(search: &str) -> Vec<PaletteEntry> {
    let query = Query {
        search: search.to_owned(),
        limit: FOUND,
        ..Query::default()
    };
    // Without an answer the pages can still be reached.
    let items = list(query).await.map(|page| page.items).unwrap_or_default();
    let places = items.into_iter().map(|contact| PaletteEntry {
        words: full_name(&contact.draft.first_name, &contact.draft.last_name),
        hint: contact.draft.company,
        icon: icondata_lu::LuUser,
        address: format!("/contacts/{}", contact.id),
    });
    places.collect()
}
