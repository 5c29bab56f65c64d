//! What is kept of each record: where it begins, its line and its outcome, nine bytes in all; and the records of each
//! cause. Everything else is read again when it is wanted.

use std::{collections::BTreeSet, ops::Range};

use contact::{
    Language, Rules,
    check::{Outcome, columns::FileColumns, dates::Dates, verdict::Verdict},
    code::{Code, Severity},
    date,
    field::column::Column,
    problem::Problem,
    repair::Fix,
    wording::Phrase,
};
use preview::{Group, GroupKey, Repair, Show};

const BLANKS_IGNORED: Phrase = Phrase(&[
    "The blank values at the end of every row are ignored",
    "已忽略每行末尾的空白值",
    "已忽略每行末尾的空白值",
]);

/// The most names of new labels that are told.
const MOST_NEW_LABELS: usize = 100;

/// A record is judged by its first 64 KiB: of one that is far longer no more than this is read again.
const LONGEST: u64 = 1024 * 1024;

/// What is kept of a file's records.
#[derive(Default)]
pub struct RecordLedger {
    starts: Vec<u32>,
    lines: Vec<u32>,
    outcomes: Vec<Outcome>,
    /// Where the last record ends.
    end: u64,
    groups: Vec<Cause>,
    new_labels: BTreeSet<String>,
    repairs: RowRepairs,
    language: Language,
    surplus: Surplus,
}

/// The repairs that are made of whole rows.
#[derive(Clone, Copy, Default)]
pub struct RowRepairs {
    pub leave_out_short: bool,
    /// 0 where it is not made.
    pub blank_surplus: usize,
}

impl RowRepairs {
    /// What the page has chosen, where every row has so many blank values at its end.
    pub fn new(repairs: &[GroupKey], blank_surplus: usize) -> Self {
        let made = |code| {
            let is_meant = |key: &GroupKey| key.code == code && key.column.is_empty();
            repairs.iter().any(is_meant)
        };
        Self {
            leave_out_short: made(Code::W07),
            blank_surplus: if made(Code::E12) { blank_surplus } else { 0 },
        }
    }
}

/// How many blank values the rows have beyond those of the header.
#[derive(Clone, Copy, Default, PartialEq)]
enum Surplus {
    #[default]
    Unseen,
    /// All have as many.
    Same(usize),
    /// Some have more than others, or text stands there.
    Different,
}

/// The records with one cause.
struct Cause {
    code: Code,
    column: String,
    records: Vec<u32>,
    line: u64,
    message: String,
    fix: Option<Fix>,
    mendable: Mendable,
}

/// What a fix does, or has done.
#[derive(Default)]
struct Mendable {
    records: u64,
    /// How many of them are dates that read both ways.
    both_ways: u64,
    last: u32,
    made: bool,
    before: String,
    after: String,
}

/// A record as it is kept.
pub struct KeptRecord {
    pub record: u64,
    pub line: u64,
    pub span: Range<u64>,
}

impl RecordLedger {
    /// Starts with the repairs that are made of whole rows.
    pub fn new(repairs: RowRepairs, language: Language) -> Self {
        Self {
            repairs,
            language,
            ..Self::default()
        }
    }

    /// Takes note of a record.
    pub fn note(&mut self, verdict: &Verdict, rules: &Rules) {
        let place = verdict.place();
        self.starts.push(place.start as u32);
        self.lines.push(verdict.line as u32);
        self.outcomes.push(verdict.outcome);
        self.end = place.end;
        if self.surplus != Surplus::Different {
            self.surplus = match (self.surplus, verdict.blank_surplus()) {
                (Surplus::Unseen, Some(surplus)) if surplus > 0 => Surplus::Same(surplus),
                (Surplus::Same(same), Some(surplus)) if same == surplus => self.surplus,
                _ => Surplus::Different,
            };
        }
        for problem in verdict.problems {
            self.note_problem(verdict, problem, rules);
        }
        for mended in verdict.mended {
            let file = &verdict.columns().all[mended.place];
            let fix = file
                .fixes
                .iter()
                .find(|(code, _)| *code == mended.code)
                .map(|(_, fix)| *fix);
            let before = verdict.cell(mended.place).into_owned();
            let both_ways = date::order(before.trim()) == Some(date::DayOrder::Either);
            let language = self.language;
            let cause = self.cause(mended.code, &file.name);
            if cause.line == 0 {
                cause.line = verdict.line;
                cause.message = language.quoted(&file.name, &before);
            }
            cause.fix = fix;
            cause.mendable.made = true;
            cause
                .mendable
                .note(verdict.record, || (before, mended.text.clone()));
            cause.mendable.both_ways += u64::from(fix == Some(Fix::DayFirst) && both_ways);
        }
    }

    fn note_problem(&mut self, verdict: &Verdict, problem: &Problem, rules: &Rules) {
        if problem.code == Code::W03 && self.new_labels.len() < MOST_NEW_LABELS {
            self.new_labels
                .extend(problem.value.split("; ").map(str::to_owned));
        }
        let record = (verdict.record - 1) as u32;
        // Dates are in doubt because others have the day first.
        let day_first =
            problem.code == Code::E21 || verdict.dates().read_day_first(&problem.column);
        let language = self.language;
        let cause = self.cause(problem.code, &problem.column);
        if cause.records.is_empty() && cause.line == 0 {
            cause.line = verdict.line;
            cause.message = problem.sentence(language);
        }
        if cause.records.last() == Some(&record) {
            return;
        }
        cause.records.push(record);
        if cause.mendable.made {
            return;
        }
        let Some((place, file)) = verdict
            .columns()
            .all
            .iter()
            .enumerate()
            .find(|(_, file)| file.name == problem.column)
        else {
            return;
        };
        let Some(fix) = Fix::of(problem.code, file.column, rules, day_first) else {
            return;
        };
        cause.fix = Some(fix);
        let cell = verdict.cell(place);
        if let Some(after) = fix.apply(&cell) {
            let mut left = false;
            file.column
                .judge(&after, rules, &mut |rest| left |= rest.code == problem.code);
            if !left {
                cause
                    .mendable
                    .note(verdict.record, || (cell.clone().into_owned(), after));
            }
        }
    }

    fn cause(&mut self, code: Code, column: &str) -> &mut Cause {
        let known = self
            .groups
            .iter()
            .position(|cause| cause.code == code && cause.column == column);
        let place = known.unwrap_or_else(|| {
            self.groups.push(Cause {
                code,
                column: column.to_owned(),
                records: Vec::new(),
                line: 0,
                message: String::new(),
                fix: None,
                mendable: Mendable::default(),
            });
            self.groups.len() - 1
        });
        &mut self.groups[place]
    }

    /// How many blank values every row has at its end; 0 where they differ.
    pub fn blank_surplus(&self) -> usize {
        match self.surplus {
            _ if self.repairs.blank_surplus > 0 => self.repairs.blank_surplus,
            Surplus::Same(surplus) => surplus,
            Surplus::Unseen | Surplus::Different => 0,
        }
    }

    /// Labels that the import will create.
    pub fn new_labels(&self) -> Vec<String> {
        self.new_labels
            .iter()
            .take(MOST_NEW_LABELS)
            .cloned()
            .collect()
    }

    /// The causes, errors first, then the largest; `dates` are those of the whole file.
    pub fn groups(&self, dates: &Dates) -> Vec<Group> {
        let mut groups: Vec<&Cause> = self.groups.iter().collect();
        groups.sort_by_key(|cause| {
            (
                cause.code.severity() == Severity::Warning,
                std::cmp::Reverse(cause.records.len()),
            )
        });
        let group = |cause: &Cause| {
            let mut group = cause.group();
            if cause.fix == Some(Fix::DayFirst) && !cause.mendable.made {
                self.count_turned(cause, dates, &mut group);
            }
            group
        };
        let mut groups: Vec<Group> = groups.into_iter().map(group).collect();
        for group in &mut groups {
            group.repair = group.repair.take().or_else(|| self.row_repair(group));
        }
        if self.repairs.blank_surplus > 0 {
            groups.push(self.without_surplus());
        }
        groups
    }

    /// What can be done, or has been, about rows with more or fewer values than columns.
    fn row_repair(&self, group: &Group) -> Option<Repair> {
        let (fix, made) = match group.key.code {
            Code::W07 => (Fix::LeaveOutShort, self.repairs.leave_out_short),
            Code::E12 if matches!(self.surplus, Surplus::Same(_)) => (Fix::BlankSurplus, false),
            _ => return None,
        };
        Some(row_repair(fix, group.records, made))
    }

    /// The group of the rows whose blank values are ignored: nothing else is left of it.
    fn without_surplus(&self) -> Group {
        Group {
            key: GroupKey {
                code: Code::E12,
                column: String::new(),
            },
            records: 0,
            line: self.lines.first().copied().unwrap_or_default().into(),
            message: BLANKS_IGNORED.said(self.language).to_owned(),
            repair: Some(row_repair(
                Fix::BlankSurplus,
                self.starts.len() as u64,
                true,
            )),
        }
    }

    /// One click turns all dates of a column, those that are none as MM/DD/YYYY and those that read both ways.
    fn count_turned(&self, cause: &Cause, dates: &Dates, group: &mut Group) {
        let Some(repair) = &mut group.repair else {
            return;
        };
        if !dates.read_day_first(&cause.column) {
            group.repair = None;
            return;
        }
        let turned = self
            .groups
            .iter()
            .filter(|other| other.fix == cause.fix && other.column == cause.column);
        (repair.records, repair.both_ways) = turned.fold((0, 0), |(all, both), other| {
            let records = other.mendable.records;
            let both_ways = if other.code == Code::E21 { records } else { 0 };
            (all + records, both + both_ways)
        });
    }

    /// How many records `show` leaves, and some of them.
    pub fn select(&self, show: &Show, from: u64, count: u64) -> (u64, Vec<KeptRecord>) {
        let of = |records: &[u32]| {
            let from = (from as usize).min(records.len());
            let to = (from + count as usize).min(records.len());
            (
                records.len() as u64,
                records[from..to]
                    .iter()
                    .map(|&record| self.kept(record))
                    .collect(),
            )
        };
        match show {
            Show::All => {
                let all = self.starts.len() as u64;
                let records = from.min(all)..(from + count).min(all);
                (
                    all,
                    records.map(|record| self.kept(record as u32)).collect(),
                )
            }
            Show::Failed => of(&self.failed()),
            Show::Group { code, column } => {
                let is_meant = |cause: &&Cause| {
                    cause.code == *code
                        && column.as_ref().is_none_or(|column| *column == cause.column)
                };
                let mut causes = self.groups.iter().filter(is_meant);
                match (causes.next(), causes.next()) {
                    (None, _) => (0, Vec::new()),
                    (Some(cause), None) => of(&cause.records),
                    _ => {
                        let all = self
                            .groups
                            .iter()
                            .filter(is_meant)
                            .flat_map(|cause| &cause.records);
                        of(&all
                            .copied()
                            .collect::<BTreeSet<_>>()
                            .into_iter()
                            .collect::<Vec<_>>())
                    }
                }
            }
        }
    }

    /// The records that failed.
    pub fn failed(&self) -> Vec<u32> {
        let is_failed = |(_, outcome): &(usize, &Outcome)| **outcome == Outcome::Failed;
        self.outcomes
            .iter()
            .enumerate()
            .filter(is_failed)
            .map(|(record, _)| record as u32)
            .collect()
    }

    /// The records that failed here, and those of the accepted ones that failed elsewhere, each with the sentence from
    /// there; in the order of the file. `elsewhere` counts the accepted records from 1, in order.
    pub fn failed_in_all(&self, elsewhere: Vec<(u32, String)>) -> Vec<(u32, Option<String>)> {
        let mut elsewhere = elsewhere.into_iter().peekable();
        let mut accepted = 0;
        let mut failed = Vec::new();
        for (record, outcome) in self.outcomes.iter().enumerate() {
            match outcome {
                Outcome::Failed => failed.push((record as u32, None)),
                Outcome::Ready | Outcome::Warning => {
                    accepted += 1;
                    let refused = elsewhere.next_if(|(number, _)| *number == accepted);
                    failed.extend(refused.map(|(_, sentence)| (record as u32, Some(sentence))));
                }
                Outcome::Skipped => {}
            }
        }
        failed
    }

    /// Counts the records.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// What became of a record, from 0.
    pub fn outcome(&self, record: usize) -> Outcome {
        self.outcomes[record]
    }

    /// A record, from 0. Blank rows after it may be part of its span.
    pub fn kept(&self, record: u32) -> KeptRecord {
        let place = record as usize;
        let end = self
            .starts
            .get(place + 1)
            .map_or(self.end, |&start| u64::from(start))
            .min(u64::from(self.starts[place]) + LONGEST);
        KeptRecord {
            record: u64::from(record) + 1,
            line: u64::from(self.lines[place]),
            span: u64::from(self.starts[place])..end,
        }
    }
}

impl Mendable {
    fn note(&mut self, record: u64, texts: impl FnOnce() -> (String, String)) {
        if self.last == record as u32 {
            return;
        }
        self.last = record as u32;
        if self.records == 0 {
            (self.before, self.after) = texts();
        }
        self.records += 1;
    }
}

impl Cause {
    fn group(&self) -> Group {
        let Mendable {
            records,
            made,
            both_ways,
            before,
            after,
            ..
        } = &self.mendable;
        Group {
            key: GroupKey {
                code: self.code,
                column: self.column.clone(),
            },
            records: self.records.len() as u64,
            line: self.line,
            message: self.message.clone(),
            repair: self.fix.filter(|_| *records > 0).map(|fix| Repair {
                fix,
                records: *records,
                both_ways: *both_ways,
                before: before.clone(),
                after: after.clone(),
                made: *made,
            }),
        }
    }
}

/// A repair without an example: it changes no cell.
fn row_repair(fix: Fix, records: u64, made: bool) -> Repair {
    Repair {
        fix,
        records,
        both_ways: 0,
        before: String::new(),
        after: String::new(),
        made,
    }
}

/// The fixes that the page has chosen, for the columns of a file.
pub fn fixes(repairs: &[GroupKey], rules: &Rules, dates: &Dates) -> Vec<(Code, String, Fix)> {
    let fix = |key: &GroupKey| {
        let day_first = dates.read_day_first(&key.column);
        let fix = Fix::of(key.code, Column::of(&key.column, rules), rules, day_first)?;
        Some((key.code, key.column.clone(), fix))
    };
    repairs.iter().filter_map(fix).collect()
}

/// Where the problem of a record stands.
pub fn cell_of(problem: &Problem, columns: &FileColumns) -> Option<u32> {
    let is_meant = |name: &String| !name.is_empty() && *name == problem.column;
    columns
        .all
        .iter()
        .position(|file| is_meant(&file.name))
        .map(|place| place as u32)
}
