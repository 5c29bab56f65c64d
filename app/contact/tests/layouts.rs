//! Exports of other programs: each layout has a file of our own making in each language in which its headers are known, and
//! what it is turned into was written by hand, or looked at by hand.
#![cfg(all(feature = "encodings", feature = "xlsx", feature = "plans"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use chrono::NaiveDate;
use contact::{
    Code, Problem, Rules,
    check::{
        CheckOptions, Outcome,
        checker::{Checker, HEAD},
    },
    layout::{LayoutSurvey, SurveyedLayout},
};
use proptest::prelude::*;

fn options() -> CheckOptions {
    CheckOptions::new(Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()))
}

/// Reads a file once, in pieces of this size.
fn surveyed(bytes: &[u8], piece: usize, split: Option<u32>) -> Option<SurveyedLayout> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut survey = LayoutSurvey::begin(head, &options(), split)?;
    for piece in bytes.chunks(piece) {
        survey.push(piece, false);
    }
    survey.push(&[], true);
    Some(survey.done())
}

fn turned(layout: &SurveyedLayout, bytes: &[u8], piece: usize) -> String {
    let mut text = Vec::new();
    let mut conversion = layout.conversion();
    for piece in bytes.chunks(piece) {
        conversion.push(piece, false, &mut |piece| text.extend_from_slice(piece));
    }
    conversion.push(&[], true, &mut |piece| text.extend_from_slice(piece));
    let text = String::from_utf8(text).unwrap();
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

/// A record as it is judged: its line, its outcome and the codes of its problems.
type Judged = (u64, Outcome, Vec<Code>);

fn judged(layout: &SurveyedLayout, text: &str) -> (Vec<Judged>, Vec<String>) {
    let mut options = options();
    layout.apply(&mut options, layout.notes());
    let mut records = Vec::new();
    let mut checker = Checker::new(options);
    let mut note = |verdict: &contact::check::verdict::Verdict| {
        let codes = verdict.problems.iter().map(|problem| problem.code);
        records.push((verdict.line, verdict.outcome, codes.collect()));
    };
    checker.push(text.as_bytes(), &mut note).unwrap();
    checker.finish(&mut note).unwrap();
    let notes = checker.notes().iter().map(Problem::to_string).collect();
    (records, notes)
}

fn turn(text: &str) -> (SurveyedLayout, String) {
    let layout = surveyed(text.as_bytes(), usize::MAX, None).unwrap();
    let turned = turned(&layout, text.as_bytes(), usize::MAX);
    (layout, turned)
}

#[test]
fn every_layout_is_turned_into_the_columns_of_the_template() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    let files = fs::read_dir(&folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "csv"));
    files.sort();
    assert!(files.len() >= 44, "the exports are there");
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let golden = fs::read_to_string(file.with_added_extension("turned")).unwrap();
        for piece in [usize::MAX, 7, 1] {
            let layout = surveyed(&bytes, piece, None);
            let layout = layout.unwrap_or_else(|| panic!("{} is known", file.display()));
            let name = file.file_stem().unwrap().to_str().unwrap();
            let (program, _) = name.split_once('-').unwrap_or((name, ""));
            let is_meant = layout.name().to_lowercase().starts_with(program);
            assert!(is_meant, "{name} is no export of {}", layout.name());
            assert_eq!(turned(&layout, &bytes, piece), golden, "{}", file.display());
        }
    }
}

#[test]
fn an_export_lands_right_without_a_click_and_says_what_it_is() {
    let text = fs::read_to_string("tests/layouts/google-new.csv").unwrap();
    let (layout, text) = turn(&text);
    assert_eq!(layout.name(), "Google Contacts");
    assert!(layout.has_unknown_labels());
    let made = layout.made_of();
    let of = |field: &str| {
        let made = made.iter().find(|(header, _)| header == field);
        made.map(|(_, of)| of.as_str())
    };
    assert_eq!(
        of("First name"),
        Some("First Name + Middle Name + Name Prefix")
    );
    assert_eq!(of("Mobile"), Some("Phone 1 - Value"));
    assert_eq!(of("Address"), Some("Address 1 - Street"));
    let (records, notes) = judged(&layout, &text);
    assert_eq!(
        records,
        [
            (2, Outcome::Ready, vec![]),
            (5, Outcome::Ready, vec![]),
            (7, Outcome::Warning, vec![Code::W01]),
        ]
    );
    assert_eq!(
        notes,
        [
            "The file was read as an export of Google Contacts, and its columns were put in the order of the template. What is labelled \"Boat\" stands in Other Phone or Other Email"
        ]
    );
}

#[test]
fn how_the_file_was_read_is_told_of_the_file_and_not_of_what_was_made_of_it() {
    let bytes = fs::read("tests/layouts/outlook-german.csv").unwrap();
    let layout = surveyed(&bytes, usize::MAX, None).unwrap();
    let text = turned(&layout, &bytes, usize::MAX);
    let mut options = options();
    layout.apply(&mut options, Vec::new());
    let mut checker = Checker::new(options);
    checker.push(text.as_bytes(), &mut |_| {}).unwrap();
    checker.finish(&mut |_| {}).unwrap();
    let ((encoding, _), (delimiter, _)) = checker.reading().unwrap();
    assert_ne!(encoding.name(), "UTF-8");
    assert_eq!(delimiter, b';');
    assert_eq!(checker.text_encoding().unwrap().name(), "UTF-8");
}

#[test]
fn what_is_wrong_with_a_row_stays_wrong_on_its_line() {
    let header = "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value";
    let long = "x".repeat(70_000);
    let text = format!(
        "{header}\nMei,Kwok,mei@example.test,+85291234567\nHo,Leung\nLi,Wong,li@example.test,+85291234568,surplus\n\
         \"An\"n,Lee,ann@example.test,\nBo,\"{long}\",,\n{header}\nJo,Chan,jo@,\n"
    );
    let (layout, text) = turn(&text);
    let (records, _) = judged(&layout, &text);
    let codes: Vec<(u64, Outcome, Option<Code>)> = records
        .iter()
        .map(|(line, outcome, codes)| (*line, *outcome, codes.first().copied()))
        .collect();
    assert_eq!(
        codes,
        [
            (2, Outcome::Ready, None),
            (3, Outcome::Warning, Some(Code::W07)),
            (4, Outcome::Failed, Some(Code::E12)),
            (5, Outcome::Failed, Some(Code::F07)),
            (6, Outcome::Failed, Some(Code::E11)),
            (7, Outcome::Skipped, Some(Code::W10)),
            (8, Outcome::Failed, Some(Code::E04)),
        ],
        "{text}"
    );
}

#[test]
fn a_full_name_is_split_where_somebody_says_so() {
    let text = "Name;Phone\nMei Kwok;+85291234567\n陳大文;+85291234568\n";
    assert!(surveyed(text.as_bytes(), usize::MAX, None).is_none());
    let layout = surveyed(text.as_bytes(), usize::MAX, Some(0)).unwrap();
    assert_eq!(
        turned(&layout, text.as_bytes(), usize::MAX),
        "First name;Last name;Phone\nMei;Kwok;+85291234567\n大文;陳;+85291234568\n"
    );
    assert!(surveyed(text.as_bytes(), usize::MAX, Some(2)).is_none());
}

#[test]
fn it_is_told_what_a_full_name_was_split_into_and_of_no_export_that_is_none() {
    let notes = |text: &str, split| {
        let layout = surveyed(text.as_bytes(), usize::MAX, split).unwrap();
        let said = |notes: Vec<Problem>| {
            assert!(notes.iter().all(|note| note.code == Code::W17));
            notes.iter().map(Problem::to_string).collect::<Vec<_>>()
        };
        [said(layout.notes()), said(layout.notes_to_keep())]
    };
    let told = "Name: \"Chan, Tai Man\" was read as first name \"Tai Man\" and last name \"Chan\", and the other full names \
                likewise. If that is wrong, write the two names in columns of their own";
    let by_hand = "Name;Phone\nCher;+85291234567\n\"Chan, Tai Man\";+85291234568\n";
    let kept = "Name: full names were split into first name and last name. If that is wrong, write the two names in columns of \
                their own";
    assert_eq!(notes(by_hand, Some(0)), [[told], [kept]]);
    let words = "Name;Phone\nCher;+85291234567\n";
    assert_eq!(notes(words, Some(0)), [[kept], [kept]]);
    let export = "The file was read as an export of Google Contacts, and its columns were put in the order of the template";
    let of = |name: &str| {
        format!("Name,E-mail 1 - Value,Phone 1 - Value\n{name},a@example.test,+85291234567\n")
    };
    let chan = notes(&of("\"Chan, Tai Man\""), None);
    assert_eq!(chan, [[export, told], [export, kept]]);
    assert_eq!(notes(&of("Cher"), None), [[export], [export]]);
}

#[test]
fn what_is_said_twice_stands_once_and_what_differs_stays_under_its_own_header() {
    for (text, made) in [
        (
            "Record ID,Email,Phone Number,Last Name,Company Name,Associated Company,Country/Region,Country\n\
             1,a@example.test,,Kwok,Harbour Tea,Harbour Tea,Hong Kong,Hong Kong\n\
             2,b@example.test,,Leung,,Peak Rice,,China\n\
             3,c@example.test,,Wong,Quay,Quay Ltd,Hong Kong,China\n",
            "First name,Last name,Email,Company,Country,Record ID,Associated Company,Country (HubSpot)\n\
             ,Kwok,a@example.test,Harbour Tea,Hong Kong,1,,\n\
             ,Leung,b@example.test,Peak Rice,China,2,,\n\
             ,Wong,c@example.test,Quay,Hong Kong,3,Quay Ltd,China\n",
        ),
        // A number that WhatsApp is reached by is a phone number.
        (
            "Record ID,Email,Lead Status,Last Name,WhatsApp Phone Number\n1,a@example.test,,Kwok,+852 9123-4567\n",
            "First name,Last name,Email,WhatsApp,Record ID\n,Kwok,a@example.test,+85291234567,1\n",
        ),
        // Two columns for one part of the name.
        (
            "肩書き,敬称,名,姓,会社電話,電子メール アドレス\n部長,様,太郎,山田,+81312345678,taro@example.test\n",
            "First name,Last name,Work,Email,敬称\n部長 太郎,山田,+81312345678,taro@example.test,様\n",
        ),
    ] {
        assert_eq!(turn(text).1, made);
    }
}

#[test]
fn no_file_of_the_corpus_is_taken_for_an_export() {
    let files = fs::read_dir("tests/corpus").unwrap();
    for file in files.map(|file| file.unwrap().path()) {
        let bytes = fs::read(&file).unwrap();
        assert!(
            surveyed(&bytes, usize::MAX, None).is_none(),
            "{}",
            file.display()
        );
    }
}

#[test]
fn a_line_of_totals_is_skipped_and_told_of() {
    let text = "First name,Last name,Mobile\nMei,Kwok,+85291234567\nSum,Total,+85291234568\nTotal,,2\nTotal: 2,,\n合計,2,\n";
    let mut records = Vec::new();
    let mut note = |verdict: &contact::check::verdict::Verdict| {
        records.push((verdict.line, verdict.outcome));
    };
    let mut checker = Checker::new(options());
    checker.push(text.as_bytes(), &mut note).unwrap();
    checker.finish(&mut note).unwrap();
    assert_eq!(
        records,
        [
            (2, Outcome::Ready),
            (3, Outcome::Ready),
            (4, Outcome::Skipped),
            (5, Outcome::Skipped),
            (6, Outcome::Skipped),
        ]
    );
}

/// The lines on which the records of a text begin.
fn lines_of(text: &str, options: CheckOptions) -> Vec<u64> {
    let mut lines = Vec::new();
    let mut note = |verdict: &contact::check::verdict::Verdict| lines.push(verdict.line);
    let mut checker = Checker::new(options);
    // A file without a record is refused, in either form.
    if checker.push(text.as_bytes(), &mut note).is_ok() {
        let _ = checker.finish(&mut note);
    }
    lines
}

proptest! {
    #[test]
    fn no_record_is_lost_and_each_stays_on_its_line(
        rows in prop::collection::vec(prop::collection::vec("[a-z\"\n\r; '=+0-9]{0,6}|\"[a-z\n,]{0,6}\"", 0..6), 0..8),
        piece in 1usize..40,
    ) {
        let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let text = format!("First Name,Last Name,Phone 1 - Label,Phone 1 - Value\n{}\n", rows.join("\n"));
        let bytes = text.as_bytes();
        let layout = surveyed(bytes, piece, None).unwrap();
        let made = turned(&layout, bytes, piece);
        prop_assert_eq!(&turned(&layout, bytes, usize::MAX), &made);
        let mut as_made = options();
        layout.apply(&mut as_made, Vec::new());
        prop_assert_eq!(lines_of(&made, as_made), lines_of(&text, options()), "{}", made);
    }
}
