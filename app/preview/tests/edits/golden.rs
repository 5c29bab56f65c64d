//! Forty files, what was done to each, one thing after the other, and what is said of its records in the end. The worker is
//! held to the same by `end2end/rules/sequences.test.mjs`, and the server gets what the worker sends of them
//! (`server/tests/it/verdicts.rs`). `UPDATE_GOLDENS=1 cargo test` makes other files of the same seed, and writes all anew.

use std::{fs, path::Path};

use contact::{
    Language,
    check::{Outcome, verdict::Verdict},
    export::Export,
    update::FilledCells,
};
use preview::JudgementSettings;
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    held::HeldFile,
    sequences::{Deed, carry_out, edited_now, sequence},
    written::generated::HEADER,
};

const SEQUENCES: usize = 40;
const SEED: [u8; 32] = [13; 32];

/// Files, their settings, and each thing that is done to it as the page says it to the worker.
fn generated() -> Vec<Value> {
    let seeded = TestRng::from_seed(RngAlgorithm::ChaCha, &SEED);
    let mut runner = TestRunner::new_with_rng(Config::default(), seeded);
    let mut all = Vec::new();
    while all.len() < SEQUENCES {
        let sequence = sequence().new_tree(&mut runner).unwrap().current();
        let (mut held, mut deeds) = (sequence.held(), Vec::new());
        for (number, deed) in (1..).zip(&sequence.deeds) {
            let typed = match deed {
                Deed::Type(cells) => Some(edited_now(&held, cells)),
                _ => None,
            };
            carry_out(&mut held, number, deed);
            let settings = &held.settings;
            deeds.push(match typed {
                Some(cells) => json!({ "edit": cells }),
                None => json!({ "repairs": settings.repairs, "steps": settings.steps }),
            });
        }
        // Of one of which nothing is sent the server learns nothing.
        if held.ledger.counts().accepted() == 0 || deeds.len() < 3 {
            continue;
        }
        let text = sequence.form.uploaded(&HEADER, &sequence.rows);
        let bytes = sequence.form.text.bytes(&text);
        all.push(json!({
            // Each byte as the letter with its number.
            "file": bytes.iter().map(|byte| char::from(*byte)).collect::<String>(),
            "text": text,
            "settings": sequence.settings(),
            "deeds": deeds,
        }));
    }
    all
}

/// Does all of it, and tells what was said after each deed and of each record in the end.
fn with_verdicts(mut sequence: Value) -> Value {
    let of = |name: &str| sequence[name].clone();
    let file: String = serde_json::from_value(of("file")).unwrap();
    let bytes: Vec<u8> = file.chars().map(|letter| letter as u8).collect();
    let text: String = serde_json::from_value(of("text")).unwrap();
    let settings: JudgementSettings = serde_json::from_value(of("settings")).unwrap();
    let mut held = HeldFile::new(&bytes, &text, &settings);
    let mut counts = vec![json!(held.ledger.counts())];
    for deed in of("deeds").as_array().unwrap() {
        match deed.get("edit") {
            Some(cells) => held.type_over(&Vec::deserialize(cells).unwrap()),
            None => held.set(JudgementSettings {
                repairs: Vec::deserialize(&deed["repairs"]).unwrap(),
                steps: Vec::deserialize(&deed["steps"]).unwrap(),
                ..settings.clone()
            }),
        }
        counts.push(json!(held.ledger.counts()));
    }
    sequence["counts"] = counts.into();
    sequence["records"] = held.each(record).into();
    sequence["part"] = part(&held).into();
    sequence
}

fn is_accepted(verdict: &Verdict) -> bool {
    matches!(verdict.outcome, Outcome::Ready | Outcome::Warning)
}

fn record(verdict: &Verdict) -> Value {
    let problems = verdict.problems.iter();
    let problems = problems.map(|problem| (problem.code, problem.sentence(Language::default())));
    let mut record = json!({
        "record": verdict.record,
        "line": verdict.line,
        "outcome": verdict.outcome,
        "cells": verdict.cells().collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    });
    if is_accepted(verdict) {
        record["contact"] = json!(verdict.draft());
    }
    record
}

/// The accepted records as they are sent.
fn part(held: &HeldFile) -> String {
    let mut export = Export::new(Vec::new(), &[], false).unwrap();
    held.each(|verdict| {
        if is_accepted(verdict) {
            let filled = FilledCells::of(verdict);
            export.write_record(&verdict.draft(), filled).unwrap();
        }
    });
    String::from_utf8(export.finish().unwrap()).unwrap()
}

#[test]
fn forty_sequences_get_the_verdicts_that_wasm_and_the_server_are_held_to() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/edits/sequences.json");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        let all = generated().into_iter().map(with_verdicts);
        let lines: Vec<String> = all.map(|sequence| sequence.to_string()).collect();
        fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    let golden: Vec<Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(golden.len(), SEQUENCES);
    for sequence in golden {
        let now = with_verdicts(sequence.clone());
        assert_eq!(now, sequence);
    }
}
