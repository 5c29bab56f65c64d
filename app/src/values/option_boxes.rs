//! The options of a dropdown of which several can be chosen, as boxes to tick.
use leptos::prelude::*;

/// Boxes to tick, several at once; what is ticked stands in `text`, separated by `;` as in a file.
pub fn option_boxes(
    id: String,
    label: String,
    options: Vec<String>,
    text: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let ticked = move || text.with(|text| text.split(';').map(str::to_owned).collect::<Vec<_>>());
    let boxes = options.into_iter().map(|option| {
        let (words, tested) = (option.clone(), option.clone());
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || ticked().contains(&tested)
                    on:change=move |event| {
                        let mut all = untrack(ticked);
                        all.retain(|other| !other.is_empty() && *other != option);
                        if event_target_checked(&event) {
                            all.push(option.clone());
                        }
                        text.set(all.join(";"));
                    }
                />
                <span><bdi>{words}</bdi></span>
            </label>
        }
    });
    view! {
        <fieldset class="field" id=id.clone() aria-describedby=format!("{id}-error")>
            <legend><bdi>{label}</bdi></legend>
            <div class="choices">{boxes.collect::<Vec<_>>()}</div>
            <span class="error" id=format!("{id}-error") aria-live="polite">{move || error.try_get().flatten()}</span>
        </fieldset>
    }
    .into_any()
}
