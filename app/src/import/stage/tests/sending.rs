//! How the page sends a file, and what it says where that does not go well.
use super::*;
use crate::{error::FieldProblem, import::event::Sending};

/// Tells the page of the sending that was begun last.
fn told(page: &mut ImportState, sending: Sending) -> Vec<ImportCommand> {
    let number = page.last_sending();
    page.take(ImportEvent::Sending(number, sending))
}

fn stands(import: Import) -> Sending {
    Sending::Stands(Box::new(import))
}

/// What became of ten records of which two failed.
fn eight_of_ten() -> Ledger {
    Ledger {
        records: 10,
        created: 8,
        failed: 2,
        ..Ledger::default()
    }
}

/// Drops another file, and has it judged.
fn next_file(page: &mut ImportState) {
    let name = "other.csv".to_owned();
    page.take(ImportEvent::Dropped { name, size: 5 });
    let judged = FromWorker::Judged(judgement(5, 0, Vec::new()));
    page.take(ImportEvent::Said(page.round, judged));
}

#[test]
fn confirm_imports_at_once_if_every_number_has_its_country_code() {
    let mut page = judged(judgement(8, 2, vec![group(Code::E04, 2)]));
    let commands = page.take(ImportEvent::Confirmed);
    let [ImportCommand::Send(parcel)] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert_eq!((parcel.counts.accepted(), parcel.counts.failed), (8, 2));
    assert_eq!(page.stage, Stage::Importing);
    assert!(page.sending_now());
}

#[test]
fn an_import_is_sent_then_followed_to_its_result() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let receiving = import(ImportStatus::Receiving, Ledger::default());
    assert!(told(&mut page, stands(receiving.clone())).is_empty());
    told(&mut page, Sending::Failed(Error::Unreachable));
    assert!(page.trouble().is_some() && page.sending_now());
    told(&mut page, Sending::Arrived(8));
    assert_eq!((page.arrived, page.trouble()), (Some(8), None));
    let commands = told(&mut page, Sending::Sealed);
    assert!(matches!(commands.as_slice(), [ImportCommand::Follow(id)] if *id == receiving.id));
    assert!(!page.sending_now(), "the page may be left now");
    let ledger = eight_of_ten();
    told(&mut page, stands(import(ImportStatus::Done, ledger)));
    assert_eq!(page.stage, Stage::Result);
    let dropped = page.take(ImportEvent::Dropped {
        name: "corrected.csv".to_owned(),
        size: 9,
    });
    assert!(
        matches!(dropped.as_slice(), [ImportCommand::JudgeNew(_)]),
        "the corrected file is dropped right there"
    );
}

#[test]
fn a_file_that_is_lost_once_all_of_it_was_sent_takes_no_result_away() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    told(
        &mut page,
        stands(import(ImportStatus::Receiving, Ledger::default())),
    );
    told(&mut page, Sending::Arrived(8));
    told(&mut page, Sending::Sealed);
    told(
        &mut page,
        stands(import(ImportStatus::Done, eight_of_ten())),
    );
    let message = "The file can no longer be read.".to_owned();
    page.take(ImportEvent::Said(page.round, FromWorker::Lost { message }));
    assert!(page.stage == Stage::Result && page.import.is_some());
    assert!(page.trouble().is_some());
}

#[test]
fn no_file_is_taken_while_another_is_being_sent() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    assert!(
        page.take(ImportEvent::Dropped {
            name: "b.csv".to_owned(),
            size: 1
        })
        .is_empty()
    );
    assert!(page.take(ImportEvent::Closed).is_empty());
    assert_eq!(
        (page.stage, page.file_name.as_str()),
        (Stage::Importing, "ten.csv")
    );
}

#[test]
fn each_refusal_of_a_sending_returns_to_the_preview_and_says_its_own_sentence() {
    let too_many = "20 of your imports are still under way. Wait until one is done, or cancel one.";
    let bad_part = "A part may be at most 4 MiB.";
    let problem = FieldProblem::new("E01", "Last name", "Last name: is missing");
    for (error, sentence) in [
        (Error::Refused(bad_part.to_owned()), bad_part),
        (
            Error::Forbidden,
            "You may not do this. Ask an Administrator for the right.",
        ),
        (
            Error::NotFound,
            "There is no such thing here, or it was deleted.",
        ),
        (Error::Conflict(too_many.to_owned()), too_many),
        (Error::Invalid(vec![problem]), "Last name: is missing"),
        (
            Error::TooMany { seconds: 3 },
            "Too many changes at once, so this one was not saved. Try again in 3 s.",
        ),
    ] {
        let mut page = judged(judgement(8, 2, Vec::new()));
        page.take(ImportEvent::Confirmed);
        let commands = told(&mut page, Sending::Failed(error.clone()));
        assert!(matches!(commands.as_slice(), [ImportCommand::Report(told)] if *told == error));
        assert_eq!(page.trouble().as_deref(), Some(sentence));
        assert_eq!((page.stage, page.sending_now()), (Stage::Judged, false));
        assert!(matches!(
            page.take(ImportEvent::Confirmed).as_slice(),
            [ImportCommand::Send(_)]
        ));
        assert_eq!(page.trouble(), None, "what was said is over");
    }
}

#[test]
fn what_is_lost_is_said_while_the_sending_waits_and_an_ended_session_is_the_frames_to_say() {
    let unavailable = Error::Unavailable { id: "r".to_owned() };
    let full = Error::Full { id: "r".to_owned() };
    for error in [Error::Unreachable, unavailable, full, Error::SignedOut] {
        let mut page = judged(judgement(8, 2, Vec::new()));
        page.take(ImportEvent::Confirmed);
        let commands = told(&mut page, Sending::Failed(error.clone()));
        assert!(matches!(commands.as_slice(), [ImportCommand::Report(told)] if *told == error));
        assert_eq!(page.trouble(), error.in_place(Language::English));
        assert!(page.sending_now(), "{error}");
    }
}

#[test]
fn an_import_that_somebody_cancels_while_it_is_sent_shows_what_came_of_it() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let receiving = import(ImportStatus::Receiving, Ledger::default());
    told(&mut page, stands(receiving));
    let cancelled = import(ImportStatus::Cancelled, Ledger::default());
    page.take(ImportEvent::Followed(cancelled));
    told(&mut page, Sending::Arrived(8));
    assert_eq!((page.stage, page.sending_now()), (Stage::Result, false));
}

/// The page once every record is on the server.
fn sent() -> ImportState {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let running = import(ImportStatus::Running, Ledger::default());
    told(&mut page, stands(running));
    told(&mut page, Sending::Sealed);
    page
}

#[test]
fn a_refusal_after_all_was_sent_is_said_where_the_page_stands_so_that_nothing_is_imported_twice() {
    let mut page = sent();
    told(&mut page, Sending::Failed(Error::Forbidden));
    assert_eq!(page.stage, Stage::Importing);
    assert_eq!(page.trouble(), Error::Forbidden.in_place(Language::English));
}

#[test]
fn what_was_lost_is_forgotten_with_the_next_answer_and_a_refused_order_stays_to_be_read() {
    let mut page = sent();
    let running = || ImportEvent::Followed(import(ImportStatus::Running, Ledger::default()));
    told(&mut page, Sending::Failed(Error::Unreachable));
    assert_eq!(
        page.trouble(),
        Error::Unreachable.in_place(Language::English)
    );
    page.take(running());
    assert_eq!(page.trouble(), None);
    let id = page.import_id().expect("an import");
    page.take(ImportEvent::Troubled(id, Error::Forbidden));
    page.take(running());
    assert_eq!(page.trouble(), Error::Forbidden.in_place(Language::English));
}

#[test]
fn leaving_would_stop_the_sending_and_nothing_once_all_of_it_is_there() {
    assert!(!sent().would_be_lost());
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    assert!(page.would_be_lost());
}

#[test]
fn error_detail_tells_of_what_the_server_refused_once_there_is_a_result() {
    let mut page = sent();
    let refused = |status| Import {
        error_detail: true,
        ..import(status, Ledger::default())
    };
    page.take(ImportEvent::Followed(refused(ImportStatus::Running)));
    assert_eq!(page.refused_there(), None);
    page.take(ImportEvent::Followed(refused(ImportStatus::Done)));
    assert_eq!(page.refused_there(), page.import_id());
    page.take(ImportEvent::Followed(import(
        ImportStatus::Undone,
        Ledger::default(),
    )));
    assert_eq!(page.refused_there(), None);
}

#[test]
fn coming_back_finds_the_import_that_is_running() {
    let mut page = ImportState::default();
    let running = import(
        ImportStatus::Running,
        Ledger {
            records: 4,
            created: 4,
            ..Ledger::default()
        },
    );
    let commands = page.take(ImportEvent::Followed(running));
    assert!(matches!(commands.as_slice(), [ImportCommand::Follow(_)]));
    assert_eq!(
        (page.stage, page.file_name.as_str()),
        (Stage::Importing, "ten.csv")
    );
    assert!(!page.sending_now());
}

#[test]
fn a_sending_that_was_given_up_is_another_than_the_next() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let first = page.last_sending();
    page.take(ImportEvent::GivenUp);
    assert_eq!(page.stage, Stage::Judged);
    page.take(ImportEvent::Confirmed);
    assert!(page.sending_now());
    assert_ne!(page.last_sending(), first);
}

#[test]
fn a_sending_that_was_given_up_has_no_part_in_that_of_the_next_file() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let first = page.last_sending();
    assert!(page.is_sending(first));
    // It still waits for the server.
    page.take(ImportEvent::GivenUp);
    next_file(&mut page);
    page.take(ImportEvent::Confirmed);
    assert!(!page.is_sending(first));
    assert!(page.is_sending(page.last_sending()));
    let late = import(ImportStatus::Receiving, Ledger::default());
    page.take(ImportEvent::Sending(first, stands(late)));
    page.take(ImportEvent::Sending(first, Sending::Arrived(8)));
    assert_eq!((page.import_id(), page.arrived), (None, Some(0)));
}

#[test]
fn a_file_that_was_let_go_leaves_the_count_of_sendings_as_it_is() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let first = page.last_sending();
    page.take(ImportEvent::GivenUp);
    page.take(ImportEvent::Closed);
    next_file(&mut page);
    page.take(ImportEvent::Confirmed);
    assert!(!page.is_sending(first));
}

#[test]
fn what_is_told_late_of_a_cancelled_import_does_not_end_that_of_the_next_file() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let first = page.last_sending();
    let receiving = import(ImportStatus::Receiving, Ledger::default());
    told(&mut page, stands(receiving));
    let cancelled = || import(ImportStatus::Cancelled, Ledger::default());
    page.take(ImportEvent::Followed(cancelled()));
    assert_eq!(page.stage, Stage::Result);
    next_file(&mut page);
    page.take(ImportEvent::Confirmed);
    let failed = Sending::Failed(Error::Forbidden);
    for late in [
        ImportEvent::Followed(cancelled()),
        ImportEvent::Sending(first, stands(cancelled())),
        ImportEvent::Sending(first, failed),
        ImportEvent::Troubled(cancelled().id, Error::Forbidden),
    ] {
        assert!(page.take(late.clone()).is_empty(), "{late:?}");
        assert!(page.sending_now(), "{late:?}");
        assert_eq!((page.import_id(), page.trouble()), (None, None), "{late:?}");
    }
    let id = ImportId(Uuid::from_u128(8));
    let receiving = import(ImportStatus::Receiving, Ledger::default());
    told(&mut page, stands(Import { id, ..receiving }));
    assert_eq!(page.import_id(), Some(id));
}

#[test]
fn what_was_imported_stays_on_the_page_where_error_detail_is_too_much_for_the_worker() {
    let mut page = sent();
    let ledger = eight_of_ten();
    told(&mut page, stands(import(ImportStatus::Done, ledger)));
    page.take(ImportEvent::Overcome);
    let shown = page.import.as_ref().map(|import| import.ledger);
    assert_eq!((page.stage, shown), (Stage::Result, Some(ledger)));
    assert_eq!(page.trouble().as_deref(), Some(NO_ERROR_DETAIL.english()));
    assert!(page.judgement.is_none(), "nothing can be had of the worker");
}

#[test]
fn a_worker_that_ends_while_its_records_are_sent_ends_the_sending() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    page.take(ImportEvent::Confirmed);
    let number = page.last_sending();
    page.take(ImportEvent::Overcome);
    assert_eq!(page.stage, Stage::Refused);
    assert!(!page.is_sending(number), "the sender cancels what is there");
}

#[test]
fn a_worker_that_ends_says_nothing_where_nothing_of_a_file_is_lost() {
    let mut page = ImportState::default();
    page.take(ImportEvent::Overcome);
    assert_eq!((page.stage, page.refusal.is_none()), (Stage::Empty, true));
    let running = import(ImportStatus::Running, Ledger::default());
    page.take(ImportEvent::Followed(running));
    page.take(ImportEvent::Overcome);
    assert_eq!((page.stage, page.trouble()), (Stage::Importing, None));
}
