//! Listening where leptos has no name for what is heard.
use leptos::{
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{Event, EventTarget},
};
use send_wrapper::SendWrapper;

/// A listener that ends when it is dropped.
pub struct Listening {
    name: &'static str,
    capture: bool,
    place: SendWrapper<(EventTarget, Listener)>,
}

type Listener = Closure<dyn FnMut(Event)>;

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

/// Listens at a place of the document, or at what leptos has no name for; with `capture` before all others.
pub fn listen(
    target: EventTarget,
    name: &'static str,
    capture: bool,
    hear: impl FnMut(Event) + 'static,
) -> Listening {
    let closure = Listener::new(hear);
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
