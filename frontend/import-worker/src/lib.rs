//! The second wasm: judges a contacts file in a Web Worker, so that the page stays alive. What is said between the two
//! stands in `preview`; the rules are those of `contact`. Rows stay in the file: the worker keeps where they
//! begin and what was found, and reads again what the page wants to see.

use std::{cell::RefCell, rc::Rc};

use contact::{Language, check::dates::Dates};
use js_sys::Array;
use preview::{Answer, Ask};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

mod judging;
mod ledger;
mod outputs;
mod source;
mod views;

use judging::Job;

/// What the worker holds between two messages.
#[derive(Default)]
struct Bench {
    /// Counts the judgements and cancellations: work of an earlier one ends at its next step.
    turn: u32,
    round: u32,
    file: Option<File>,
    job: Option<Job>,
    /// What the dates of this file showed in the last judgement.
    dates: Dates,
    /// So many blank values stand at the end of every row, as far as the last judgement found.
    blank_surplus: usize,
}

impl Bench {
    /// The language of the page.
    fn language(&self) -> Language {
        self.job
            .as_ref()
            .map_or_else(Language::default, |job| job.settings.language)
    }
}

type Shared = Rc<RefCell<Bench>>;

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says something to the page, with what belongs to it; `transfer` hands it over instead of copying it.
fn say(round: u32, answer: &Answer, attached: &JsValue, transfer: bool) {
    let json = serde_json::to_string(&(round, answer)).expect("answers are plain data");
    let message = Array::of2(&json.into(), attached);
    let handed_over = if transfer {
        Array::of1(attached)
    } else {
        Array::new()
    };
    // Fails only for what cannot be handed over, which blobs and buffers can.
    let _ = scope().post_message_with_transfer(&message, &handed_over);
}

fn hear(bench: &Shared, message: &JsValue) {
    let message: &Array = message.unchecked_ref();
    let Some(ask) = message
        .get(0)
        .as_string()
        .and_then(|json| serde_json::from_str(&json).ok())
    else {
        return;
    };
    match ask {
        Ask::Judge { round, settings } => {
            let mut now = bench.borrow_mut();
            if let Ok(file) = message.get(1).dyn_into::<File>() {
                now.file = Some(file);
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
        Ask::Cancel => {
            let mut now = bench.borrow_mut();
            now.turn += 1;
            now.job = None;
            now.file = None;
        }
        Ask::Rows { show, from, count } => {
            wasm_bindgen_futures::spawn_local(views::rows(bench.clone(), show, from, count));
        }
        Ask::ErrorDetail { also } => {
            wasm_bindgen_futures::spawn_local(outputs::error_detail(bench.clone(), also))
        }
        Ask::Part { number } => {
            wasm_bindgen_futures::spawn_local(outputs::part(bench.clone(), number))
        }
    }
}

/// Begins to listen.
#[wasm_bindgen(start)]
pub fn start() {
    let bench = Shared::default();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        hear(&bench, &event.data())
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // For as long as the worker lives.
    listen.forget();
    say(0, &Answer::Ready, &JsValue::NULL, false);
}
