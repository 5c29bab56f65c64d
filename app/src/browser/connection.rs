//! Whether the server can be reached.
use leptos::prelude::*;

/// Says that the server cannot be reached, and asks until it answers; screens tell it by `page::Report`.
#[derive(Clone, Copy)]
pub struct Connection {
    /// The server did not answer, and has not answered since.
    pub down: RwSignal<bool>,
    /// Counts the recoveries, so that a screen can load again.
    pub recovered: RwSignal<u32>,
}

impl Connection {
    /// Makes the connection known to everything on the page.
    pub fn provide() {
        provide_context(Self {
            down: RwSignal::new(false),
            recovered: RwSignal::new(0),
        });
    }

    /// Says that the server did not answer.
    pub fn lost(self) {
        if !self.down.get_untracked() {
            self.down.set(true);
            self.ask_later();
        }
    }

    fn ask_later(self) {
        set_timeout(
            move || {
                if self.down.try_get_untracked() == Some(true) {
                    self.ask();
                }
            },
            std::time::Duration::from_secs(3),
        );
    }

    /// Asks the server whether it is back.
    pub fn ask(self) {
        leptos::task::spawn_local(async move {
            let reply =
                wasm_bindgen_futures::JsFuture::from(window().fetch_with_str("/readyz")).await;
            let back = reply.is_ok_and(|reply| leptos::web_sys::Response::from(reply).ok());
            if back {
                self.down.set(false);
                self.recovered.update(|count| *count += 1);
            } else {
                self.ask_later();
            }
        });
    }
}

/// The connection of the page.
pub fn use_connection() -> Connection {
    expect_context::<Connection>()
}
