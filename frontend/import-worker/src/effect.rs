//! What the import would do: digests of the accepted records go to the page, a batch at a time, and what the server says of
//! them is kept here. While the server reads its contacts, more batches are made than may be under way. No cell leaves the worker for it but those of the few rows that are shown on the page.
use contact::{
    check::verdict::Verdict,
    effect::{COMPARED_TEXT, KEY_TEXT, KEYS_AT_ONCE, SHOWN_AT_ONCE, VeiledRecord, veil::DigestKey},
    update::FilledCells,
};
use preview::{
    FromWorker,
    effect::{EffectAsk, EffectList, EffectRow, EffectTold, FitsOfRow},
};
use wasm_bindgen::JsValue;

use crate::{
    bench::{Bench, SharedBench, say},
    effect_work::{EffectStep, EffectWork},
    outputs::{accepted, again, told},
};

/// How many records are looked up in one go, at least: what a question costs besides them is most of it where they are few.
const LOOKED_UP: usize = 2_700;

/// Takes what the page says.
pub fn hear(bench: &SharedBench, ask: EffectAsk) {
    let mut told = None;
    {
        let now = &mut *bench.borrow_mut();
        let check = match &ask {
            // What is being judged is looked at once it is judged.
            EffectAsk::Begin { .. } if !now.is_judged => return,
            EffectAsk::Begin { check, .. } => *check,
            EffectAsk::Hits { check, .. }
            | EffectAsk::Compared { check, .. }
            | EffectAsk::Choose { check, .. }
            | EffectAsk::Rows { check, .. } => {
                if *check != now.effect.check || now.effect.turn != now.turn {
                    return;
                }
                *check
            }
        };
        let turn = now.turn;
        let work = &mut now.effect;
        match ask {
            EffectAsk::Begin { key, choices, .. } => {
                *work = EffectWork {
                    turn,
                    check,
                    key: DigestKey::read(&key),
                    choices,
                    ..EffectWork::default()
                };
            }
            EffectAsk::Hits { number, hits, .. } => {
                if let Some(first) = work.asked.remove(&number) {
                    for hit in &hits {
                        work.known.hit(first + hit.record as usize, hit);
                    }
                    told = work.is_looked_up().then(|| work.settle());
                }
            }
            EffectAsk::Compared { number, same, .. } => {
                if let Some(batch) = work.compared.remove(&number) {
                    for (place, (record, contact)) in (0..).zip(batch) {
                        let same = same.binary_search(&place).is_ok();
                        work.known.compare(record, contact, same);
                    }
                    let is_over = work.open.is_empty() && work.compared.is_empty();
                    told = is_over.then(|| work.settle());
                }
            }
            EffectAsk::Choose { choices, .. } => {
                work.choices = choices;
                told = work.is_looked_up().then(|| work.settle());
            }
            EffectAsk::Rows { list, from, .. } => {
                wasm_bindgen_futures::spawn_local(rows(bench.clone(), list, from));
            }
        }
        if let Some(told) = told {
            say(now.round, &FromWorker::Effect(told), &JsValue::NULL, false);
        }
    }
    wasm_bindgen_futures::spawn_local(go_on(bench.clone()));
}

/// Makes batches until enough of them are under way.
async fn go_on(bench: SharedBench) {
    let (turn, check, is_busy) = {
        let now = &bench.borrow().effect;
        if now.key.is_none() {
            return;
        }
        (now.turn, now.check, now.busy)
    };
    if send(&bench, turn, check).is_none() || is_busy {
        return;
    }
    bench.borrow_mut().effect.busy = true;
    loop {
        let step = send(&bench, turn, check);
        let Some(step) = step.and_then(|()| ours(&bench, turn, check, |work| work.step())) else {
            return;
        };
        let done = match step {
            EffectStep::LookUp => look_up(&bench, turn, check).await,
            EffectStep::Compare => compare(&bench, turn, check).await,
            EffectStep::Rest => None,
        };
        if done.is_none() {
            ours(&bench, turn, check, |work| work.busy = false);
            return;
        }
    }
}

/// Does something to what is known, unless something else came meanwhile.
fn ours<T>(
    bench: &SharedBench,
    turn: u32,
    check: u32,
    work: impl FnOnce(&mut EffectWork) -> T,
) -> Option<T> {
    let Bench {
        effect, turn: now, ..
    } = &mut *bench.borrow_mut();
    (effect.check == check && *now == turn).then(|| work(effect))
}

fn tell(bench: &SharedBench, told: EffectTold) {
    let round = bench.borrow().round;
    say(round, &FromWorker::Effect(told), &JsValue::NULL, false);
}

/// Reads some accepted records again, and hands on their verdicts.
async fn verdicts(
    bench: &SharedBench,
    turn: u32,
    records: &[u32],
    take: impl FnMut(usize, &Verdict),
) -> Option<()> {
    let source = bench.borrow().job.as_ref()?.source();
    let read = again(bench, turn, &source, records, take).await;
    told(bench, bench.borrow().round, &read);
    read.ok()
}

/// Makes the keys of the next accepted records.
async fn look_up(bench: &SharedBench, turn: u32, check: u32) -> Option<()> {
    let (key, mut at) = ours(bench, turn, check, |work| (work.key.clone(), work.at))?;
    let key = key?;
    let (mut some, mut end) = (Vec::new(), false);
    while some.len() < LOOKED_UP && !end {
        let (more, is_last) = accepted(bench, turn, &mut at)?;
        some.extend(more);
        end = is_last;
    }
    let mut keys = Vec::with_capacity(some.len());
    verdicts(bench, turn, &some, |_, verdict| {
        let draft = verdict.draft_of_keys();
        let phones = draft.phones.iter();
        let phones: Vec<u64> = phones.map(|phone| key.phone(&phone.number)).collect();
        let emails = draft.emails.iter();
        let emails: Vec<u64> = emails.map(|email| key.email(&email.address)).collect();
        keys.push((phones, emails));
    })
    .await?;
    ours(bench, turn, check, |work| {
        work.at = at;
        work.read = end;
        let mut text = String::new();
        let mut first = work.records.len();
        for (record, (phones, emails)) in some.iter().zip(&keys) {
            let from = text.len();
            write_line(&mut text, phones, emails);
            if text.len() > KEY_TEXT || work.records.len() - first == KEYS_AT_ONCE {
                let line = text.split_off(from);
                work.batch(first, std::mem::replace(&mut text, line));
                first = work.records.len();
            }
            work.known.add(phones, emails);
            work.records.push(*record);
        }
        if work.records.len() > first {
            work.batch(first, text);
        }
    })?;
    send(bench, turn, check)?;
    // A file whose last records are not accepted has nothing to wait for.
    let told = ours(bench, turn, check, |work| {
        (some.is_empty() && work.is_looked_up()).then(|| work.settle())
    })?;
    if let Some(told) = told {
        tell(bench, told);
    }
    Some(())
}

/// Sends batches of keys to the page, as many as may be under way.
fn send(bench: &SharedBench, turn: u32, check: u32) -> Option<()> {
    while let Some(batch) = ours(bench, turn, check, EffectWork::next_batch)? {
        tell(bench, batch);
    }
    Some(())
}

/// Writes the digests of a record, as the server reads them.
fn write_line(text: &mut String, phones: &[u64], emails: &[u64]) {
    let phones = phones.iter().map(|digest| ('p', digest));
    let emails = emails.iter().map(|digest| ('e', digest));
    let from = text.len();
    for (kind, digest) in phones.chain(emails) {
        if text.len() > from {
            text.push(' ');
        }
        text.push(kind);
        for byte in digest.to_be_bytes() {
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(half.into(), 16).unwrap_or('0'));
            }
        }
    }
    text.push('\n');
}

/// Veils the next records that are to be compared.
async fn compare(bench: &SharedBench, turn: u32, check: u32) -> Option<()> {
    let (key, some, records) = ours(bench, turn, check, |work| {
        let some = work.take_open();
        let records: Vec<u32> = some.iter().map(|(at, _)| work.records[*at]).collect();
        (work.key.clone(), some, records)
    })?;
    let key = key?;
    let mut veiled = Vec::with_capacity(some.len());
    verdicts(bench, turn, &records, |at, verdict| {
        let record = VeiledRecord {
            contact: some[at].1,
            draft: key.veil(&verdict.draft()),
            filled: FilledCells::of(verdict),
        };
        // What is plain data can be written.
        veiled.push(serde_json::to_string(&record).unwrap_or_default());
    })
    .await?;
    let mut some = some.into_iter();
    let mut rest = veiled.as_slice();
    while !rest.is_empty() {
        let mut size = 0;
        let many = rest.iter().take_while(|record| {
            size += record.len() + 1;
            size < COMPARED_TEXT
        });
        let (batch, others) = rest.split_at(many.count().max(1));
        rest = others;
        let told = ours(bench, turn, check, |work| {
            work.batches += 1;
            let these = some.by_ref().take(batch.len()).collect();
            work.compared.insert(work.batches, these);
            EffectTold::Compare {
                check,
                number: work.batches,
                records: format!("[{}]", batch.join(",")),
            }
        })?;
        tell(bench, told);
    }
    Some(())
}

/// Shows some records of a list.
async fn rows(bench: SharedBench, list: EffectList, from: u64) {
    let (turn, check, total, some) = {
        let now = &*bench.borrow();
        let work = &now.effect;
        // Where a record begins, by its number among the accepted ones.
        let line = |number: u32| {
            let place = *work.records.get((number as usize).checked_sub(1)?)?;
            let ledger = &now.job.as_ref()?.ledger;
            ((place as usize) < ledger.records()).then(|| ledger.kept(place).line)
        };
        let found = (1..).zip(work.foreseen.records.iter().zip(&work.records));
        let of_list = found.filter(|(_, (record, _))| list.holds(record));
        let some = of_list.skip(from as usize).take(SHOWN_AT_ONCE);
        let some: Vec<_> = some
            .map(|(number, (record, place))| {
                let fits = FitsOfRow::of(number, &work.foreseen, line);
                (number, *place, *record, fits)
            })
            .collect();
        let total = list.total(&work.foreseen.classes, work.foreseen.counts);
        (work.turn, work.check, total, some)
    };
    let records: Vec<u32> = some.iter().map(|(_, place, ..)| *place).collect();
    let mut rows = Vec::with_capacity(some.len());
    let read = verdicts(&bench, turn, &records, |at, verdict| {
        let (number, _, record, fits) = &some[at];
        rows.push(EffectRow {
            record: *number,
            line: verdict.line,
            class: record.class,
            contact: record.contact,
            fits: fits.clone(),
            draft: verdict.draft(),
            filled: FilledCells::of(verdict),
        });
    });
    if read.await.is_some() {
        let told = EffectTold::Rows {
            check,
            list,
            from,
            total,
            rows,
        };
        tell(&bench, told);
    }
}
