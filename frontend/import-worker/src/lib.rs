//! The second wasm: judges a contacts file in a Web Worker, so that the page stays alive. What is said between the two
//! stands in `preview`; the rules are those of `contact`. Rows stay in the file: the worker keeps where they
//! begin and what was found, and reads again what the page wants to see.

use contact::check::dates::Dates;
use js_sys::Array;
use preview::{FromWorker, ToWorker};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{File, MessageEvent};

mod bench;
mod job;
mod judging;
mod layouts;
mod ledger;
mod opened;
mod outputs;
mod pieces;
mod source;
mod views;

use bench::{SharedBench, say, scope};

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
            let mut now = bench.borrow_mut();
            if let Ok(file) = message.get(1).dyn_into::<File>() {
                now.file = Some(file);
                now.opened = None;
                now.dates = Dates::default();
                now.blank_surplus = 0;
            }
            now.turn += 1;
            now.round = round;
            now.job = None;
            if let Some(file) = now.file.clone() {
                let turn = now.turn;
                wasm_bindgen_futures::spawn_local(judging::judge(
                    bench.clone(),
                    turn,
                    file,
                    settings,
                ));
            }
        }
        ToWorker::Cancel => {
            let mut now = bench.borrow_mut();
            now.turn += 1;
            now.job = None;
            now.file = None;
            now.opened = None;
        }
        ToWorker::Rows { show, from, count } => {
            wasm_bindgen_futures::spawn_local(views::rows(bench.clone(), show, from, count));
        }
        ToWorker::ErrorDetail { also } => {
            wasm_bindgen_futures::spawn_local(outputs::error_detail(bench.clone(), also))
        }
        ToWorker::Part { number } => {
            wasm_bindgen_futures::spawn_local(outputs::part(bench.clone(), number))
        }
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
