//! The corpus of `contact`, sent to the server: every file gets the verdicts there that it gets natively and in wasm,
//! and what is stored is what was promised.

use std::{
    fs,
    path::{Path, PathBuf},
};

use axum::http::StatusCode;
use serde_json::Value;

use crate::{
    harness::Server,
    import_page::{self, begin, part, seal},
    imports::{id_of, ledger, over, send},
};

/// The files of the corpus that need no rules of their own, each with its golden verdicts.
fn corpus() -> Vec<(PathBuf, Vec<Value>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/contact/tests/corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the corpus")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "golden"))
        .collect();
    files.sort();
    let golden = |path: PathBuf| {
        let file = path.with_extension("");
        if file.with_added_extension("json").exists() {
            return None;
        }
        let golden = fs::read_to_string(path).expect("a golden");
        let lines = golden
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        Some((file, lines.collect()))
    };
    files.into_iter().filter_map(golden).collect()
}

/// The sentences of a failing record, as ErrorDetail.csv joins them.
fn sentences(record: &Value) -> String {
    let problems = record["problems"].as_array().expect("problems");
    let errors = problems.iter().filter(|problem| {
        let code = problem["code"].as_str().expect("a code");
        !code.starts_with('W')
    });
    let texts = errors.map(|problem| problem["message"].as_str().expect("a sentence"));
    texts.collect::<Vec<_>>().join("; ")
}

/// A contact without what the server alone gives it. Labels that differ only in case are one, as first written.
fn bare(mut contact: Value) -> Value {
    let fields = contact.as_object_mut().expect("a contact");
    for own in ["id", "version", "created_at", "updated_at"] {
        fields.remove(own);
    }
    if let Some(Value::Array(labels)) = fields.get_mut("labels") {
        for label in labels {
            *label = label.as_str().expect("a name").to_lowercase().into();
        }
    }
    contact
}

#[tokio::test]
async fn every_file_of_the_corpus_gets_the_same_verdicts_from_the_server() {
    let files = corpus();
    assert!(files.len() >= 50, "the corpus is there");
    for (file, golden) in files {
        let name = file.file_name().expect("a name").display();
        let server = Server::start().await;
        let program = server.program().await;
        let (records, last) = golden.split_at(golden.len() - 1);
        // Where the encoding is a guess that may be wrong, programs name it.
        let summary = &last[0]["summary"];
        let named = match summary["problems"]["W08"].is_null() {
            true => String::new(),
            false => format!(
                "?encoding={}",
                summary["encoding"].as_str().expect("a name").to_lowercase()
            ),
        };
        let answer = send(&program, &named, fs::read(&file).expect("a file")).await;
        let path = format!("/api/v1/imports/{}", id_of(&answer));
        if let Some(refused) = last[0].get("refused") {
            assert!(answer.status.is_client_error(), "{name}");
            assert_eq!(answer.code(), refused["code"], "{name}");
            assert_eq!(answer.json()["detail"], refused["message"], "{name}");
            continue;
        }
        assert_eq!(
            answer.status,
            StatusCode::ACCEPTED,
            "{name}: {}",
            answer.text()
        );
        let import = over(&program, &path).await;
        assert_eq!(import["status"], "done", "{name}");
        let of = |wanted: &str| {
            let wanted = wanted.to_owned();
            records
                .iter()
                .filter(move |record| record["outcome"] == wanted)
        };
        let failed: Vec<String> = of("failed").map(sentences).collect();
        let told = sqlx::query_scalar::<_, String>(
            "select error from import_record where outcome = 'failed' order by record",
        )
        .fetch_all(&mut server.sql().await)
        .await
        .expect("outcomes");
        assert_eq!(told, failed, "{name}");
        assert_eq!(import["skipped"], of("skipped").count(), "{name}");
        let mut promised: Vec<Value> = records
            .iter()
            .filter_map(|record| record.get("contact").cloned().map(bare))
            .collect();
        assert_eq!(import["created"], promised.len(), "{name}");
        promised.reverse();
        let stored = program.get("/api/v1/contacts?limit=500").await.json();
        let stored: Vec<Value> = stored["items"]
            .as_array()
            .expect("contacts")
            .iter()
            .cloned()
            .map(bare)
            .collect();
        assert_eq!(stored, promised[..promised.len().min(500)], "{name}");
    }
}

/// Of the forty files of `app/preview/tests/edits/golden.rs`, after all that was done to each, what the worker sends.
#[tokio::test]
async fn what_the_worker_sends_of_a_file_that_was_mended_becomes_what_it_was_judged_to_be() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/preview/tests");
    let golden = fs::read_to_string(tests.join("edits/sequences.json")).expect("the golden");
    let sequences: Vec<Value> = serde_json::from_str(&golden).expect("JSON");
    assert_eq!(sequences.len(), 40);
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    for (number, sequence) in sequences.iter().enumerate() {
        let counts = sequence["counts"].as_array().expect("counts");
        let last = counts.last().expect("those of the end");
        let count = |outcome: &str| last[outcome].as_u64().expect("a number");
        let (failed, skipped) = (count("failed"), count("skipped"));
        let key = format!("sequence {number}");
        let import = begin(&agent, &key, failed as u32, skipped as u32).await;
        let text = sequence["part"].as_str().expect("text");
        let sent = part(&agent, &import, 1, text).await;
        assert!(sent.status.is_success(), "{key}: {}", sent.text());
        let sealed = seal(&agent, &import, 1).await;
        assert!(sealed.status.is_success(), "{key}: {}", sealed.text());
        let done = import_page::over(&agent, &import).await;
        assert_eq!(done["status"], "done", "{key}: {done}");
        let accepted = count("ready") + count("warning");
        let kept = [accepted, 0, 0, skipped, failed];
        assert_eq!(ledger(&done), kept, "{key}: {done}");
        // The newest first.
        let records = sequence["records"].as_array().expect("records");
        let promised = records.iter().rev();
        let promised: Vec<Value> = promised
            .filter_map(|record| record.get("contact").cloned().map(bare))
            .collect();
        let path = format!("/api/v1/contacts?limit={accepted}");
        let stored = program.get(&path).await.json();
        let stored = stored["items"].as_array().expect("contacts").iter();
        let stored: Vec<Value> = stored.cloned().map(bare).collect();
        assert_eq!(stored, promised, "{key}");
    }
}
