//! A small button that copies a value and says so.
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::ui::{
    button::{Button, Look},
    toast::use_toasts,
};

/// Copies `value`; `done` is said once it is copied.
#[component]
pub fn CopyButton(
    value: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] done: TextProp,
) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move || {
        let clipboard = window().navigator().clipboard();
        // Pages without TLS have no clipboard; the value can still be selected.
        if clipboard.is_undefined() {
            return;
        }
        let (written, done) = (JsFuture::from(clipboard.write_text(&value)), done.clone());
        leptos::task::spawn_local(async move {
            if written.await.is_ok() {
                toasts.say(done.get());
            }
        });
    };
    view! { <Button look=Look::Plain small=true icon=icondata_lu::LuCopy label=label on_press=copy/> }
}
