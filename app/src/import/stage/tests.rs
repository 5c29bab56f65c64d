use chrono::{DateTime, NaiveDate};
use contact::{
    Code, Country, CountryCode, Rules, check::Counts, file::dialect::DelimiterEvidence,
    file::encoding::Encoding, file::encoding::EncodingEvidence,
};
use preview::{
    Format, FromWorker, Group, GroupKey, Judgement, JudgementSettings, Match, ReadingView, Show,
    ToWorker,
};
use uuid::Uuid;

use super::*;
use crate::wire::imports::{ImportStatus, Ledger, Source};

mod edits;
mod effect;
mod layouts;
mod question;
mod recipe;
mod sending;
mod steps;
mod walking;

fn rules() -> Rules {
    Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn reading() -> ReadingView {
    ReadingView {
        format: Format::Csv,
        encoding: Encoding::Utf8,
        encoding_evidence: EncodingEvidence::Valid,
        readings: Vec::new(),
        delimiter: ',',
        delimiter_evidence: DelimiterEvidence::KnownColumns(31),
    }
}

fn group(code: Code, records: u64) -> Group {
    let key = GroupKey {
        code,
        column: "Mobile".to_owned(),
    };
    Group {
        key,
        records,
        line: 2,
        message: "…".to_owned(),
        repair: None,
    }
}

fn judgement(ready: u64, failed: u64, groups: Vec<Group>) -> Judgement {
    Judgement {
        reading: reading(),
        columns: Vec::new(),
        counts: Counts {
            records: ready + failed,
            ready,
            failed,
            ..Counts::default()
        },
        groups,
        notes: Vec::new(),
        new_labels: Vec::new(),
        steps: Vec::new(),
        typed: 0,
        dropped: Vec::new(),
        layout: None,
        sheets: Vec::new(),
        milliseconds: 80,
    }
}

fn import(status: ImportStatus, ledger: Ledger) -> Import {
    Import {
        id: ImportId(Uuid::from_u128(7)),
        status,
        ledger,
        total: 10,
        paused: false,
        waits_for: 0,
        rate: 0.0,
        parts: 1,
        refused: None,
        encoding: Some("UTF-8".to_owned()),
        encoding_sure: true,
        ignored_columns: Vec::new(),
        notes: Vec::new(),
        error_detail: false,
        labels_made: Vec::new(),
        undo: None,
        source: Source::Page,
        file_name: "ten.csv".to_owned(),
        started_by: "Ada".to_owned(),
        mine: true,
        options: ImportOptions::default(),
        created_at: DateTime::UNIX_EPOCH,
        finished_at: None,
    }
}

/// The page as it is after a file was dropped; and the settings that the worker was given.
fn dropped() -> (ImportState, u32, JudgementSettings) {
    let mut page = ImportState::default();
    assert!(page.take(ImportEvent::Rules(rules())).is_empty());
    let commands = page.take(ImportEvent::Dropped {
        name: "ten.csv".to_owned(),
        size: 900,
    });
    let [ImportCommand::JudgeNew(ToWorker::Judge { round, settings })] = commands.as_slice() else {
        panic!("a dropped file is judged at once: {commands:?}");
    };
    (page, *round, settings.clone())
}

fn judged(judgement: Judgement) -> ImportState {
    let (mut page, round, _) = dropped();
    page.take(ImportEvent::Said(round, FromWorker::Judged(judgement)));
    page
}

/// The round and settings of the one `Judge` among the commands.
fn asked(commands: &[ImportCommand]) -> (u32, &JudgementSettings) {
    let judges = commands.iter().filter_map(|command| match command {
        ImportCommand::Ask(ToWorker::Judge { round, settings }) => Some((*round, settings)),
        _ => None,
    });
    let mut judges: Vec<_> = judges.collect();
    assert_eq!(judges.len(), 1, "{commands:?}");
    judges.remove(0)
}

#[test]
fn a_file_dropped_before_the_rules_are_known_waits_for_them() {
    let mut page = ImportState::default();
    assert!(
        page.take(ImportEvent::Dropped {
            name: "a.csv".to_owned(),
            size: 1
        })
        .is_empty()
    );
    assert_eq!(page.stage, Stage::Checking);
    let commands = page.take(ImportEvent::Rules(rules()));
    assert!(matches!(commands.as_slice(), [ImportCommand::JudgeNew(_)]));
}

#[test]
fn counts_rise_while_the_file_is_judged_and_the_failing_rows_are_shown_at_the_end() {
    let (mut page, round, _) = dropped();
    let counts = Counts {
        records: 4,
        ready: 4,
        ..Counts::default()
    };
    page.take(ImportEvent::Said(
        round,
        FromWorker::Progress {
            counts,
            read: 300,
            size: 900,
        },
    ));
    assert_eq!((page.counts, page.read), (counts, 300));
    let commands = page.take(ImportEvent::Said(
        round,
        FromWorker::Judged(judgement(8, 2, vec![group(Code::E01, 2)])),
    ));
    assert_eq!(page.stage, Stage::Judged);
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Ask(ToWorker::Rows {
            show: Show::Failed,
            from: 0,
            ..
        })]
    ));
}

#[test]
fn what_the_worker_says_about_an_earlier_file_is_not_heard() {
    let (mut page, round, _) = dropped();
    page.take(ImportEvent::Dropped {
        name: "other.csv".to_owned(),
        size: 5,
    });
    page.take(ImportEvent::Said(
        round,
        FromWorker::Judged(judgement(8, 2, Vec::new())),
    ));
    assert_eq!(page.stage, Stage::Checking);
}

#[test]
fn a_refused_file_says_so_and_can_be_read_in_another_encoding() {
    let (mut page, round, _) = dropped();
    let message = "The bytes of line 3 are no UTF-8".to_owned();
    page.take(ImportEvent::Said(
        round,
        FromWorker::Refused {
            code: Code::F07,
            message,
            reading: Some(reading()),
            columns: Vec::new(),
            sheets: Vec::new(),
        },
    ));
    assert_eq!(page.stage, Stage::Refused);
    let commands = page.take(ImportEvent::Encoding(Encoding::Big5));
    let (round, settings) = asked(&commands);
    assert_eq!(settings.encoding, Some(Encoding::Big5));
    page.take(ImportEvent::Said(
        round,
        FromWorker::Judged(judgement(10, 0, Vec::new())),
    ));
    assert_eq!((page.stage, page.refusal), (Stage::Judged, None));
}

#[test]
fn a_file_that_is_too_much_for_the_worker_is_refused_and_another_one_is_judged() {
    let (mut page, _, _) = dropped();
    page.take(ImportEvent::Overcome);
    let words = page
        .refusal
        .as_ref()
        .map(|refusal| refusal.message.as_str());
    assert_eq!(
        (page.stage, words),
        (Stage::Refused, Some(TOO_MUCH.english()))
    );
    let name = "smaller.csv".to_owned();
    let commands = page.take(ImportEvent::Dropped { name, size: 100 });
    assert!(matches!(commands[..], [ImportCommand::JudgeNew(_)]));
    assert_eq!(page.stage, Stage::Checking);
}

#[test]
fn a_file_refused_for_its_header_can_be_matched_by_hand() {
    let column = |header: &str, matched: Match| ColumnView {
        header: header.to_owned(),
        matched,
        samples: vec!["+85291234567".to_owned()],
        lost: None,
        guess: None,
    };
    let (mut page, round, _) = dropped();
    let mobile = || "Mobile".to_owned();
    page.take(ImportEvent::Said(
        round,
        FromWorker::Refused {
            code: Code::F06,
            message: "…".to_owned(),
            reading: Some(reading()),
            columns: vec![
                column("Surname", Match::Ignored),
                column("Phone", Match::Alias(mobile())),
                column("Mobile", Match::Again(mobile())),
            ],
            sheets: Vec::new(),
        },
    ));
    assert_eq!((page.stage, page.columns.len()), (Stage::Refused, 3));
    let alike = Alike {
        field: mobile(),
        columns: vec![(1, "Phone".to_owned()), (2, "Mobile".to_owned())],
    };
    assert_eq!(page.alike(), [alike]);
    page.take(ImportEvent::Matched(1, String::new()));
    let commands = page.take(ImportEvent::Matched(0, "Last name".to_owned()));
    let (round, settings) = asked(&commands);
    assert_eq!(settings.columns[&0], "Last name");
    assert_eq!(settings.columns[&1], "");
    page.take(ImportEvent::Said(
        round,
        FromWorker::Judged(judgement(10, 0, Vec::new())),
    ));
    assert_eq!((page.stage, page.alike()), (Stage::Judged, Vec::new()));
}

#[test]
fn a_cause_that_was_repaired_keeps_its_place() {
    let causes = [Code::E01, Code::E04, Code::E05];
    let groups = causes.map(|code| group(code, 2)).to_vec();
    let mut page = judged(judgement(8, 6, groups));
    let commands = page.take(ImportEvent::Repaired(group(Code::E01, 2).key, true));
    let (round, _) = asked(&commands);
    // The judge puts what is left first.
    let groups = vec![
        group(Code::E04, 2),
        group(Code::E05, 2),
        group(Code::E01, 0),
    ];
    page.take(ImportEvent::Said(
        round,
        FromWorker::Judged(judgement(10, 4, groups)),
    ));
    let shown = page.judgement.unwrap().groups.into_iter();
    assert_eq!(
        shown.map(|group| group.key.code).collect::<Vec<_>>(),
        causes
    );
}

#[test]
fn what_was_done_with_a_file_is_asked_about_before_the_document_is_left() {
    let mut page = judged(judgement(8, 2, vec![group(Code::E01, 2)]));
    assert!(!page.is_worked_on());
    page.take(ImportEvent::Repaired(group(Code::E01, 2).key, true));
    assert!(page.is_worked_on());
    page.take(ImportEvent::Closed);
    assert!(!page.is_worked_on());
}

#[test]
fn a_repair_is_a_setting_and_undo_takes_it_back() {
    let mut page = judged(judgement(8, 2, vec![group(Code::E01, 2)]));
    let key = group(Code::E01, 2).key;
    let commands = page.take(ImportEvent::Repaired(key.clone(), true));
    assert_eq!(asked(&commands).1.repairs, std::slice::from_ref(&key));
    assert!(
        page.busy && page.stage == Stage::Judged,
        "the page stays as it is meanwhile"
    );
    let commands = page.take(ImportEvent::Repaired(key, false));
    assert!(asked(&commands).1.repairs.is_empty());
}

#[test]
fn confirm_asks_about_country_codes_if_a_number_lacks_one_and_each_answer_is_judged() {
    let hong_kong = CountryCode::Yes(Country::parse("HK").unwrap());
    for answer in [hong_kong, CountryCode::PlusMissing, CountryCode::No] {
        let mut page = judged(judgement(
            7,
            3,
            vec![group(Code::E02, 1), group(Code::E04, 2)],
        ));
        assert!(page.take(ImportEvent::Confirmed).is_empty());
        assert_eq!(page.stage, Stage::CountryQuestion);
        assert_eq!(page.may_confirm(), Err(Hindrance::Unanswered));
        let commands = page.take(ImportEvent::Chosen(Choice::Given(answer)));
        let (round, settings) = asked(&commands);
        assert_eq!(settings.rules.country_code, answer);
        assert_eq!(page.may_confirm(), Err(Hindrance::Busy));
        page.take(ImportEvent::Said(
            round,
            FromWorker::Judged(judgement(8, 2, vec![group(Code::W02, 1)])),
        ));
        assert_eq!((page.may_confirm(), page.rewritten()), (Ok(()), 1));
        let commands = page.take(ImportEvent::Confirmed);
        let [ImportCommand::Send(parcel)] = commands.as_slice() else {
            panic!("{commands:?}")
        };
        assert_eq!(parcel.options.country_code, answer);
    }
}

#[test]
fn a_file_of_which_every_record_fails_is_confirmed_like_any_other() {
    let mut page = judged(judgement(0, 3, vec![group(Code::E04, 3)]));
    assert_eq!(page.may_confirm(), Ok(()));
    let commands = page.take(ImportEvent::Confirmed);
    let [ImportCommand::Send(parcel)] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert_eq!((parcel.counts.accepted(), parcel.counts.failed), (0, 3));
}

#[test]
fn the_question_answered_with_no_leaves_a_file_of_failing_records_that_is_confirmed_too() {
    let all_lack = || judgement(0, 3, vec![group(Code::E02, 3)]);
    let mut page = judged(all_lack());
    page.take(ImportEvent::Confirmed);
    assert_eq!(page.stage, Stage::CountryQuestion);
    let commands = page.take(ImportEvent::Chosen(Choice::Given(CountryCode::No)));
    let (round, _) = asked(&commands);
    page.take(ImportEvent::Said(round, FromWorker::Judged(all_lack())));
    assert_eq!(page.may_confirm(), Ok(()));
    assert!(matches!(
        page.take(ImportEvent::Confirmed).as_slice(),
        [ImportCommand::Send(_)]
    ));
}

#[test]
fn a_file_with_nothing_but_the_sample_cannot_be_confirmed() {
    let mut page = judged(judgement(0, 0, Vec::new()));
    assert_eq!(page.may_confirm(), Err(Hindrance::Nothing));
    assert!(page.take(ImportEvent::Confirmed).is_empty());
}

#[test]
fn next_and_previous_walk_the_failing_rows_across_pages() {
    let mut page = judged(judgement(0, 120, vec![group(Code::E04, 120)]));
    page.window.total = 120;
    assert!(page.take(ImportEvent::Stepped(true)).is_empty());
    assert_eq!(page.window.current, Some(0));
    let commands = page.take(ImportEvent::Stepped(false));
    assert!(
        commands.is_empty() && page.window.current == Some(0),
        "there is none before the first"
    );
    page.window.current = Some(49);
    let commands = page.take(ImportEvent::Stepped(true));
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Ask(ToWorker::Rows { from: 50, .. })]
    ));
    assert_eq!(page.window.current, Some(50));
}

#[test]
fn rows_that_are_no_longer_wanted_are_not_shown() {
    let mut page = judged(judgement(8, 2, vec![group(Code::E04, 2)]));
    page.take(ImportEvent::Filtered(Show::All));
    let round = page.round;
    page.take(ImportEvent::Said(
        round,
        FromWorker::Rows {
            show: Show::Failed,
            from: 0,
            total: 2,
            rows: Vec::new(),
        },
    ));
    assert_eq!(page.window.total, 0);
    page.take(ImportEvent::Said(
        round,
        FromWorker::Rows {
            show: Show::All,
            from: 0,
            total: 10,
            rows: Vec::new(),
        },
    ));
    assert_eq!(page.window.total, 10);
}

#[test]
fn cancel_lets_the_file_go_and_keeps_the_rules() {
    let mut page = judged(judgement(8, 2, Vec::new()));
    let commands = page.take(ImportEvent::Closed);
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Ask(ToWorker::Cancel)]
    ));
    assert_eq!(page.stage, Stage::Empty);
    assert!(
        !page
            .take(ImportEvent::Dropped {
                name: "b.csv".to_owned(),
                size: 1
            })
            .is_empty()
    );
}

#[test]
fn the_worker_speaks_the_language_of_the_page_from_the_start_and_when_another_is_chosen() {
    let mut page = ImportState::default();
    assert!(
        page.take(ImportEvent::Language(Language::Traditional))
            .is_empty()
    );
    page.take(ImportEvent::Rules(rules()));
    let commands = page.take(ImportEvent::Dropped {
        name: "ten.csv".to_owned(),
        size: 900,
    });
    let [ImportCommand::JudgeNew(ToWorker::Judge { settings, .. })] = commands.as_slice() else {
        panic!("a dropped file is judged at once: {commands:?}");
    };
    assert_eq!(settings.language, Language::Traditional);
    let commands = page.take(ImportEvent::Language(Language::Simplified));
    assert_eq!(asked(&commands).1.language, Language::Simplified);
    assert!(
        page.take(ImportEvent::Language(Language::Simplified))
            .is_empty()
    );
}
