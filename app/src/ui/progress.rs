//! How far something is.
use leptos::prelude::*;

/// A bar from 0 to 1; `None` shows that something goes on whose end is unknown.
#[component]
pub fn Progress(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<Option<f64>>,
) -> impl IntoView {
    view! {
        <progress
            class="progress"
            max="1"
            value=move || value.get().map(|value| format!("{value:.3}"))
            aria-label=move || label.get().to_string()
        ></progress>
    }
}
