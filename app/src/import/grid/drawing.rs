//! The rows of the grid, drawn a few in every frame. What stands in a row never changes: a row that is not as it was is another
//! one.
use std::sync::Arc;

use contact::{Severity, check::Outcome, date, repair::Fix};
use leptos::prelude::*;
use preview::{ProblemView, RowView};

use crate::{
    i18n::*,
    ui::number::grouped,
    values::{day::written, words::I18n},
};

/// How many rows are drawn in one frame.
const AT_ONCE: usize = 5;

/// A row in the table.
#[derive(Clone)]
pub struct Drawn {
    pub number: u32,
    pub row: Arc<RowView>,
}

/// The rows of a window, a few more in every frame: a wide file has thousands of cells, and drawn at once they would hold
/// the page up. Those of the window before stand in for what is still to come, so that nothing jumps.
pub fn drawn(window: Memo<Vec<RowView>>) -> RwSignal<Vec<Drawn>> {
    let rows = RwSignal::new(Vec::<Drawn>::new());
    let turn = StoredValue::new(0u32);
    let number = StoredValue::new(0u32);
    Effect::new(move |_| {
        turn.update_value(|turn| *turn += 1);
        let (whole, new) = window.with(|window| {
            let before = rows.read_untracked();
            let mut new = 0;
            let line = |row: &RowView| {
                let same = before.iter().find(|drawn| *drawn.row == *row);
                same.cloned().unwrap_or_else(|| {
                    new += 1;
                    number.update_value(|number| *number += 1);
                    Drawn {
                        number: number.get_value(),
                        row: Arc::new(row.clone()),
                    }
                })
            };
            let whole: Vec<_> = window.iter().map(line).collect();
            (whole, new)
        });
        // A cell that was typed over is drawn before the next key is pressed on it.
        if new <= AT_ONCE {
            rows.set(whole);
        } else {
            // What else the event brought to the page, such as the head of the table, has the first frame to itself.
            draw(whole, rows, turn, 0);
        }
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
pub type DateFixes = Memo<Vec<(usize, Fix)>>;

/// What stands in a cell that is written so and reads so: of a date in a repaired column, the day that it becomes.
fn words(i18n: I18n, dates: DateFixes, at: usize, text: &str, reads: String) -> AnyView {
    let day = |fix: Fix| date::parse(&fix.apply(text).unwrap_or_else(|| text.to_owned()));
    let days = [Fix::DayFirst, Fix::YearFirst].map(|fix| (fix, day(fix)));
    if days.iter().all(|(_, day)| day.is_none()) {
        return reads.into_any();
    }
    (move || {
        let fix = dates.with(|dates| dates.iter().find(|(place, _)| *place == at).copied());
        let day = fix.and_then(|(_, fix)| days.iter().find(|(other, _)| *other == fix)?.1);
        day.map_or_else(|| reads.clone(), |day| written(i18n.get_locale(), day))
    })
    .into_any()
}

/// What the rows share.
#[derive(Clone, Copy)]
pub struct RowFrame {
    /// The record on which `next` and `previous` stand.
    pub current: Memo<Option<u64>>,
    /// Whether any row has a problem.
    pub problems: Memo<bool>,
    pub dates: DateFixes,
    /// The records on the page, and the place of the first among those that the filter leaves.
    pub places: Memo<(u64, Vec<u64>)>,
    /// How many columns the file has.
    pub width: Memo<usize>,
}

/// A row. A failing cell is marked, and its sentence stands at the beginning of its row, by which the cell is described.
#[component]
pub fn Row(row: Arc<RowView>, frame: RowFrame) -> impl IntoView {
    let i18n = use_i18n();
    let record = row.record;
    let RowFrame {
        current,
        problems,
        dates,
        places,
        width,
    } = frame;
    let count = row.cells.len().max(width.get_untracked());
    let cells = (0..count)
        .map(|at| cell(i18n, dates, &row, at))
        .collect_view();
    let sentences = row.problems.iter().enumerate();
    let sentences = sentences.map(|(number, problem)| {
        let class = if problem.code.severity() == Severity::Warning {
            "warning"
        } else {
            "danger"
        };
        let id = sentence_id(record, number);
        // Whoever presses it means the cell of which it speaks.
        let column = problem.cell.map(|column| column.to_string());
        view! { <li class=class id=id data-column=column><bdi>{problem.message.clone()}</bdi></li> }
    });
    let sentences = sentences.collect_view();
    let outcome = match row.outcome {
        Outcome::Failed => "failed",
        Outcome::Skipped => "skipped",
        Outcome::Warning | Outcome::Ready => "",
    };
    let place = move || {
        places.with(|(from, records)| {
            let place = records.iter().position(|other| *other == record)?;
            // The head is the first.
            Some((from + place as u64 + 2).to_string())
        })
    };
    view! {
        <tr
            id=format!("record-{record}")
            class=outcome
            class:current=move || current.get() == Some(record)
            aria-rowindex=place
        >
            <th scope="row" class="sticky line">{grouped(row.line)}</th>
            <td class="what wrap" aria-readonly="true" hidden=move || !problems.get()>
                <ul role="list">{sentences}</ul>
            </td>
            {cells}
        </tr>
    }
}

/// The id of the sentence about a problem of a row.
fn sentence_id(record: u64, number: usize) -> String {
    format!("fault-{record}-{number}")
}

fn cell(i18n: I18n, dates: DateFixes, row: &RowView, at: usize) -> AnyView {
    let here = || {
        let problems = row.problems.iter().enumerate();
        problems.filter(move |(_, problem)| is_at(problem, at))
    };
    let own = here().filter(|(_, problem)| problem.cell.is_some());
    let worst = own.map(|(_, problem)| problem.code.severity()).max();
    let told: Vec<String> = here()
        .map(|(number, _)| sentence_id(row.record, number))
        .collect();
    let uploaded = row.uploaded(at);
    let class = match (worst, uploaded.is_some()) {
        (Some(Severity::Warning), true) => "doubtful changed",
        (Some(Severity::Warning), false) => "doubtful",
        (Some(_), true) => "bad changed",
        (Some(_), false) => "bad",
        (None, true) => "changed",
        (None, false) => "",
    };
    let text = row.cells.get(at).map_or("", String::as_str);
    let reads = row.reads(at).to_owned();
    // Most cells of a wide file are empty: these cost one node, not three.
    if told.is_empty() && uploaded.is_none() && text.is_empty() {
        return view! { <td class=class></td> }.into_any();
    }
    let title = match uploaded {
        Some(before) => {
            let before = before.to_owned();
            t_string!(i18n, import.import_grid.was, before)
        }
        None => text.to_owned(),
    };
    let is_wrong = worst.is_some_and(|worst| worst > Severity::Warning);
    view! {
        <td
            class=class
            title=title
            aria-invalid=is_wrong.then_some("true")
            aria-describedby=(!told.is_empty()).then(|| told.join(" "))
        >
            <bdi>{words(i18n, dates, at, text, reads)}</bdi>
        </td>
    }
    .into_any()
}

/// Whether a problem is told of at this cell: one of the whole row is at its first.
fn is_at(problem: &ProblemView, at: usize) -> bool {
    problem.cell.unwrap_or_default() as usize == at
}
