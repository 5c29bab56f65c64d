//! What was typed over the file: how much of it, the way back and forth through it, and what of it no longer fits.
use leptos::prelude::*;

use super::{desk::Desk, event::ImportEvent, stage::DroppedText};
use crate::{
    i18n::*,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        focus::focus_soon,
        number::grouped,
    },
};

/// The two ways through what was typed, in the document.
const TAKE_BACK: &str = "take-back";
const TYPE_AGAIN: &str = "type-again";

/// How many cells are typed over, with `Take back` and `Type again`.
#[component]
pub fn TypedOverBar() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let stands = Memo::new(move |_| {
        desk.page.with(|page| {
            let edits = &page.edits;
            (edits.count(), edits.can_undo(), edits.can_redo())
        })
    });
    let count = move || match stands.get().0 {
        1 => t_string!(i18n, import.import_grid.typed_one).to_owned(),
        n => t_string!(i18n, import.import_grid.typed, n = grouped(n as u64)),
    };
    // Where one of the two has nothing left to do, the focus goes to the other.
    let take_back = move |_| {
        desk.tell(ImportEvent::Undo);
        if !desk.page.with_untracked(|page| page.edits.can_undo()) {
            focus_soon(TYPE_AGAIN.to_owned());
        }
    };
    let type_again = move |_| {
        desk.tell(ImportEvent::Redo);
        if !desk.page.with_untracked(|page| page.edits.can_redo()) {
            focus_soon(TAKE_BACK.to_owned());
        }
    };
    view! {
        <Show when=move || { stands.get().1 || stands.get().2 }>
            <div class="typed-over">
                <span class="hint">{count}</span>
                <button
                    type="button"
                    id=TAKE_BACK
                    class="button secondary small"
                    aria-keyshortcuts="Control+Z"
                    disabled=move || !stands.get().1
                    on:click=take_back
                >
                    {t!(i18n, import.import_grid.take_back)}
                </button>
                <button
                    type="button"
                    id=TYPE_AGAIN
                    class="button secondary small"
                    aria-keyshortcuts="Control+Y"
                    disabled=move || !stands.get().2
                    on:click=type_again
                >
                    {t!(i18n, import.import_grid.type_again)}
                </button>
            </div>
        </Show>
        <Drops/>
    }
}

/// What was typed and no longer fits the file, as it is read now.
#[component]
fn Drops() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let drops = Memo::new(move |_| desk.page.with(|page| page.edits.dropped.clone()));
    let all = move || {
        let line = |dropped: DroppedText| {
            let cell = dropped.cell;
            let column = match dropped.header.is_empty() {
                true => t_string!(i18n, import.import_grid.unnamed, n = cell.column + 1),
                false => dropped.header,
            };
            let record = grouped(cell.record);
            let place = t_string!(i18n, import.import_grid.dropped_from, record, column);
            view! { <li>{place} " " <bdi>{dropped.text}</bdi></li> }
        };
        drops.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || !drops.read().is_empty()>
            <Banner tone=Tone::Warning>
                <p>{t!(i18n, import.import_grid.dropped)}</p>
                <ul>{all}</ul>
                <Button look=Look::Plain small=true on_press=move || desk.tell(ImportEvent::DropsRead)>
                    {t!(i18n, import.close)}
                </Button>
            </Banner>
        </Show>
    }
}
