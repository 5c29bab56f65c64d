//! The browser's door: takes over the page that the server rendered.
use app::parts::PagePart;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// Called once by `start.js` when the wasm is ready; done when the whole page is taken over. Refused where its part does not
/// come: what the server has rendered can still be read.
#[wasm_bindgen]
pub async fn hydrate() -> Result<(), JsValue> {
    console_error_panic_hook::set_once();
    let location = leptos::prelude::window().location();
    let path = location.pathname()?;
    if let Some(part) = PagePart::of(&path) {
        // Once more at once: one broken connection is no reason to give up.
        if part.fetch().await.is_err() && part.fetch().await.is_err() {
            return Err(JsValue::from_str("a part of this page did not come"));
        }
        // Whoever went back meanwhile stands at an address that this document is not of.
        if location.pathname()? != path {
            location.reload()?;
            return std::future::pending().await;
        }
    }
    leptos::mount::hydrate_body(app::App);
    Ok(())
}
