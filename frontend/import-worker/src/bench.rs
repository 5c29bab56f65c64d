//! What the worker holds between two messages, and how it answers.

use std::{cell::RefCell, rc::Rc};

use contact::{Language, check::dates::Dates, mend::CellPatch, wording::Phrase};
use js_sys::{Array, Date};
use preview::{FromWorker, Judgement, edits::FilePatches, waiting::WaitingEdits};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File};

use crate::{
    effect_work::EffectWork,
    job::JudgementJob,
    opened::{OpenedFile, OpeningKey},
};

/// What the worker holds between two messages.
#[derive(Default)]
pub struct Bench {
    /// Counts the judgements and cancellations: work of an earlier one ends at its next step.
    pub turn: u32,
    pub round: u32,
    pub file: Option<File>,
    /// Counts the files, also where none followed.
    pub files: u32,
    /// How the file was opened last.
    pub opened: Option<(OpeningKey, Rc<OpenedFile>)>,
    /// What the columns are that cells were typed over.
    columns: Option<OpeningKey>,
    pub job: Option<JudgementJob>,
    /// The file is judged to its end, and nothing of it is under way.
    pub is_judged: bool,
    /// What is typed over the cells of this file.
    pub typed: FilePatches,
    /// What was typed and is not judged yet.
    pub edits: WaitingEdits,
    /// What was typed and has no place in the file, until the page is told.
    pub dropped: Vec<CellPatch>,
    /// ErrorDetail.csv is wanted, with these records that the server refused, once it is known which failed.
    pub detail: Option<Vec<(u32, String)>>,
    /// What the dates of this file showed in the last judgement.
    pub dates: Dates,
    /// How often the page asked this of a column: what was asked before is answered no more.
    pub asked: [u32; 3],
    /// So many blank values stand at the end of every row, as far as the last judgement found.
    pub blank_surplus: usize,
    /// What is known of what the import would do.
    pub effect: EffectWork,
}

impl Bench {
    /// Takes a file, or none, and forgets all that is known of the one before.
    pub fn take(&mut self, file: Option<File>) {
        self.file = file;
        self.files += 1;
        self.opened = None;
        self.columns = None;
        self.dates = Dates::default();
        self.blank_surplus = 0;
        self.typed = FilePatches::default();
        self.edits.forget();
        self.dropped.clear();
        self.detail = None;
    }

    /// The file is read like this from now on. Where the columns are other ones, what was typed over those of before has no place
    /// any more; the page names it.
    pub fn read_as(&mut self, key: OpeningKey) {
        let before = self.columns.replace(key.clone());
        if before.is_some_and(|before| !before.has_columns_of(&key)) {
            self.typed = FilePatches::default();
            self.edits.forget();
        }
    }

    /// The judgement at hand, if that is still the one of this turn.
    pub fn job_of(&mut self, turn: u32) -> Option<&mut JudgementJob> {
        self.job.as_mut().filter(|_| self.turn == turn)
    }

    /// What is said of the file in this turn, after work that began at that time. What was dropped is told of this once.
    pub fn judgement(&mut self, turn: u32, start: f64) -> Option<Judgement> {
        let typed = self.typed.cells();
        let dropped = std::mem::take(&mut self.dropped);
        let job = self.job_of(turn)?;
        job.judgement(Date::now() - start, typed, dropped)
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.job
            .as_ref()
            .map_or_else(Language::default, |job| job.settings.language)
    }
}

/// The same for all that is asked for, each with a turn of its own.
pub type SharedBench = Rc<RefCell<Bench>>;

/// What the page is talked to by.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says something to the page, with what belongs to it; `transfer` hands it over instead of copying it.
pub fn say(round: u32, answer: &FromWorker, attached: &JsValue, transfer: bool) {
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

const LOST: Phrase = Phrase(&[
    "The file can no longer be read. It was moved, renamed or changed: choose it again",
    "無法再讀取檔案。檔案已被移動、重新命名或更改：請重新選擇",
    "无法再读取文件。文件已被移动、重命名或更改：请重新选择",
]);

/// The file cannot be read any more.
pub fn lost(language: Language) -> FromWorker {
    FromWorker::Lost {
        message: LOST.said(language).to_owned(),
    }
}
