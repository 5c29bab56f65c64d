//! One Lucide icon. Icons are ornament: the words beside them, or the label of their button, carry the meaning.
use leptos::prelude::*;

/// Draws an icon of `icondata_lu`, at the size of the text around it.
#[component]
pub fn Icon(icon: icondata_core::Icon) -> impl IntoView {
    // The only `inner_html` of the application: paths compiled in from the icon crate, never text from outside.
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.data
        ></svg>
    }
}
