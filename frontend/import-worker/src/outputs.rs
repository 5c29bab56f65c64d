//! What leaves the worker: ErrorDetail.csv of the records that failed, and the accepted records as parts of a CSV in the
//! layout of Contact.csv.

use std::ops::Range;

use contact::{
    check::{Outcome, verdict::Verdict},
    error_detail::ErrorDetail,
    export::LARGEST_PART,
    export::{Export, Table},
    field::{Part, column::Column},
    update::FilledCells,
    words::Network,
};
use js_sys::Uint8Array;
use preview::{FromWorker, ledger::KeptRecord};
use wasm_bindgen::JsValue;

use crate::{
    bench::{SharedBench, lost, say},
    pieces::Pieces,
    source::TextSource,
};

/// Records and bytes of their text that are read at a time. What is made of them stays under a megabyte.
const RECORDS: usize = 2000;
/// Failed records that are read at a time.
const AT_ONCE: usize = RECORDS / 4;
const TEXT: u64 = 256 * 1024;
const ROOM: usize = 1024 * 1024;

/// Makes the ErrorDetail.csv that is wanted, unless the file is being judged, or what was typed over it: until then nobody
/// knows which records fail.
pub fn detail_if_settled(bench: &SharedBench) {
    let also = {
        let now = &mut *bench.borrow_mut();
        let is_settled = now.is_judged && now.edits.is_idle();
        now.detail.take_if(|_| is_settled)
    };
    if let Some(also) = also {
        wasm_bindgen_futures::spawn_local(error_detail(bench.clone(), also));
    }
}

/// Makes ErrorDetail.csv of the records that failed here and of those in `also`, which the server refused. Where the file is
/// judged otherwise meanwhile, it is made again of what fails then.
async fn error_detail(bench: SharedBench, also: Vec<(u32, String)>) {
    let file = bench.borrow().files;
    if made_detail(&bench, &also).await == Err(Stopped::Overtaken) {
        {
            let now = &mut *bench.borrow_mut();
            if now.files != file {
                return;
            }
            // Whoever asked once more meanwhile has the last word.
            now.detail.get_or_insert(also);
        }
        detail_if_settled(&bench);
    }
}

/// The same, unless something else comes meanwhile.
async fn made_detail(bench: &SharedBench, also: &[(u32, String)]) -> Result<(), Stopped> {
    let (turn, round, source, failed, mut known) = {
        let bench = bench.borrow();
        let job = bench.job.as_ref().ok_or(Stopped::Overtaken)?;
        let failed = job.ledger.failed_in_all(also.to_vec());
        (
            bench.turn,
            bench.round,
            job.source(),
            failed,
            job.ledger.failed_text().clone(),
        )
    };
    // The layout depends on the text of all of them; of those that failed here it is known.
    let refused: Vec<u32> = failed
        .iter()
        .filter(|(_, sentence)| sentence.is_some())
        .map(|(record, _)| *record)
        .collect();
    for some in refused.chunks(AT_ONCE) {
        let read = again(bench, turn, &source, some, |_, verdict| known.add(verdict)).await;
        told(bench, round, &read);
        read?;
    }
    let started = {
        let bench = bench.borrow();
        let job = bench.job.as_ref().filter(|_| bench.turn == turn);
        let found = job.and_then(|job| Some((job, job.checker.columns()?)));
        let (job, columns) = found.ok_or(Stopped::Overtaken)?;
        let layout = known.layout(columns, &job.settings.rules.custom_fields);
        let column = layout.error_column();
        let language = job.settings.language;
        ErrorDetail::new(Pieces::default(), layout).map(|to| (to.in_language(language), column))
    };
    // Memory takes every byte.
    let Ok((mut detail, column)) = started else {
        return Ok(());
    };
    for some in failed.chunks(AT_ONCE) {
        let records: Vec<u32> = some.iter().map(|(record, _)| *record).collect();
        let read = again(bench, turn, &source, &records, |at, verdict| {
            // Memory takes every byte.
            let _ = match &some[at].1 {
                // It was mended meanwhile.
                None if verdict.outcome != Outcome::Failed => Ok(()),
                None => detail.write(|place| verdict.cell(place), verdict.problems),
                Some(sentence) => detail.write_with(|place| verdict.cell(place), sentence.clone()),
            };
        });
        let read = read.await;
        told(bench, round, &read);
        read?;
    }
    let Ok(pieces) = detail.finish() else {
        return Ok(());
    };
    if let Some(blob) = pieces.into_blob() {
        say(
            round,
            &FromWorker::ErrorDetail {
                records: failed.len() as u64,
                column,
            },
            &blob,
            false,
        );
    }
    Ok(())
}

/// Why records could not be read again.
#[derive(Debug, PartialEq)]
pub enum Stopped {
    /// The file is gone.
    Lost,
    /// Another file or other settings came meanwhile.
    Overtaken,
}

/// Says that the file is gone; that something else came meanwhile needs no word.
pub fn told(bench: &SharedBench, round: u32, read: &Result<(), Stopped>) {
    if *read == Err(Stopped::Lost) {
        let lost = lost(bench.borrow().language());
        say(round, &lost, &JsValue::NULL, false);
    }
}

/// Reads some records again and shows each, with its place among them.
pub async fn again(
    bench: &SharedBench,
    turn: u32,
    source: &TextSource,
    records: &[u32],
    mut show: impl FnMut(usize, &Verdict),
) -> Result<(), Stopped> {
    let kept: Vec<KeptRecord> = match bench.borrow().job.as_ref() {
        Some(job) => records
            .iter()
            .map(|&record| job.ledger.kept(record))
            .collect(),
        None => return Err(Stopped::Overtaken),
    };
    let spans: Vec<Range<u64>> = kept.iter().map(|kept| kept.span.clone()).collect();
    let texts = source.texts(&spans).await.map_err(|_| Stopped::Lost)?;
    let bench = bench.borrow();
    let job = bench.job.as_ref().filter(|_| bench.turn == turn);
    let mut again = job
        .and_then(|job| job.checker.again())
        .ok_or(Stopped::Overtaken)?;
    for (at, (kept, text)) in kept.iter().zip(&texts).enumerate() {
        again.record(text, kept.record, kept.line, &mut |verdict| {
            // Each once, as it was counted.
            if verdict.record == kept.record {
                show(at, verdict);
            }
        });
    }
    Ok(())
}

/// Makes a part of the accepted records.
pub async fn part(bench: SharedBench, number: u32) {
    let (turn, round, source, mut at, custom_fields, line) = {
        let bench = &mut *bench.borrow_mut();
        let Some(job) = &mut bench.job else {
            return;
        };
        if number == 1 {
            job.parts = vec![0];
        }
        let (Some(&at), Some(columns)) =
            (job.parts.get(number as usize - 1), job.checker.columns())
        else {
            return;
        };
        let is_line = |column: Column| matches!(column, Column::Field(field) if field.part == Part::Social(Network::Line));
        let line = columns.all.iter().any(|file| is_line(file.column));
        let custom_fields = job.settings.rules.custom_fields.clone();
        (
            bench.turn,
            bench.round,
            job.source(),
            at as usize,
            custom_fields,
            line,
        )
    };
    let mut bytes = Vec::new();
    let mut records = 0;
    let last = loop {
        let Some((some, end)) = accepted(&bench, turn, &mut at) else {
            return;
        };
        let export = if number == 1 && bytes.is_empty() {
            Export::new(bytes, &custom_fields, line)
        } else {
            let table = Table::continued(bytes);
            Ok(Export::continued(table, &custom_fields, line))
        };
        let Ok(mut export) = export else {
            return;
        };
        let read = again(&bench, turn, &source, &some, |_, verdict| {
            // Memory takes every byte.
            let _ = export.write_record(&verdict.draft(), FilledCells::of(verdict));
        });
        let read = read.await;
        if read != Ok(()) {
            return told(&bench, round, &read);
        }
        records += some.len() as u64;
        match export.finish() {
            Ok(written) => bytes = written,
            Err(_) => return,
        }
        if end || bytes.len() + ROOM > LARGEST_PART {
            break end;
        }
    };
    let ours = |parts: &Vec<u32>| parts.len() == number as usize;
    let job = &mut bench.borrow_mut().job;
    if let Some(parts) = job.as_mut().map(|job| &mut job.parts).filter(|it| ours(it)) {
        parts.push(at as u32);
    }
    let buffer = Uint8Array::from(bytes.as_slice()).buffer();
    let answer = FromWorker::Part {
        number,
        records,
        last,
    };
    say(round, &answer, &buffer, true);
}

/// The next accepted records, as many as are read at a time, and whether they are the last; none where something else came
/// meanwhile.
pub fn accepted(bench: &SharedBench, turn: u32, at: &mut usize) -> Option<(Vec<u32>, bool)> {
    let bench = bench.borrow();
    let ledger = &bench.job.as_ref().filter(|_| bench.turn == turn)?.ledger;
    let (mut records, mut size) = (Vec::new(), 0);
    while *at < ledger.records() && records.len() < RECORDS && size < TEXT {
        let record = *at as u32;
        if matches!(ledger.outcome(*at), Outcome::Ready | Outcome::Warning) {
            let span = ledger.kept(record).span;
            size += span.end - span.start;
            records.push(record);
        }
        *at += 1;
    }
    Some((records, *at == ledger.records()))
}
