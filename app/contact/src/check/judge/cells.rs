//! What is wrong with one row: how it is written, each of its cells, how many there are, and what they hold together.

use super::RowJudge;
use crate::{
    check::{
        Outcome,
        columns::FileColumns,
        report,
        row::{is_digits, is_too_long, replaced},
        verdict::Verdict,
    },
    code::Code,
    field::column::Column,
    file::rows::{Row, line_breaks},
    problem::{WORKBOOK, said::too_many_values},
};

impl RowJudge {
    /// What is wrong with how the row is written.
    #[inline]
    pub(super) fn as_written(&mut self, row: &Row, columns: &FileColumns) {
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

    /// Judges the cells of a row with so many values of its own.
    #[inline]
    pub(super) fn cells(&mut self, row: &Row, columns: &FileColumns, values: usize) {
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
                    let written = (cell, row.shape(place));
                    file.judge(place, written, rules, problems, mended);
                    if file.dates
                        && let Some(order) = file.order(cell, problems)
                    {
                        dates.note(&file.name, order);
                    }
                }
            }
        }
        let is_as_wide = values == columns.all.len() && values == columns.width;
        if !is_as_wide || surplus > 0 || earlier.is_some() {
            self.width(row, columns, (values, surplus), earlier);
        }
    }

    /// Reports a row with more or fewer values than the file has columns: how many are its own, how many stand under blank
    /// headers (`surplus`), and `earlier` the widths that an ErrorDetail.csv told of.
    #[cold]
    fn width(
        &mut self,
        row: &Row,
        columns: &FileColumns,
        (values, surplus): (usize, usize),
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
        if let Some((earlier, columns)) = earlier {
            problems.push(report::short(earlier as usize, columns as usize, delimiter));
        } else if values < columns.width && !workbook {
            problems.push(report::short(values, columns.width, delimiter));
        }
    }

    /// Judges what no cell shows alone: cells of one record that together hold too many phones, emails or social IDs. Only a
    /// record with a list in one of its cells can.
    #[inline]
    pub(super) fn several_cells(&mut self, row: &Row, columns: &FileColumns) {
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
            stepped: &[],
            row,
            uploaded: row,
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
