//! What is typed over cells: shown at once, judged by the worker, taken back and typed again.
use contact::{check::Outcome, mend::CellPatch};
use preview::{EditedCell, RowView};

use super::{
    walking::{answered, row},
    *,
};

/// A page of two failing records and a column of email addresses.
fn two_failing() -> ImportState {
    let mut before = judgement(8, 2, vec![group(Code::E04, 2)]);
    let column = |name: &str| ColumnView {
        header: name.to_owned(),
        matched: Match::Name(name.to_owned()),
        samples: Vec::new(),
        lost: None,
        guess: None,
    };
    before.columns = ["Last name", "Email", "Company"].map(column).to_vec();
    let mut page = judged(before);
    answered(&mut page, 2, vec![row(4, &[1]), row(9, &[1])]);
    page
}

fn type_over(page: &mut ImportState, record: u64, column: u32, text: &str) -> Vec<EditedCell> {
    let typed = ImportEvent::Typed(vec![(record, column, Some(text.to_owned()))]);
    sent(&page.take(typed))
}

/// The cells that the worker is told of.
fn sent(commands: &[ImportCommand]) -> Vec<EditedCell> {
    let cells = commands.iter().filter_map(|command| match command {
        ImportCommand::Ask(ToWorker::Edit { cells }) => Some(cells.clone()),
        _ => None,
    });
    cells.flatten().collect()
}

fn texts(cells: &[EditedCell]) -> Vec<(u64, u32, Option<&str>)> {
    let text = |cell: &EditedCell| (cell.record, cell.column);
    let texts = cells.iter().map(|cell| (text(cell), cell.text.as_deref()));
    texts
        .map(|((record, column), text)| (record, column, text))
        .collect()
}

/// The worker has judged what was typed.
fn judged_anew(page: &mut ImportState, judgement: Judgement) -> Vec<ImportCommand> {
    let round = page.round;
    page.take(ImportEvent::Said(round, FromWorker::Edited(judgement)))
}

fn shown(page: &ImportState, record: u64) -> &RowView {
    let place = page.window.place_of(record).expect("it is on the page");
    &page.window.rows[place]
}

#[test]
fn what_is_typed_is_shown_at_once_with_its_problem_or_without() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "still wrong");
    let problems = &shown(&page, 4).problems;
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("still wrong"), "{problems:?}");
    let cells = type_over(&mut page, 4, 1, "right@example.com");
    assert_eq!(texts(&cells), [(4, 1, Some("right@example.com"))]);
    let row = shown(&page, 4);
    assert_eq!(
        (row.cells[1].as_str(), row.outcome),
        ("right@example.com", Outcome::Ready)
    );
    assert_eq!(
        (row.problems.len(), &row.changed),
        (0, &vec![(1, "b".to_owned())])
    );
}

#[test]
fn a_cell_says_what_is_wrong_with_a_text_while_it_is_typed() {
    let page = two_failing();
    assert!(page.fault(1, "a@b").is_some_and(|fault| fault.is_error));
    assert_eq!(page.fault(1, "ada@example.com"), None);
    // A last name that is missing is filled in.
    assert!(page.fault(0, "").is_some_and(|fault| !fault.is_error));
    assert_eq!(page.fault(7, "beyond the last column"), None);
}

#[test]
fn a_cell_is_shown_and_judged_as_the_repairs_make_it() {
    let mut made = group(Code::E01, 1);
    made.repair = Some(preview::Repair {
        fix: contact::repair::Fix::PhoneMarks,
        records: 1,
        both_ways: 0,
        before: "9123 4567".to_owned(),
        after: "91234567".to_owned(),
        made: true,
    });
    let mut before = judgement(0, 1, vec![made]);
    let column = |name: &str| ColumnView {
        header: name.to_owned(),
        matched: Match::Name(name.to_owned()),
        samples: Vec::new(),
        lost: None,
        guess: None,
    };
    before.columns = ["Last name", "Mobile"].map(column).to_vec();
    let mut page = judged(before);
    let mut failing = row(4, &[1]);
    failing.cells[1] = "9123 4567".to_owned();
    failing.mended.insert(1, "91234567".to_owned());
    answered(&mut page, 1, vec![failing]);
    let place = GridCell {
        record: 4,
        column: 1,
    };
    assert_eq!(page.whole_text(place).as_deref(), Some("91234567"));
    assert_eq!(shown(&page, 4).uploaded(1), Some("9123 4567"));
    // Whoever types it with its spaces is told the same as of the text that it becomes.
    let codes = |text: &str| {
        let (problems, mended) = page.judged_cell(1, text);
        let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
        (codes, mended)
    };
    let mended = Some("91234567".to_owned());
    assert_eq!(codes("9123 4567"), (vec![Code::E02], mended));
    assert_eq!(codes("91234567"), (vec![Code::E02], None));
    type_over(&mut page, 4, 1, "+852 9123 4568");
    let row = shown(&page, 4);
    assert_eq!(
        (row.reads(1), row.outcome),
        ("+85291234568", Outcome::Ready)
    );
    assert_eq!(row.uploaded(1), Some("9123 4567"));
}

#[test]
fn a_row_that_was_mended_stays_in_sight_until_other_rows_are_asked_for() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "right@example.com");
    let commands = judged_anew(&mut page, judgement(9, 1, vec![group(Code::E04, 1)]));
    assert!(matches!(
        commands[..],
        [ImportCommand::Ask(ToWorker::Rows { from: 0, .. })]
    ));
    assert_eq!((page.counts.failed, page.stage), (1, Stage::Judged));
    answered(&mut page, 1, vec![row(9, &[1])]);
    let records = |page: &ImportState| {
        page.window
            .rows
            .iter()
            .map(|row| row.record)
            .collect::<Vec<_>>()
    };
    assert_eq!(records(&page), [4, 9]);
    // It is none of the problems any more.
    page.take(ImportEvent::Went(4, 1));
    page.take(ImportEvent::Stepped(true));
    assert_eq!(
        (
            page.window.current,
            page.window.cell.map(|cell| cell.record)
        ),
        (Some(0), Some(9))
    );
    page.take(ImportEvent::Filtered(Show::Failed));
    answered(&mut page, 1, vec![row(9, &[1])]);
    assert_eq!(records(&page), [9]);
}

#[test]
fn what_was_typed_is_taken_back_in_order_and_typed_again() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    type_over(&mut page, 4, 1, "two@example.com");
    type_over(&mut page, 9, 2, "Acme");
    let mut undo = |event: ImportEvent| {
        let cells = sent(&page.take(event));
        texts(&cells)
            .into_iter()
            .map(|(record, column, text)| (record, column, text.map(str::to_owned)))
            .collect::<Vec<_>>()
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(undo(ImportEvent::Undo), [(9, 2, None)]);
    assert_eq!(undo(ImportEvent::Undo), [(4, 1, text("one@example.com"))]);
    assert_eq!(undo(ImportEvent::Undo), [(4, 1, None)]);
    assert!(undo(ImportEvent::Undo).is_empty());
    assert_eq!(undo(ImportEvent::Redo), [(4, 1, text("one@example.com"))]);
    assert_eq!(undo(ImportEvent::Redo), [(4, 1, text("two@example.com"))]);
    assert!(page.edits.can_redo() && page.edits.count() == 1);
    // Whoever types something else goes another way.
    type_over(&mut page, 4, 2, "Harbour");
    assert!(!page.edits.can_redo() && page.edits.can_undo());
}

#[test]
fn a_block_is_typed_and_taken_back_as_one_and_what_changes_nothing_is_nothing() {
    let mut page = two_failing();
    let cells = vec![
        (4, 1, Some("one@example.com".to_owned())),
        (9, 1, Some("two@example.com".to_owned())),
        // What the file says there already.
        (9, 2, Some("c".to_owned())),
    ];
    let cells = sent(&page.take(ImportEvent::Typed(cells)));
    assert_eq!(cells.len(), 2);
    let cells = sent(&page.take(ImportEvent::Undo));
    assert_eq!(texts(&cells), [(4, 1, None), (9, 1, None)]);
    assert_eq!(shown(&page, 9).cells[1], "b");
    assert!(page.edits.is_empty() && !page.is_worked_on());
    assert!(type_over(&mut page, 9, 2, "c").is_empty());
    assert!(page.edits.can_redo(), "nothing was typed");
}

#[test]
fn typing_what_the_file_says_gives_the_cell_back() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    let cells = type_over(&mut page, 4, 1, "b");
    assert_eq!(texts(&cells), [(4, 1, None)]);
    assert!(page.edits.is_empty() && page.edits.can_undo());
}

#[test]
fn what_is_typed_while_the_file_is_judged_reaches_the_worker_after_that() {
    let mut page = two_failing();
    page.take(ImportEvent::Repaired(group(Code::E04, 2).key, true));
    assert!(type_over(&mut page, 4, 1, "one@example.com").is_empty());
    let round = page.round;
    let verdict = judgement(9, 1, vec![group(Code::E04, 1)]);
    let commands = page.take(ImportEvent::Said(round, FromWorker::Judged(verdict)));
    assert_eq!(texts(&sent(&commands)), [(4, 1, Some("one@example.com"))]);
}

#[test]
fn confirm_waits_for_what_was_typed_last() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    assert_eq!(page.stage, Stage::Judged);
    let commands = judged_anew(&mut page, judgement(9, 1, vec![group(Code::E04, 1)]));
    let parcel = commands.iter().find_map(|command| match command {
        ImportCommand::Send(parcel) => Some(parcel),
        _ => None,
    });
    assert_eq!(parcel.map(|parcel| parcel.counts.accepted()), Some(9));
}

fn sends(commands: &[ImportCommand]) -> bool {
    let is_sent = |command: &ImportCommand| matches!(command, ImportCommand::Send(_));
    commands.iter().any(is_sent)
}

#[test]
fn confirm_waits_for_each_time_that_something_was_typed() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    type_over(&mut page, 9, 1, "two@example.com");
    judged_anew(&mut page, judgement(9, 1, vec![group(Code::E04, 1)]));
    assert!(page.take(ImportEvent::Confirmed).is_empty(), "one is left");
    let commands = judged_anew(&mut page, judgement(10, 0, Vec::new()));
    assert!(sends(&commands), "{commands:?}");
}

#[test]
fn whoever_went_to_the_question_about_country_codes_sends_nothing_where_it_is_none_any_more() {
    let mut page = judged(judgement(9, 1, vec![group(Code::E02, 1)]));
    answered(&mut page, 1, vec![row(4, &[1])]);
    assert_eq!(page.lacking, 1);
    type_over(&mut page, 4, 1, "+85291234567");
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    let commands = judged_anew(&mut page, judgement(10, 0, Vec::new()));
    assert!(!sends(&commands), "{commands:?}");
    assert_eq!((page.stage, page.may_confirm()), (Stage::Judged, Ok(())));
}

#[test]
fn an_answer_by_settings_of_before_is_one_all_the_same() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    let before = page.round;
    page.take(ImportEvent::Repaired(group(Code::E04, 2).key, true));
    let edited = FromWorker::Edited(judgement(9, 1, Vec::new()));
    assert!(page.take(ImportEvent::Said(before, edited)).is_empty());
    assert_eq!(page.counts.failed, 2, "that of before shows nothing");
    let verdict = FromWorker::Judged(judgement(10, 0, Vec::new()));
    page.take(ImportEvent::Said(page.round, verdict));
    assert!(sends(&page.take(ImportEvent::Confirmed)));
}

#[test]
fn what_the_worker_was_told_before_the_file_was_judged_anew_is_waited_for() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    page.take(ImportEvent::Repaired(group(Code::E04, 2).key, true));
    let verdict = FromWorker::Judged(judgement(9, 1, Vec::new()));
    page.take(ImportEvent::Said(page.round, verdict));
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    let commands = judged_anew(&mut page, judgement(10, 0, Vec::new()));
    assert!(sends(&commands), "{commands:?}");
}

#[test]
fn whoever_does_something_else_after_confirm_has_not_confirmed_that() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Repaired(group(Code::E04, 2).key, true));
    let verdict = FromWorker::Judged(judgement(9, 1, Vec::new()));
    let commands = page.take(ImportEvent::Said(page.round, verdict));
    assert!(!sends(&commands));
    let commands = judged_anew(&mut page, judgement(10, 0, Vec::new()));
    assert!(!sends(&commands) && page.stage == Stage::Judged);
    type_over(&mut page, 9, 1, "two@example.com");
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Undo);
    for _ in 0..2 {
        let commands = judged_anew(&mut page, judgement(10, 0, Vec::new()));
        assert!(!sends(&commands), "{commands:?}");
    }
}

#[test]
fn what_was_typed_goes_with_the_cells_that_it_was_typed_over() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    judged_anew(&mut page, judgement(9, 1, vec![group(Code::E04, 1)]));
    type_over(&mut page, 9, 2, "Acme");
    judged_anew(&mut page, judgement(9, 1, vec![group(Code::E04, 1)]));
    page.take(ImportEvent::Undo);
    judged_anew(&mut page, judgement(9, 1, vec![group(Code::E04, 1)]));
    // Typed while the file is judged by the same cells.
    page.take(ImportEvent::Repaired(group(Code::E04, 2).key, true));
    assert!(type_over(&mut page, 9, 1, "two@example.com").is_empty());
    let commands = page.take(ImportEvent::Delimiter(';'));
    let is_judge =
        |command: &ImportCommand| matches!(command, ImportCommand::Ask(ToWorker::Judge { .. }));
    assert!(commands.iter().all(is_judge), "{commands:?}");
    assert!(page.window.rows.is_empty() && page.edits.is_empty());
    let named: Vec<_> = page
        .edits
        .dropped
        .iter()
        .map(|dropped| dropped.cell.record)
        .collect();
    assert_eq!(named, [4, 9]);
    let verdict = FromWorker::Judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Said(page.round, verdict));
    assert!(!page.edits.can_undo() && !page.edits.can_redo());
}

#[test]
fn a_cell_of_which_the_page_has_only_the_beginning_is_not_taken_for_all_of_it() {
    let mut page = two_failing();
    let mut long = row(4, &[1]);
    long.cells[2] = format!("{}…", "x".repeat(200));
    answered(&mut page, 2, vec![long, row(9, &[1])]);
    let cell = |record, column| GridCell { record, column };
    assert_eq!(page.whole_text(cell(4, 2)), None);
    assert_eq!(page.whole_text(cell(9, 2)).as_deref(), Some("c"));
    let typed = "x".repeat(300);
    type_over(&mut page, 4, 2, &typed);
    let mut long = row(4, &[1]);
    long.cells[2] = format!("{}…", "x".repeat(200));
    answered(&mut page, 2, vec![long, row(9, &[1])]);
    assert_eq!(page.whole_text(cell(4, 2)), Some(typed));
}

#[test]
fn the_same_text_typed_after_a_step_is_left_alone_by_it() {
    let mut page = two_failing();
    type_over(&mut page, 9, 2, "Acme");
    judged_anew(&mut page, judgement(8, 2, Vec::new()));
    let fill = contact::mend::Mend::Replace {
        column: "Company".to_owned(),
        find: "Acme".to_owned(),
        with: "Apex".to_owned(),
        whole: true,
        any_case: false,
    };
    page.take(ImportEvent::MadeStepOf(fill));
    let verdict = FromWorker::Judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Said(page.round, verdict));
    let cells = type_over(&mut page, 9, 2, "Acme");
    assert_eq!((cells.len(), cells[0].since), (1, 1));
}

#[test]
fn what_was_typed_over_columns_that_are_no_more_is_named_and_lands_in_no_other() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    type_over(&mut page, 9, 2, "Acme");
    page.take(ImportEvent::Undo);
    let commands = page.take(ImportEvent::Delimiter(';'));
    let dropped = |page: &ImportState| {
        let dropped = page.edits.dropped.iter();
        let line = dropped.map(|it| (it.cell.record, it.header.clone(), it.text.clone()));
        line.collect::<Vec<_>>()
    };
    let named = [(4, "Email".to_owned(), "one@example.com".to_owned())];
    assert_eq!(dropped(&page), named);
    assert!(!page.edits.can_undo() && !page.edits.can_redo());
    assert!(page.window.rows.is_empty());
    let (round, _) = asked(&commands);
    let verdict = judgement(8, 2, vec![group(Code::E04, 2)]);
    page.take(ImportEvent::Said(round, FromWorker::Judged(verdict)));
    assert_eq!(dropped(&page), named);
}

#[test]
fn nobody_waits_for_what_was_typed_over_columns_that_are_no_more() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    let before = page.round;
    page.take(ImportEvent::Delimiter(';'));
    // It may have been judged before the worker heard of the other columns, or never is.
    let edited = FromWorker::Edited(judgement(9, 1, Vec::new()));
    assert!(page.take(ImportEvent::Said(before, edited)).is_empty());
    let verdict = FromWorker::Judged(judgement(10, 0, Vec::new()));
    page.take(ImportEvent::Said(page.round, verdict));
    assert!(!page.has_typed());
    assert!(sends(&page.take(ImportEvent::Confirmed)));
}

#[test]
fn what_no_longer_fits_the_file_is_named_and_cannot_come_back() {
    let mut page = two_failing();
    type_over(&mut page, 4, 1, "one@example.com");
    type_over(&mut page, 9, 2, "Acme");
    let commands = page.take(ImportEvent::Encoding(Encoding::Big5));
    let (round, _) = asked(&commands);
    let mut verdict = judgement(8, 2, vec![group(Code::E04, 2)]);
    verdict.dropped = vec![CellPatch {
        record: 4,
        column: 1,
        before: "b".to_owned(),
        text: "one@example.com".to_owned(),
        since: 0,
    }];
    page.take(ImportEvent::Said(round, FromWorker::Judged(verdict)));
    assert_eq!((page.edits.dropped.len(), page.edits.count()), (1, 1));
    let cells = sent(&page.take(ImportEvent::Undo));
    assert_eq!(texts(&cells), [(9, 2, None)]);
    assert!(sent(&page.take(ImportEvent::Undo)).is_empty());
    page.take(ImportEvent::DropsRead);
    assert!(page.edits.dropped.is_empty());
}
