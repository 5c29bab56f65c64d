//! The problems, grouped by cause at the left, and the rows of the file under their headers at the right. At most one page of rows is in the document; the worker holds the rest.

use std::sync::Arc;

use contact::{check::Outcome, date, repair::Fix};
use leptos::{ev, html, prelude::*};
use preview::{ColumnView, Match, RowView, Show as Filter};

use crate::{
    i18n::*,
    import::{
        desk::Desk,
        event::ImportEvent,
        groups::Groups,
        pager::Pager,
        stage::{ImportState, Stage},
    },
    ui::{focus, number::grouped},
    values::{day::written, words::I18n},
};

/// How many rows are drawn in one frame.
const AT_ONCE: usize = 5;
/// How wide a column is: from what it takes to name it to what the longest values may take. In pixels, with its padding.
const WIDTHS: std::ops::RangeInclusive<usize> = 72..=280;
const PADDING: usize = 24;
/// … and that of a cell that belongs to no column.
const SURPLUS: usize = 160;

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
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| step(desk, &event));
        on_cleanup(move || listening.remove());
    });
    view! {
        <div class="problems" class:grouped=move || groups.with(|groups| !groups.is_empty())>
            <Show when=move || groups.with(|groups| !groups.is_empty())>
                <Groups groups/>
            </Show>
            <div class="preview">
                <Filters/>
                <Rows/>
                <Pager/>
            </div>
        </div>
    }
}

/// `n` and `p` go to the next and the previous problem, unless something is being typed.
fn step(desk: Desk, event: &ev::KeyboardEvent) {
    let typing = document().active_element().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
    });
    if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "n" => desk.tell(ImportEvent::Stepped(true)),
        "p" => desk.tell(ImportEvent::Stepped(false)),
        _ => {}
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
        view! {
            <button
                type="button"
                class="button secondary small"
                aria-keyshortcuts=key
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
                <Show when=move || { counts.get().failed > 0 && stage.get() == Stage::Judged }>
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

/// The rows under their headers. A failing cell is marked, and its sentence stands at the beginning of its row.
#[component]
fn Rows() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    // Once a column of dates is repaired, they are shown as they will be written.
    let dates = Memo::new(move |_| desk.page.with(ImportState::repaired_dates));
    let window = Memo::new(move |_| desk.page.with(|page| page.window.rows.clone()));
    let rows = drawn(window);
    let problems =
        Memo::new(move |_| window.with(|rows| rows.iter().any(|row| !row.problems.is_empty())));
    let total = Memo::new(move |_| desk.page.with(|page| page.window.total));
    let current = Memo::new(move |_| {
        desk.page.with(|page| {
            let at = page.window.current?.checked_sub(page.window.from)?;
            Some(page.window.rows.get(usize::try_from(at).ok()?)?.record)
        })
    });
    Effect::new(move |_| {
        rows.track();
        if let Some(record) = current.get()
            && let Some(row) = document().get_element_by_id(&format!("record-{record}"))
        {
            let faulty = row.query_selector("td.bad").ok().flatten();
            focus::show(&faulty.unwrap_or(row));
        }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=move || t_string!(i18n, import.rows)>
            <table class="table" aria-rowcount=move || (total.get() + 1).to_string()>
                {head(i18n, desk, problems)}
                <tbody>
                    <For each=move || rows.get() key=|drawn| drawn.number let(drawn)>
                        <Row row=drawn.row current problems dates/>
                    </For>
                </tbody>
            </table>
            <Show when=move || window.with(Vec::is_empty) && !desk.page.with(|page| page.busy)>
                <p class="none">{t!(i18n, import.no_rows)}</p>
            </Show>
        </div>
    }
}

/// The widths of the columns, and their headers.
fn head(i18n: I18n, desk: Desk, problems: Memo<bool>) -> AnyView {
    let headers = Memo::new(move |_| {
        desk.page.with(|page| {
            let header = |column: &ColumnView| {
                (
                    column.header.clone(),
                    matches!(column.matched, Match::Ignored | Match::Error | Match::Empty),
                )
            };
            page.columns.iter().map(header).collect::<Vec<_>>()
        })
    });
    let widths = Memo::new(move |_| {
        desk.page.with(|page| {
            let mut widths: Vec<usize> = page.columns.iter().map(width).collect();
            // A row with too many cells shows them all.
            let most = page.window.rows.iter().map(|row| row.cells.len()).max();
            widths.resize(most.unwrap_or_default().max(widths.len()), SURPLUS);
            widths
        })
    });
    let cols = move || {
        let col = |width: usize| html::col().attr("width", width.to_string());
        widths.get().into_iter().map(col).collect_view()
    };
    let names = move || {
        let name = |(header, ignored)| {
            view! { <th scope="col" class:ignored=ignored><bdi>{header}</bdi></th> }
        };
        headers.get().into_iter().map(name).collect_view()
    };
    view! {
        // Told beforehand: measuring every cell for it holds the page up, and columns would jump as rows change.
        <colgroup>
            <col class="line"/>
            <col class="what" hidden=move || !problems.get()/>
            {cols}
        </colgroup>
        <thead>
            <tr>
                <th scope="col" class="sticky line">{t!(i18n, import.line)}</th>
                <th scope="col" class="what" hidden=move || !problems.get()>{t!(i18n, import.problem)}</th>
                {names}
            </tr>
        </thead>
    }
    .into_any()
}

/// How wide a column is, by its name and its first values.
fn width(column: &ColumnView) -> usize {
    // Letters of the Latin alphabet are half as wide as those of Chinese, or a little more.
    let room = |text: &String| -> usize {
        text.chars()
            .map(|letter| if letter.is_ascii() { 8 } else { 14 })
            .sum()
    };
    let texts = std::iter::once(&column.header).chain(&column.samples);
    let widest = texts.map(room).max().unwrap_or_default();
    (widest + PADDING).clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// A row in the table. What stands in it never changes: a row that is not as it was is another one.
#[derive(Clone)]
struct Drawn {
    number: u32,
    row: Arc<RowView>,
}

/// The rows of a window, a few more in every frame: a wide file has thousands of cells, and drawn at once they would hold
/// the page up. Those of the window before stand in for what is still to come, so that nothing jumps.
fn drawn(window: Memo<Vec<RowView>>) -> RwSignal<Vec<Drawn>> {
    let rows = RwSignal::new(Vec::<Drawn>::new());
    let turn = StoredValue::new(0u32);
    let number = StoredValue::new(0u32);
    Effect::new(move |_| {
        turn.update_value(|turn| *turn += 1);
        let whole = window.with(|window| {
            let before = rows.read_untracked();
            let line = |row: &RowView| {
                let same = before.iter().find(|drawn| *drawn.row == *row);
                same.cloned().unwrap_or_else(|| {
                    number.update_value(|number| *number += 1);
                    Drawn {
                        number: number.get_value(),
                        row: Arc::new(row.clone()),
                    }
                })
            };
            window.iter().map(line).collect()
        });
        // What else the event brought to the page, such as the head of the table, has the first frame to itself.
        draw(whole, rows, turn, 0);
    });
    rows
}

fn draw(whole: Vec<Drawn>, rows: RwSignal<Vec<Drawn>>, turn: StoredValue<u32>, count: usize) {
    let mine = turn.get_value();
    request_animation_frame(move || {
        // Unless other rows are to be drawn meanwhile, or the page has gone.
        if turn.try_get_value() != Some(mine) {
            return;
        }
        let (new, later) = whole.split_at(count.min(whole.len()));
        let mut drawn = new.to_vec();
        let over = later.is_empty();
        if !over {
            let before = rows.get_untracked().into_iter().skip(count);
            drawn.extend(
                before.filter(|old| new.iter().all(|new| new.row.record != old.row.record)),
            );
        }
        rows.set(drawn);
        if !over {
            draw(whole, rows, turn, count + AT_ONCE);
        }
    });
}

/// The columns of dates that are repaired, each with how.
type DateFixes = Memo<Vec<(usize, Fix)>>;

/// What stands in a cell: of a date in a repaired column, the day that it becomes.
fn words(i18n: I18n, dates: DateFixes, at: usize, text: String) -> AnyView {
    let day = |fix: Fix| date::parse(&fix.apply(&text).unwrap_or_else(|| text.clone()));
    let days = [Fix::DayFirst, Fix::YearFirst].map(|fix| (fix, day(fix)));
    if days.iter().all(|(_, day)| day.is_none()) {
        return text.into_any();
    }
    (move || {
        let fix = dates.with(|dates| dates.iter().find(|(place, _)| *place == at).copied());
        let day = fix.and_then(|(_, fix)| days.iter().find(|(other, _)| *other == fix)?.1);
        day.map_or_else(|| text.clone(), |day| written(i18n.get_locale(), day))
    })
    .into_any()
}

#[component]
fn Row(
    row: Arc<RowView>,
    current: Memo<Option<u64>>,
    problems: Memo<bool>,
    dates: DateFixes,
) -> impl IntoView {
    let i18n = use_i18n();
    let record = row.record;
    let bad = row
        .problems
        .iter()
        .filter_map(|problem| Some((problem.cell? as usize, problem.code.severity())))
        .collect::<Vec<_>>();
    let cells = row
        .cells
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let worst = bad
                .iter()
                .filter(|(cell, _)| *cell == at)
                .map(|(_, severity)| *severity)
                .max();
            let class = match worst {
                Some(contact::Severity::Warning) => "doubtful",
                Some(_) => "bad",
                None => "",
            };
            // Most cells of a wide file are empty: these cost one node, not three.
            if text.is_empty() {
                return view! { <td class=class></td> }.into_any();
            }
            let (title, text) = (text.clone(), text.clone());
            view! { <td class=class title=title><bdi>{words(i18n, dates, at, text)}</bdi></td> }
                .into_any()
        })
        .collect_view();
    let sentences = row
        .problems
        .iter()
        .map(|problem| {
            let class = if problem.code.severity() == contact::Severity::Warning {
                "warning"
            } else {
                "danger"
            };
            view! { <li class=class><bdi>{problem.message.clone()}</bdi></li> }
        })
        .collect_view();
    let outcome = match row.outcome {
        Outcome::Failed => "failed",
        Outcome::Skipped => "skipped",
        Outcome::Warning | Outcome::Ready => "",
    };
    view! {
        <tr
            id=format!("record-{record}")
            class=outcome
            class:current=move || current.get() == Some(record)
            aria-rowindex=(record + 1).to_string()
        >
            <th scope="row" class="sticky line">{grouped(row.line)}</th>
            <td class="what wrap" hidden=move || !problems.get()><ul role="list">{sentences}</ul></td>
            {cells}
        </tr>
    }
}
