//! The head of the grid: the widths of the columns, and their names.
use leptos::{html, prelude::*};
use preview::{ColumnView, Match};

use crate::{i18n::*, import::desk::Desk, values::words::I18n};

/// How wide a column is: from what it takes to name it to what the longest values may take. In pixels, with its padding.
const WIDTHS: std::ops::RangeInclusive<usize> = 72..=280;
const PADDING: usize = 24;
/// … and that of a cell that belongs to no column.
const SURPLUS: usize = 160;

/// The widths of the columns, and their headers.
pub fn head(i18n: I18n, desk: Desk, problems: Memo<bool>) -> AnyView {
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
            <tr aria-rowindex="1">
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
