//! The problems of a file, grouped by cause, each with what one click can mend.
use contact::Severity;
use leptos::prelude::*;
use preview::{Group, GroupKey, Repair, Show as Filter};

use super::{
    desk::Desk,
    event::ImportEvent,
    problem_code::folded_code,
    words::{mended, records, repair as repair_words},
};
use crate::{i18n::*, ui::number::grouped, values::words::I18n};

/// One cause a line: how many records, an example, and the repair.
#[component]
pub fn Groups(groups: Memo<Vec<Group>>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    view! {
        <section class="groups" aria-labelledby="groups">
            <h2 id="groups">{t!(i18n, import.groups)}</h2>
            <ul role="list">
                <For
                    each=move || groups.with(|groups| numbered(groups))
                    key=|(number, group)| (group.key.clone(), *number)
                    let((number, group))
                >
                    {cause(i18n, desk, groups, number, group)}
                </For>
            </ul>
        </section>
    }
}

/// The causes, each with its number among those of the same key: that blanks are ignored in every row stands beside the rows that
/// have too many values even so.
fn numbered(groups: &[Group]) -> Vec<(usize, Group)> {
    let number = |at: usize, group: &Group| {
        let before = groups.iter().take(at);
        before.filter(|other| other.key == group.key).count()
    };
    let all = groups.iter().enumerate();
    all.map(|(at, group)| (number(at, group), group.clone()))
        .collect()
}

/// A cause stays the same line while its count, its example and its repair become others: what is unfolded stays open, and
/// whoever made the repair holds the button that takes it back.
fn cause(i18n: I18n, desk: Desk, groups: Memo<Vec<Group>>, number: usize, first: Group) -> AnyView {
    let code = first.key.code;
    let key = StoredValue::new(first.key.clone());
    let filter = StoredValue::new(Filter::Group {
        code,
        column: Some(first.key.column.clone()),
    });
    let group = Memo::new(move |_| {
        let now = groups.with(|groups| {
            let mut same = groups.iter().filter(|now| now.key == first.key);
            same.nth(number).cloned()
        });
        // While it goes away it is still what it was.
        now.unwrap_or_else(|| first.clone())
    });
    let pressed = move || {
        let shown = desk.page.with(|page| page.window.show.clone());
        filter.with_value(|filter| shown == *filter).to_string()
    };
    let class = move || match (group.with(is_mended), code.severity()) {
        // Nothing is wrong any more.
        (true, _) => "",
        (false, Severity::Warning) => "warning",
        _ => "danger",
    };
    let count = move || {
        group.with(|group| match &group.repair {
            Some(repair) if is_mended(group) => {
                let n = records(i18n, repair.records);
                t_string!(i18n, import.repaired_count, n)
            }
            _ => records(i18n, group.records),
        })
    };
    let message = move || group.with(|group| group.message.clone());
    let line = move || {
        t_string!(
            i18n,
            import.first_on_line,
            line = group.with(|group| group.line)
        )
    };
    view! {
        <li class=class>
            <button
                type="button"
                class="cause"
                aria-pressed=pressed
                on:click=move |_| desk.tell(ImportEvent::Filtered(filter.get_value()))
            >
                <strong>{count}</strong>
                <bdi class="example">{message}</bdi>
                <span class="hint">{line}</span>
            </button>
            <Show when=move || group.with(|group| group.repair.is_some())>
                <div class="repair">
                    {move || group.with(|group| Some(example(i18n, group.repair.as_ref()?)))}
                    {turn(i18n, desk, key, group)}
                </div>
            </Show>
            {folded_code(i18n, code, message)}
        </li>
    }
    .into_any()
}

/// Whether its repair is made.
fn is_made(group: &Group) -> bool {
    group.repair.as_ref().is_some_and(|repair| repair.made)
}

/// … and has left nothing to mend.
fn is_mended(group: &Group) -> bool {
    is_made(group) && group.records == 0
}

/// The button that makes the repair of a cause, and then takes it back.
fn turn(i18n: I18n, desk: Desk, key: StoredValue<GroupKey>, group: Memo<Group>) -> AnyView {
    let words = move || {
        group.with(|group| match &group.repair {
            Some(repair) if !repair.made => repair_words(i18n, repair.fix),
            _ => t_string!(i18n, import.undo),
        })
    };
    let press = move |_| {
        let made = group.with_untracked(is_made);
        desk.tell(ImportEvent::Repaired(key.get_value(), !made));
    };
    view! {
        <button type="button" class="button secondary small" on:click=press>
            {words}
        </button>
    }
    .into_any()
}

/// In how many records a repair changes something, and what it makes of the first cell. One of whole rows has no example.
fn example(i18n: I18n, repair: &Repair) -> AnyView {
    let n = records(i18n, repair.records);
    if repair.before == repair.after {
        let count = match repair.made {
            true => t_string!(i18n, import.repaired_rows, n),
            false => t_string!(i18n, import.repairs_rows, n),
        };
        return view! { <p class="hint">{count}</p> }.into_any();
    }
    let count = match repair.made {
        true => t_string!(i18n, import.repaired, n),
        false => t_string!(i18n, import.repairs, n),
    };
    let both_ways = (repair.both_ways > 0).then(|| {
        let impossible = grouped(repair.records - repair.both_ways);
        let both = grouped(repair.both_ways);
        view! { " " {t_string!(i18n, import.both_ways, impossible, both)} }
    });
    view! {
        <p class="hint">
            {count}
            {both_ways}
            " "
            <bdi><code>{repair.before.clone()}</code></bdi>
            " → "
            <bdi><code>{mended(i18n, repair)}</code></bdi>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use contact::Code;
    use preview::{Group, GroupKey};

    use super::numbered;

    #[test]
    fn a_cause_is_the_same_while_its_count_changes_and_two_of_one_key_are_told_apart() {
        let group = |code: Code, records: u64| Group {
            key: GroupKey {
                code,
                column: String::new(),
            },
            records,
            line: 2,
            message: String::new(),
            repair: None,
        };
        let keys = |groups: &[Group]| {
            let all = numbered(groups).into_iter();
            all.map(|(number, group)| (group.key.code, number))
                .collect::<Vec<_>>()
        };
        let before = [group(Code::E12, 5), group(Code::E04, 3)];
        let after = [
            group(Code::E12, 4),
            group(Code::E04, 2),
            group(Code::E12, 0),
        ];
        assert_eq!(keys(&before), [(Code::E12, 0), (Code::E04, 0)]);
        assert_eq!(
            keys(&after),
            [(Code::E12, 0), (Code::E04, 0), (Code::E12, 1)]
        );
    }
}
