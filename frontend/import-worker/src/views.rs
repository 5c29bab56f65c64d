//! What the page shows of the file: how it is read, its columns, and the rows in view.

use contact::{
    Language,
    check::{columns, ignored, verdict::Verdict},
    field::column::{Column, dashless_key},
    file::encoding::{Encoding, EncodingEvidence, likely},
};
use preview::{
    ColumnView, Format, FromWorker, MOST_ROWS, Match, ProblemView, ReadingView, RowView, Show,
    ledger,
};
use wasm_bindgen::JsValue;

use crate::{
    bench::{SharedBench, lost, say},
    job::JudgementJob,
};

/// The most characters of a cell that are shown.
const LONGEST_CELL: usize = 200;
/// Values shown of each column, and the most characters of one.
const SAMPLES: usize = 3;
const LONGEST_SAMPLE: usize = 60;
/// The most encodings that are offered with how they read.
const MOST_OTHERS: usize = 8;

/// How the file is read, once its first bytes are known.
pub fn reading(job: &JudgementJob) -> Option<ReadingView> {
    let ((encoding, evidence), (delimiter, delimiter_evidence)) = job.checker.reading()?;
    let workbook = job.is_workbook();
    let open = matches!(
        evidence,
        EncodingEvidence::Guess | EncodingEvidence::Doubt | EncodingEvidence::Chosen
    ) && !workbook;
    Some(ReadingView {
        format: if workbook { Format::Xlsx } else { Format::Csv },
        encoding,
        encoding_evidence: if workbook {
            EncodingEvidence::Workbook
        } else {
            evidence
        },
        readings: if open {
            readings(job, encoding)
        } else {
            Vec::new()
        },
        delimiter: char::from(delimiter),
        delimiter_evidence,
    })
}

/// The telling line as the encodings in which it makes sense read it: first that of the file, then the likeliest.
fn readings(job: &JudgementJob, encoding: Encoding) -> Vec<(Encoding, String)> {
    let (own, others): (Vec<_>, Vec<_>) = likely(&job.opened.telling)
        .into_iter()
        .map(|(other, text)| (other, cut(text.trim(), LONGEST_SAMPLE)))
        .partition(|(other, _)| *other == encoding);
    let others = others.into_iter().take(MOST_OTHERS);
    own.into_iter().chain(others).collect()
}

/// The first word about a file; `None` before its header is known.
pub fn began(job: &mut JudgementJob) -> Option<FromWorker> {
    let reading = reading(job)?;
    job.checker.columns()?;
    let rows = std::mem::take(&mut job.first_rows);
    Some(FromWorker::Began {
        reading,
        columns: columns(job),
        rows,
    })
}

/// The columns of the file.
pub fn columns(job: &JudgementJob) -> Vec<ColumnView> {
    let all = job.checker.headers();
    let custom_fields = &job.settings.rules.custom_fields;
    all.iter()
        .enumerate()
        .map(|(place, file)| {
            let is_again = columns::is_known(file.column)
                && all[..place]
                    .iter()
                    .any(|earlier| earlier.column == file.column);
            let name = file.column.header(custom_fields).to_owned();
            let samples = job.samples.get(place).cloned().unwrap_or_default();
            let is_unknown = matches!(file.column, Column::Unknown) && !file.by_hand;
            let guess = ignored::guess(&file.header, &samples, |field| {
                all.iter().any(
                    |other| matches!(other.column, Column::Field(taken) if taken.part == field.part),
                )
            });
            ColumnView {
                header: file.header.trim().to_owned(),
                matched: match file.column {
                    Column::Error => Match::Error,
                    Column::Empty => Match::Empty,
                    Column::Unknown => Match::Ignored,
                    _ if is_again => Match::Again(name),
                    _ if file.by_hand => Match::Hand(name),
                    _ if dashless_key(&name) == dashless_key(&file.header) => Match::Name(name),
                    _ => Match::Alias(name),
                },
                samples,
                lost: job.checker.lost(place),
                guess: guess
                    .filter(|_| is_unknown)
                    .map(|field| field.header.to_owned()),
            }
        })
        .collect()
}

/// Keeps the first values of each column, as the file says them.
pub fn sample(samples: &mut Vec<Vec<String>>, verdict: &Verdict) {
    samples.resize(verdict.columns().all.len(), Vec::new());
    for (place, values) in samples.iter_mut().enumerate() {
        let cell = verdict.uploaded(place);
        if values.len() < SAMPLES && !cell.trim().is_empty() {
            values.push(cut(cell.trim(), LONGEST_SAMPLE));
        }
    }
}

/// A record as the page shows it.
pub fn row(verdict: &Verdict, language: Language) -> RowView {
    let problem = |problem: &contact::Problem| ProblemView {
        code: problem.code,
        cell: ledger::cell_of(problem, verdict.columns()),
        message: problem.sentence(language),
    };
    RowView {
        line: verdict.line,
        record: verdict.record,
        outcome: verdict.outcome,
        cells: verdict
            .cells()
            .map(|cell| cut(&cell, LONGEST_CELL))
            .collect(),
        changed: verdict
            .changed()
            .map(|place| (place as u32, cut(&verdict.uploaded(place), LONGEST_CELL)))
            .collect(),
        // Of several repairs of a cell the last one has the last word.
        mended: verdict
            .mended
            .iter()
            .map(|mended| (mended.place as u32, cut(&mended.text, LONGEST_CELL)))
            .collect(),
        problems: verdict.problems.iter().map(problem).collect(),
    }
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Shows the page some rows.
pub async fn rows(bench: SharedBench, show: Show, from: u64, count: u32) {
    let (turn, source, total, kept) = {
        let bench = bench.borrow();
        let Some(job) = &bench.job else {
            return;
        };
        let (total, kept) = job
            .ledger
            .select(&show, from, u64::from(count.min(MOST_ROWS)));
        (bench.turn, job.source(), total, kept)
    };
    let spans: Vec<_> = kept.iter().map(|kept| kept.span.clone()).collect();
    let texts = source.texts(&spans).await;
    let bench = bench.borrow();
    let Some(job) = bench.job.as_ref().filter(|_| bench.turn == turn) else {
        return;
    };
    let answer = match (texts, job.checker.again()) {
        (Ok(texts), Some(mut again)) => {
            let mut rows = Vec::with_capacity(kept.len());
            for (kept, text) in kept.iter().zip(&texts) {
                again.record(text, kept.record, kept.line, &mut |verdict| {
                    if verdict.record == kept.record {
                        rows.push(row(verdict, job.settings.language));
                    }
                });
            }
            FromWorker::Rows {
                show,
                from,
                total,
                rows,
            }
        }
        (Err(_), _) => lost(job.settings.language),
        (Ok(_), None) => return,
    };
    say(bench.round, &answer, &JsValue::NULL, false);
}
