//! The browser's door: takes over the page that the server rendered.
use app::parts::PagePart;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by `start.js` when the wasm is ready; done when the whole page is taken over. Where its part does not come it
/// stays what the server has rendered, which can still be read.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    let path = leptos::prelude::window().location().pathname();
    if let Some(part) = path.ok().as_deref().and_then(PagePart::of)
        && part.fetch().await.is_err()
    {
        std::future::pending::<()>().await;
    }
    leptos::mount::hydrate_body(app::App);
}
