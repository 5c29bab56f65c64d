//! Cells that were typed over, and single repairs: only the records that they touch are read again and judged anew. What
//! that means for the file as a whole stands in `preview::edits`.

use js_sys::Date;
use preview::{
    EditedCell, FromWorker, GroupKey, JudgementSettings,
    edits::{one_repair, touched},
    ledger::{KeptRecord, fixes},
};
use wasm_bindgen::JsValue;

use crate::{
    bench::{Bench, SharedBench, lost, say},
    judging::{self, JudgedFor},
    outputs,
    source::TextSource,
};

/// The repair by which these settings differ from those of the judgement at hand, if only the records with its cause have to
/// be judged anew.
pub fn repair_of(bench: &Bench, settings: &JudgementSettings) -> Option<GroupKey> {
    let job = bench.job.as_ref().filter(|_| bench.is_judged)?;
    one_repair(&job.settings, settings)
}

/// Judges what was typed over cells, message by message, as soon as the file is judged.
pub async fn work_off(bench: SharedBench) {
    loop {
        let next = {
            let bench = &mut *bench.borrow_mut();
            match bench.is_judged {
                true => bench.edits.take(),
                false => None,
            }
        };
        let Some((file, cells)) = next else {
            return outputs::detail_if_settled(&bench);
        };
        edit(&bench, file, cells).await;
        bench.borrow_mut().edits.done(file);
    }
}

/// How far the records came that are read again.
enum ReadAgain {
    Here(Vec<(KeptRecord, Vec<u8>)>),
    /// The file is gone.
    Lost,
    /// Another file or other settings came meanwhile.
    Overtaken,
}

/// The page is answered once for each message, however often it is overtaken, unless the file has other columns by then, or is
/// another: what was typed has no place there, and the page waits for no answer.
async fn edit(bench: &SharedBench, file: u32, cells: Vec<EditedCell>) {
    let start = Date::now();
    let (turn, records) = {
        let bench = bench.borrow();
        let records = bench.job.as_ref().map(|job| touched(&cells, &job.ledger));
        (bench.turn, records.unwrap_or_default())
    };
    let read = match read_again(bench, turn, &records).await {
        ReadAgain::Here(read) => read,
        ReadAgain::Lost => return say_lost(bench),
        ReadAgain::Overtaken => return bench.borrow_mut().edits.put_back(file, cells),
    };
    {
        let bench = &mut *bench.borrow_mut();
        let Some(job) = bench.job.as_mut().filter(|_| bench.turn == turn) else {
            return bench.edits.put_back(file, cells);
        };
        let dropped = job.retaking().edit(&mut bench.typed, &cells, &read);
        bench.dropped.extend(dropped);
        bench.dates = job.ledger.dates().clone();
    }
    let is_overtaken = {
        let mut bench = bench.borrow_mut();
        bench.job_of(turn).is_some_and(|job| job.is_overtaken())
    };
    if is_overtaken {
        return judge_all(bench, file).await;
    }
    match tell(bench, turn).await {
        ReadAgain::Here(_) => {}
        ReadAgain::Lost => return say_lost(bench),
        // The cells are typed over; the answer follows.
        ReadAgain::Overtaken => return bench.borrow_mut().edits.put_back(file, Vec::new()),
    }
    let bench = &mut *bench.borrow_mut();
    if let Some(judgement) = bench.judgement(turn, start) {
        let answer = FromWorker::Edited(judgement);
        say(bench.round, &answer, &JsValue::NULL, false);
    }
}

/// What was typed over that file, by its number, concerns more than its records.
async fn judge_all(bench: &SharedBench, number: u32) {
    let (turn, file, settings) = {
        let bench = &mut *bench.borrow_mut();
        let (Some(file), Some(job)) = (bench.file.clone(), bench.job.take()) else {
            return;
        };
        bench.turn += 1;
        bench.is_judged = false;
        (bench.turn, file, job.settings)
    };
    judging::judge(bench.clone(), turn, file, settings, JudgedFor::Edit).await;
    let bench = &mut *bench.borrow_mut();
    if bench.turn != turn {
        bench.edits.put_back(number, Vec::new());
    }
}

/// Makes one repair, or takes it back, and tells the page.
pub async fn repair(bench: SharedBench, turn: u32, settings: JudgementSettings, key: GroupKey) {
    let start = Date::now();
    let (source, kept) = {
        let bench = &mut *bench.borrow_mut();
        let Some(job) = bench.job.as_mut().filter(|_| bench.turn == turn) else {
            return;
        };
        // Until the last record is judged, the ledger is neither the old one nor the new.
        bench.is_judged = false;
        job.settings = settings;
        job.fixes = fixes(
            &job.settings.repairs,
            &job.settings.rules,
            job.ledger.dates(),
        );
        let repairs = job.settings.repairs.clone();
        let records = job.retaking().begin_repair(&key, &repairs);
        let kept = records.iter().map(|record| job.ledger.kept(*record));
        let kept: Vec<KeptRecord> = kept.collect();
        (job.source(), kept)
    };
    match judge_anew(&bench, turn, &source, &kept).await {
        ReadAgain::Here(_) => {}
        ReadAgain::Lost => return say_lost(&bench),
        ReadAgain::Overtaken => return,
    }
    match tell(&bench, turn).await {
        ReadAgain::Here(_) => {}
        ReadAgain::Lost => return say_lost(&bench),
        ReadAgain::Overtaken => return,
    }
    let bench = &mut *bench.borrow_mut();
    if let Some(judgement) = bench.judgement(turn, start) {
        bench.is_judged = true;
        let answer = FromWorker::Judged(judgement);
        say(bench.round, &answer, &JsValue::NULL, false);
    }
}

/// Judges the records of a repair, some while others are read.
async fn judge_anew(
    bench: &SharedBench,
    turn: u32,
    source: &TextSource,
    kept: &[KeptRecord],
) -> ReadAgain {
    let spans: Vec<_> = kept.iter().map(|kept| kept.span.clone()).collect();
    let mut runs = source.runs(&spans);
    loop {
        let run = match runs.next().await {
            Ok(Some(run)) => run,
            Ok(None) => break,
            Err(_) => return ReadAgain::Lost,
        };
        let bench = &mut *bench.borrow_mut();
        let Some(job) = bench.job_of(turn) else {
            return ReadAgain::Overtaken;
        };
        let Some(mut again) = job.checker.again() else {
            return ReadAgain::Overtaken;
        };
        let mut retaking = job.retaking();
        for (place, text) in run.pieces() {
            retaking.repair(&mut again, &kept[place], text);
        }
    }
    match bench.borrow_mut().job_of(turn) {
        Some(job) => {
            job.ledger.settle();
            ReadAgain::Here(Vec::new())
        }
        None => ReadAgain::Overtaken,
    }
}

/// Reads again what is said of causes whose first records are no longer among them.
async fn tell(bench: &SharedBench, turn: u32) -> ReadAgain {
    let untold = match bench.borrow_mut().job_of(turn) {
        Some(job) => job.ledger.untold(),
        None => return ReadAgain::Overtaken,
    };
    if untold.is_empty() {
        return ReadAgain::Here(Vec::new());
    }
    let read = read_again(bench, turn, &untold).await;
    if let ReadAgain::Here(read) = &read {
        match bench.borrow_mut().job_of(turn) {
            Some(job) => job.retaking().tell(read),
            None => return ReadAgain::Overtaken,
        }
    }
    read
}

/// Reads records again, from 0 and in order.
async fn read_again(bench: &SharedBench, turn: u32, records: &[u32]) -> ReadAgain {
    let (source, kept) = match bench.borrow_mut().job_of(turn) {
        Some(job) => {
            let kept = records.iter().map(|record| job.ledger.kept(*record));
            (job.source(), kept.collect::<Vec<_>>())
        }
        None => return ReadAgain::Overtaken,
    };
    let spans: Vec<_> = kept.iter().map(|kept| kept.span.clone()).collect();
    let Ok(texts) = source.texts(&spans).await else {
        return ReadAgain::Lost;
    };
    match bench.borrow_mut().job_of(turn) {
        Some(_) => ReadAgain::Here(kept.into_iter().zip(texts).collect()),
        None => ReadAgain::Overtaken,
    }
}

fn say_lost(bench: &SharedBench) {
    let bench = bench.borrow();
    say(bench.round, &lost(bench.language()), &JsValue::NULL, false);
}
