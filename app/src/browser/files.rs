//! Files: those of this build, and those that a person saves.
use std::time::Duration;

use js_sys::Array;
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlLinkElement, Url};

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
