//! Turns rows into verdicts: one row is the header, every later one that is not blank a record. A good record costs no
//! allocation.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    CheckOptions, Counts, Outcome,
    columns::{FileColumn, FileColumns, Mended},
    dates::Dates,
    header_again::{ColumnNames, HeaderAgain},
    ignored::{Holds, Ignored},
    patched::{CellChanges, ChangedRecord, RecordFrame},
    report,
    row::{is_blank, is_sample, is_short, is_totals, nuls, outcome, unreadable},
    torn::Torn,
    verdict::Verdict,
};
use crate::{
    code::Code,
    file::rows::{Next, Row},
    limits::Limits,
    mend::CellPatch,
    problem::{Problem, WORKBOOK},
    repair::Fix,
    rules::Rules,
};

mod cells;

/// Judges the rows of one file.
pub struct RowJudge {
    rules: Rules,
    limits: Limits,
    by_hand: BTreeMap<u32, String>,
    /// Where the header begins; titles above it are passed over.
    header_at: u64,
    titles: bool,
    columns: Option<FileColumns>,
    names: ColumnNames,
    torn: Torn,
    /// The columns of a header that was refused.
    refused_columns: Vec<FileColumn>,
    /// About the workbook, the header and what stands above it.
    notes: Vec<Problem>,
    dates: Dates,
    counts: Counts,
    met: BTreeMap<Code, u64>,
    refused: Option<Problem>,
    problems: Vec<Problem>,
    mended: Vec<Mended>,
    fixes: Vec<(Code, String, Fix)>,
    /// What stands between the cells, or `WORKBOOK`.
    delimiter: String,
    leave_out_short: bool,
    blank_surplus: usize,
    doubted: BTreeSet<String>,
    /// What was found in columns that are ignored, by place.
    lost: BTreeMap<usize, Holds>,
    /// What is typed over cells and made of columns, if anything.
    changes: Option<Box<CellChanges>>,
    scratch: String,
}

/// A record at hand.
struct RecordRow<'r> {
    /// As it is judged.
    row: &'r Row<'r>,
    /// As it is in the file.
    uploaded: &'r Row<'r>,
    changed: Option<ChangedRecord>,
    stepped: &'r [u32],
    /// It repeats the header.
    is_header: bool,
}

impl RecordRow<'_> {
    /// How many values the record has.
    fn values(&self) -> usize {
        self.changed
            .map_or(self.row.len(), |changed| changed.values)
    }

    /// All of it was taken away by hand.
    fn is_emptied(&self) -> bool {
        self.changed.is_some() && is_blank(self.row)
    }
}

/// So many records are looked at for what is lost with the columns that are ignored.
const LOOKED_AT: u64 = 200;

impl RowJudge {
    pub fn new(options: &CheckOptions) -> Self {
        let mut judge = Self {
            rules: options.rules.clone(),
            limits: options.limits,
            by_hand: options.columns.clone(),
            header_at: 0,
            titles: false,
            columns: None,
            names: ColumnNames::default(),
            torn: Torn::default(),
            refused_columns: Vec::new(),
            notes: Vec::new(),
            dates: Dates::default(),
            counts: Counts::default(),
            met: BTreeMap::new(),
            refused: None,
            problems: Vec::new(),
            mended: Vec::new(),
            fixes: options.fixes.clone(),
            delimiter: String::new(),
            leave_out_short: options.leave_out_short,
            blank_surplus: options.blank_surplus,
            doubted: options.doubted.clone(),
            lost: BTreeMap::new(),
            changes: CellChanges::for_file(options),
            scratch: String::new(),
        };
        for note in &options.about {
            judge.note(note.clone());
        }
        judge
    }

    /// The cells are told apart by this, or are those of a `WORKBOOK`.
    pub fn separated_by(&mut self, delimiter: String) {
        self.delimiter = delimiter;
    }

    /// The header begins here.
    pub fn header_at(&mut self, place: u64) {
        self.header_at = place;
    }

    /// The next row is this record.
    pub fn at(&mut self, record: u64) {
        self.counts.records = record - 1;
    }

    /// The next record is looked at by itself, also what its dates show.
    pub fn forget_dates(&mut self) {
        self.dates.clear();
    }

    /// What is typed over cells.
    pub fn patches(&self) -> Arc<BTreeMap<u64, Vec<CellPatch>>> {
        let changes = self.changes.as_ref();
        changes.map_or_else(Arc::default, |changes| changes.patches().clone())
    }

    /// What is typed over cells is this from now on, for records that are read again.
    pub fn patch(&mut self, patches: Arc<BTreeMap<u64, Vec<CellPatch>>>) {
        match &mut self.changes {
            Some(changes) => changes.patch(patches),
            None => self.changes = CellChanges::again(None, patches),
        }
    }

    /// What was typed and does not fit the file.
    pub fn misfits(&self) -> Vec<CellPatch> {
        let changes = self.changes.as_ref();
        changes.map_or_else(Vec::new, |changes| changes.misfits(self.counts.records))
    }

    /// Makes these repairs from now on, for records that are read again.
    pub fn mend(&mut self, fixes: &[(Code, String, Fix)]) {
        if let Some(columns) = &mut self.columns {
            columns.mend(fixes, &self.doubted);
        }
    }

    /// A judge of the same columns, for records that are read again with this typed over them.
    pub fn again(&self, patches: Arc<BTreeMap<u64, Vec<CellPatch>>>) -> Self {
        let mut options = CheckOptions::new(self.rules.clone());
        options.limits = Limits {
            records: u64::MAX,
            ..self.limits
        };
        options.leave_out_short = self.leave_out_short;
        Self {
            columns: self.columns.clone(),
            names: self.names.clone(),
            torn: self.torn.again(),
            delimiter: self.delimiter.clone(),
            changes: CellChanges::again(self.changes.as_deref(), patches),
            ..Self::new(&options)
        }
    }

    pub fn columns(&self) -> Option<&FileColumns> {
        self.columns.as_ref()
    }

    pub fn headers(&self) -> &[FileColumn] {
        match &self.columns {
            Some(columns) => &columns.all,
            None => &self.refused_columns,
        }
    }

    pub fn notes(&self) -> &[Problem] {
        &self.notes
    }

    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    pub fn lost(&self, place: usize) -> Option<Holds> {
        self.lost.get(&place).copied()
    }

    pub fn ignored(&self) -> Vec<Ignored<'_>> {
        let Some(columns) = &self.columns else {
            return Vec::new();
        };
        let ignored = |place: usize| Ignored {
            header: columns.all[place].header.trim(),
            holds: self.lost(place),
        };
        columns.unknown_places().map(ignored).collect()
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn problems(&self) -> impl Iterator<Item = (Code, u64)> {
        self.met.iter().map(|(code, count)| (*code, *count))
    }

    pub fn refused(&self) -> Option<Problem> {
        self.refused.clone()
    }

    /// After the last row.
    pub fn done(&self) -> Result<(), Problem> {
        match (&self.refused, self.counts.records) {
            (Some(problem), _) => Err(problem.clone()),
            (None, 0) => Err(report::no_records()),
            (None, _) => Ok(()),
        }
    }

    /// Judges one row.
    #[inline]
    pub fn row(&mut self, row: &Row, sink: &mut impl FnMut(&Verdict)) -> Next {
        if is_blank(row) {
            return Next::Go;
        }
        let Some(columns) = self.columns.take() else {
            if row.range.start < self.header_at {
                self.titles = true;
                return Next::Go;
            }
            return self.header(row);
        };
        if self.counts.records == self.limits.records {
            self.refused = Some(report::too_many(self.limits.records));
            self.columns = Some(columns);
            return Next::Stop;
        }
        let again = self.names.again(row, &columns, &self.rules);
        let next = match again {
            HeaderAgain::Other => {
                self.refused = Some(report::other_header(u64::from(row.line)));
                Next::Stop
            }
            HeaderAgain::Not | HeaderAgain::Same => {
                self.record(row, &columns, again == HeaderAgain::Same, sink);
                Next::Go
            }
        };
        self.columns = Some(columns);
        next
    }

    fn header(&mut self, row: &Row) -> Next {
        let line = u64::from(row.line);
        let too_long = row
            .long
            .then(|| report::header_too_long(self.limits.record_bytes));
        let columns = match too_long.or_else(|| unreadable(row)) {
            Some(problem) => Err((problem, Vec::new())),
            None => {
                let headers = (0..row.len()).map(|cell| row.shown(cell).into_owned());
                FileColumns::new(
                    headers,
                    &self.by_hand,
                    &self.rules,
                    &self.limits,
                    &self.fixes,
                    &self.doubted,
                )
            }
        };
        match columns {
            Ok(mut columns) => {
                columns.width += self.blank_surplus;
                let unknown = columns.unknown().count() as u64;
                if unknown > 0 {
                    self.met.insert(Code::W04, unknown);
                }
                if self.titles {
                    self.note(report::titles(line));
                }
                for note in columns.notes() {
                    self.note(note);
                }
                self.names = ColumnNames::new(&columns.all, &self.rules);
                if let Some(changes) = &mut self.changes {
                    changes.learn(&columns, &self.rules);
                }
                self.columns = Some(columns);
                Next::Go
            }
            Err((problem, columns)) => {
                self.refused = Some(problem);
                self.refused_columns = columns;
                Next::Stop
            }
        }
    }

    fn note(&mut self, note: Problem) {
        *self.met.entry(note.code).or_default() += 1;
        self.notes.push(note);
    }

    fn record(
        &mut self,
        row: &Row,
        columns: &FileColumns,
        is_header: bool,
        sink: &mut impl FnMut(&Verdict),
    ) {
        let as_uploaded = RecordRow {
            row,
            uploaded: row,
            changed: None,
            stepped: &[],
            is_header,
        };
        match self.changes.take() {
            None => self.judge(&as_uploaded, columns, sink),
            Some(mut changes) => {
                self.changed_record(&as_uploaded, columns, &mut changes, sink);
                self.changes = Some(changes);
            }
        }
    }

    /// Judges a record with what is typed over it and what steps make of it.
    #[cold]
    fn changed_record(
        &mut self,
        record: &RecordRow,
        columns: &FileColumns,
        changes: &mut CellChanges,
        sink: &mut impl FnMut(&Verdict),
    ) {
        let (number, width) = (self.counts.records + 1, columns.width);
        // The text that is made of a workbook has commas.
        let delimiter = match self.delimiter.as_bytes() {
            [delimiter] => *delimiter,
            _ => b',',
        };
        let uploaded = record.uploaded;
        let frame = RecordFrame {
            width,
            delimiter,
            longest: self.limits.record_bytes,
        };
        let is_contact = |row: &Row| {
            !is_sample(row, columns) && !is_totals(row) && !self.is_header(row, columns)
        };
        let Some(changed) = changes.apply(uploaded, number, frame, is_contact) else {
            return self.judge(record, columns, sink);
        };
        let stepped = std::mem::take(&mut changes.stepped);
        changes.read(uploaded.line, frame, &mut |row| {
            let record = RecordRow {
                row,
                uploaded,
                changed: Some(changed),
                stepped: &stepped,
                is_header: self.is_header(row, columns),
            };
            self.judge(&record, columns, sink);
        });
        changes.stepped = stepped;
    }

    /// Whether a row repeats the header.
    fn is_header(&self, row: &Row, columns: &FileColumns) -> bool {
        self.names.again(row, columns, &self.rules) == HeaderAgain::Same
    }

    fn judge(
        &mut self,
        record: &RecordRow,
        columns: &FileColumns,
        sink: &mut impl FnMut(&Verdict),
    ) {
        let RecordRow { row, uploaded, .. } = *record;
        self.problems.clear();
        self.mended.clear();
        self.as_written(row, columns);
        // The cells behind a broken quotation mark are where they belong only if none is missing or too many.
        if !row.long && row.text().is_ok() && (row.fault.is_none() || row.len() == columns.width) {
            self.cells(row, columns, record.values());
            self.several_cells(row, columns);
        }
        if memchr::memchr(0, row.bytes()).is_some() {
            nuls(row, columns, &mut self.problems);
        }
        let number = self.counts.records + 1;
        if self.torn.touches(uploaded, columns.width, number) && self.delimiter != WORKBOOK {
            self.problems.push(report::torn());
        }
        let outcome = if is_sample(row, columns) {
            self.problems.clear();
            self.problems.push(report::sample());
            Outcome::Skipped
        } else if record.is_header {
            self.problems.clear();
            self.problems.push(report::header_again());
            Outcome::Skipped
        } else if record.is_emptied() {
            self.problems.clear();
            Outcome::Skipped
        } else if is_totals(row) {
            self.problems.clear();
            self.problems.push(report::totals());
            Outcome::Skipped
        } else if self.leave_out_short && self.problems.iter().any(is_short) {
            Outcome::Skipped
        } else {
            outcome(&self.problems)
        };
        if self.counts.records < LOOKED_AT {
            self.look_for_lost(uploaded, columns);
        }
        for problem in &self.problems {
            *self.met.entry(problem.code).or_default() += 1;
        }
        self.counts.add(outcome);
        sink(&Verdict {
            record: self.counts.records,
            line: u64::from(row.line),
            outcome,
            problems: &self.problems,
            mended: &self.mended,
            stepped: record.stepped,
            row,
            uploaded,
            columns,
            rules: &self.rules,
            dates: &self.dates,
        });
    }

    /// Looks for phone numbers and email addresses in the columns that are ignored.
    #[cold]
    fn look_for_lost(&mut self, row: &Row, columns: &FileColumns) {
        for place in columns.unknown_places() {
            let found = Holds::of(&columns.all[place].header, &row.shown(place));
            if let Some(holds) = found {
                self.lost.entry(place).or_insert(holds);
            }
        }
    }
}
