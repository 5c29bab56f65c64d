//! Nothing that was typed is thrown away without asking: by the cross or Escape of a window, by a link, by the buttons
//! of the browser, or by closing the page.
use js_sys::{Function, Reflect};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Event, EventTarget, HtmlAnchorElement, MouseEvent},
};
use leptos_router::hooks::use_navigate;
use send_wrapper::SendWrapper;

use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
    },
};

/// Where somebody wanted to go, if it was not just out of a window.
#[derive(Clone)]
enum Way {
    Link(String),
    /// An entry of the browser's history, by its key.
    History(String),
}

/// Asks before the page is left by any way, for as long as `is_dirty` says that something would be lost. A window that is
/// about to be closed sets `asking` itself, and is told by `on_leave`.
#[component]
pub fn LeaveGuard(
    #[prop(into)] is_dirty: Callback<(), bool>,
    #[prop(default = RwSignal::new(false))] asking: RwSignal<bool>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let way = StoredValue::new(None::<Way>);
    // It was asked, and the answer was to go.
    let free = StoredValue::new(false);
    let holds = move || is_dirty.run(());
    Effect::new(move |_| {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if holds() {
                event.prevent_default();
            }
        });
        // Before the router hears of it.
        let links = listen(document().unchecked_into(), "click", true, move |event| {
            let Some(link) = link_of(&event) else { return };
            if holds() {
                event.prevent_default();
                event.stop_propagation();
                way.set_value(Some(Way::Link(link)));
                asking.set(true);
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
                    if is_step && !free.get_value() && event.cancelable() && holds() {
                        event.prevent_default();
                        way.set_value(text(&target, "key").map(Way::History));
                        asking.set(true);
                    }
                },
            )
        });
        on_cleanup(move || {
            closing.remove();
            drop((links, history));
        });
    });
    let navigate = use_navigate();
    let go = move || {
        asking.set(false);
        match way.try_update_value(Option::take).flatten() {
            Some(Way::Link(address)) => navigate(&address, Default::default()),
            Some(Way::History(key)) => {
                free.set_value(true);
                go_back_to(&key);
            }
            None => {}
        }
        if let Some(leave) = on_leave {
            leave.run(());
        }
    };
    let go = StoredValue::new(go);
    let footer = move || {
        view! {
            <Button on_press=move || asking.set(false)>{t!(i18n, contact.stay_button)}</Button>
            <Button look=Look::Danger on_press=move || go.with_value(|go| go())>{t!(i18n, contact.leave_button)}</Button>
        }
    };
    view! {
        <Dialog
            id="leave"
            open=asking
            title=move || t_string!(i18n, contact.leave_title)
            close_label=move || t_string!(i18n, frame.close)
            footer=footer
        >
            <p>{t!(i18n, record.leave_text)}</p>
        </Dialog>
    }
}

/// Goes to an entry of the browser's history. The browser that gave its key knows it.
fn go_back_to(key: &str) -> Option<JsValue> {
    let navigation = Reflect::get(&window(), &"navigation".into()).ok()?;
    let travel = Reflect::get(&navigation, &"traverseTo".into()).ok()?;
    let travel = travel.dyn_into::<Function>().ok()?;
    travel.call1(&navigation, &key.into()).ok()
}

/// A listener that ends when it is dropped.
struct Listening {
    name: &'static str,
    capture: bool,
    place: SendWrapper<(EventTarget, Heard)>,
}

type Heard = Closure<dyn FnMut(Event)>;

impl Drop for Listening {
    fn drop(&mut self) {
        let (target, closure) = &*self.place;
        // It was added, so it can be removed.
        let _ = target.remove_event_listener_with_callback_and_bool(
            self.name,
            closure.as_ref().unchecked_ref(),
            self.capture,
        );
    }
}

fn listen(
    target: EventTarget,
    name: &'static str,
    capture: bool,
    hear: impl FnMut(Event) + 'static,
) -> Listening {
    let closure = Heard::new(hear);
    // Fails only for options that no browser refuses.
    let _ = target.add_event_listener_with_callback_and_bool(
        name,
        closure.as_ref().unchecked_ref(),
        capture,
    );
    let place = SendWrapper::new((target, closure));
    Listening {
        name,
        capture,
        place,
    }
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
    // The tabs of one page keep what is typed.
    let is_here = link.pathname() == location.pathname().ok()?;
    let opens_here = link.target().is_empty() && !link.has_attribute("download");
    (!special && is_ours && !is_here && opens_here)
        .then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
