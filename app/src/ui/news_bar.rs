//! What has changed since something was drawn, told at its edge, and the button that draws it anew. It takes no room: what is
//! drawn stays where it is until somebody asks for more.
use leptos::prelude::*;

use crate::{i18n::*, ui::button::Button};

/// The bar; nothing is seen of it while there is nothing to tell.
#[component]
pub fn NewsBar(
    /// What is new, in words: read out when the reader pauses.
    #[prop(into)]
    news: Signal<Option<String>>,
    /// What else has changed: nobody is called for it.
    #[prop(optional, into)]
    besides: Signal<Option<String>>,
    #[prop(into)] on_show: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_there = Memo::new(move |_| news.read().is_some() || besides.read().is_some());
    view! {
        <div class="changes" class:some=move || is_there.get()>
            <div>
                <span role="status">{move || news.get()}</span>
                {move || besides.get().map(|besides| view! { <span>{besides}</span> })}
                {move || is_there.get().then(|| view! {
                    <span aria-hidden="true">"·"</span>
                    <Button small=true on_press=on_show>{t!(i18n, frame.show_news)}</Button>
                })}
            </div>
        </div>
    }
}
