//! Turns rows into verdicts: one row is the header, every later one that is not blank a record. A good record costs no
//! allocation.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CheckOptions, Counts, Limits, Outcome,
    columns::{FileColumn, FileColumns, Mended},
    dates::Dates,
    header_again::{ColumnNames, HeaderAgain},
    ignored::{Holds, Ignored},
    report,
    row::{
        has_stray_quote, is_blank, is_digits, is_sample, is_short, is_too_long, is_totals, nuls,
        outcome, replaced, unreadable,
    },
    torn::Torn,
    verdict::Verdict,
};
use crate::{
    code::Code,
    field::column::Column,
    file::rows::{Next, Row, line_breaks},
    problem::{Problem, WORKBOOK, said::too_many_values},
    repair::Fix,
    rules::Rules,
};

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
    scratch: String,
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

    /// A judge of the same columns, for records that are read again.
    pub fn again(&self) -> Self {
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
        self.problems.clear();
        self.mended.clear();
        self.as_written(row, columns);
        // The cells behind a broken quotation mark are where they belong only if none is missing or too many.
        if !row.long && row.text().is_ok() && (row.fault.is_none() || row.len() == columns.width) {
            self.cells(row, columns);
            self.several_cells(row, columns);
        }
        if memchr::memchr(0, row.bytes()).is_some() {
            nuls(row, columns, &mut self.problems);
        }
        let record = self.counts.records + 1;
        if self.torn.touches(row, columns.width, record) && self.delimiter != WORKBOOK {
            self.problems.push(report::torn());
        }
        let outcome = if is_sample(row, columns) {
            self.problems.clear();
            self.problems.push(report::sample());
            Outcome::Skipped
        } else if is_header {
            self.problems.clear();
            self.problems.push(report::header_again());
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
            self.look_for_lost(row, columns);
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
            row,
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

    /// What is wrong with how the row is written.
    #[inline]
    fn as_written(&mut self, row: &Row, columns: &FileColumns) {
        let line = u64::from(row.line);
        match row.text() {
            Err(at) => {
                let breaks = line_breaks(&row.bytes()[..at]);
                self.problems
                    .push(report::undecodable(line + u64::from(breaks)));
            }
            Ok(text) => {
                if let Some(at) = replaced(text) {
                    let breaks = line_breaks(&text.as_bytes()[..at]);
                    self.problems
                        .push(report::undecodable(line + u64::from(breaks)));
                }
            }
        }
        if let Some(fault) = row.fault {
            let header = columns
                .all
                .get(fault.cell as usize)
                .map_or("", |file| file.name.as_str());
            let line = line + u64::from(fault.lines_before);
            self.problems
                .push(report::quote(header, line, u64::from(row.last_line)));
        }
        if row.long {
            self.problems
                .push(report::too_long("", self.limits.record_bytes));
        }
    }

    #[inline]
    fn cells(&mut self, row: &Row, columns: &FileColumns) {
        let Self {
            problems,
            mended,
            scratch,
            rules,
            limits,
            dates,
            counts,
            notes,
            met,
            ..
        } = self;
        let (mut surplus, mut earlier) = (0, None);
        for (place, file) in columns.all.iter().enumerate() {
            if row.blank(place) {
                if place == columns.last_name {
                    file.column
                        .judge("", rules, &mut |problem| problems.push(problem));
                }
                continue;
            }
            let cell = row.cell(place, scratch);
            match file.column {
                Column::Empty if place == 0 && is_digits(cell) => {
                    let record = counts.records + 1;
                    if !columns.counts_rows(cell, record, u64::from(row.line)) {
                        problems.push(report::unnamed(cell.trim()));
                    } else if met.insert(Code::W13, 1).is_none() {
                        notes.push(report::row_numbers());
                    }
                }
                Column::Empty => surplus += usize::from(!cell.trim().is_empty()),
                Column::Error => earlier = too_many_values(cell),
                _ if is_too_long(cell, limits) => {
                    problems.push(report::too_long(&file.name, limits.cell_characters))
                }
                _ => {
                    file.judge(place, cell, rules, problems, mended);
                    if file.dates
                        && let Some(order) = file.order(cell, problems)
                    {
                        dates.note(&file.name, order);
                    }
                    if has_stray_quote(cell, row.shape(place)) {
                        problems.push(report::stray_quote(&file.name, cell.trim()));
                    }
                }
            }
        }
        if row.len() != columns.all.len() || surplus > 0 || earlier.is_some() {
            self.width(row, columns, surplus, earlier);
        }
    }

    /// Reports a row with more or fewer values than the file has columns; `surplus` counts those that stand under blank
    /// headers, and `earlier` are the widths that an ErrorDetail.csv told of.
    #[cold]
    fn width(
        &mut self,
        row: &Row,
        columns: &FileColumns,
        surplus: usize,
        earlier: Option<(u64, u64)>,
    ) {
        let Self {
            problems,
            scratch,
            delimiter,
            ..
        } = self;
        // A row of a workbook has as many cells as something stands in.
        let workbook = delimiter == WORKBOOK;
        let mut filled = (columns.all.len()..row.len())
            .filter(|&place| !row.cell(place, scratch).trim().is_empty());
        if row.len() > columns.width && !workbook {
            problems.push(report::surplus(row.len(), columns.width, delimiter));
        } else if let Some(last) = filled.next_back() {
            problems.push(report::surplus(last + 1, columns.all.len(), delimiter));
        } else if surplus > 0 {
            let named = columns.named();
            problems.push(report::surplus(named + surplus, named, delimiter));
        }
        // The text of a row that was split too often may still stand in the wrong columns: nobody but its sender knows.
        if let Some((values, columns)) = earlier {
            problems.push(report::short(values as usize, columns as usize, delimiter));
        } else if row.len() < columns.width && !workbook {
            problems.push(report::short(row.len(), columns.width, delimiter));
        }
    }

    /// Judges what no cell shows alone: cells of one record that together hold too many phones, emails or social IDs. Only a
    /// record with a list in one of its cells can.
    #[inline]
    fn several_cells(&mut self, row: &Row, columns: &FileColumns) {
        // One look at the whole row spares nearly all rows a look at each cell.
        if memchr::memchr(b';', row.bytes()).is_none() {
            return;
        }
        let scratch = &mut self.scratch;
        let mut cells = columns.all.iter().enumerate();
        let lists = cells.any(|(place, file)| {
            !row.blank(place)
                && file.column.holds_list()
                && memchr::memchr(b';', row.cell(place, scratch).as_bytes()).is_some()
        });
        if !lists
            || self
                .problems
                .iter()
                .any(|problem| problem.code == Code::E17)
        {
            return;
        }
        let found = Verdict {
            record: self.counts.records,
            line: u64::from(row.line),
            outcome: Outcome::Ready,
            problems: &[],
            mended: &self.mended,
            row,
            columns,
            rules: &self.rules,
            dates: &self.dates,
        };
        let problems = &mut self.problems;
        found
            .draft()
            .judge_counts(&mut |problem| problems.push(problem));
    }
}
