//! The second wasm: judges a contacts file in a Web Worker, so that the page stays alive. What is said between the two
//! stands in `preview`; the rules are those of `contact`. Rows stay in the file: the worker keeps where they
//! begin and what was found, and reads again what the page wants to see.

use js_sys::Array;
use preview::{FromWorker, JudgementSettings, ToWorker};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{File, MessageEvent};

mod bench;
mod edits;
mod effect;
mod effect_work;
mod job;
mod judging;
mod layouts;
mod opened;
mod outputs;
mod pieces;
mod source;
mod values;
mod views;

use bench::{SharedBench, say, scope};
use judging::JudgedFor;
use opened::OpeningKey;

fn hear(bench: &SharedBench, message: &JsValue) {
    let message: &Array = message.unchecked_ref();
    let Some(ask) = message
        .get(0)
        .as_string()
        .and_then(|json| serde_json::from_str(&json).ok())
    else {
        return;
    };
    match ask {
        ToWorker::Judge { round, settings } => {
            judge(
                bench,
                round,
                settings,
                message.get(1).dyn_into::<File>().ok(),
            );
        }
        ToWorker::Edit { cells } => {
            bench.borrow_mut().edits.put(cells);
            wasm_bindgen_futures::spawn_local(edits::work_off(bench.clone()));
        }
        ToWorker::Values { column, most } => {
            wasm_bindgen_futures::spawn_local(values::values(bench.clone(), column, most));
        }
        ToWorker::Clusters { column } => {
            wasm_bindgen_futures::spawn_local(values::clusters(bench.clone(), column));
        }
        ToWorker::Try { mend } => {
            wasm_bindgen_futures::spawn_local(values::try_mend(bench.clone(), mend));
        }
        ToWorker::Cancel => {
            let mut now = bench.borrow_mut();
            now.turn += 1;
            now.job = None;
            now.is_judged = false;
            now.take(None);
        }
        ToWorker::Effect(ask) => effect::hear(bench, ask),
        ToWorker::Rows { show, from, count } => {
            wasm_bindgen_futures::spawn_local(views::rows(bench.clone(), show, from, count));
        }
        ToWorker::ErrorDetail { also } => {
            bench.borrow_mut().detail = Some(also);
            outputs::detail_if_settled(bench);
        }
        ToWorker::Part { number } => {
            wasm_bindgen_futures::spawn_local(outputs::part(bench.clone(), number))
        }
    }
}

/// Judges a file, or the one at hand with other settings; then what was typed over its cells meanwhile.
fn judge(bench: &SharedBench, round: u32, settings: JudgementSettings, file: Option<File>) {
    let mut now = bench.borrow_mut();
    let repair = match &file {
        Some(_) => None,
        None => edits::repair_of(&now, &settings),
    };
    if file.is_some() {
        now.take(file);
    }
    now.read_as(OpeningKey::from(&settings));
    now.turn += 1;
    now.round = round;
    now.is_judged = false;
    let (bench, turn) = (bench.clone(), now.turn);
    if let Some(key) = repair {
        wasm_bindgen_futures::spawn_local(async move {
            edits::repair(bench.clone(), turn, settings, key).await;
            edits::work_off(bench).await;
        });
        return;
    }
    now.job = None;
    if let Some(file) = now.file.clone() {
        wasm_bindgen_futures::spawn_local(async move {
            judging::judge(bench.clone(), turn, file, settings, JudgedFor::Settings).await;
            edits::work_off(bench).await;
        });
    }
}

/// Begins to listen.
#[wasm_bindgen(start)]
pub fn start() {
    let bench = SharedBench::default();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        hear(&bench, &event.data())
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // For as long as the worker lives.
    listen.forget();
    say(0, &FromWorker::Ready, &JsValue::NULL, false);
}
