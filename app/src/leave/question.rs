//! Hears of every way out of a page, and asks before something typed would be lost.
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
    leave::{Guard, WayOut, here},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
    },
};

/// Listens at every way out, and asks; the frame holds one.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let guard = Guard::of_page();
    listen_at_ways_out(guard);
    Effect::new(move |_| {
        if !guard.asking.get() {
            guard.stay();
        }
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(address) = guard.wanted.get() {
            guard.wanted.set(None);
            navigate(&address, Default::default());
        }
    });
    let go = move || {
        guard.leave(|key| {
            go_back_to(key);
        })
    };
    let footer = move || {
        view! {
            <Button autofocus=true on_press=move || guard.asking.set(false)>{t!(i18n, contact.stay_button)}</Button>
            <Button look=Look::Danger on_press=go>{t!(i18n, contact.leave_button)}</Button>
        }
    };
    view! {
        <Dialog id="leave" open=guard.asking title=move || t_string!(i18n, contact.leave_title) footer=footer>
            <p>{t!(i18n, record.leave_text)}</p>
        </Dialog>
    }
}

/// Listens for as long as the frame is there: at closing the page, at links, and at the buttons of the browser.
fn listen_at_ways_out(guard: Guard) {
    Effect::new(move |_| {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if guard.holds() {
                event.prevent_default();
            }
        });
        // Before the router hears of it.
        let links = listen(document().unchecked_into(), "click", true, move |event| {
            let Some(link) = link_of(&event) else { return };
            if guard.stops(&here(), &link) {
                event.prevent_default();
                event.stop_propagation();
                guard.ask(WayOut::Page(link));
            }
        });
        // Browsers without it ask nothing when their Back is pressed.
        let history = navigation().map(|navigation| {
            listen(
                navigation.unchecked_into(),
                "navigate",
                false,
                move |event| {
                    hear_navigation(guard, &event);
                },
            )
        });
        on_cleanup(move || {
            closing.remove();
            drop((links, history));
        });
    });
}

/// The browser is about to go somewhere. Where that is a step in its history, it stays until it is answered.
fn hear_navigation(guard: Guard, event: &Event) {
    let text = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
    let is_step = text(event, "navigationType").as_deref() == Some("traverse");
    let is_free = guard.free.get_value();
    guard.free.set_value(false);
    if !is_step || is_free || !event.cancelable() {
        return;
    }
    let target = Reflect::get(event, &"destination".into()).unwrap_or_default();
    let origin = window().location().origin().unwrap_or_default();
    let there = text(&target, "url").unwrap_or_default();
    let is_stopped = match there.strip_prefix(&origin) {
        Some(there) => guard.stops(&here(), there),
        None => guard.holds(),
    };
    if is_stopped {
        event.prevent_default();
        if let Some(key) = text(&target, "key") {
            guard.ask(WayOut::History(key));
        }
    }
}

/// The browser's own history of the page, where it has one.
fn navigation() -> Option<JsValue> {
    let navigation = Reflect::get(&window(), &"navigation".into()).ok()?;
    navigation.is_object().then_some(navigation)
}

/// Goes to an entry of the browser's history. The browser that gave its key knows it.
fn go_back_to(key: &str) -> Option<JsValue> {
    let navigation = navigation()?;
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
