//! Nothing that was typed is thrown away without asking. One guard stands at every way out of a page: links and the rail,
//! the palette and keys, the buttons of the browser, closing the page, and the cross or Escape of a window. Whoever holds
//! something unsaved tells the guard; the question is asked in one place.
use js_sys::{Function, Reflect};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Event, HtmlAnchorElement, MouseEvent},
};
use leptos_router::hooks::use_navigate;

use crate::{
    browser::listening::listen,
    i18n::*,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
    },
};

/// The parameters of an address that change what is shown of a page, but not which page it is: what is typed stays.
const VIEWS: [&str; 4] = ["tab", "at", "as", "edit"];

/// Where somebody wants to go.
#[derive(Clone)]
enum Way {
    /// To another page of ours.
    Page(String),
    /// To an entry of the browser's history, by its key.
    History(String),
    /// Out of a window.
    Out(Callback<()>),
}

/// Knows what would be lost; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Guard {
    /// Each place that may hold something unsaved, under its number.
    places: StoredValue<Vec<(u32, Callback<(), bool>)>>,
    next: StoredValue<u32>,
    way: StoredValue<Option<Way>>,
    asking: RwSignal<bool>,
    /// It was asked, and the answer was to go.
    free: StoredValue<bool>,
    /// The page of ours that the frame goes to next.
    wanted: RwSignal<Option<String>>,
}

impl Guard {
    /// Makes the guard available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            places: StoredValue::default(),
            next: StoredValue::new(0),
            way: StoredValue::new(None),
            asking: RwSignal::new(false),
            free: StoredValue::new(false),
            wanted: RwSignal::new(None),
        });
    }

    /// The guard of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Stands before a place for as long as it is shown and `is_dirty` says that something would be lost.
    pub fn hold(self, is_dirty: impl Fn() -> bool + Send + Sync + 'static) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let is_dirty = Callback::new(move |()| is_dirty());
        self.places
            .update_value(|places| places.push((number, is_dirty)));
        on_cleanup(move || {
            // The whole page may be going.
            let _ = self
                .places
                .try_update_value(|places| places.retain(|(known, _)| *known != number));
        });
    }

    /// Whether something would be lost.
    pub fn holds(self) -> bool {
        let places = self.places.get_value();
        places
            .into_iter()
            .any(|(_, is_dirty)| is_dirty.try_run(()) == Some(true))
    }

    /// Goes to a page of ours, after asking where something would be lost.
    pub fn go(self, address: impl Into<String>) {
        let address = address.into();
        if !stays(&address) && self.holds() {
            self.ask(Way::Page(address));
        } else {
            self.wanted.set(Some(address));
        }
    }

    /// Stands before a window: neither its page nor the window itself is left without asking where something would be
    /// lost. Gives what the window's `on_leave` is to do, which is `close` in the end.
    pub fn hold_window(
        self,
        open: RwSignal<bool>,
        is_dirty: impl Fn() -> bool + Send + Sync + 'static,
        close: impl Fn() + Send + Sync + 'static,
    ) -> Callback<()> {
        let (is_dirty, close) = (Callback::from(is_dirty), Callback::from(close));
        self.hold(move || {
            open.try_get_untracked() == Some(true) && is_dirty.try_run(()) == Some(true)
        });
        Callback::new(move |()| match is_dirty.run(()) {
            true => self.ask(Way::Out(close)),
            false => close.run(()),
        })
    }

    fn ask(self, way: Way) {
        self.way.set_value(Some(way));
        self.asking.set(true);
    }
}

/// Listens at every way out, and asks; the frame holds one.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let guard = Guard::of_page();
    let Guard {
        way,
        asking,
        free,
        wanted,
        ..
    } = guard;
    Effect::new(move |_| {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if guard.holds() {
                event.prevent_default();
            }
        });
        // Before the router hears of it.
        let links = listen(document().unchecked_into(), "click", true, move |event| {
            let Some(link) = link_of(&event) else { return };
            if !stays(&link) && guard.holds() {
                event.prevent_default();
                event.stop_propagation();
                guard.ask(Way::Page(link));
            }
        });
        // Browsers without it ask nothing when their Back is pressed.
        let navigation = Reflect::get(&window(), &"navigation".into())
            .ok()
            .filter(|it| it.is_object());
        let history = navigation.map(|navigation| {
            listen(
                navigation.unchecked_into(),
                "navigate",
                false,
                move |event| {
                    let text =
                        |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
                    let target = Reflect::get(&event, &"destination".into()).unwrap_or_default();
                    let is_step = text(&event, "navigationType").as_deref() == Some("traverse");
                    let is_free = free.get_value();
                    free.set_value(false);
                    if !is_step || is_free || !event.cancelable() {
                        return;
                    }
                    let origin = window().location().origin().unwrap_or_default();
                    let there = text(&target, "url").unwrap_or_default();
                    if !there.strip_prefix(&origin).is_some_and(stays) && guard.holds() {
                        event.prevent_default();
                        if let Some(key) = text(&target, "key") {
                            guard.ask(Way::History(key));
                        }
                    }
                },
            )
        });
        on_cleanup(move || {
            closing.remove();
            drop((links, history));
        });
    });
    // Whoever stays goes nowhere later.
    Effect::new(move |_| {
        if !asking.get() {
            way.set_value(None);
        }
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(address) = wanted.get() {
            wanted.set(None);
            navigate(&address, Default::default());
        }
    });
    let go = move || {
        let way = way.try_update_value(Option::take).flatten();
        asking.set(false);
        match way {
            Some(Way::Page(address)) => wanted.set(Some(address)),
            Some(Way::History(key)) => {
                free.set_value(true);
                go_back_to(&key);
            }
            Some(Way::Out(leave)) => {
                // The window may be gone meanwhile.
                let _ = leave.try_run(());
            }
            None => {}
        }
    };
    let footer = move || {
        view! {
            <Button autofocus=true on_press=move || asking.set(false)>{t!(i18n, contact.stay_button)}</Button>
            <Button look=Look::Danger on_press=go>{t!(i18n, contact.leave_button)}</Button>
        }
    };
    view! {
        <Dialog
            id="leave"
            open=asking
            title=move || t_string!(i18n, contact.leave_title)
            footer=footer
        >
            <p>{t!(i18n, record.leave_text)}</p>
        </Dialog>
    }
}

/// Whether an address of ours only shows something else of the page that is open.
fn stays(address: &str) -> bool {
    let location = window().location();
    let here = [location.pathname(), location.search()]
        .map(Result::unwrap_or_default)
        .concat();
    page_of(address) == page_of(&here)
}

/// Which page an address names, whatever is shown of it.
fn page_of(address: &str) -> (&str, Vec<&str>) {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_view = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        name.is_empty() || VIEWS.contains(&name)
    };
    (path, query.split('&').filter(|it| !is_view(it)).collect())
}

/// Goes to an entry of the browser's history. The browser that gave its key knows it.
fn go_back_to(key: &str) -> Option<JsValue> {
    let navigation = Reflect::get(&window(), &"navigation".into()).ok()?;
    let travel = Reflect::get(&navigation, &"traverseTo".into()).ok()?;
    let travel = travel.dyn_into::<Function>().ok()?;
    travel.call1(&navigation, &key.into()).ok()
}

/// The address of another page of ours that a click goes to.
fn link_of(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let special = click.button() != 0
        || click.ctrl_key()
        || click.meta_key()
        || click.shift_key()
        || click.alt_key();
    let target = event
        .target()?
        .dyn_into::<leptos::web_sys::Element>()
        .ok()?;
    let link = target
        .closest("a[href]")
        .ok()??
        .dyn_into::<HtmlAnchorElement>()
        .ok()?;
    let location = window().location();
    let is_ours = link
        .href()
        .starts_with(&format!("{}/", location.origin().ok()?));
    let opens_here = link.target().is_empty() && !link.has_attribute("download");
    (!special && is_ours && opens_here)
        .then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn tabs_are_the_same_page_and_a_merge_is_another() {
        let record = page_of("/contacts/1");
        for same in [
            "/contacts/1?tab=log",
            "/contacts/1?tab=log&at=3",
            "/contacts/1?edit",
            "/contacts/1?edit=&tab=activity&as=timeline",
            "/contacts/1#phone",
        ] {
            assert_eq!(page_of(same), record, "{same}");
        }
        for other in [
            "/contacts/2",
            "/contacts/1?merge=",
            "/contacts/1?tab=log&merge=2",
            "/contacts",
        ] {
            assert_ne!(page_of(other), record, "{other}");
        }
    }
}
