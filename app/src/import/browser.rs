//! The few things that only the browser can do for the Import page: find the build's files, save a file, ask before the
//! page is left, and wait.

use std::time::Duration;

use chrono::NaiveDate;
use futures::channel::oneshot;
use js_sys::Array;
use leptos::{ev, prelude::*, web_sys};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlLinkElement, Url};

use super::{desk::Desk, stage::Page};

/// The address of a file of this build, found from the style sheet's.
pub fn packaged(name: &str) -> String {
    let style = document()
        .get_element_by_id("style")
        .and_then(|link| link.dyn_into::<HtmlLinkElement>().ok())
        .map(|link| link.href())
        .unwrap_or_default();
    match style.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => format!("/pkg/{name}"),
    }
}

/// Today, on the agent's calendar.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    i32::try_from(now.get_full_year())
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()))
        .unwrap_or_default()
}

/// Offers bytes as a file to save.
pub fn download_bytes(bytes: &[u8], name: &str) {
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    let kind = BlobPropertyBag::new();
    kind.set_type("text/csv");
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &kind) {
        download(&blob, name);
    }
}

/// Offers a blob as a file to save.
pub fn download(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The browser needs the address until it has begun to save.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        Duration::from_secs(60),
    );
}

/// Asks before the document is left while records are still being sent, or after somebody repaired the file.
pub fn ask_before_leaving(desk: Desk) {
    // Stays for as long as the page does.
    let _ = window_event_listener(ev::beforeunload, move |event| {
        let holds = |page: &Page| page.sending_now() || page.is_worked_on();
        if desk.page.with_untracked(holds) {
            event.prevent_default();
        }
    });
}

/// Waits.
pub async fn wait(time: Duration) {
    let (here, there) = oneshot::channel();
    set_timeout(
        move || {
            let _ = here.send(());
        },
        time,
    );
    let _ = there.await;
}

/// A key that no other import has.
pub fn fresh_key() -> Uuid {
    let mut random = [0; 16];
    if let Ok(crypto) = window().crypto() {
        // Fails only for more bytes than anyone asks for.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    uuid::Builder::from_random_bytes(random).into_uuid()
}

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
