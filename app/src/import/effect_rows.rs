//! Single records of what the import will do: where each stands, whom it fits, what becomes of it and of the contact, and the
//! choice of something else.
use contact::{
    ContactId,
    effect::{EffectClass, OnDuplicate, choices::EffectChoices},
};
use leptos::prelude::*;
use preview::effect::EffectRow;

use super::{
    desk::Desk,
    effect_event::EffectEvent,
    effect_words,
    event::ImportEvent,
    stage::{ChangedCell, ImportState, ShownEffect},
};
use crate::{i18n::*, ui::number::grouped, values::words::I18n};

/// How many rows are shown at a time.
const PAGE: u64 = contact::effect::SHOWN_AT_ONCE as u64;

/// Tells the desk of the effect.
pub fn tell(desk: Desk, event: EffectEvent) {
    desk.tell(ImportEvent::Effect(event));
}

/// The choice of what becomes of a class or of one record: as with the others, which `otherwise` says in words, or otherwise.
pub fn policy(
    i18n: I18n,
    chosen: Memo<Option<OnDuplicate>>,
    otherwise: Memo<String>,
    label: impl Fn() -> String + Send + 'static,
    choose: impl Fn(Option<OnDuplicate>) + 'static,
) -> AnyView {
    let change = move |event| choose(event_target_value(&event).parse().ok());
    view! {
        <select class="input small" aria-label=label on:change=change>
            <option value="" prop:selected=move || chosen.get().is_none()>
                {move || otherwise.get()}
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

/// The records of the list that somebody looks at.
#[component]
pub fn EffectRows() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let shown = Memo::new(move |_| desk.page.with(|page| page.effect.shown.clone()));
    let choices = Memo::new(move |_| desk.page.with(ImportState::choices));
    let turn = move |by: fn(u64) -> u64| {
        if let Some(shown) = shown.get_untracked() {
            tell(desk, EffectEvent::Shown(Some((shown.list, by(shown.from)))));
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
        let rows = shown.rows.iter();
        let rows = rows.map(|row| row_of(i18n, desk, &shown, row, choices));
        Some(view! {
            <ul role="list" class="effects" aria-label=effect_words::name(i18n, shown.list)>
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
fn row_of(
    i18n: I18n,
    desk: Desk,
    shown: &ShownEffect,
    row: &EffectRow,
    choices: Memo<EffectChoices>,
) -> AnyView {
    let (record, class) = (row.record, row.class);
    let custom_fields = desk.page.with_untracked(|page| {
        let rules = page.rules();
        rules.map_or_else(Vec::new, |rules| rules.custom_fields.clone())
    });
    let fitting = FittingOfRow::of(shown, row);
    let cells = shown.changes(row, &custom_fields);
    let choice = Memo::new(move |_| choices.with(|choices| choices.of(record, class)));
    let chosen = Memo::new(move |_| choices.with(|choices| choices.records.get(&record).copied()));
    let otherwise = Memo::new(move |_| {
        desk.page
            .with(|page| effect_words::as_with_others(i18n, page, class))
    });
    let who = contact::name::full_name(&row.draft.first_name, &row.draft.last_name);
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
    let becomes = move || {
        let fate = RowFate::of(choice.get(), class, fitting.is_known && cells.is_empty());
        what_becomes(i18n, fate, &fitting, &cells)
    };
    view! {
        <li>
            <p class="who">
                <span class="hint">{line}</span>
                " "
                <bdi>{who}</bdi>
                " "
                {policy(
                    i18n,
                    chosen,
                    otherwise,
                    move || t_string!(i18n, import.import_effect.policy_of, name = label.clone()),
                    move |choice| tell(desk, EffectEvent::ForRecord(record, choice)),
                )}
            </p>
            {becomes}
        </li>
    }
    .into_any()
}

/// What becomes of a record whose contact exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowFate {
    /// A second contact beside the one that it fits.
    Second,
    /// A contact of its own beside several.
    OfItsOwn,
    Skipped,
    /// Several contacts fit, so that none can be updated.
    Fails,
    Updates,
    ChangesNothing,
}

impl RowFate {
    /// What is chosen makes this of a record of the class. `is_same`: the contact as it stands holds all of it.
    fn of(choice: OnDuplicate, class: EffectClass, is_same: bool) -> Self {
        match (choice, class) {
            (OnDuplicate::Create, EffectClass::Conflict | EffectClass::New) => Self::OfItsOwn,
            (OnDuplicate::Create, _) => Self::Second,
            (OnDuplicate::Skip, _) => Self::Skipped,
            (OnDuplicate::Update, EffectClass::Conflict) => Self::Fails,
            // A record further up may have changed the contact before.
            (OnDuplicate::Update, EffectClass::Again) => Self::Updates,
            (OnDuplicate::Update, _) if is_same => Self::ChangesNothing,
            (OnDuplicate::Update, _) => Self::Updates,
        }
    }

    /// In words; whom the record fits stands behind them.
    fn said(self, i18n: I18n) -> &'static str {
        match self {
            Self::Second => t_string!(i18n, import.import_effect.becomes_second),
            Self::OfItsOwn => t_string!(i18n, import.import_effect.becomes_own),
            Self::Skipped => t_string!(i18n, import.import_effect.left_out),
            Self::Fails => t_string!(i18n, import.import_effect.fails),
            Self::Updates => t_string!(i18n, import.import_effect.updates),
            Self::ChangesNothing => t_string!(i18n, import.import_effect.is_same),
        }
    }
}

/// Whom a record fits, as it is said beside it.
struct FittingOfRow {
    /// Contacts that exist.
    contacts: Vec<NamedContact>,
    /// The lines further up whose contacts it fits.
    lines: Vec<u64>,
    more: bool,
    /// The line further up of a record that is the same.
    twice: Option<u64>,
    /// The one contact is known as it stands.
    is_known: bool,
}

/// A contact that a record fits, as far as whoever looks may see it.
struct NamedContact {
    id: ContactId,
    name: Option<String>,
    /// What tells it apart from another one of its name.
    apart: Option<String>,
}

impl FittingOfRow {
    fn of(shown: &ShownEffect, row: &EffectRow) -> Self {
        let contacts = row.contact.iter().chain(&row.fits.contacts);
        let contacts: Vec<ContactId> = contacts.copied().collect();
        let fitting = contacts.iter().map(|id| NamedContact {
            id: *id,
            name: shown.name_of(*id),
            apart: shown.told_apart(*id, &contacts),
        });
        let is_again = row.class == EffectClass::Again;
        // Where the record further up changes a contact that exists, that one is named.
        let lines = match row.contact {
            Some(_) => Vec::new(),
            None => row.fits.lines.clone(),
        };
        let is_known = |id: ContactId| shown.contacts.iter().any(|contact| contact.id == id);
        Self {
            contacts: fitting.collect(),
            lines,
            more: row.fits.more,
            twice: row.fits.lines.first().copied().filter(|_| is_again),
            is_known: row.contact.is_some_and(is_known),
        }
    }

    /// Links to the contacts, and the lines, with commas between them.
    fn named(&self, i18n: I18n) -> Vec<AnyView> {
        let comma = |at: usize| if at == 0 { " " } else { ", " };
        let links = self.contacts.iter().enumerate().map(|(at, contact)| {
            let open = || t_string!(i18n, import.import_effect.open).to_owned();
            let name = contact.name.clone().unwrap_or_else(open);
            let apart = contact.apart.clone().map(|apart| {
                view! {
                    " · "
                    <bdi>{apart}</bdi>
                }
            });
            view! {
                {comma(at)}
                <a href=format!("/contacts/{}", contact.id) target="_blank">
                    <bdi>{name}</bdi>
                    {apart}
                </a>
            }
            .into_any()
        });
        let lines = self.lines.iter().enumerate().map(|(at, line)| {
            let line = t_string!(i18n, import.import_effect.of_line, line = grouped(*line));
            view! {
                {comma(self.contacts.len() + at)}
                {line}
            }
            .into_any()
        });
        let more = self.more.then(|| {
            let more = t_string!(i18n, import.import_effect.and_more);
            view! {
                {comma(1)}
                {more}
            }
            .into_any()
        });
        links.chain(lines).chain(more).collect()
    }
}

/// What becomes of a record, with whom it fits, and the cells that it changes.
fn what_becomes(
    i18n: I18n,
    fate: RowFate,
    fitting: &FittingOfRow,
    cells: &[ChangedCell],
) -> AnyView {
    let twice = fitting.twice.map(|line| {
        let said = t_string!(
            i18n,
            import.import_effect.also_on_line,
            line = grouped(line)
        );
        view! { <p class="hint">{said}</p> }
    });
    // Of a record that comes again nobody knows here what the one further up leaves to change.
    let is_listed = fate == RowFate::Updates && fitting.twice.is_none() && !cells.is_empty();
    let cells = is_listed.then(|| {
        let cells = cells.iter().cloned().map(|cell| {
            view! {
                <li>
                    <span class="header">{cell.header}</span>
                    " "
                    <del><bdi>{cell.old}</bdi></del>
                    " → "
                    <ins><bdi>{cell.new}</bdi></ins>
                </li>
            }
        });
        view! {
            <ul role="list" class="cells">
                {cells.collect::<Vec<_>>()}
            </ul>
        }
    });
    let same = (fate == RowFate::ChangesNothing)
        .then(|| view! { <p class="hint">{t!(i18n, import.import_effect.changes_nothing)}</p> });
    view! {
        {twice}
        <p class="fate">{fate.said(i18n)} {fitting.named(i18n)}</p>
        {cells}
        {same}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_a_record_is_what_was_chosen_and_not_what_an_update_would_change() {
        use EffectClass::*;
        for (choice, class, is_same, wanted) in [
            (OnDuplicate::Create, Exists, true, RowFate::Second),
            (OnDuplicate::Create, Unchanged, true, RowFate::Second),
            (OnDuplicate::Create, Again, false, RowFate::Second),
            (OnDuplicate::Create, Conflict, false, RowFate::OfItsOwn),
            (OnDuplicate::Skip, Changed, false, RowFate::Skipped),
            (OnDuplicate::Skip, Unchanged, true, RowFate::Skipped),
            (OnDuplicate::Update, Changed, false, RowFate::Updates),
            (
                OnDuplicate::Update,
                Unchanged,
                true,
                RowFate::ChangesNothing,
            ),
            (OnDuplicate::Update, Again, true, RowFate::Updates),
            (OnDuplicate::Update, Conflict, false, RowFate::Fails),
        ] {
            let fate = RowFate::of(choice, class, is_same);
            assert_eq!(fate, wanted, "{choice:?} {class:?}");
        }
    }
}
