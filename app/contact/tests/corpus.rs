//! The corpus: files of every kind with the verdicts they must get, on every target. `UPDATE_GOLDENS=1 cargo test` writes
//! the verdicts anew; the worker is held to the same ones by `end2end/rules/corpus.test.mjs`.
#![cfg(all(feature = "encodings", feature = "xlsx", feature = "plans"))]
#![allow(clippy::unwrap_used)]

use std::{cell::RefCell, fmt::Write, fs, io::Cursor, path::Path};

use chrono::NaiveDate;
use contact::{
    Draft, Problem, Rules,
    check::{
        CheckOptions, Outcome,
        checker::{Checker, HEAD},
        verdict::Verdict,
    },
    file::{FileKind, xlsx},
};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Record<'a> {
    line: u64,
    record: u64,
    outcome: Outcome,
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Draft>,
}

fn rules(file: &Path) -> Rules {
    let mut rules = json!({ "today": NaiveDate::from_ymd_opt(2026, 11, 22) });
    let settings = file.with_added_extension("json");
    if settings.exists() {
        let settings: Value = serde_json::from_slice(&fs::read(settings).unwrap()).unwrap();
        for (key, value) in settings.as_object().unwrap() {
            rules[key] = value.clone();
        }
    }
    serde_json::from_value(rules).unwrap()
}

/// Judges a file pushed in pieces of this size, and draws up its golden.
fn judge(file: &Path, piece: usize) -> String {
    let mut bytes = fs::read(file).unwrap();
    let mut options = CheckOptions::new(rules(file));
    let golden = RefCell::new(String::new());
    let mut told = |verdict: &Verdict| {
        let accepted = matches!(verdict.outcome, Outcome::Ready | Outcome::Warning);
        let record = Record {
            line: verdict.line,
            record: verdict.record,
            outcome: verdict.outcome,
            problems: verdict.problems,
            contact: accepted.then(|| verdict.draft()),
        };
        let mut golden = golden.borrow_mut();
        writeln!(golden, "{}", serde_json::to_string(&record).unwrap()).unwrap();
    };
    let mut check = || -> Result<Value, Problem> {
        if FileKind::of(&bytes[..bytes.len().min(HEAD)]) == FileKind::Archive {
            let mut text = Vec::new();
            let about = xlsx::to_csv(Cursor::new(&bytes), &options.limits, &mut text)?;
            bytes = text;
            options.workbook(about);
        }
        let mut checker = Checker::new(options.clone());
        for piece in bytes.chunks(piece) {
            checker.push(piece, &mut told)?;
        }
        checker.finish(&mut told)?;
        if let Some(doubted) = checker.doubted() {
            options.doubted = doubted;
            golden.take();
            checker = Checker::new(options.clone());
            checker.push(&bytes, &mut told)?;
            checker.finish(&mut told)?;
            assert_eq!(checker.doubted(), None);
        }
        let counts = checker.counts();
        assert_eq!(
            counts.records,
            counts.ready + counts.warning + counts.failed + counts.skipped
        );
        let problems: serde_json::Map<_, _> = checker
            .problems()
            .map(|(code, count)| (code.to_string(), count.into()))
            .collect();
        let ((encoding, _), (delimiter, _)) =
            checker.reading().expect("a judged file has been read");
        Ok(json!({ "summary": {
            "counts": counts, "problems": problems, "encoding": encoding.name(), "delimiter": char::from(delimiter),
        } }))
    };
    match check() {
        Ok(summary) => golden.take() + &format!("{summary}\n"),
        Err(problem) => format!("{}\n", json!({ "refused": problem })),
    }
}

#[test]
fn every_file_of_the_corpus_gets_its_verdicts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|kind| !["json", "golden"].iter().any(|other| kind == *other))
    });
    files.sort();
    assert!(files.len() >= 60, "the corpus is there");
    let mut wrong = Vec::new();
    for file in files {
        let verdicts = judge(&file, usize::MAX);
        assert_eq!(
            judge(&file, 7),
            verdicts,
            "{} in small pieces",
            file.display()
        );
        let golden = file.with_added_extension("golden");
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(&golden, &verdicts).unwrap();
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&verdicts) {
            wrong.push(format!("{}:\n{verdicts}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
