//! Judges the file from its start, a slice at a time. Between two slices the page is heard, so that it can cancel,
//! choose differently or look at rows while the file is still being read.

use std::rc::Rc;

use contact::{
    check::{CheckOptions, checker::Checker, report, verdict::Verdict},
    code::Code,
    mend::CellPatch,
    problem::Problem,
};
use js_sys::{ArrayBuffer, Date, Function, Promise, Reflect};
use preview::{
    ColumnView, FromWorker, Judgement, JudgementSettings,
    ledger::{self, RecordLedger, RowRepairs},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::{
    bench::{Bench, SharedBench, lost, say},
    job::JudgementJob,
    layouts::{self, OpeningFault},
    opened::OpenedFile,
    source, views,
};

/// The first slice is small, so that the first rows show at once.
const FIRST_SLICE: u64 = 256 * 1024;
const SLICE: u64 = 8 * 1024 * 1024;
/// How many rows the page gets to begin with: enough to fill its window, few enough to be drawn in one frame.
const FIRST_ROWS: u64 = 20;
/// The least milliseconds between two words of progress.
const PACE: f64 = 50.0;

enum JudgementStop {
    /// Something else is wanted meanwhile.
    Old,
    Lost,
    Refused(Problem),
}

impl From<JsValue> for JudgementStop {
    fn from(_: JsValue) -> Self {
        Self::Lost
    }
}

impl From<OpeningFault> for JudgementStop {
    fn from(fault: OpeningFault) -> Self {
        match fault {
            OpeningFault::Old => Self::Old,
            OpeningFault::Lost => Self::Lost,
            OpeningFault::Refused(problem) => Self::Refused(problem),
        }
    }
}

impl From<Problem> for JudgementStop {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// What a judgement of the whole file answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgedFor {
    /// The page's settings.
    Settings,
    /// Cells that were typed over.
    Edit,
}

/// Judges a file and tells the page.
pub async fn judge(
    bench: SharedBench,
    turn: u32,
    file: File,
    settings: JudgementSettings,
    asked: JudgedFor,
) {
    let language = settings.language;
    let start = Date::now();
    let mut result = read(&bench, turn, &file, &settings, asked).await;
    if matches!(result, Ok(true)) {
        // Only the whole column shows that some of its dates are in doubt: they are judged once more, knowing it.
        result = read(&bench, turn, &file, &settings, asked).await;
    }
    let columns = match &result {
        Err(JudgementStop::Refused(problem)) if matches!(problem.code, Code::F05 | Code::F06) => {
            refused_columns(&bench, turn, &file, &settings).await
        }
        _ => Vec::new(),
    };
    let bench = &mut *bench.borrow_mut();
    if bench.turn != turn {
        return;
    }
    let answer = match (result, &mut bench.job) {
        (Ok(_), Some(job)) => {
            bench.blank_surplus = job.ledger.blank_surplus();
            bench.is_judged = true;
            let mut dropped = job.checker.misfits();
            bench.typed.forget(&dropped);
            job.checker.patch(bench.typed.patches());
            dropped.append(&mut bench.dropped);
            let judgement = job.judgement(Date::now() - start, bench.typed.cells(), dropped);
            judgement.map(match asked {
                JudgedFor::Settings => FromWorker::Judged,
                JudgedFor::Edit => FromWorker::Edited,
            })
        }
        (Err(JudgementStop::Refused(problem)), job) => Some(FromWorker::Refused {
            code: problem.code,
            message: problem.sentence(language),
            reading: job.as_ref().and_then(views::reading),
            columns,
            sheets: job
                .as_ref()
                .map_or_else(Vec::new, |job| job.opened.sheets.clone()),
        }),
        (Err(JudgementStop::Lost), _) => Some(lost(language)),
        (Ok(_), None) | (Err(JudgementStop::Old), _) => None,
    };
    if let Some(answer) = answer {
        say(bench.round, &answer, &JsValue::NULL, false);
    }
}

/// How the page wants the file to be read.
fn options(settings: &JudgementSettings) -> CheckOptions {
    let mut options = CheckOptions::new(settings.rules.clone());
    options.encoding = settings.encoding;
    options.delimiter = settings
        .delimiter
        .and_then(|delimiter| u8::try_from(delimiter).ok());
    options
}

/// The same with all that was decided about it.
fn all_options(bench: &Bench, settings: &JudgementSettings) -> (CheckOptions, RowRepairs) {
    let rows = RowRepairs::new(&settings.repairs, bench.blank_surplus);
    let mut options = options(settings);
    options.columns = settings.columns.clone();
    options.steps = settings.steps.clone();
    options.patches = bench.typed.patches();
    options.fixes = ledger::fixes(&settings.repairs, &settings.rules, &bench.dates);
    options.doubted = bench.dates.doubted();
    options.leave_out_short = rows.leave_out_short;
    options.blank_surplus = rows.blank_surplus;
    (options, rows)
}

/// Judges a file from its start. True: it has to be judged again, for the sake of dates that are in doubt.
async fn read(
    bench: &SharedBench,
    turn: u32,
    file: &File,
    settings: &JudgementSettings,
    asked: JudgedFor,
) -> Result<bool, JudgementStop> {
    let size = file.size() as u64;
    let (mut options, rows) = all_options(&bench.borrow(), settings);
    if size > options.limits.file_bytes {
        return Err(report::too_large(options.limits.file_bytes).into());
    }
    let opened = layouts::open(bench, turn, file, settings, &options).await?;
    opened.apply(&mut options);
    let size = opened.size();
    let mut slices = Slices::new(&opened).await?;
    let job = JudgementJob {
        settings: settings.clone(),
        fixes: options.fixes.clone(),
        doubted: options.doubted.clone(),
        checker: Checker::new(options),
        ledger: RecordLedger::new(rows, settings.language),
        opened,
        samples: Vec::new(),
        first_rows: Vec::new(),
        parts: Vec::new(),
    };
    if bench.borrow().turn != turn {
        return Err(JudgementStop::Old);
    }
    bench.borrow_mut().job = Some(job);
    let mut told = Date::now();
    // Who has typed over a cell has seen the file begin.
    let mut began = asked != JudgedFor::Settings;
    while let Some(slice) = slices.next().await? {
        let bench = &mut *bench.borrow_mut();
        let Some(job) = bench.job.as_mut().filter(|_| bench.turn == turn) else {
            return Err(JudgementStop::Old);
        };
        job.take(Some(&slice))?;
        if !began && let Some(answer) = views::began(job) {
            began = true;
            say(bench.round, &answer, &JsValue::NULL, false);
        }
        if Date::now() - told >= PACE {
            told = Date::now();
            let counts = job.checker.counts();
            say(
                bench.round,
                &FromWorker::Progress {
                    counts,
                    read: slices.read(),
                    size,
                },
                &JsValue::NULL,
                false,
            );
        }
    }
    let bench = &mut *bench.borrow_mut();
    let Some(job) = bench.job.as_mut().filter(|_| bench.turn == turn) else {
        return Err(JudgementStop::Old);
    };
    job.take(None)?;
    if !began && let Some(answer) = views::began(job) {
        say(bench.round, &answer, &JsValue::NULL, false);
    }
    bench.dates = job.checker.dates().clone();
    job.ledger.know_dates(&bench.dates);
    Ok(job.is_overtaken())
}

/// The columns of a file that was refused for its header, with their first values, so that they can be matched by hand.
async fn refused_columns(
    bench: &SharedBench,
    turn: u32,
    file: &File,
    settings: &JudgementSettings,
) -> Vec<ColumnView> {
    let mut columns = match &*bench.borrow() {
        Bench {
            job: Some(job),
            turn: now,
            ..
        } if *now == turn => views::columns(job),
        _ => return Vec::new(),
    };
    let mut options = options(settings);
    // Judged as if the first column were the last name and the others nothing, only to see their values.
    let places = 0..columns.len() as u32;
    options.columns = places.map(|place| (place, String::new())).collect();
    options.columns.insert(0, "Last name".to_owned());
    let Ok(opened) = layouts::open(bench, turn, file, settings, &options).await else {
        return columns;
    };
    opened.apply(&mut options);
    let Ok(mut slices) = Slices::new(&opened).await else {
        return columns;
    };
    let Ok(Some(slice)) = slices.next().await else {
        return columns;
    };
    let mut samples = Vec::new();
    let mut sample = |verdict: &Verdict| {
        if verdict.record <= FIRST_ROWS {
            views::sample(&mut samples, verdict);
        }
    };
    let mut checker = Checker::new(options);
    // Whatever else is wrong with the file was not reached yet.
    if checker.push(&slice, &mut sample).is_ok() {
        let _ = checker.finish(&mut sample);
    }
    for (column, samples) in columns.iter_mut().zip(samples) {
        column.samples = samples;
    }
    columns
}

impl JudgementJob {
    /// Judges the next bytes; `None`: there are no more.
    fn take(&mut self, bytes: Option<&[u8]>) -> Result<(), Problem> {
        let Self {
            checker,
            ledger,
            settings,
            first_rows,
            samples,
            ..
        } = self;
        let mut note = |verdict: &Verdict| {
            ledger.note(verdict, &settings.rules);
            if verdict.record <= FIRST_ROWS {
                first_rows.push(views::row(verdict, settings.language));
                views::sample(samples, verdict);
            }
        };
        match bytes {
            Some(bytes) => checker.push(bytes, &mut note),
            None => checker.finish(&mut note),
        }
    }

    /// What is said of the file, with so many cells typed over and these that have no place in it.
    pub fn judgement(
        &self,
        milliseconds: f64,
        typed: u64,
        dropped: Vec<CellPatch>,
    ) -> Option<Judgement> {
        Some(Judgement {
            reading: views::reading(self)?,
            columns: views::columns(self),
            counts: self.ledger.counts(),
            groups: self.ledger.groups(),
            notes: self
                .checker
                .notes()
                .iter()
                .map(|note| note.sentence(self.settings.language))
                .collect(),
            new_labels: self.ledger.new_labels(),
            steps: self.ledger.made_steps(&self.settings.steps),
            typed,
            dropped,
            layout: self.opened.view(),
            sheets: self.opened.sheets.clone(),
            milliseconds: milliseconds as u32,
        })
    }
}

/// The bytes of a file, one slice after the other; the next one is on its way while one is judged.
enum Slices {
    File {
        file: File,
        first: Option<Vec<u8>>,
        next: Option<JsFuture>,
        end: u64,
        read: u64,
    },
    Unpacked {
        text: Rc<[u8]>,
        at: usize,
        size: u64,
    },
}

impl Slices {
    async fn new(opened: &OpenedFile) -> Result<Self, JsValue> {
        let (file, size) = (&opened.file, opened.size());
        if let Some(text) = &opened.text {
            return Ok(Self::Unpacked {
                text: text.clone(),
                at: 0,
                size,
            });
        }
        let end = size.min(FIRST_SLICE);
        let mut slices = Self::File {
            file: file.clone(),
            first: Some(source::bytes(file, 0..end).await?),
            next: None,
            end,
            read: end,
        };
        slices.send_for()?;
        Ok(slices)
    }

    fn send_for(&mut self) -> Result<(), JsValue> {
        if let Self::File {
            file, next, end, ..
        } = self
        {
            let size = file.size() as u64;
            if *end < size {
                let to = size.min(*end + SLICE);
                *next = Some(source::begin(file, *end..to)?);
                *end = to;
            }
        }
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, JsValue> {
        match self {
            Self::File {
                first,
                next,
                read,
                end,
                ..
            } => {
                if let Some(first) = first.take() {
                    return Ok(Some(first));
                }
                let Some(coming) = next.take() else {
                    return Ok(None);
                };
                let bytes = source::copied(coming.await?.unchecked_into::<ArrayBuffer>());
                *read = *end;
                self.send_for()?;
                Ok(Some(bytes))
            }
            Self::Unpacked { text, at, .. } => {
                if *at == text.len() {
                    return Ok(None);
                }
                let to = text.len().min(*at + SLICE as usize);
                let slice = text[*at..to].to_vec();
                *at = to;
                breathe().await?;
                Ok(Some(slice))
            }
        }
    }

    /// How many bytes of the file have been read.
    fn read(&self) -> u64 {
        match self {
            Self::File { read, .. } => *read,
            Self::Unpacked { text, at, size } => size * (*at as u64) / (text.len().max(1) as u64),
        }
    }
}

/// Lets the messages in that have come meanwhile.
async fn breathe() -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let timer = Reflect::get(&js_sys::global(), &"setTimeout".into());
        if let Some(timer) = timer
            .ok()
            .and_then(|timer| timer.dyn_into::<Function>().ok())
        {
            // A timer that cannot be set leaves the promise open, and nothing in a browser makes it fail.
            let _ = timer.call2(&JsValue::NULL, &resolve, &0.into());
        }
    });
    JsFuture::from(promise).await.map(drop)
}
