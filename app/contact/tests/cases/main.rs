//! Files from the field, each with what a good product answers: exports of other programs, what spreadsheets do to a
//! cell, encodings from everywhere. One table for each kind of trouble says in words what becomes of every record.
#![cfg(all(feature = "encodings", feature = "xlsx", feature = "plans"))]
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use contact::{
    Column, CountryCode, Problem, Rules,
    check::{
        CheckOptions, Outcome,
        checker::{Checker, HEAD},
        verdict::Verdict,
    },
    file::{FileKind, xlsx},
};

mod cells;
mod rows;
mod workbook;

/// A file, and what is said of it.
#[derive(Clone)]
struct Case {
    file: &'static str,
    /// A line for each record: where it begins, what becomes of it, the codes of its problems, and, if it is imported,
    /// the cells of the contact that are not blank (`2 warning W07 | Mei | Kwok`). Then `ignored: HEADER | HEADER` if
    /// columns are ignored, and `not sure: NAME` if the encoding is a guess. Of a refused file only `refused F05`. What
    /// is said of the header is among the sentences.
    lines: &'static [&'static str],
    /// What its sentences say, among other things.
    says: &'static [&'static str],
    country_code: CountryCode,
}

impl Case {
    const fn new(file: &'static str, lines: &'static [&'static str]) -> Self {
        Self {
            file,
            lines,
            says: &[],
            country_code: CountryCode::No,
        }
    }

    /// Some words that its sentences hold.
    const fn says(mut self, words: &'static [&'static str]) -> Self {
        self.says = words;
        self
    }

    /// Its phone numbers lack nothing but the plus.
    #[allow(dead_code, reason = "only workbooks need it so far")]
    const fn plus_missing(mut self) -> Self {
        self.country_code = CountryCode::PlusMissing;
        self
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/files")
}

/// What is said of a file: its lines, and all its sentences.
#[derive(Debug, Default, PartialEq)]
struct Said {
    lines: Vec<String>,
    sentences: Vec<String>,
}

impl Said {
    fn note(&mut self, verdict: &Verdict, rules: &Rules) {
        let codes: Vec<String> = verdict
            .problems
            .iter()
            .map(|problem| format!(" {}", problem.code))
            .collect();
        let outcome = match verdict.outcome {
            Outcome::Ready => "ready",
            Outcome::Warning => "warning",
            Outcome::Failed => "failed",
            Outcome::Skipped => "skipped",
        };
        let mut line = format!("{} {outcome}{}", verdict.line, codes.concat());
        if matches!(verdict.outcome, Outcome::Ready | Outcome::Warning) {
            let draft = verdict.draft();
            for column in Column::all(&rules.custom_fields) {
                let text = column.write(&draft, &rules.custom_fields);
                // What is set where a cell is blank says nothing of the file.
                if !matches!(&*text, "" | "Lead" | "Primary") {
                    line += &format!(" | {text}");
                }
            }
        }
        self.lines.push(line);
        self.sentences
            .extend(verdict.problems.iter().map(Problem::to_string));
    }

    fn judge(&mut self, bytes: &[u8], country_code: CountryCode) -> Result<(), Problem> {
        let rules = Rules {
            country_code,
            ..Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
        };
        let mut options = CheckOptions::new(rules.clone());
        let mut text = Vec::new();
        let bytes = if FileKind::of(&bytes[..bytes.len().min(HEAD)]) == FileKind::Archive {
            let about = xlsx::to_csv(Cursor::new(bytes), &options.limits, &mut text)?;
            options.workbook(about);
            &text
        } else {
            bytes
        };
        let mut checker = Checker::new(options.clone());
        checker.push(bytes, &mut |verdict| self.note(verdict, &rules))?;
        checker.finish(&mut |verdict| self.note(verdict, &rules))?;
        if let Some(doubted) = checker.doubted() {
            options.doubted = doubted;
            *self = Self::default();
            checker = Checker::new(options);
            checker.push(bytes, &mut |verdict| self.note(verdict, &rules))?;
            checker.finish(&mut |verdict| self.note(verdict, &rules))?;
        }
        self.sentences
            .extend(checker.notes().iter().map(Problem::to_string));
        let ignored: Vec<&str> = checker.columns().unwrap().unknown().collect();
        if !ignored.is_empty() {
            self.lines.push(format!("ignored: {}", ignored.join(" | ")));
        }
        let ((encoding, evidence), _) = checker.reading().unwrap();
        if !evidence.is_sure() {
            self.lines.push(format!("not sure: {}", encoding.name()));
        }
        Ok(())
    }
}

fn said(case: &Case) -> Said {
    let bytes = fs::read(folder().join(case.file)).unwrap();
    let mut said = Said::default();
    if let Err(problem) = said.judge(&bytes, case.country_code) {
        said.lines = vec![format!("refused {}", problem.code)];
        said.sentences = vec![problem.to_string()];
    }
    said
}

/// Judges every file of a table, and complains of all that are judged otherwise.
fn hold(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let said = said(case);
        let unsaid = case
            .says
            .iter()
            .filter(|words| !said.sentences.iter().any(|said| said.contains(*words)));
        let unsaid: Vec<_> = unsaid.collect();
        if said.lines != case.lines || !unsaid.is_empty() {
            wrong.push(format!(
                "{}: {:#?}\nwanted {:#?}\nsaid {:#?}, without {unsaid:?}",
                case.file, said.lines, case.lines, said.sentences
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn rows_and_encodings_get_their_verdicts() {
    hold(rows::CASES);
}

#[test]
fn cells_and_headers_get_their_verdicts() {
    hold(cells::CASES);
}

#[test]
fn workbooks_and_other_kinds_of_file_get_their_verdicts() {
    hold(workbook::CASES);
}

#[test]
fn every_file_of_the_folder_is_told_of_once_and_no_other() {
    let told = [rows::CASES, cells::CASES, workbook::CASES].concat();
    let mut told: Vec<String> = told.iter().map(|case| case.file.to_owned()).collect();
    told.sort();
    let files = fs::read_dir(folder()).unwrap();
    let mut files: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(told, files);
}
