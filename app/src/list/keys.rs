//! Keys of the list, while it is the page in front. Single letters work wherever nobody types and no window is open, and can
//! be switched off; Space, Enter and Escape belong to the row that holds the focus.
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use web_sys::{Element, HtmlElement};

use crate::{
    browser::{
        keyboard::{is_busy, target},
        preference::single_keys,
    },
    i18n::*,
    keys::{Front, help_window},
    later::Later,
    leave::Guard,
    list::{state::State, window::step},
    ui::toast::use_toasts,
};

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
                "x" => state.tick_visited(),
                "b" => focus(find(".selection :is(button, a[href])")),
                "e" => {
                    let at = window.at.get_untracked();
                    let contact = untrack(|| at.and_then(|row| state.contact_at(row)));
                    if let Some(contact) = contact {
                        guard.go(format!("/contacts/{}?edit", contact.id));
                    }
                }
                "m" => match untrack(|| state.pair()) {
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

impl State {
    /// Goes to the next row or the one before; to the first one from nowhere.
    fn step(self, forward: bool) {
        self.visit(step(self.window.at.get_untracked(), forward));
    }

    /// Ticks the row that one has gone to, or takes its tick away: whoever types fast is there before the focus is.
    fn tick_visited(self) {
        let at = self.window.at.get_untracked();
        let Some(contact) = untrack(|| at.and_then(|row| self.contact_at(row))) else {
            return;
        };
        let ticked = (self.selected).with_untracked(|selected| selected.contains(contact.id));
        if untrack(|| self.may_tick(contact.id)) {
            self.tick(contact.id, !ticked);
        }
    }
}

/// The name of a row holds the focus.
fn is_on_name(event: &ev::KeyboardEvent) -> bool {
    target(event).is_some_and(|target| target.matches(".contacts tbody th a").unwrap_or(false))
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
