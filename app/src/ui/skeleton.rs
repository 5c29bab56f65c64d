//! Rows to come, where what they hold is on its way.
use leptos::prelude::*;

/// Read at once by its label, seen only after 300 ms (the style sheet waits).
#[component]
pub fn Skeleton(#[prop(into)] label: TextProp) -> impl IntoView {
    view! {
        <div class="skeletons" role="status" aria-busy="true" aria-label=move || label.get().to_string()>
            {(0..12).map(|_| view! { <div><span class="skeleton"></span></div> }).collect_view()}
        </div>
    }
}
