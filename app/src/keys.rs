//! Keys of the list and of a record; only those of the page in front work. Single letters work wherever nobody types and
//! no window is open, and can be switched off; Space, Enter and Escape belong to the row that holds the focus.
use std::rc::Rc;

use contact::ContactId;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use web_sys::{Element, HtmlElement};

use crate::{
    i18n::*,
    later::Later,
    leave::Guard,
    list::{help_window, selection::pair, state::State},
    preference::single_keys,
    record::{edit::Editor, form::focus_soon},
    trail::Trail,
    ui::{dialog::Dialog, toast::use_toasts},
};

/// The page whose keys the help tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    List,
    Record,
}

/// Listens while the list is shown, and holds the help.
#[component]
pub fn Keys(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let help = RwSignal::new(false);
    let (guard, toasts) = (Guard::of_page(), use_toasts());
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() || is_busy(&event) {
                return;
            }
            let window = state.window;
            let key = event.key();
            match key.as_str() {
                "Escape" if window.peeking.get_untracked() => state.stop_peeking(),
                " " if is_on_name(&event) => {
                    window.peeking.update(|peeking| *peeking = !*peeking);
                }
                _ if !single_keys() => return,
                "/" => focus(document().get_element_by_id("search")),
                "j" => state.step(true),
                "k" => state.step(false),
                "x" => tick(),
                "b" => focus(find(".selection :is(button, a[href])")),
                "e" => {
                    let at = window.at.get_untracked();
                    let contact = untrack(|| at.and_then(|row| state.contact_at(row)));
                    if let Some(contact) = contact {
                        guard.go(format!("/contacts/{}?edit", contact.id));
                    }
                }
                "m" => match untrack(|| pair(state)) {
                    Some((address, _)) => guard.go(address),
                    None => toasts.say(t_string!(i18n, list.merge_two)),
                },
                "c" => state.creating.set(true),
                "?" => help.set(true),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listening.remove());
    });
    view! {
        <Later wanted=help part=move || help_window(help, Front::List)/>
    }
}

/// Listens while a record is shown, and holds the help.
#[component]
pub fn RecordKeys(id: ContactId, editor: Editor, profile: Memo<bool>) -> impl IntoView {
    let help = RwSignal::new(false);
    let (guard, trail) = (Guard::of_page(), Trail::of_page());
    save_key(false, move || editor.save());
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            let held = event.ctrl_key() || event.meta_key() || event.alt_key();
            if held || is_busy(&event) || !single_keys() {
                return;
            }
            let reading = !editor.editing.get_untracked();
            match event.key().as_str() {
                "/" => {
                    trail.searching.set_value(true);
                    guard.go(trail.list());
                }
                "e" if reading && profile.get_untracked() => editor.begin(),
                "e" if reading => guard.go(format!("/contacts/{id}?edit")),
                "m" if reading => guard.go(format!("/contacts/{id}?merge=")),
                "n" if reading && profile.get_untracked() => focus_soon("note".to_owned()),
                "c" => guard.go("/contacts/new"),
                "?" => help.set(true),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listening.remove());
    });
    view! {
        <Later wanted=help part=move || help_window(help, Front::Record)/>
    }
}

/// Saves by Ctrl-S or Cmd-S, wherever the focus is: on the page, or in the one window that is open.
pub fn save_key(in_window: bool, save: impl Fn() + 'static) {
    let save = Rc::new(save);
    Effect::new(move |_| {
        let save = save.clone();
        let listening = window_event_listener(ev::keydown, move |event| {
            let is_save = event.key() == "s" && (event.ctrl_key() || event.meta_key());
            let open = document().query_selector_all("dialog[open]");
            let in_front = open.is_ok_and(|open| open.length() == u32::from(in_window));
            if is_save && in_front && !event.default_prevented() {
                event.prevent_default();
                save();
            }
        });
        on_cleanup(move || listening.remove());
    });
}

/// The help: every key of the page and what it does.
#[component]
pub fn HelpWindow(open: RwSignal<bool>, front: Front) -> impl IntoView {
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
            close_label=move || t_string!(i18n, frame.close)
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

impl State {
    /// Goes to the next row or the one before; to the first one from nowhere.
    fn step(self, forward: bool) {
        let row = match (self.window.at.get_untracked(), forward) {
            (None, _) => 0,
            (Some(row), true) => row + 1,
            (Some(row), false) => row.saturating_sub(1),
        };
        self.visit(row);
    }
}

/// Somebody types, or a window or menu is open.
pub fn is_busy(event: &ev::KeyboardEvent) -> bool {
    const FIELDS: &str =
        "input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [popover]";
    let typing =
        target(event).is_some_and(|target| target.closest(FIELDS).ok().flatten().is_some());
    typing
        || document()
            .query_selector("dialog[open]")
            .ok()
            .flatten()
            .is_some()
}

/// The name of a row holds the focus.
fn is_on_name(event: &ev::KeyboardEvent) -> bool {
    target(event).is_some_and(|target| target.matches(".contacts tbody th a").unwrap_or(false))
}

fn target(event: &ev::KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn tick() {
    let row = document()
        .active_element()
        .and_then(|active| active.closest(".contacts tbody tr").ok()?);
    let tick = row.and_then(|row| row.query_selector("input[type=checkbox]").ok()?);
    if let Some(tick) = tick.and_then(|tick| tick.dyn_into::<HtmlElement>().ok()) {
        tick.click();
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
