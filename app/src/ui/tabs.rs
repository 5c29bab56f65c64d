//! Tabs: one of several views of the same thing. Arrow keys move along them, as ARIA describes.
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// One tab: its key in code and address, and its words.
#[derive(Clone)]
pub struct TabWords {
    pub key: &'static str,
    pub label: TextProp,
}

/// The row of tabs. The panel of `key` carries `id="panel-{key}"`, `role="tabpanel"` and `aria-labelledby="tab-{key}"`.
#[component]
pub fn Tabs(
    #[prop(into)] label: TextProp,
    tabs: Vec<TabWords>,
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    let keys: Vec<_> = tabs.iter().map(|tab| tab.key).collect();
    view! {
        <div
            class="tabs"
            role="tablist"
            aria-label=move || label.get().to_string()
            node_ref=row
            on:keydown=move |event: ev::KeyboardEvent| {
                let now = keys.iter().position(|key| *key == chosen.get_untracked()).unwrap_or(0);
                let wanted = match event.key().as_str() {
                    "ArrowRight" => (now + 1) % keys.len(),
                    "ArrowLeft" => (now + keys.len() - 1) % keys.len(),
                    "Home" => 0,
                    "End" => keys.len() - 1,
                    _ => return,
                };
                event.prevent_default();
                chosen.set(keys[wanted]);
                let tab = row
                    .get_untracked()
                    .and_then(|row| row.children().item(u32::try_from(wanted).unwrap_or(0)))
                    .and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(tab) = tab {
                    // A tab that cannot take the focus leaves it where it is.
                    let _ = tab.focus();
                }
            }
        >
            {tabs
                .into_iter()
                .map(|TabWords { key, label }| {
                    view! {
                        <button
                            type="button"
                            role="tab"
                            id=format!("tab-{key}")
                            aria-controls=format!("panel-{key}")
                            aria-selected=move || if chosen.get() == key { "true" } else { "false" }
                            tabindex=move || if chosen.get() == key { "0" } else { "-1" }
                            on:click=move |_| chosen.set(key)
                        >
                            {move || label.get()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
