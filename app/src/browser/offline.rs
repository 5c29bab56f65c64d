//! What works without a network.
use leptos::{prelude::*, web_sys};

use crate::browser::files::packaged;

/// Keeps `/check` and the files that it needs, so that it works without a network from now on.
pub fn keep_offline() {
    let container = window().navigator().service_worker();
    // Absent where the page came by plain HTTP from another machine.
    if container.is_undefined() {
        return;
    }
    let packaged = packaged("");
    let folder = packaged.trim_end_matches('/');
    let folder = folder
        .strip_prefix(&window().location().origin().unwrap_or_default())
        .unwrap_or(folder);
    let script = format!("/sw.js?files={folder}");
    for scope in ["/check", "/pkg"] {
        let options = web_sys::RegistrationOptions::new();
        options.set_scope(scope);
        let registered = container.register_with_options(&script, &options);
        leptos::task::spawn_local(async move {
            // A private window may refuse; it only loses the offline page.
            let _ = wasm_bindgen_futures::JsFuture::from(registered).await;
        });
    }
}
