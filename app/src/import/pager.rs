//! The way through the rows of a file, of which the worker shows one page at a time.
use leptos::prelude::*;

use crate::{
    i18n::*,
    import::{desk::Desk, event::ImportEvent, stage::ROWS},
    ui::number::grouped,
    values::words::I18n,
};

const PAGE: u64 = ROWS as u64;

/// Which part of the rows is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RowsShown {
    from: u64,
    shown: u64,
    total: u64,
}

impl RowsShown {
    /// Where the page stands.
    pub fn of(desk: Desk) -> Memo<Self> {
        Memo::new(move |_| {
            desk.page.with(|page| Self {
                from: page.window.from,
                shown: page.window.rows.len() as u64,
                total: page.window.total,
            })
        })
    }

    /// Tells whether there are others.
    pub fn is_a_part(self) -> bool {
        self.total > PAGE
    }
}

/// Which part of the rows is shown, and the way to the others.
#[component]
pub fn Pager() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let place = RowsShown::of(desk);
    let shown = move || {
        let RowsShown { from, shown, total } = place.get();
        t_string!(
            i18n,
            import.rows_of,
            first = grouped(from + 1),
            last = grouped(from + shown),
            total = grouped(total)
        )
    };
    view! {
        <Show when=move || place.get().is_a_part()>
            <nav class="pager" aria-label=move || t_string!(i18n, import.pages)>
                <span class="hint">{shown}</span>
                {turns(i18n, desk, place)}
            </nav>
        </Show>
    }
}

/// The buttons that lead to the rows before and after.
pub fn turns(i18n: I18n, desk: Desk, place: Memo<RowsShown>) -> AnyView {
    let turn = move |to: u64| desk.tell(ImportEvent::Turned(to));
    view! {
        <button
            type="button"
            class="button secondary small"
            disabled=move || place.get().from == 0
            on:click=move |_| turn(place.get_untracked().from.saturating_sub(PAGE))
        >
            {t!(i18n, import.previous_rows)}
        </button>
        <button
            type="button"
            class="button secondary small"
            disabled={move || place.get().from + PAGE >= place.get().total}
            on:click=move |_| turn(place.get_untracked().from + PAGE)
        >
            {t!(i18n, import.next_rows)}
        </button>
    }
    .into_any()
}
