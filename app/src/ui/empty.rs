//! A place with nothing in it: says why, and what to do next.
use leptos::prelude::*;

use crate::ui::icon::Icon;

/// An icon, a heading, a sentence and, as children, the buttons.
#[component]
pub fn Empty(
    icon: icondata_core::Icon,
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] text: Option<TextProp>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon icon/>
            <h2>{move || title.get()}</h2>
            {text.map(|text| view! { <p>{move || text.get()}</p> })}
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </div>
    }
}
