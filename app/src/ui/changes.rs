//! Says quietly that there is more by now than is shown; a press shows it. Nothing moves before.
use leptos::prelude::*;

use crate::ui::button::Button;

/// A button that says what there is, such as `3 new · Show`, for as long as there are words for it; they are read out when
/// the reader pauses.
#[component]
pub fn ShowChanges(
    #[prop(into)] words: Signal<Option<String>>,
    #[prop(into)] on_show: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="changes" role="status" aria-live="polite">
            {move || words.get().map(|words| view! {
                <Button small=true on_press=on_show>{words}</Button>
            })}
        </div>
    }
}

/// Somebody points at this part of the page, or holds the focus in it.
pub fn is_in_use(selector: &str) -> bool {
    let used = format!("{selector}:is(:hover, :focus-within)");
    document().query_selector(&used).ok().flatten().is_some()
}
