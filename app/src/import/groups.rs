//! The problems of a file, grouped by cause, each with what one click can mend.
use leptos::prelude::*;
use preview::{Group, Repair, Show as Filter};

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
                <For each=move || groups.get() key=|group| format!("{group:?}") let(group)>
                    {cause(i18n, desk, group)}
                </For>
            </ul>
        </section>
    }
}

fn cause(i18n: I18n, desk: Desk, group: Group) -> AnyView {
    let shown = move || desk.page.with(|page| page.window.show.clone());
    let code = group.key.code;
    let filter = Filter::Group {
        code,
        column: Some(group.key.column.clone()),
    };
    let pressed = {
        let filter = filter.clone();
        move || (shown() == filter).to_string()
    };
    let line = group.line;
    let mended = group.repair.as_ref();
    let mended = mended.filter(|repair| repair.made && group.records == 0);
    let (class, count) = match (mended, code.severity()) {
        // Nothing is wrong any more.
        (Some(repair), _) => {
            let n = records(i18n, repair.records);
            ("", t_string!(i18n, import.repaired_count, n))
        }
        (None, contact::Severity::Warning) => ("warning", records(i18n, group.records)),
        _ => ("danger", records(i18n, group.records)),
    };
    let key = group.key.clone();
    let repair = group.repair.map(|repair| {
        let made = repair.made;
        let turn = move |_| desk.tell(ImportEvent::Repaired(key.clone(), !made));
        view! {
            <div class="repair">
                {example(i18n, &repair)}
                <button type="button" class="button secondary small" on:click=turn>
                    {match made {
                        true => t_string!(i18n, import.undo),
                        false => repair_words(i18n, repair.fix),
                    }}
                </button>
            </div>
        }
    });
    view! {
        <li class=class>
            <button
                type="button"
                class="cause"
                aria-pressed=pressed
                on:click=move |_| desk.tell(ImportEvent::Filtered(filter.clone()))
            >
                <strong>{count}</strong>
                <bdi class="example">{group.message.clone()}</bdi>
                <span class="hint">{t_string!(i18n, import.first_on_line, line)}</span>
            </button>
            {repair}
            {folded_code(i18n, code, &group.message)}
        </li>
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
