//! What the document is called.
use leptos::prelude::*;
use leptos_meta::Title;

/// Names the document after a page.
///
/// leptos_meta asks for the words once the page is rendered, on whichever thread that was last and whatever page that
/// thread rendered in between (leptos #3729 met the same in views), so the server asks for them in the page's own arena.
#[component]
pub fn DocumentTitle(#[prop(into)] text: TextProp) -> impl IntoView {
    let owner = cfg!(feature = "ssr").then(Owner::current).flatten();
    let words = move || match &owner {
        Some(owner) => owner.with(|| text.get()),
        None => text.get(),
    };
    view! { <Title text=words/> }
}
