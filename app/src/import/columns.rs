//! Which column of the file is taken for which field. Sure ones are only listed; doubtful and ignored ones stand open
//! with three sample values, and can be matched by hand.

use contact::field::fields;
use leptos::prelude::*;
use preview::{ColumnView, Match};

use crate::{
    i18n::*,
    import::{desk::Desk, event::ImportEvent, stage::ImportState},
    ui::{focus::focus_soon, number::grouped},
    values::words::I18n,
};

/// How many columns stand open at first: each brings a list of all fields.
const OPEN: usize = 20;

/// What there is to do with the columns of a file.
#[derive(Clone, Debug, Default, PartialEq)]
struct Overview {
    /// Those that stand open: their places, and whether they mean the same as another one.
    open: Vec<(usize, ColumnView, bool)>,
    /// Those that are only listed.
    sure: Vec<(usize, String)>,
    ignored: Vec<String>,
    /// How many are matched, of all.
    matched: usize,
    all: usize,
}

/// `opened` are sure columns that the agent wants to change all the same; `alike` those that mean the same as another
/// one: every one of them is open, and none is matched.
fn overview(columns: &[ColumnView], opened: &[usize], alike: &[usize]) -> Overview {
    let mut overview = Overview {
        all: columns.len(),
        ..Overview::default()
    };
    for (at, column) in columns.iter().enumerate() {
        let (is_alike, is_matched) = (alike.contains(&at), column.matched.field().is_some());
        if is_alike || doubtful(&column.matched) || opened.contains(&at) {
            overview.open.push((at, column.clone(), is_alike));
        } else if is_matched {
            overview.sure.push((at, column.header.clone()));
        }
        if column.matched == Match::Ignored {
            overview.ignored.push(column.header.clone());
        }
        overview.matched += usize::from(is_matched && !is_alike);
    }
    overview
}

/// The columns of the file.
#[component]
pub fn Columns() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let columns = Memo::new(move |_| desk.page.with(|page| page.columns.clone()));
    let alike = Memo::new(move |_| {
        let alike = desk.page.with(ImportState::alike).into_iter();
        let places = alike.flat_map(|alike| alike.columns);
        places.map(|(place, _)| place as usize).collect::<Vec<_>>()
    });
    let (opened, limit) = (RwSignal::new(Vec::new()), RwSignal::new(OPEN));
    let overview = Memo::new(move |_| overview(&columns.read(), &opened.read(), &alike.read()));
    let open = move || {
        let (open, limit) = (overview.read().open.clone(), limit.get());
        open.into_iter().take(limit).collect::<Vec<_>>()
    };
    let more = move || overview.read().open.len().saturating_sub(limit.get());
    // The button may go with the last of them: the first that it brought takes the focus over.
    let show_more = move |_| {
        let shown = limit.get_untracked();
        let first = overview.with_untracked(|overview| Some(overview.open.get(shown)?.0));
        limit.set(shown + OPEN);
        if let Some(first) = first {
            focus_soon(column_id(first));
        }
    };
    view! {
        <section class="columns" aria-labelledby="columns">
            {heading(i18n, overview)}
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
                <button type="button" class="button secondary small" on:click=show_more>
                    {move || t_string!(i18n, import.more_columns, n = grouped(more() as u64))}
                </button>
            </Show>
            {sure(i18n, overview, opened)}
        </section>
    }
}

/// Where a column is matched by hand, in the document.
fn column_id(at: usize) -> String {
    format!("column-{at}")
}

/// How many are matched, and which are ignored.
fn heading(i18n: I18n, overview: Memo<Overview>) -> AnyView {
    let matched = move || {
        let (n, all) = overview.with(|overview| (overview.matched, overview.all));
        t_string!(
            i18n,
            import.columns_matched,
            n = grouped(n as u64),
            all = grouped(all as u64)
        )
    };
    let ignored = move || {
        let ignored = overview.read().ignored.join(", ");
        (!ignored.is_empty()).then(
            || view! { " · " {t_string!(i18n, import.columns_ignored)} " " <bdi>{ignored}</bdi> },
        )
    };
    view! {
        <div class="heading">
            <h2 id="columns">{t!(i18n, import.columns)}</h2>
            <p class="hint">{matched}{ignored}</p>
        </div>
    }
    .into_any()
}

/// Those that are sure, folded away; each can be opened.
fn sure(i18n: I18n, overview: Memo<Overview>, opened: RwSignal<Vec<usize>>) -> AnyView {
    view! {
        <details class="sure">
            <summary>{t!(i18n, import.columns_sure)}</summary>
            <ul role="list">
                <For each=move || overview.read().sure.clone() key=Clone::clone let((at, header))>
                    <li>
                        <bdi>{header}</bdi>
                        <button
                            type="button"
                            class="button plain small"
                            on:click=move |_| {
                                opened.update(|opened| opened.push(at));
                                focus_soon(column_id(at));
                            }
                        >
                            {t!(i18n, import.change)}
                        </button>
                    </li>
                </For>
            </ul>
        </details>
    }
    .into_any()
}

/// One column with its samples and the field that it is taken for.
#[component]
fn OpenColumn(at: usize, column: ColumnView, is_alike: bool) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let id = column_id(at);
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
    let guess = column
        .guess
        .clone()
        .filter(|_| column.matched == Match::Ignored);
    view! {
        <li class:ignored=ignored>
            <label for=id.clone()><bdi>{column.header.clone()}</bdi></label>
            <p class="samples">
                {column.samples.iter().map(|sample| view! { <bdi>{sample.clone()}</bdi> }).collect_view()}
            </p>
            <select
                id=id
                class="input"
                on:change=move |event| desk.tell(ImportEvent::Matched(at as u32, event_target_value(&event)))
            >
                <option value="" prop:selected=ignored>{t!(i18n, import.ignore)}</option>
                {options}
            </select>
            <span class="hint">
                {why}
                {guess
                    .map(|field| {
                        let words = t_string!(i18n, import.import_layout.looks_like, field = field.clone());
                        view! {
                            <button
                                type="button"
                                class="button secondary small"
                                on:click=move |_| desk.tell(ImportEvent::Matched(at as u32, field.clone()))
                            >
                                {words}
                            </button>
                        }
                    })}
            </span>
        </li>
    }
}

fn doubtful(matched: &Match) -> bool {
    matches!(
        matched,
        Match::Alias(_) | Match::Again(_) | Match::Hand(_) | Match::Ignored
    )
}

#[cfg(test)]
mod tests {
    use preview::{ColumnView, Match};

    use super::overview;

    fn column(header: &str, matched: Match) -> ColumnView {
        ColumnView {
            header: header.to_owned(),
            matched,
            samples: Vec::new(),
            lost: None,
            guess: None,
        }
    }

    #[test]
    fn a_sure_column_is_listed_and_what_is_doubtful_alike_or_wanted_stands_open() {
        let named = |name: &str| Match::Name(name.to_owned());
        let columns = [
            column("First name", named("First name")),
            column("Surname", Match::Alias("Last name".to_owned())),
            column("Shoe", Match::Ignored),
            column("Mobile", named("Mobile")),
            column("Cell", Match::Again("Mobile".to_owned())),
            column("Company", named("Company")),
            column("", Match::Empty),
        ];
        let found = overview(&columns, &[5], &[3, 4]);
        let open = found.open.iter();
        let open: Vec<_> = open.map(|(at, _, alike)| (*at, *alike)).collect();
        assert_eq!(
            open,
            [(1, false), (2, false), (3, true), (4, true), (5, false)]
        );
        assert_eq!(found.sure, [(0, "First name".to_owned())]);
        assert_eq!(found.ignored, ["Shoe"]);
        assert_eq!((found.matched, found.all), (3, 7));
    }
}
