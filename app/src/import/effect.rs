//! What the import will do, before it does anything: how many records exist already, what becomes of each kind of them, and
//! cell by cell what changes.
use contact::effect::EffectClass;
use leptos::prelude::*;
use preview::effect::{EffectList, EffectView};

use crate::{
    error::Error,
    i18n::*,
    import::{
        desk::Desk,
        effect_event::EffectEvent,
        effect_rows::{EffectRows, policy, tell},
        effect_words,
        stage::ImportState,
    },
    ui::number::grouped,
    values::words::{I18n, language},
};

/// What the import will do to the contacts that exist.
#[component]
pub fn ForeseenEffects() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    Effect::new(move |_| tell(desk, EffectEvent::Wanted));
    let lists = Memo::new(move |_| desk.page.with(|page| lists(page.effect.view.as_ref())));
    let is_new = |list: &EffectList| *list == EffectList::Class(EffectClass::New);
    view! {
        <section class="foreseen" aria-label=move || t_string!(i18n, import.import_effect.title)>
            // Nobody is told of every look: there is one after each cell that is typed over.
            <p class="hint">{move || desk.page.with(|page| looking(i18n, page))}</p>
            <p class="hint" role="status">{move || desk.page.with(|page| standing(i18n, page))}</p>
            <LookAgain/>
            <Show when=move || lists.with(|lists| !lists.iter().all(is_new))>
                <ul role="list" class="classes">
                    <For each=move || lists.get() key=|list| *list let(list)>
                        <EffectListLine list/>
                    </For>
                </ul>
            </Show>
            <EffectRows/>
        </section>
    }
}

/// The lists that have records, in order.
fn lists(view: Option<&EffectView>) -> Vec<EffectList> {
    view.map_or_else(Vec::new, EffectView::lists)
}

/// That it is being found out.
fn looking(i18n: I18n, page: &ImportState) -> Option<&'static str> {
    let is_told = page.effect.looking && page.effect.trouble.is_none();
    is_told.then(|| t_string!(i18n, import.import_effect.looking))
}

/// Whether what is shown is known of the file as it is now.
fn standing(i18n: I18n, page: &ImportState) -> String {
    let effect = &page.effect;
    match &effect.trouble {
        Some(Error::NotFound) => t_string!(i18n, import.import_effect.over).to_owned(),
        Some(error) => error.in_place(language(i18n)).unwrap_or_default(),
        None if effect.forgotten => t_string!(i18n, import.import_effect.forgotten).to_owned(),
        None if effect.looking => String::new(),
        None if effect.outdated => t_string!(i18n, import.import_effect.outdated).to_owned(),
        None => String::new(),
    }
}

/// The way to another look, where nobody looks by itself.
#[component]
fn LookAgain() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let is_over = Memo::new(move |_| {
        desk.page
            .with(|page| page.effect.outdated && !page.effect.looking && !page.busy)
    });
    view! {
        <Show when=move || is_over.get()>
            <button type="button" class="button secondary small" on:click=move |_| tell(desk, EffectEvent::Wanted)>
                {t!(i18n, import.import_effect.again)}
            </button>
        </Show>
    }
}

/// One list of records: how many, which, and, where they are a class, what becomes of them.
#[component]
fn EffectListLine(list: EffectList) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let records = Memo::new(move |_| {
        desk.page.with(|page| {
            let view = page.effect.view.as_ref();
            view.map_or(0, |view| list.total(&view.classes, view.counts))
        })
    });
    let is_shown = Memo::new(move |_| {
        desk.page
            .with(|page| page.effect.shown.as_ref().map(|shown| shown.list) == Some(list))
    });
    let show = move |_| {
        let shown = (!is_shown.get_untracked()).then_some((list, 0));
        tell(desk, EffectEvent::Shown(shown));
    };
    let name = move || effect_words::name(i18n, list);
    let exists = list != EffectList::Class(EffectClass::New);
    let policy = match list {
        EffectList::Class(class) if exists => Some(policy_of_class(i18n, desk, class)),
        EffectList::Class(_) | EffectList::Skipped => None,
    };
    view! {
        <li>
            <span class="name">{name}</span>
            <span class="number">{move || grouped(records.get())}</span>
            <Show when=move || exists>
                <button
                    type="button"
                    class="button secondary small"
                    aria-pressed=move || is_shown.get().to_string()
                    aria-label=move || t_string!(i18n, import.import_effect.show_these, name = name())
                    on:click=show
                >
                    {t!(i18n, import.show)}
                </button>
            </Show>
            {policy}
        </li>
    }
}

/// The choice of what becomes of the records of a class.
fn policy_of_class(i18n: I18n, desk: Desk, class: EffectClass) -> AnyView {
    let chosen = Memo::new(move |_| desk.page.with(|page| page.effect.classes.of(class)));
    let otherwise =
        Memo::new(move |_| desk.page.with(|page| effect_words::as_with_all(i18n, page)));
    let name = move || effect_words::name(i18n, EffectList::Class(class));
    policy(
        i18n,
        chosen,
        otherwise,
        move || t_string!(i18n, import.import_effect.policy_of, name = name()),
        move |choice| tell(desk, EffectEvent::ForClass(class, choice)),
    )
}
