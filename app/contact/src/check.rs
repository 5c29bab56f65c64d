//! Judges a file of contacts, record by record, from chunks of bytes and in constant memory. The browser, the server
//! and the command line all call this, so that the same bytes get the same verdicts everywhere.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    code::Code,
    file::{
        dialect::DelimiterEvidence,
        encoding::{Encoding, EncodingEvidence},
    },
    limits::Limits,
    mend::{CellPatch, MendStep},
    problem::Problem,
    repair::Fix,
    rules::Rules,
};

pub mod checker;
pub mod columns;
pub mod dates;
pub mod failed;
mod header_again;
pub mod ignored;
mod judge;
mod patched;
pub mod report;
mod row;
mod stray_quote;
pub mod surplus;
mod torn;
pub mod verdict;

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Ready,
    Warning,
    Failed,
    Skipped,
}

/// `records = ready + warning + failed + skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub records: u64,
    pub ready: u64,
    pub warning: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Counts {
    /// The records that will be imported.
    pub fn accepted(self) -> u64 {
        self.ready + self.warning
    }

    /// Counts a record.
    pub fn add(&mut self, outcome: Outcome) {
        self.records += 1;
        *self.of(outcome) += 1;
    }

    /// Counts a record no longer, which was counted before.
    pub fn take_out(&mut self, outcome: Outcome) {
        self.records = self.records.saturating_sub(1);
        let of = self.of(outcome);
        *of = of.saturating_sub(1);
    }

    fn of(&mut self, outcome: Outcome) -> &mut u64 {
        match outcome {
            Outcome::Ready => &mut self.ready,
            Outcome::Warning => &mut self.warning,
            Outcome::Failed => &mut self.failed,
            Outcome::Skipped => &mut self.skipped,
        }
    }
}

/// All that a check depends on besides the bytes.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    pub rules: Rules,
    pub limits: Limits,
    /// `None`: as found in the file.
    pub encoding: Option<Encoding>,
    /// `None`: as found in the file.
    pub delimiter: Option<u8>,
    /// Columns matched by hand: the file's column, from 0, and the header it shall count as; empty: ignore it.
    pub columns: std::collections::BTreeMap<u32, String>,
    /// What is mended: the kind of problem, the name of the column, and how.
    pub fixes: Vec<(Code, String, Fix)>,
    /// What was typed over cells, by record.
    pub patches: std::sync::Arc<std::collections::BTreeMap<u64, Vec<CellPatch>>>,
    /// The steps that were made, by their numbers.
    pub steps: Vec<MendStep>,
    /// Records with fewer values than the file has columns (W07) are left out.
    pub leave_out_short: bool,
    /// So many values beyond those of the header are in every row, all blank: they are ignored.
    pub blank_surplus: usize,
    /// The date columns that hold DD/MM/YYYY, by name: their dates that read both ways are a problem. What a file holds
    /// is known at its end (`Checker::doubted`); if it is not this, the file is judged again.
    pub doubted: BTreeSet<String>,
    /// A file whose encoding is a guess that may be wrong is refused: nobody looks at its rows.
    pub must_be_sure: bool,
    /// The text was made of a workbook: rows are numbered, not lines.
    workbook: bool,
    /// The text was made of an export of another program: how its file was read.
    turned: Option<TurnedReading>,
    /// What there is to say about the workbook.
    about: Vec<Problem>,
}

impl CheckOptions {
    /// Takes everything as found in the file.
    pub fn new(rules: Rules) -> Self {
        Self {
            limits: rules.limits,
            rules,
            encoding: None,
            delimiter: None,
            columns: Default::default(),
            fixes: Vec::new(),
            patches: Default::default(),
            steps: Vec::new(),
            leave_out_short: false,
            blank_surplus: 0,
            doubted: BTreeSet::new(),
            must_be_sure: false,
            workbook: false,
            turned: None,
            about: Vec::new(),
        }
    }

    /// The bytes that follow were made of a workbook by `file::xlsx`, which says this about it.
    pub fn workbook(&mut self, about: Vec<Problem>) {
        self.workbook = true;
        self.about = about;
        self.encoding = Some(Encoding::Utf8);
        self.delimiter = Some(b',');
    }
    /// Whether the bytes are rows of a workbook.
    pub fn is_workbook(&self) -> bool {
        self.workbook
    }

    /// The bytes that follow were made of an export of another program by `layout`, from a file that was read like this;
    /// `about` is what there is to say about it.
    pub fn turned(&mut self, reading: TurnedReading, about: Vec<Problem>) {
        self.encoding = Some(Encoding::Utf8);
        self.delimiter = Some(reading.delimiter.0);
        if !self.workbook {
            self.turned = Some(reading);
        }
        self.about.extend(about);
    }
}

/// How a file was read of which text was made before it is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnedReading {
    pub encoding: (Encoding, EncodingEvidence),
    pub delimiter: (u8, DelimiterEvidence),
}
