//! How the focus goes through the cells of the grid, and from problem to problem.
use contact::check::Outcome;
use preview::{ProblemView, RowView};

use super::*;
use crate::import::event::GridMove;

/// A row of three cells, of which those in these columns have a problem.
pub fn row(record: u64, faults: &[u32]) -> RowView {
    let problem = |column: &u32| ProblemView {
        code: Code::E04,
        cell: Some(*column),
        message: "…".to_owned(),
    };
    RowView {
        line: record + 1,
        record,
        outcome: match faults {
            [] => Outcome::Ready,
            _ => Outcome::Failed,
        },
        cells: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()],
        changed: Vec::new(),
        mended: Default::default(),
        problems: faults.iter().map(problem).collect(),
    }
}

/// The worker answers with these of the rows that were asked for.
pub fn answered(page: &mut ImportState, total: u64, rows: Vec<RowView>) {
    let (round, show, from) = (page.round, page.window.show.clone(), page.window.from);
    let rows = FromWorker::Rows {
        show,
        from,
        total,
        rows,
    };
    page.take(ImportEvent::Said(round, rows));
}

fn cell(page: &ImportState) -> Option<(u64, u32)> {
    let cell = page.window.cell?;
    Some((cell.record, cell.column))
}

fn moved(page: &mut ImportState, step: GridMove) -> bool {
    !page.take(ImportEvent::Moved(step)).is_empty()
}

/// A page of 120 failing rows, of which the first 50 are there.
fn many() -> ImportState {
    let mut page = judged(judgement(0, 120, vec![group(Code::E04, 120)]));
    answered(&mut page, 120, (1..=50).map(|n| row(n, &[1])).collect());
    page
}

#[test]
fn the_arrows_and_ends_go_through_the_cells_and_stop_at_the_edges() {
    let mut page = many();
    for (step, place) in [
        (GridMove::Up, (1, 0)),
        (GridMove::Right, (1, 1)),
        (GridMove::Down, (2, 1)),
        (GridMove::End, (2, 2)),
        (GridMove::Right, (2, 2)),
        (GridMove::Next, (3, 0)),
        (GridMove::Previous, (2, 2)),
        (GridMove::Start, (2, 0)),
        (GridMove::Left, (2, 0)),
        (GridMove::PageDown, (12, 0)),
        (GridMove::PageUp, (2, 0)),
        (GridMove::PageUp, (1, 0)),
        (GridMove::PageUp, (1, 0)),
    ] {
        assert!(!moved(&mut page, step), "{step:?} stays among these rows");
        // At the first cell nothing has moved yet.
        assert_eq!(cell(&page).unwrap_or((1, 0)), place, "{step:?}");
    }
}

#[test]
fn the_focus_goes_on_among_the_rows_that_come() {
    let mut page = many();
    page.take(ImportEvent::Went(50, 2));
    assert!(moved(&mut page, GridMove::Down));
    assert_eq!((page.window.from, cell(&page)), (50, None));
    answered(&mut page, 120, (51..=100).map(|n| row(n, &[1])).collect());
    assert_eq!(cell(&page), Some((51, 2)));
    assert!(moved(&mut page, GridMove::Up));
    answered(&mut page, 120, (1..=50).map(|n| row(n, &[1])).collect());
    assert_eq!(cell(&page), Some((50, 2)));
    assert!(moved(&mut page, GridMove::Last));
    assert_eq!(page.window.from, 100);
    answered(&mut page, 120, (101..=120).map(|n| row(n, &[1])).collect());
    assert_eq!(cell(&page), Some((120, 2)));
    assert!(!moved(&mut page, GridMove::Down), "there is none behind it");
    assert!(moved(&mut page, GridMove::First));
    answered(&mut page, 120, (1..=50).map(|n| row(n, &[1])).collect());
    assert_eq!(cell(&page), Some((1, 0)));
}

#[test]
fn next_goes_to_each_problem_of_a_row_before_the_next_row() {
    let mut page = judged(judgement(0, 2, vec![group(Code::E04, 2)]));
    answered(&mut page, 2, vec![row(4, &[0, 2]), row(9, &[1])]);
    let mut walked = Vec::new();
    for forward in [true, true, true, true, false, false] {
        page.take(ImportEvent::Stepped(forward));
        walked.extend(cell(&page));
    }
    assert_eq!(walked, [(4, 0), (4, 2), (9, 1), (9, 1), (4, 2), (4, 0)]);
    assert_eq!(page.window.current, Some(0));
}

#[test]
fn next_from_a_row_that_was_gone_to_otherwise_begins_with_its_first_problem() {
    let mut page = judged(judgement(0, 2, vec![group(Code::E04, 2)]));
    answered(&mut page, 2, vec![row(4, &[0, 1]), row(9, &[1])]);
    page.take(ImportEvent::Went(4, 2));
    page.take(ImportEvent::Stepped(true));
    assert_eq!(cell(&page), Some((4, 0)));
    page.take(ImportEvent::Went(4, 2));
    page.take(ImportEvent::Stepped(true));
    assert_eq!(cell(&page), Some((9, 1)), "its problems were passed");
}

#[test]
fn where_the_row_of_the_focus_is_gone_its_neighbour_has_it() {
    let mut page = many();
    page.take(ImportEvent::Went(3, 1));
    answered(&mut page, 2, vec![row(1, &[1]), row(2, &[1])]);
    assert_eq!(cell(&page), Some((2, 1)));
    answered(&mut page, 0, Vec::new());
    assert_eq!((cell(&page), page.window.active()), (None, None));
}

#[test]
fn a_cause_is_shown_at_its_column() {
    let mut page = judged(judgement(0, 2, vec![group(Code::E01, 2)]));
    let column = |header: &str, matched: Match| ColumnView {
        header: header.to_owned(),
        matched,
        samples: Vec::new(),
        lost: None,
        guess: None,
    };
    page.columns = vec![
        column("Name", Match::Alias("Last name".to_owned())),
        column("Phone", Match::Alias("Mobile".to_owned())),
    ];
    let called = page.window.called;
    page.take(ImportEvent::Filtered(Show::Group {
        code: Code::E01,
        column: Some("Mobile".to_owned()),
    }));
    assert!(page.window.is_arriving() && page.window.called > called);
    answered(&mut page, 1, vec![row(7, &[1])]);
    assert_eq!(cell(&page), Some((7, 1)));
}

#[test]
fn no_filter_is_called_empty_before_its_rows_are_there() {
    let mut page = many();
    page.take(ImportEvent::Filtered(Show::All));
    assert!(page.window.rows.is_empty() && !page.window.is_empty());
    answered(&mut page, 0, Vec::new());
    assert!(page.window.is_empty());
}
