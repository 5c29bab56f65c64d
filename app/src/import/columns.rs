//! Which column of the file is taken for which field. Sure ones are only listed; doubtful and ignored ones stand open
//! with three sample values, and can be matched by hand.

use contact::field::fields;
use leptos::prelude::*;
use preview::{ColumnView, Match};

use super::{desk::Desk, event::Event, stage::Page};
use crate::{i18n::*, ui::number::grouped};

/// How many columns stand open at first: each brings a list of all fields.
const OPEN: usize = 20;

/// The columns of the file.
#[component]
pub fn Columns() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let columns = Memo::new(move |_| desk.page.with(|page| page.columns.clone()));
    // Of those that mean the same every one is open, and none of them is matched.
    let alike = Memo::new(move |_| {
        let alike = desk.page.with(Page::alike).into_iter();
        let places = alike.flat_map(|alike| alike.columns);
        places.map(|(place, _)| place as usize).collect::<Vec<_>>()
    });
    // Sure columns that the agent wants to change all the same.
    let (opened, set_opened) = signal(Vec::<usize>::new());
    let (limit, set_limit) = signal(OPEN);
    let all_open = move || {
        let (opened, alike) = (opened.get(), alike.get());
        columns.with(|columns| {
            let wanted = |(at, column): &(usize, &ColumnView)| {
                doubtful(&column.matched) || opened.contains(at) || alike.contains(at)
            };
            columns
                .iter()
                .enumerate()
                .filter(wanted)
                .map(|(at, column)| (at, column.clone(), alike.contains(&at)))
                .collect::<Vec<_>>()
        })
    };
    let open = move || all_open().into_iter().take(limit.get()).collect::<Vec<_>>();
    let more = move || all_open().len().saturating_sub(limit.get());
    let sure = move || {
        let (opened, alike) = (opened.get(), alike.get());
        columns.with(|columns| {
            let wanted = |(at, column): &(usize, &ColumnView)| {
                !doubtful(&column.matched)
                    && !opened.contains(at)
                    && !alike.contains(at)
                    && column.matched.field().is_some()
            };
            columns
                .iter()
                .enumerate()
                .filter(wanted)
                .map(|(at, column)| (at, column.header.clone()))
                .collect::<Vec<_>>()
        })
    };
    let matched = move || {
        columns.with(|columns| {
            columns
                .iter()
                .filter(|column| column.matched.field().is_some())
                .count()
                .saturating_sub(alike.with(Vec::len))
        })
    };
    let ignored = move || {
        columns.with(|columns| {
            let ignored = columns
                .iter()
                .filter(|column| column.matched == Match::Ignored);
            ignored
                .map(|column| column.header.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="columns" aria-labelledby="columns">
            <div class="heading">
                <h2 id="columns">{t!(i18n, import.columns)}</h2>
                <p class="hint">
                    {move || {
                        t_string!(
                            i18n,
                            import.columns_matched,
                            n = grouped(matched() as u64),
                            all = grouped(columns.with(Vec::len) as u64)
                        )
                    }}
                    {move || {
                        let ignored = ignored();
                        (!ignored.is_empty())
                            .then(|| {
                                view! {
                                    " · "
                                    {t_string!(i18n, import.columns_ignored)}
                                    " "
                                    <bdi>{ignored.join(", ")}</bdi>
                                }
                            })
                    }}
                </p>
            </div>
            <Show when=move || !open().is_empty()>
                <ul role="list" class="open">
                    <For
                        each=open
                        key=|(at, column, is_alike)| (*at, format!("{:?}{:?}", column.matched, column.samples), *is_alike)
                        let((at, column, is_alike))
                    >
                        <OpenColumn at column is_alike/>
                    </For>
                </ul>
            </Show>
            <Show when=move || { more() > 0 }>
                <button
                    type="button"
                    class="button secondary small"
                    on:click=move |_| set_limit.update(|limit| *limit += OPEN)
                >
                    {move || t_string!(i18n, import.more_columns, n = grouped(more() as u64))}
                </button>
            </Show>
            <details class="sure">
                <summary>{t!(i18n, import.columns_sure)}</summary>
                <ul role="list">
                    <For each=sure key=|(at, header)| (*at, header.clone()) let((at, header))>
                        <li>
                            <bdi>{header}</bdi>
                            <button
                                type="button"
                                class="button plain small"
                                on:click=move |_| set_opened.update(|opened| opened.push(at))
                            >
                                {t!(i18n, import.change)}
                            </button>
                        </li>
                    </For>
                </ul>
            </details>
        </section>
    }
}

/// One column with its samples and the field that it is taken for.
#[component]
fn OpenColumn(at: usize, column: ColumnView, is_alike: bool) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let id = format!("column-{at}");
    let chosen = column.matched.field().cloned().unwrap_or_default();
    let why = match &column.matched {
        _ if is_alike => Some(t_string!(i18n, import.is_again)),
        Match::Alias(_) => Some(t_string!(i18n, import.by_alias)),
        Match::Hand(_) => Some(t_string!(i18n, import.chosen)),
        Match::Ignored => Some(t_string!(i18n, import.is_ignored)),
        _ => None,
    };
    let customs = desk.page.with_untracked(|page| page.custom_fields());
    let names = fields().map(|field| field.header.to_owned()).chain(customs);
    let options = names
        .map(|name| {
            let selected = name == chosen;
            view! { <option value=name.clone() prop:selected=selected>{name.clone()}</option> }
        })
        .collect_view();
    let ignored = chosen.is_empty();
    view! {
        <li class:ignored=ignored>
            <label for=id.clone()><bdi>{column.header.clone()}</bdi></label>
            <p class="samples">
                {column.samples.iter().map(|sample| view! { <bdi>{sample.clone()}</bdi> }).collect_view()}
            </p>
            <select
                id=id
                class="input"
                on:change=move |event| desk.tell(Event::Matched(at as u32, event_target_value(&event)))
            >
                <option value="" prop:selected=ignored>{t!(i18n, import.ignore)}</option>
                {options}
            </select>
            <span class="hint">{why}</span>
        </li>
    }
}

fn doubtful(matched: &Match) -> bool {
    matches!(
        matched,
        Match::Alias(_) | Match::Again(_) | Match::Hand(_) | Match::Ignored
    )
}
