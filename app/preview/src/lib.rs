//! What the Import page asks of the worker that holds the file, and what the worker answers. A judgement follows from
//! the file, the `JudgementSettings` and what is typed over cells alone: every choice (encoding, delimiter, a column matched
//! by hand, a repair, the country code) is a new `Judge`, and undo is the old settings; a cell that is typed over is an
//! `Edit`. Rows stay in the worker; the page gets counts, groups and the rows that it shows.
//!
//! A message to the worker is the array `[json of ToWorker, File or null]`. A message from it is
//! `[json of (round, FromWorker), Blob or ArrayBuffer or null]`, where `round` is that of the last `Judge` (0 before
//! one).

pub mod effect;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use effect::{EffectAsk, EffectTold};

use contact::{
    Code, Language, Rules,
    check::{Counts, Outcome, ignored::Holds},
    file::{
        dialect::DelimiterEvidence,
        encoding::{Encoding, EncodingEvidence},
    },
    mend::{CellPatch, Mend, MendStep},
    repair::Fix,
};

pub mod edits;
pub mod ledger;
pub mod waiting;

/// The most rows that one `ToWorker::Rows` gets.
pub const MOST_ROWS: u32 = 100;

/// From the page to the worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToWorker {
    /// Judge the attached file from its start; without one, the last file again. Ends what was under way.
    Judge {
        round: u32,
        settings: JudgementSettings,
    },
    /// Cells were typed over, or what was typed is taken back: `text: None` is the file's own again. Only their records are
    /// judged anew, and `FromWorker::Edited` tells what came of it, once for each, unless a `Judge` by which the file has other
    /// columns overtakes it: nobody waits for that any more. What was typed stays through every later `Judge` of the same
    /// file, as far as it still fits.
    Edit { cells: Vec<EditedCell> },
    /// The values of a column, most frequent first, by the column's place in the file.
    Values { column: u32, most: u32 },
    /// Values of a column that mean the same.
    Clusters { column: u32 },
    /// What a step would do, before it is made.
    Try { mend: Mend },
    /// What the import would do.
    Effect(EffectAsk),
    /// Stop, and forget the file.
    Cancel,
    /// Show rows `from..from + count` of those that `show` leaves.
    Rows { show: Show, from: u64, count: u32 },
    /// Make ErrorDetail.csv. `also`: accepted records that the server refused all the same, each by its number among
    /// the accepted ones (from 1, in order), with the server's sentence.
    ErrorDetail { also: Vec<(u32, String)> },
    /// Make this part (from 1, one after the other) of the accepted records as CSV in the layout of Contact.csv. Only
    /// part 1 has a header; part 1 begins anew.
    Part { number: u32 },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromWorker {
    /// The worker is loaded and listens.
    Ready,
    /// Once, after the first bytes: how the file is read, its columns and its first rows.
    Began {
        reading: ReadingView,
        columns: Vec<ColumnView>,
        rows: Vec<RowView>,
    },
    /// A few times a second while judging.
    Progress {
        counts: Counts,
        read: u64,
        size: u64,
    },
    /// The file as a whole: nothing of it can be imported. Another encoding or delimiter may help, or, where the header
    /// was read, a column matched by hand.
    Refused {
        code: Code,
        message: String,
        reading: Option<ReadingView>,
        #[serde(default)]
        columns: Vec<ColumnView>,
        /// The sheets of the workbook: another one may do.
        #[serde(default)]
        sheets: Vec<(String, u64)>,
    },
    /// The whole file is judged.
    Judged(Judgement),
    Rows {
        show: Show,
        from: u64,
        total: u64,
        rows: Vec<RowView>,
    },
    /// Cells were typed over, and their records judged anew.
    Edited(Judgement),
    /// The values of a column, most frequent first, and how many there are in all.
    Values {
        column: u32,
        values: Vec<ColumnValue>,
        distinct: u64,
    },
    Clusters {
        column: u32,
        clusters: Vec<ValueCluster>,
    },
    Tried(TriedMend),
    /// What the import would do.
    Effect(EffectTold),
    /// With the Blob. `column` is where the error text stands, `AZ` in all but the widest files.
    ErrorDetail {
        records: u64,
        column: String,
    },
    /// With the ArrayBuffer, transferred.
    Part {
        number: u32,
        records: u64,
        last: bool,
    },
    /// The file can no longer be read: it was moved or changed on disk. A sentence.
    Lost {
        message: String,
    },
}

/// All that a judgement depends on besides the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgementSettings {
    pub rules: Rules,
    /// In which the sentences are.
    #[serde(default)]
    pub language: Language,
    /// `None`: as found in the file.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// `None`: as found in the file.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// Columns matched by hand: the number of the file's column, from 0, and a header of the template, the name of a
    /// custom field, or empty for "ignore this column".
    #[serde(default)]
    pub columns: BTreeMap<u32, String>,
    /// The groups of problems whose repair is made.
    #[serde(default)]
    pub repairs: Vec<GroupKey>,
    /// The steps that were made and not taken back, by their numbers.
    #[serde(default)]
    pub steps: Vec<MendStep>,
    /// Whether an export of another program is read by its layout.
    #[serde(default)]
    pub layout: LayoutChoice,
    /// The sheet of a workbook; `None`: that with contacts.
    #[serde(default)]
    pub sheet: Option<String>,
}

/// Whether an export of another program is read by its layout (`contact::layout`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayoutChoice {
    /// By the one that its header is recognised by.
    #[default]
    Found,
    /// As it is.
    AsItIs,
    /// The full name in this column becomes the two names.
    SplitName(u32),
}

/// A cell that was typed over; `text: None`: no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedCell {
    /// The number of the record, from 1.
    pub record: u64,
    pub column: u32,
    pub text: Option<String>,
    /// The number of the newest step when it was typed.
    pub since: u32,
}

/// A value of a column, and how many records have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnValue {
    pub value: String,
    pub records: u64,
    /// What the repairs that are made in the column make of it.
    #[serde(default)]
    pub mended: Option<String>,
    /// Whether the column's field takes it, as it is mended.
    pub good: bool,
}

/// Values of a column that mean the same, the most frequent first, and how they are best written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCluster {
    pub values: Vec<ColumnValue>,
    pub suggestion: String,
}

/// What a step would do: in how many records, and in the first of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedMend {
    pub mend: Mend,
    pub records: u64,
    pub before: String,
    pub after: String,
}

/// A step that is made, and what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeStep {
    pub step: MendStep,
    pub records: u64,
    /// Later steps in the same column, which are made anew where this one is taken back.
    pub later: Vec<u32>,
}

/// How the file is read, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingView {
    pub format: Format,
    pub encoding: Encoding,
    pub encoding_evidence: EncodingEvidence,
    /// Some text of the file as the encodings in which it makes sense read it, its own first, where the choice is open.
    #[serde(default)]
    pub readings: Vec<(Encoding, String)>,
    pub delimiter: char,
    pub delimiter_evidence: DelimiterEvidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Csv,
    Xlsx,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    pub header: String,
    pub matched: Match,
    /// Its first three values that are not blank.
    pub samples: Vec<String>,
    /// What of a contact is lost with it, if it is ignored.
    #[serde(default)]
    pub lost: Option<Holds>,
    /// The header of the field that its values look like, where nobody knows its own.
    #[serde(default)]
    pub guess: Option<String>,
}

/// What a column of the file is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// By its name: a header of the template, or the name of a custom field.
    Name(String),
    /// By another name for it: a person should look.
    Alias(String),
    /// By hand.
    Hand(String),
    /// By its name or another name for it, like an earlier column: only one of them can be it.
    Again(String),
    /// Ignored: nobody knows the header, or a person said so.
    Ignored,
    /// The error column of an ErrorDetail.csv: ignored without a word.
    Error,
    /// An empty header: ignored without a word.
    Empty,
}

impl Match {
    /// The field that the column is taken for.
    pub fn field(&self) -> Option<&String> {
        match self {
            Self::Name(name) | Self::Alias(name) | Self::Again(name) | Self::Hand(name) => {
                Some(name).filter(|name| !name.is_empty())
            }
            Self::Ignored | Self::Error | Self::Empty => None,
        }
    }
}

/// The verdict on the whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    pub reading: ReadingView,
    pub columns: Vec<ColumnView>,
    pub counts: Counts,
    /// Errors first, then the largest; groups whose repair is made come with a count of 0 problems left.
    pub groups: Vec<Group>,
    /// What there is to say about the workbook, the header and what stands above it: sentences.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Labels that the import will create, at most a hundred.
    pub new_labels: Vec<String>,
    /// The steps that are made, as `JudgementSettings::steps` has them.
    #[serde(default)]
    pub steps: Vec<MadeStep>,
    /// How many cells are typed over.
    #[serde(default)]
    pub typed: u64,
    /// What was typed and no longer fits the file, as it is read now: it was dropped, and is told of this once.
    #[serde(default)]
    pub dropped: Vec<CellPatch>,
    /// The layout of another program by which the file was read.
    #[serde(default)]
    pub layout: Option<LayoutView>,
    /// The sheets of a workbook that hold anything, each with its records.
    #[serde(default)]
    pub sheets: Vec<(String, u64)>,
    pub milliseconds: u32,
}

/// A cause: one kind of problem in one column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GroupKey {
    pub code: Code,
    /// The header of the column; empty where the whole row is meant.
    pub column: String,
}

/// The records with one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub key: GroupKey,
    pub records: u64,
    /// The line of the first of them, and its sentence.
    pub line: u64,
    pub message: String,
    pub repair: Option<Repair>,
}

/// What one click can do for a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// What the button does.
    pub fix: Fix,
    /// How many records of the group it mends (or has mended).
    pub records: u64,
    /// How many of them have dates that read both ways: no fault of their own, but turned with the column.
    #[serde(default)]
    pub both_ways: u64,
    /// The first of them, as written and as it will be.
    pub before: String,
    pub after: String,
    /// Whether it is among `JudgementSettings::repairs`.
    pub made: bool,
}

/// Which rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    #[default]
    All,
    Failed,
    /// Those with this problem; `None`: in any column.
    Group {
        code: Code,
        column: Option<String>,
    },
}

/// A row as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// The number of the record, from 1.
    pub record: u64,
    pub outcome: Outcome,
    /// One for each column and any surplus, as they are typed over and changed by steps, otherwise as uploaded; each at most
    /// 200 characters.
    pub cells: Vec<String>,
    /// The places of the cells that do not read as uploaded, each with what was uploaded.
    #[serde(default)]
    pub changed: Vec<(u32, String)>,
    /// What the cells read that a repair mends, by their places: that is imported. Each at most 200 characters.
    #[serde(default)]
    pub mended: BTreeMap<u32, String>,
    pub problems: Vec<ProblemView>,
}

impl RowView {
    /// What is imported of a cell; empty beyond the last.
    pub fn reads(&self, place: usize) -> &str {
        let mended = self.mended.get(&(place as u32));
        let cell = mended.or_else(|| self.cells.get(place));
        cell.map_or("", String::as_str)
    }

    /// What the file says in a cell that reads otherwise.
    pub fn uploaded(&self, place: usize) -> Option<&str> {
        let mut changed = self.changed.iter();
        let changed = changed.find(|(changed, _)| *changed as usize == place);
        let is_mended = self.mended.contains_key(&(place as u32));
        let uploaded = changed.map(|(_, uploaded)| uploaded);
        let uploaded = uploaded.or_else(|| self.cells.get(place).filter(|_| is_mended));
        uploaded.map(String::as_str)
    }
}

/// The layout of another program by which a file was read, and what was made of its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutView {
    /// `Google Contacts`, or the name under which somebody saved it.
    pub name: String,
    /// The columns that were made of others, each with the headers of these: `First name`, `Given Name + Additional Name`.
    pub made_of: Vec<(String, String)>,
}

/// A problem of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemView {
    pub code: Code,
    /// The cell it stands in; `None` where the whole row is meant.
    pub cell: Option<u32>,
    pub message: String,
}
