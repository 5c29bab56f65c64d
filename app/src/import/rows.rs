//! The problems, grouped by cause at the left, and the rows of the file at the right: a grid that is typed into, or on a small
//! screen a form for each record.

use leptos::{ev, prelude::*};
use preview::Show as Filter;

use crate::{
    i18n::*,
    import::{
        desk::Desk, event::ImportEvent, grid::RecordsGrid, groups::Groups, pager::Pager,
        record_forms::RecordForms, stage::Stage, typed_over::TypedOverBar,
    },
    ui::number::grouped,
    values::words::I18n,
};

/// The widest window, in pixels, in which a form stands for each record.
const NARROW: f64 = 600.0;

/// Groups and rows.
#[component]
pub fn Problems() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let groups = Memo::new(move |_| {
        desk.page.with(|page| {
            page.judgement
                .as_ref()
                .map(|judgement| judgement.groups.clone())
                .unwrap_or_default()
        })
    });
    let is_narrow = RwSignal::new(false);
    Effect::new(move |_| {
        let measure = move || {
            let width = window().inner_width().ok().and_then(|width| width.as_f64());
            let narrow = width.is_some_and(|width| width < NARROW);
            if is_narrow
                .try_get_untracked()
                .is_some_and(|before| before != narrow)
            {
                is_narrow.set(narrow);
            }
        };
        measure();
        let resized = window_event_listener(ev::resize, move |_| measure());
        on_cleanup(move || resized.remove());
    });
    view! {
        <div class="problems" class:grouped=move || groups.with(|groups| !groups.is_empty())>
            <Show when=move || groups.with(|groups| !groups.is_empty())>
                <Groups groups/>
            </Show>
            <div class="preview">
                <Filters/>
                <TypedOverBar/>
                <Show when=move || is_narrow.get() fallback=|| view! { <RecordsGrid/> }>
                    <RecordForms/>
                </Show>
                <Pager/>
            </div>
        </div>
    }
}

/// All, only failing, with warnings; previous and next problem.
#[component]
fn Filters() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let stage = Memo::new(move |_| desk.page.with(|page| page.stage));
    let counts = Memo::new(move |_| desk.page.with(|page| page.counts));
    let shown = Memo::new(move |_| desk.page.with(|page| page.window.show.clone()));
    let current = Memo::new(move |_| {
        desk.page
            .with(|page| (page.window.current, page.window.total))
    });
    let choose = move |filter: Filter| move |_| desk.tell(ImportEvent::Filtered(filter.clone()));
    let all = move || t_string!(i18n, import.show_all, n = grouped(counts.get().records));
    let step = move |forward, key: &'static str, words: fn(I18n) -> &'static str| {
        let shortcuts = match forward {
            true => "n Alt+ArrowDown",
            false => "p Alt+ArrowUp",
        };
        view! {
            <button
                type="button"
                class="button secondary small"
                aria-keyshortcuts=shortcuts
                on:click=move |_| desk.tell(ImportEvent::Stepped(forward))
            >
                {move || words(i18n)}
                <kbd aria-hidden="true">{key}</kbd>
            </button>
        }
    };
    view! {
        <div class="filters">
            <fieldset class="segments">
                <legend class="quiet">{t!(i18n, import.show)}</legend>
                <label>
                    <input
                        type="radio"
                        name="show"
                        prop:checked=move || shown.get() == Filter::All
                        on:change=choose(Filter::All)
                    />
                    {all}
                </label>
                <Show when=move || {
                    stage.get() == Stage::Judged && (counts.get().failed > 0 || shown.get() == Filter::Failed)
                }>
                    <label>
                        <input
                            type="radio"
                            name="show"
                            prop:checked=move || shown.get() == Filter::Failed
                            on:change=choose(Filter::Failed)
                        />
                        {move || t_string!(i18n, import.show_failed, n = grouped(counts.get().failed))}
                    </label>
                </Show>
                <Show when=move || matches!(shown.get(), Filter::Group { .. })>
                    <label>
                        <input type="radio" name="show" prop:checked=true/>
                        {t!(i18n, import.show_group)}
                    </label>
                </Show>
            </fieldset>
            <Show when=move || { counts.get().failed > 0 && stage.get() == Stage::Judged }>
                <div class="steps">
                    <span class="hint">
                        {move || match current.get() {
                            (Some(at), total) => {
                                t_string!(i18n, import.at_of, at = grouped(at + 1), total = grouped(total))
                            }
                            _ => String::new(),
                        }}
                    </span>
                    {step(false, "p", |i18n| t_string!(i18n, import.previous_problem))}
                    {step(true, "n", |i18n| t_string!(i18n, import.next_problem))}
                </div>
            </Show>
        </div>
    }
}
