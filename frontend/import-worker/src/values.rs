//! What the page asks about one column: its values, those that mean the same, and what a step would do. The column is read
//! anew, a piece of the file at a time, and nothing is judged but the values that are shown.

use std::ops::Range;

use contact::{
    Language, Limits, Rules,
    check::{Outcome, columns::FileColumn},
    code::Severity,
    file::rows::{Next, Row, Rows},
    mend::{
        Mend,
        clusters::{self, SameValues},
        column_text::ColumnText,
        steps::holds_list,
        tally::DistinctValues,
        trial::StepTrial,
    },
};
use preview::{ColumnValue, FromWorker, TriedMend, ValueCluster, ledger::RecordLedger};
use wasm_bindgen::JsValue;

use crate::{
    bench::{Bench, SharedBench, lost, say},
    job::JudgementJob,
};

/// So much of the file is read at a time; in between, the page is heard.
const PIECE: u64 = 4 * 1024 * 1024;

/// What is asked about a column; each kind is answered once, for the newest question.
#[derive(Clone, Copy)]
enum ColumnQuestion {
    Values,
    Clusters,
    Trial,
}

/// What of the rest of the record is wanted beside a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WantedBeside {
    Nothing,
    Country,
    OtherName,
}

/// Why a column could not be read to its end.
enum WalkEnd {
    /// Something else is wanted meanwhile.
    Overtaken,
    Lost,
}

/// One column, read from the first record to the last.
struct ColumnWalk {
    question: ColumnQuestion,
    asked: u32,
    turn: u32,
    round: u32,
    language: Language,
    text: ColumnText,
    /// With the repairs that are made in it.
    column: FileColumn,
    rules: Rules,
    delimiter: u8,
    width: usize,
}

impl ColumnWalk {
    /// Begins at a column, by its place in the file; none where there is no such column, or no file.
    fn begin(bench: &SharedBench, question: ColumnQuestion, place: usize) -> Option<Self> {
        let bench = &mut *bench.borrow_mut();
        let asked = &mut bench.asked[question as usize];
        *asked += 1;
        let job = bench.job.as_ref()?;
        let columns = job.checker.columns()?;
        let (_, (delimiter, _)) = job.checker.reading()?;
        let rules = job.settings.rules.clone();
        let typed = job.checker.patches();
        Some(Self {
            question,
            asked: *asked,
            turn: bench.turn,
            round: bench.round,
            language: job.settings.language,
            text: ColumnText::of(columns, place, &job.settings.steps, typed, &rules)?,
            column: columns.all.get(place)?.clone(),
            rules,
            delimiter,
            width: columns.width,
        })
    }

    /// The judgement whose file is read, unless something else came meanwhile.
    fn job<'b>(&self, bench: &'b Bench) -> Result<&'b JudgementJob, WalkEnd> {
        let is_ours = bench.turn == self.turn && bench.asked[self.question as usize] == self.asked;
        let job = bench.job.as_ref().filter(|_| is_ours);
        job.ok_or(WalkEnd::Overtaken)
    }

    /// Hands on the bare cell of every record that was not skipped, and what is wanted beside it.
    async fn run(
        &self,
        bench: &SharedBench,
        wanted: WantedBeside,
        mut each: impl FnMut(&str, Option<&str>),
    ) -> Result<(), WalkEnd> {
        let mut from = 0;
        loop {
            let (source, records, span) = {
                let bench = bench.borrow();
                let job = self.job(&bench)?;
                let Some((records, span)) = piece(&job.ledger, from) else {
                    return Ok(());
                };
                (job.source(), records, span)
            };
            from = records.end;
            let text = source.text(span.clone()).await;
            let text = text.map_err(|_| WalkEnd::Lost)?;
            let bench = bench.borrow();
            let ledger = &self.job(&bench)?.ledger;
            self.read(ledger, records, span.start, &text, wanted, &mut each);
        }
    }

    /// Reads the records of a piece. A row that is none of them, such as a blank one, is passed over.
    fn read(
        &self,
        ledger: &RecordLedger,
        mut records: Range<u32>,
        start: u64,
        text: &[u8],
        wanted: WantedBeside,
        each: &mut impl FnMut(&str, Option<&str>),
    ) {
        let longest = Limits::default().record_bytes;
        let mut rows = Rows::new(self.delimiter, longest, 1, start).with_width(self.width);
        let mut scratch = String::new();
        let mut note = |row: &Row<'_>| {
            let begins = |record: u32| ledger.kept(record).span.start;
            while !records.is_empty() && begins(records.start) < row.range.start {
                records.start += 1;
            }
            if records.is_empty() || begins(records.start) != row.range.start {
                return Next::Go;
            }
            let place = records.start as usize;
            records.start += 1;
            if ledger.outcome(place) != Outcome::Skipped && !row.long && row.text().is_ok() {
                let record = place as u64 + 1;
                let beside = match wanted {
                    WantedBeside::Nothing => None,
                    WantedBeside::Country => self.text.country(row, record),
                    WantedBeside::OtherName => self.text.other_name(row, record),
                };
                each(
                    &self.text.text(row, record, &mut scratch),
                    beside.as_deref(),
                );
            }
            Next::Go
        };
        if rows.push(text, &mut note) == Next::Go {
            rows.finish(&mut note);
        }
    }

    /// Counts the values.
    async fn values(&self, bench: &SharedBench) -> Result<DistinctValues, WalkEnd> {
        let is_list = holds_list(self.column.column, &self.rules);
        let mut values = DistinctValues::default();
        let nothing = WantedBeside::Nothing;
        self.run(bench, nothing, |text, _| values.note(text, is_list))
            .await?;
        Ok(values)
    }

    /// What a value reads with the repairs that are made, if they change it, and whether the field of the column takes it so.
    fn mended(&self, value: &str) -> (Option<String>, bool) {
        let (mended, problems) = self.column.as_mended(value, &self.rules);
        let mut problems = problems.iter();
        let is_good = problems.all(|problem| problem.code.severity() == Severity::Warning);
        (mended, is_good)
    }

    fn view(&self, (value, records): (&str, u32)) -> ColumnValue {
        let (mended, good) = self.mended(value);
        ColumnValue {
            value: value.to_owned(),
            records: records.into(),
            mended,
            good,
        }
    }

    /// Says what was found, or that the file is lost.
    fn answer(&self, found: Result<FromWorker, WalkEnd>) {
        match found {
            Ok(answer) => say(self.round, &answer, &JsValue::NULL, false),
            Err(WalkEnd::Lost) => say(self.round, &lost(self.language), &JsValue::NULL, false),
            Err(WalkEnd::Overtaken) => {}
        }
    }
}

/// The next records from one on, as many as are read at a time, and where they lie; none after the last.
fn piece(ledger: &RecordLedger, from: u32) -> Option<(Range<u32>, Range<u64>)> {
    let all = ledger.records() as u32;
    if from >= all {
        return None;
    }
    let start = ledger.kept(from).span.start;
    let mut last = from;
    while last + 1 < all && ledger.kept(last + 1).span.start < start + PIECE {
        last += 1;
    }
    Some((from..last + 1, start..ledger.kept(last).span.end))
}

/// Tells the page the values of a column, at most so many.
pub async fn values(bench: SharedBench, column: u32, most: u32) {
    let question = ColumnQuestion::Values;
    let Some(walk) = ColumnWalk::begin(&bench, question, column as usize) else {
        return;
    };
    let found = walk.values(&bench).await.map(|values| {
        let shown = values.most_frequent().into_iter().take(most as usize);
        FromWorker::Values {
            column,
            values: shown.map(|value| walk.view(value)).collect(),
            distinct: values.distinct(),
        }
    });
    walk.answer(found);
}

/// Tells the page which values of a column mean the same.
pub async fn clusters(bench: SharedBench, column: u32) {
    let question = ColumnQuestion::Clusters;
    let Some(walk) = ColumnWalk::begin(&bench, question, column as usize) else {
        return;
    };
    let found = walk.values(&bench).await.map(|values| {
        let spellings = clusters::spellings(walk.column.column, &walk.rules);
        let is_good = |value: &str| walk.mended(value).1;
        let same = clusters::clusters(&values.most_frequent(), &spellings, is_good);
        let view = |same: SameValues<'_>| ValueCluster {
            values: same
                .values
                .into_iter()
                .map(|value| walk.view(value))
                .collect(),
            suggestion: same.suggestion,
        };
        FromWorker::Clusters {
            column,
            clusters: same.into_iter().map(view).collect(),
        }
    });
    walk.answer(found);
}

/// Tells the page what a step would do.
pub async fn try_mend(bench: SharedBench, mend: Mend) {
    let place = {
        let bench = bench.borrow();
        let columns = bench.job.as_ref().and_then(|job| job.checker.columns());
        let is_meant = |columns: &contact::check::columns::FileColumns| {
            let mut all = columns.all.iter();
            all.position(|file| file.name == mend.column())
        };
        columns.and_then(is_meant)
    };
    let walk = place.and_then(|place| ColumnWalk::begin(&bench, ColumnQuestion::Trial, place));
    let Some(walk) = walk else {
        return;
    };
    let tried = |records, before, after| TriedMend {
        mend: mend.clone(),
        records,
        before,
        after,
    };
    let found = match StepTrial::of(&mend, &walk.rules) {
        None => Ok(tried(0, String::new(), String::new())),
        Some(mut trial) => {
            let wanted = match (trial.needs_name(), trial.needs_country()) {
                (true, _) => WantedBeside::OtherName,
                (false, true) => WantedBeside::Country,
                (false, false) => WantedBeside::Nothing,
            };
            let note = |text: &str, beside: Option<&str>| trial.note(text, beside);
            let end = walk.run(&bench, wanted, note).await;
            end.map(|()| tried(trial.records, trial.before, trial.after))
        }
    };
    walk.answer(found.map(FromWorker::Tried));
}
