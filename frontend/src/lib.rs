//! The browser's door: takes over the page that the server rendered.
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by `start.js` when the wasm is ready; done when the whole page is taken over.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), app::App)
        .await
        .forget();
}
