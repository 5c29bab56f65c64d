//! What is kept of each record of a file: where it begins, its line and its outcome, nine bytes in all; and the records of
//! each cause. Everything else is read again when it is wanted. Where single records are judged anew, their old verdicts are
//! taken out and the new ones put in, which leaves what judging the whole file anew would leave.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use contact::{
    Language, Rules,
    check::{
        Counts, Outcome, columns::FileColumns, dates::Dates, failed::Failed, surplus::RowSurplus,
        verdict::Verdict,
    },
    code::{Code, Severity},
    mend::{self, MendStep},
    problem::Problem,
    repair::Fix,
    wording::Phrase,
};

use crate::{Group, GroupKey, MadeStep, Repair, Show};

mod causes;
mod plain;
mod records;

use causes::{Causes, TurnedRecords};

const BLANKS_IGNORED: Phrase = Phrase(&[
    "The blank values at the end of every row are ignored",
    "已忽略每行末尾的空白值",
    "已忽略每行末尾的空白值",
]);

/// The most names of new labels that are told, and that are counted.
const MOST_NEW_LABELS: usize = 100;
const MOST_COUNTED_LABELS: usize = 10_000;

/// A record is judged by its first 64 KiB: of one that is far longer no more than this is read again.
const LONGEST: u64 = 1024 * 1024;

/// What is kept of a file's records.
#[derive(Clone, Debug, Default)]
pub struct RecordLedger {
    starts: Vec<u32>,
    lines: Vec<u32>,
    outcomes: Vec<Outcome>,
    /// Where the last record ends.
    end: u64,
    counts: Counts,
    causes: Causes,
    /// Labels that do not exist yet, each with how often it is written.
    new_labels: BTreeMap<String, u64>,
    /// There are more of them than are counted.
    more_labels: bool,
    /// How many records each step has changed, by its number.
    stepped: BTreeMap<u32, u64>,
    /// What the date columns show.
    dates: Dates,
    failed_text: Failed,
    repairs: RowRepairs,
    language: Language,
    surplus: RowSurplus,
    /// What was judged anew cannot be told apart from the rest: the whole file has to be judged again.
    is_unsure: bool,
}

/// The repairs that are made of whole rows.
#[derive(Clone, Copy, Debug, Default)]
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

/// A record as it is kept.
#[derive(Clone, Debug)]
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

    /// Takes note of a record, in the order of the file.
    pub fn note(&mut self, verdict: &Verdict, rules: &Rules) {
        let place = verdict.place();
        self.starts.push(place.start as u32);
        self.lines.push(verdict.line as u32);
        self.outcomes.push(verdict.outcome);
        self.end = place.end;
        self.surplus.note(verdict);
        self.counts.add(verdict.outcome);
        self.failed_text.note(verdict);
        self.count(verdict);
        self.causes.note(verdict, rules, self.language);
    }

    /// What the date columns show, after the last record.
    pub fn know_dates(&mut self, dates: &Dates) {
        self.dates = dates.clone();
    }

    /// Takes records out of their causes, before their new verdicts are put in with `retake`; they are in order.
    pub fn take_out(&mut self, records: &[u32]) {
        self.causes.take_out(records);
    }

    /// Puts the new verdict on a record in, in the place of the old one. No old one: what differs are its problems and what
    /// was mended, not what its cells read.
    pub fn retake(&mut self, old: Option<&Verdict>, new: &Verdict, rules: &Rules) {
        let place = (new.record - 1) as usize;
        let Some(outcome) = self.outcomes.get_mut(place) else {
            return;
        };
        let before = std::mem::replace(outcome, new.outcome);
        if before == Outcome::Failed {
            match old {
                Some(old) => self.failed_text.take_out(old),
                None => self.failed_text.take_out(new),
            }
        }
        self.failed_text.note(new);
        self.counts.take_out(before);
        self.counts.add(new.outcome);
        if let Some(old) = old {
            let has_labels = |verdict: &Verdict| new_labels(verdict).next().is_some();
            self.is_unsure |= self.more_labels && (has_labels(old) || has_labels(new));
            self.count_no_longer(old);
            self.count(new);
            self.dates.subtract(old.dates());
            self.dates.add(new.dates());
        }
        self.causes.note(new, rules, self.language);
    }

    /// Makes a repair, or takes it back (`made: None`), where it changes one cell and nothing that depends on it. Gives
    /// the other records with its cause, from 0 and in order: they are taken out, and have to be judged anew.
    pub fn turn(&mut self, key: &GroupKey, made: Option<Fix>) -> Vec<u32> {
        let TurnedRecords { plain, worst, rest } = self.causes.turn(key, made);
        for (plain, worst) in plain.iter().zip(worst) {
            let outcome = &mut self.outcomes[plain.record as usize];
            let before = *outcome;
            let after = match (before, worst) {
                // What was left out is left out however its cells read.
                (Outcome::Skipped, _) => Outcome::Skipped,
                (_, None) => Outcome::Ready,
                (_, Some(Severity::Warning)) => Outcome::Warning,
                (_, Some(Severity::Error | Severity::File)) => Outcome::Failed,
            };
            if after == before {
                continue;
            }
            *outcome = after;
            self.counts.take_out(before);
            self.counts.add(after);
            let filled = self.causes.filled(plain);
            if before == Outcome::Failed {
                self.failed_text.take_filled_out(filled, 1);
            } else if after == Outcome::Failed {
                self.failed_text.add_filled(filled, 1);
            }
        }
        self.causes.take_out(&rest);
        rest
    }

    /// To be said once the new verdicts are in.
    pub fn settle(&mut self) {
        self.causes.settle();
    }

    /// The records that have to be read again for what is said of their causes; `tell` takes them.
    pub fn untold(&self) -> Vec<u32> {
        self.causes.untold().into_iter().collect()
    }

    /// Takes what is said of its causes from a record that is in already.
    pub fn tell(&mut self, verdict: &Verdict, rules: &Rules) {
        self.causes.note(verdict, rules, self.language);
    }

    /// What was changed cannot be told apart from the rest.
    pub fn doubt(&mut self) {
        self.is_unsure = true;
    }

    /// Whether the whole file has to be judged again, because of what was judged anew.
    pub fn is_unsure(&self) -> bool {
        self.is_unsure
    }

    fn count(&mut self, verdict: &Verdict) {
        for label in new_labels(verdict) {
            if let Some(written) = self.new_labels.get_mut(label) {
                *written += 1;
            } else if self.new_labels.len() < MOST_COUNTED_LABELS {
                self.new_labels.insert(label.to_owned(), 1);
            } else {
                self.more_labels = true;
            }
        }
        for number in stepped(verdict) {
            *self.stepped.entry(*number).or_default() += 1;
        }
    }

    fn count_no_longer(&mut self, verdict: &Verdict) {
        for label in new_labels(verdict) {
            if let Some(written) = self.new_labels.get_mut(label) {
                *written = written.saturating_sub(1);
                if *written == 0 {
                    self.new_labels.remove(label);
                }
            }
        }
        for number in stepped(verdict) {
            if let Some(records) = self.stepped.get_mut(number) {
                *records = records.saturating_sub(1);
            }
        }
    }

    /// What became of the records.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What the date columns of the whole file show.
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Which places hold text in the records that failed.
    pub fn failed_text(&self) -> &Failed {
        &self.failed_text
    }

    /// How many blank values every row has at its end; 0 where they differ.
    pub fn blank_surplus(&self) -> usize {
        match self.repairs.blank_surplus {
            0 => self.surplus.blank(),
            made => made,
        }
    }

    /// Labels that the import will create.
    pub fn new_labels(&self) -> Vec<String> {
        let labels = self.new_labels.keys().take(MOST_NEW_LABELS);
        labels.cloned().collect()
    }

    /// What the steps did.
    pub fn made_steps(&self, steps: &[MendStep]) -> Vec<MadeStep> {
        let made = |step: &MendStep| MadeStep {
            step: step.clone(),
            records: self.stepped.get(&step.number).copied().unwrap_or_default(),
            later: mend::later(steps, step),
        };
        steps.iter().map(made).collect()
    }

    /// The causes, errors first, then the largest.
    pub fn groups(&self) -> Vec<Group> {
        let mut groups = self.causes.groups(&self.dates, &self.lines);
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
            Code::E12 if self.surplus.blank() > 0 => (Fix::BlankSurplus, false),
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

    /// How many records `show` leaves, and some of them.
    pub fn select(&self, show: &Show, from: u64, count: u64) -> (u64, Vec<KeptRecord>) {
        let of = |records: &[u32]| {
            let from = (from as usize).min(records.len());
            let to = (from + count as usize).min(records.len());
            let kept = records[from..to].iter();
            let kept = kept.map(|&record| self.kept(record));
            (records.len() as u64, kept.collect())
        };
        match show {
            Show::All => {
                let all = self.starts.len() as u64;
                let records = from.min(all)..(from + count).min(all);
                let kept = records.map(|record| self.kept(record as u32));
                (all, kept.collect())
            }
            Show::Failed => of(&self.failed()),
            Show::Group { code, column } => {
                let mut sets = self.causes.of(*code, column.as_deref());
                match (sets.next(), sets.next()) {
                    (None, _) => (0, Vec::new()),
                    (Some(records), None) => of(records),
                    (Some(first), Some(second)) => {
                        let rest = sets.flatten();
                        let all = first.iter().chain(second).chain(rest);
                        let all: BTreeSet<u32> = all.copied().collect();
                        of(&all.into_iter().collect::<Vec<_>>())
                    }
                }
            }
        }
    }

    /// The records that failed.
    pub fn failed(&self) -> Vec<u32> {
        let is_failed = |(_, outcome): &(usize, &Outcome)| **outcome == Outcome::Failed;
        let failed = self.outcomes.iter().enumerate().filter(is_failed);
        failed.map(|(record, _)| record as u32).collect()
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
    pub fn records(&self) -> usize {
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

/// The labels of a record that do not exist yet.
fn new_labels<'v>(verdict: &'v Verdict) -> impl Iterator<Item = &'v str> {
    let problems = verdict.problems.iter();
    let unknown = problems.filter(|problem| problem.code == Code::W03);
    unknown.flat_map(|problem| problem.value.split("; "))
}

/// The steps that changed a record, unless nothing comes of it: what a step would do was not counted for it either.
fn stepped<'v>(verdict: &'v Verdict) -> &'v [u32] {
    match verdict.outcome {
        Outcome::Skipped => &[],
        Outcome::Ready | Outcome::Warning | Outcome::Failed => verdict.stepped,
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
        let fix = Fix::chosen(key.code, &key.column, rules, dates)?;
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
