//! A step before it is made: asked about, shown with its count and its first example, and made by one more press.
use contact::mend::Mend;
use leptos::prelude::*;

use crate::{
    i18n::*,
    import::{desk::Desk, event::ImportEvent, words::records},
    ui::{button::Button, focus::focus_at},
};

/// Where the column is chosen: there the focus goes once a step is made.
pub const COLUMN: &str = "mending-column";

/// What the step that a form describes would do. `none` says what is missing while it describes none.
#[component]
pub fn Proposal(
    #[prop(into)] mend: Signal<Option<Mend>>,
    #[prop(into)] none: TextProp,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    // What was said of another step is not of this one.
    let tried = Memo::new(move |_| {
        let mend = mend.get()?;
        let tried = desk.page.with(|page| page.mending.tried.clone())?;
        (tried.mend == mend).then_some(tried)
    });
    // Of a file that is being judged nobody knows yet.
    let waits =
        Signal::derive(move || mend.with(Option::is_none) || desk.page.with(|page| page.busy));
    let ask = move || {
        if let Some(mend) = mend.get_untracked() {
            desk.tell(ImportEvent::MendTried(mend));
        }
    };
    let make = move || {
        if let Some(mend) = mend.get_untracked() {
            desk.tell(ImportEvent::MadeStepOf(mend));
            // The button goes with what it did: the next step begins at the column.
            focus_at(COLUMN);
        }
    };
    let found = move || {
        let tried = tried.get()?;
        if tried.records == 0 {
            return Some(
                t_string!(i18n, import.import_steps.nothing)
                    .to_owned()
                    .into_any(),
            );
        }
        let count = t_string!(
            i18n,
            import.import_steps.would_change,
            n = records(i18n, tried.records)
        );
        let words = view! {
            {count}
            " "
            <bdi><code>{shown(tried.before)}</code></bdi>
            " → "
            <bdi><code>{shown(tried.after)}</code></bdi>
        };
        Some(words.into_any())
    };
    let missing = move || mend.with(Option::is_none).then(|| none.get().to_string());
    view! {
        <div class="proposal">
            <Button small=true disabled=waits on_press=ask>
                {t!(i18n, import.import_steps.see)}
            </Button>
            <p class="hint" role="status">{found}{missing}</p>
            <Show when=move || tried.with(|tried| tried.as_ref().is_some_and(|tried| tried.records > 0))>
                <Button small=true disabled=waits on_press=make>
                    {move || {
                        let n = tried.get().map_or(0, |tried| tried.records);
                        t_string!(i18n, import.import_steps.make, n = records(i18n, n))
                    }}
                </Button>
            </Show>
        </div>
    }
}

/// A blank cell is seen too.
fn shown(text: String) -> String {
    match text.is_empty() {
        true => "∅".to_owned(),
        false => text,
    }
}
