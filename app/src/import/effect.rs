//! What the import will do, before it does anything: how many records exist already, what becomes of each kind of them, and
//! cell by cell what changes.
use contact::effect::{EffectClass, OnDuplicate};
use leptos::prelude::*;
use preview::effect::{EffectRow, EffectView};

use crate::{
    error::Error,
    i18n::*,
    import::{
        desk::Desk,
        effect_event::EffectEvent,
        event::ImportEvent,
        stage::{ImportState, ShownEffect, Stage},
    },
    ui::number::grouped,
    values::words::{I18n, language},
};

/// How many rows are shown at a time.
const PAGE: u64 = contact::effect::SHOWN_AT_ONCE as u64;

/// What the import will do to the contacts that exist.
#[component]
pub fn ForeseenEffects() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    Effect::new(move |_| tell(desk, EffectEvent::Wanted));
    let classes = Memo::new(move |_| desk.page.with(|page| classes(page.effect.view.as_ref())));
    view! {
        <section class="foreseen" aria-label=move || t_string!(i18n, import.import_effect.title)>
            // Nobody is told of every look: there is one after each cell that is typed over.
            <p class="hint">{move || desk.page.with(|page| looking(i18n, page))}</p>
            <p class="hint" role="status">{move || desk.page.with(|page| standing(i18n, page))}</p>
            <LookAgain/>
            <Show when=move || classes.with(|classes| classes.iter().any(|class| *class != EffectClass::New))>
                <ul role="list" class="classes">
                    <For each=move || classes.get() key=|class| *class let(class)>
                        <EffectClassLine class/>
                    </For>
                </ul>
            </Show>
            <EffectRows/>
        </section>
    }
}

fn tell(desk: Desk, event: EffectEvent) {
    desk.tell(ImportEvent::Effect(event));
}

/// The classes that have records, in order.
fn classes(view: Option<&EffectView>) -> Vec<EffectClass> {
    let classes = view.into_iter().flat_map(|view| &view.classes);
    classes.map(|(class, _)| *class).collect()
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

/// What the records of a class are.
fn name(i18n: I18n, class: EffectClass) -> &'static str {
    match class {
        EffectClass::New => t_string!(i18n, import.import_effect.are_new),
        EffectClass::Exists => t_string!(i18n, import.import_effect.exists),
        EffectClass::Unchanged => t_string!(i18n, import.import_effect.unchanged),
        EffectClass::Changed => t_string!(i18n, import.import_effect.changed),
        EffectClass::Again => t_string!(i18n, import.import_effect.twice),
        EffectClass::Conflict => t_string!(i18n, import.import_effect.conflict),
    }
}

/// One class: how many, which, and what becomes of them.
#[component]
fn EffectClassLine(class: EffectClass) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let chosen = Memo::new(move |_| {
        desk.page
            .with(|page| page.effect.classes.get(&class).copied())
    });
    let records = Memo::new(move |_| {
        desk.page.with(|page| {
            let view = page.effect.view.as_ref();
            let records = view.and_then(|view| view.classes.get(&class).copied());
            records.unwrap_or_default()
        })
    });
    let is_shown = Memo::new(move |_| {
        desk.page
            .with(|page| page.effect.shown.as_ref().map(|shown| shown.class) == Some(class))
    });
    let show = move |_| {
        let shown = (!is_shown.get_untracked()).then_some((class, 0));
        tell(desk, EffectEvent::Shown(shown));
    };
    let exists = class != EffectClass::New;
    view! {
        <li>
            <span class="name">{move || name(i18n, class)}</span>
            <span class="number">{move || grouped(records.get())}</span>
            <Show when=move || exists>
                <button
                    type="button"
                    class="button secondary small"
                    aria-pressed=move || is_shown.get().to_string()
                    aria-label=move || t_string!(i18n, import.import_effect.show_these, name = name(i18n, class))
                    on:click=show
                >
                    {t!(i18n, import.show)}
                </button>
                {policy(
                    i18n,
                    chosen,
                    move || t_string!(i18n, import.import_effect.policy_of, name = name(i18n, class)),
                    move |choice| tell(desk, EffectEvent::ForClass(class, choice)),
                )}
            </Show>
        </li>
    }
}

/// The choice of what becomes of a class or of one record: as with all, or otherwise.
fn policy(
    i18n: I18n,
    chosen: Memo<Option<OnDuplicate>>,
    label: impl Fn() -> String + Send + 'static,
    choose: impl Fn(Option<OnDuplicate>) + 'static,
) -> AnyView {
    let change = move |event| choose(event_target_value(&event).parse().ok());
    view! {
        <select class="input small" aria-label=label on:change=change>
            <option value="" prop:selected=move || chosen.get().is_none()>
                {t!(i18n, import.import_effect.as_with_all)}
            </option>
            <option value="create" prop:selected=move || chosen.get() == Some(OnDuplicate::Create)>
                {t!(i18n, import.duplicates_create)}
            </option>
            <option value="skip" prop:selected=move || chosen.get() == Some(OnDuplicate::Skip)>
                {t!(i18n, import.duplicates_skip)}
            </option>
            <option value="update" prop:selected=move || chosen.get() == Some(OnDuplicate::Update)>
                {t!(i18n, import.duplicates_update)}
            </option>
        </select>
    }
    .into_any()
}

/// The records of the class that somebody looks at.
#[component]
fn EffectRows() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let shown = Memo::new(move |_| desk.page.with(|page| page.effect.shown.clone()));
    let turn = move |by: fn(u64) -> u64| {
        if let Some(shown) = shown.get_untracked() {
            tell(
                desk,
                EffectEvent::Shown(Some((shown.class, by(shown.from)))),
            );
        }
    };
    let pager = move || {
        let shown = shown.get().filter(|shown| shown.total > PAGE)?;
        let (first, last) = (shown.from + 1, shown.from + shown.rows.len() as u64);
        let (is_first, is_last) = (shown.from == 0, last >= shown.total);
        let place = t_string!(
            i18n,
            import.rows_of,
            first = grouped(first),
            last = grouped(last),
            total = grouped(shown.total)
        );
        Some(view! {
            <nav class="pager" aria-label=t_string!(i18n, import.import_effect.pages)>
                <span class="hint">{place}</span>
                <button
                    type="button"
                    class="button secondary small"
                    disabled=is_first
                    on:click=move |_| turn(|from| from.saturating_sub(PAGE))
                >
                    {t!(i18n, import.previous_rows)}
                </button>
                <button
                    type="button"
                    class="button secondary small"
                    disabled=is_last
                    on:click=move |_| turn(|from| from + PAGE)
                >
                    {t!(i18n, import.next_rows)}
                </button>
            </nav>
        })
    };
    let rows = move || {
        let shown = shown.get()?;
        let rows = shown.rows.iter().map(|row| row_of(i18n, desk, &shown, row));
        Some(view! {
            <ul role="list" class="effects" aria-label=name(i18n, shown.class)>
                {rows.collect::<Vec<_>>()}
            </ul>
        })
    };
    view! {
        {rows}
        {pager}
    }
}

/// One record: where it stands, whom it fits, what it changes, and what becomes of it.
fn row_of(i18n: I18n, desk: Desk, shown: &ShownEffect, row: &EffectRow) -> AnyView {
    let record = row.record;
    let custom_fields = desk.page.with_untracked(|page| {
        let rules = page.rules();
        rules.map_or_else(Vec::new, |rules| rules.custom_fields.clone())
    });
    let known = row
        .contact
        .is_some_and(|id| shown.contacts.iter().any(|contact| contact.id == id));
    let changes = shown.changes(row, &custom_fields);
    let chosen = Memo::new(move |_| {
        desk.page
            .with(|page| page.effect.records.get(&record).copied())
    });
    let who = contact::name::full_name(&row.draft.first_name, &row.draft.last_name);
    let cells = changes
        .into_iter()
        .map(|cell| {
            view! {
                <li>
                    <span class="header">{cell.header}</span>
                    " "
                    <del><bdi>{cell.old}</bdi></del>
                    " → "
                    <ins><bdi>{cell.new}</bdi></ins>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let same = (known && cells.is_empty()).then(|| {
        view! { <p class="hint">{t!(i18n, import.import_effect.changes_nothing)}</p> }
    });
    let link = row.contact.map(|id| {
        view! { <a href=format!("/contacts/{id}") target="_blank">{t!(i18n, import.import_effect.open)}</a> }
    });
    let line = t_string!(i18n, import.on_line, line = grouped(row.line));
    // Several records may have one name, or none.
    let label = match who.is_empty() {
        true => line.clone(),
        false => t_string!(
            i18n,
            import.import_grid.cell,
            column = who.clone(),
            line = grouped(row.line)
        ),
    };
    view! {
        <li>
            <p class="who">
                <span class="hint">{line}</span>
                " "
                <bdi>{who}</bdi>
                " "
                {link}
                " "
                {policy(
                    i18n,
                    chosen,
                    move || t_string!(i18n, import.import_effect.policy_of, name = label.clone()),
                    move |choice| tell(desk, EffectEvent::ForRecord(record, choice)),
                )}
            </p>
            <ul role="list" class="cells">{cells}</ul>
            {same}
        </li>
    }
    .into_any()
}

/// What the button does, in numbers: `Confirm: create 40,112, update 7,790`. Nothing where that is not known, or where a
/// question comes first.
pub fn button(i18n: I18n, page: &ImportState) -> Option<String> {
    if page.stage == Stage::Judged && page.lacking > 0 {
        return None;
    }
    let counts = page.effect.known()?.counts;
    let create = t_string!(
        i18n,
        import.import_effect.create,
        n = grouped(counts.create)
    );
    let update = t_string!(
        i18n,
        import.import_effect.update,
        n = grouped(counts.update)
    );
    let what = match (counts.create, counts.update) {
        (_, 0) => create,
        (0, _) => update,
        _ => t_string!(
            i18n,
            import.import_effect.both,
            create = create,
            update = update
        ),
    };
    Some(t_string!(i18n, import.import_effect.button, what = what))
}

/// What becomes of the records that neither make nor change a contact.
pub fn others(i18n: I18n, page: &ImportState) -> Option<String> {
    let counts = page.effect.known()?.counts;
    let parts = [
        (counts.unchanged > 0).then(|| {
            t_string!(
                i18n,
                import.import_effect.stay_unchanged,
                n = grouped(counts.unchanged)
            )
        }),
        (counts.skip > 0).then(|| {
            t_string!(
                i18n,
                import.import_effect.are_skipped,
                n = grouped(counts.skip)
            )
        }),
        (counts.fail > 0).then(|| {
            t_string!(
                i18n,
                import.import_effect.will_fail,
                n = grouped(counts.fail)
            )
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
