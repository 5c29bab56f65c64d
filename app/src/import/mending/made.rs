//! The steps that were made, each with what it did and its own undo, in any order.
use contact::mend::MendStep;
use leptos::prelude::*;
use preview::MadeStep;

use super::{
    proposal::COLUMN,
    words::{changed, names, step},
};
use crate::{
    i18n::*,
    import::{
        desk::Desk,
        event::ImportEvent,
        stage::{ImportState, MadeAnew},
    },
    ui::{focus::focus_at, number::grouped},
    values::words::I18n,
};

/// The list of steps, and which of them do something else since an earlier one was taken back.
#[component]
pub fn MadeSteps() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let made = Memo::new(move |_| desk.page.with(ImportState::made_steps));
    let anew = Memo::new(move |_| desk.page.with(|page| page.mending.anew.clone()));
    view! {
        <div class="made" role="status">
            {move || anew.get().into_iter().map(|anew| made_anew(i18n, &anew)).collect_view()}
        </div>
        <Show when=move || made.with(|made| !made.is_empty())>
            <h3 id="made-steps">{t!(i18n, import.import_steps.made)}</h3>
            <ol role="list" class="steps" aria-labelledby="made-steps">
                <For each=move || made.get() key=|made| made.step.number let(one)>
                    {line(i18n, desk, made, one.step)}
                </For>
            </ol>
        </Show>
    }
}

/// One step, and which later ones are made anew where it is taken back. It stays the same line while it does more or less.
fn line(i18n: I18n, desk: Desk, all: Memo<Vec<MadeStep>>, made: MendStep) -> AnyView {
    let number = made.number;
    let words = step(i18n, &made.mend);
    let records = move || {
        all.with(|all| {
            let made = all.iter().find(|made| made.step.number == number)?;
            Some(changed(i18n, made.records))
        })
    };
    let later = move || {
        all.with(|all| {
            let made = all.iter().find(|made| made.step.number == number)?;
            let later = all
                .iter()
                .filter(|other| made.later.contains(&other.step.number));
            let later: Vec<String> = later.map(|other| step(i18n, &other.step.mend)).collect();
            (!later.is_empty()).then(|| {
                let steps = names(&later);
                view! { <span class="hint">{t_string!(i18n, import.import_steps.later, steps)}</span> }
            })
        })
    };
    let take_back = move |_| {
        desk.tell(ImportEvent::StepTaken(number));
        // The next step takes the focus over; where there is none, another one begins at the column.
        if desk
            .page
            .with_untracked(|page| page.made_steps().is_empty())
        {
            focus_at(COLUMN);
        }
    };
    let label = t_string!(i18n, import.import_steps.undo, step = words.clone());
    view! {
        <li>
            <bdi>{words}</bdi>
            <span class="hint">{records}</span>
            <button
                type="button"
                class="button secondary small"
                aria-label=label
                on:click=take_back
            >
                {t!(i18n, import.undo)}
            </button>
            {later}
        </li>
    }
    .into_any()
}

/// A step that does something else since an earlier one was taken back.
fn made_anew(i18n: I18n, anew: &MadeAnew) -> AnyView {
    let words = t_string!(
        i18n,
        import.import_steps.anew,
        step = step(i18n, &anew.step.mend),
        now = grouped(anew.now),
        before = grouped(anew.before)
    );
    view! { <p>{words}</p> }.into_any()
}
