//! What is said of the records of a file, as far as it can be the same of the file written out.
use std::collections::{BTreeMap, BTreeSet};

use contact::{
    Code, Draft, Problem,
    check::{CheckOptions, Outcome, checker::Checker, verdict::Verdict},
    code::Severity,
    problem::Detail,
};

/// What is said of a record. W04, W07, W08, W10 and E12 speak of the file, and so does a line that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct SaidOfRecord {
    pub(super) outcome: Outcome,
    pub(super) problems: Vec<Problem>,
    pub(super) cells: Vec<String>,
    pub(super) draft: Option<Draft>,
}

impl SaidOfRecord {
    pub fn of(verdict: &Verdict) -> Self {
        let of_file = [Code::W04, Code::W07, Code::W08, Code::W10, Code::E12];
        let problems = verdict.problems.iter();
        let problems = problems.filter(|problem| !of_file.contains(&problem.code));
        let problems: Vec<Problem> = problems.cloned().map(without_line).collect();
        let severity = problems.iter().map(|problem| problem.code.severity()).max();
        let outcome = match (verdict.outcome, severity) {
            (Outcome::Skipped, _) => Outcome::Skipped,
            (_, None) => Outcome::Ready,
            (_, Some(Severity::Warning)) => Outcome::Warning,
            (_, Some(_)) => Outcome::Failed,
        };
        let is_skipped = outcome == Outcome::Skipped;
        let mut cells: Vec<String> = verdict.cells().map(|cell| cell.into_owned()).collect();
        for mended in verdict.mended.iter().filter(|_| !is_skipped) {
            mended.text.clone_into(&mut cells[mended.place]);
        }
        // Whether a blank value stands at the end or none is what W07 and E12 are about.
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        Self {
            outcome,
            problems,
            cells,
            draft: (!is_skipped).then(|| verdict.draft()),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }
}

fn without_line(mut problem: Problem) -> Problem {
    if problem.code == Code::F07 {
        problem.detail = Detail::None;
    }
    problem
}

/// A file that was judged.
pub(super) struct JudgedFile {
    pub(super) said: Vec<SaidOfRecord>,
    /// The records, from 0, with too few values.
    pub(super) short: BTreeSet<usize>,
    pub(super) checker: Checker,
}

/// Judges a file to its end, knowing which of its dates are in doubt: those that are known to be, and for the rest what the
/// file shows.
pub(super) fn judged(
    bytes: &[u8],
    options: &CheckOptions,
    decided: &BTreeMap<String, bool>,
) -> JudgedFile {
    let mut options = options.clone();
    let mut is_last = false;
    loop {
        let (mut said, mut short) = (Vec::new(), BTreeSet::new());
        let mut checker = Checker::new(options.clone());
        let mut sink = |verdict: &Verdict| {
            let is_short = verdict.problems.iter().any(|one| one.code == Code::W07);
            if is_short && verdict.outcome != Outcome::Skipped {
                short.insert(said.len());
            }
            said.push(SaidOfRecord::of(verdict));
        };
        // What is empty is refused, and says nothing of any record.
        for piece in bytes.chunks(31) {
            let _ = checker.push(piece, &mut sink);
        }
        let _ = checker.finish(&mut sink);
        let mut doubted = checker.dates().doubted();
        for (column, is_doubted) in decided {
            match is_doubted {
                true => doubted.insert(column.clone()),
                false => doubted.remove(column),
            };
        }
        if is_last || doubted == options.doubted {
            return JudgedFile {
                said,
                short,
                checker,
            };
        }
        options.doubted = doubted;
        is_last = true;
    }
}
