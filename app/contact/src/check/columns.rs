//! The columns of a file: what each header stands for, and what no file can do without.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{report, stray_quote::has_stray_quote};
#[cfg(feature = "xlsx")]
use crate::field::{column::dashless_key, fields};
use crate::{
    code::Code,
    custom::CustomKind,
    date::{self, DayOrder},
    field::{
        Part,
        column::{Column, bare},
    },
    file::{dialect::Header, scan::Shape},
    invisible,
    limits::Limits,
    problem::Problem,
    repair::{self, Fix},
    rules::Rules,
};

/// The columns of one file.
#[derive(Clone, Debug)]
pub struct FileColumns {
    /// One for each column, the last of them with a header.
    pub all: Vec<FileColumn>,
    /// Where the last name stands.
    pub last_name: usize,
    /// How many values a row has: as many as the header, also where nothing stands in its last cells.
    pub width: usize,
}

/// One column of a file.
#[derive(Clone, Debug)]
pub struct FileColumn {
    /// As written.
    pub header: String,
    pub column: Column,
    /// The header of its field; of a column that is none, its own.
    pub name: String,
    /// Matched by hand.
    pub by_hand: bool,
    /// Its cells are dates.
    pub dates: bool,
    /// It holds dates that are only DD/MM/YYYY, and those that read both ways are not turned: they are a problem.
    doubted: bool,
    /// What is mended in it.
    pub fixes: Vec<(Code, Fix)>,
}

/// A cell that was mended: in which column, of what, and what it reads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub place: usize,
    pub code: Code,
    pub text: String,
}

impl FileColumn {
    fn new(header: String, by_hand: Option<&String>, rules: &Rules) -> Self {
        let column = match by_hand {
            Some(name) if name.trim().is_empty() => Column::Unknown,
            Some(name) => Column::of(name, rules),
            None => Column::of(&header, rules),
        };
        let name = match column.header(&rules.custom_fields) {
            "" => header.trim().to_owned(),
            name => name.to_owned(),
        };
        Self {
            column,
            name,
            header,
            by_hand: by_hand.is_some(),
            dates: match column {
                Column::Field(field) => field.part == Part::BirthDate,
                Column::Custom(place) => rules
                    .custom_fields
                    .get(place)
                    .is_some_and(|field| field.kind == CustomKind::Date),
                _ => false,
            },
            doubted: false,
            fixes: Vec::new(),
        }
    }

    /// Reports the problems of a cell that is written like this, after mending it if that helps.
    #[inline]
    pub(super) fn judge(
        &self,
        place: usize,
        (cell, shape): (&str, Shape),
        rules: &Rules,
        problems: &mut Vec<Problem>,
        mended: &mut Vec<Mended>,
    ) {
        let before = problems.len();
        self.judge_written((cell, shape), rules, &mut |problem| problems.push(problem));
        if !self.fixes.is_empty() {
            self.mend(place, cell, rules, before, problems, mended);
        }
    }

    #[inline]
    fn judge_written(
        &self,
        (cell, shape): (&str, Shape),
        rules: &Rules,
        report: &mut impl FnMut(Problem),
    ) {
        self.column.judge(cell, rules, report);
        if has_stray_quote(cell, shape) {
            report(report::stray_quote(&self.name, cell.trim()));
        }
    }

    /// Reports what is left of the problems of a cell that was mended to this: it is written between quotation marks where it
    /// needs them.
    pub fn judge_mended(&self, text: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        self.judge_written((text, Shape::Bare), rules, report);
    }

    /// The order of day and month in a cell of dates; one that reads both ways is reported where that is in doubt.
    #[inline]
    pub fn order(&self, cell: &str, problems: &mut Vec<Problem>) -> Option<DayOrder> {
        let text = invisible::without(bare(cell));
        let order = date::evidence(&text)?;
        if self.doubted && order == DayOrder::Either {
            problems.push(Problem::new(Code::E21, self.name.clone(), &text));
        }
        Some(order)
    }

    /// Says which characters were taken out of the header. A byte order mark in the first one is nothing.
    fn invisible(&self, place: usize) -> Option<Problem> {
        let header = match place {
            0 => self.header.replace('\u{feff}', ""),
            _ => self.header.clone(),
        };
        let Cow::Owned(left) = invisible::without(header.trim()) else {
            return None;
        };
        let names = invisible::names(&header, &left);
        Some(Problem::new(Code::W09, left, &header).text(names))
    }

    #[cold]
    fn mend(
        &self,
        place: usize,
        cell: &str,
        rules: &Rules,
        before: usize,
        problems: &mut Vec<Problem>,
        mended: &mut Vec<Mended>,
    ) {
        let made = self.make_fixes(cell, rules, (problems, before));
        let made = made.into_iter();
        mended.extend(made.map(|(code, text)| Mended { place, code, text }));
    }

    /// What a cell reads with the repairs that are made in its column, if they change it, and the problems that it has then.
    pub fn as_mended(&self, cell: &str, rules: &Rules) -> (Option<String>, Vec<Problem>) {
        let mut problems = Vec::new();
        self.judge_mended(cell, rules, &mut |problem| problems.push(problem));
        let mut made = self.make_fixes(cell, rules, (&mut problems, 0));
        (made.pop().map(|(_, text)| text), problems)
    }

    fn make_fixes(
        &self,
        cell: &str,
        rules: &Rules,
        problems: (&mut Vec<Problem>, usize),
    ) -> Vec<(Code, String)> {
        repair::make(&self.fixes, cell, problems, |text| {
            let mut left = Vec::new();
            self.judge_mended(text, rules, &mut |problem| left.push(problem));
            left
        })
    }
}

/// Tells whether a column holds something of a contact.
pub fn is_known(column: Column) -> bool {
    matches!(column, Column::Field(_) | Column::Custom(_))
}

/// What the header of a column tells about the row that it stands in.
pub(crate) fn kind(column: Column) -> Header {
    if holds_last_name(column) {
        Header::Needed
    } else if is_known(column) {
        Header::Known
    } else {
        Header::Unknown
    }
}

pub(super) fn holds_last_name(column: Column) -> bool {
    matches!(column, Column::Field(field) if field.header == LAST_NAME)
}

/// The header that no file can do without.
const LAST_NAME: &str = "Last name";

/// Tells whether a header is the one that no file can do without.
#[cfg(feature = "xlsx")]
pub fn is_last_name(header: &str) -> bool {
    let wanted = dashless_key(header);
    fields().any(|field| {
        field.header == LAST_NAME
            && (dashless_key(field.header) == wanted
                || field
                    .aliases
                    .iter()
                    .any(|name| dashless_key(name) == wanted))
    })
}

impl FileColumns {
    /// Matches the headers of a file, or says why it cannot be read, with the columns as far as they are understood.
    pub(super) fn new(
        headers: impl Iterator<Item = String>,
        by_hand: &BTreeMap<u32, String>,
        rules: &Rules,
        limits: &Limits,
        fixes: &[(Code, String, Fix)],
        doubted: &BTreeSet<String>,
    ) -> Result<Self, (Problem, Vec<FileColumn>)> {
        let mut all: Vec<FileColumn> = headers
            .enumerate()
            .map(|(place, header)| FileColumn::new(header, by_hand.get(&(place as u32)), rules))
            .collect();
        let width = all.len();
        while all
            .last()
            .is_some_and(|last| matches!(last.column, Column::Empty))
        {
            all.pop();
        }
        if all.len() > limits.columns {
            let problem = report::too_wide(all.len(), limits.columns);
            return Err((problem, Vec::new()));
        }
        let Some(last_name) = all.iter().position(|file| holds_last_name(file.column)) else {
            return Err((report::no_last_name(), all));
        };
        if let Some(problem) = twice(&all) {
            return Err((problem, all));
        }
        let mut columns = Self {
            all,
            last_name,
            width,
        };
        columns.mend(fixes, doubted);
        Ok(columns)
    }

    /// What is mended in the columns is this from now on.
    pub(super) fn mend(&mut self, fixes: &[(Code, String, Fix)], doubted: &BTreeSet<String>) {
        for file in &mut self.all {
            file.fixes.clear();
            let here = fixes.iter().filter(|(_, name, _)| *name == file.name);
            for (code, _, fix) in here {
                // A fix that swaps day and month would take itself back.
                if file.fixes.iter().all(|(_, other)| other != fix) {
                    file.fixes.push((*code, *fix));
                }
            }
            let is_turned = file.fixes.iter().any(|(_, fix)| *fix == Fix::DayFirst);
            file.doubted = file.dates && !is_turned && doubted.contains(&file.name);
        }
    }

    /// What there is to say about the headers.
    pub(super) fn notes(&self) -> impl Iterator<Item = Problem> {
        let places = self.all.iter().enumerate();
        places.filter_map(|(place, file)| file.invisible(place))
    }

    /// Whether a first cell under no header is the number of its row, as programs count them that write such columns.
    pub(super) fn counts_rows(&self, cell: &str, record: u64, line: u64) -> bool {
        let number = cell.trim().parse::<u64>().ok();
        number.is_some_and(|number| [record - 1, record, line - 1, line].contains(&number))
    }

    /// Counts the columns that have a header.
    pub fn named(&self) -> usize {
        self.all
            .iter()
            .filter(|file| !matches!(file.column, Column::Empty))
            .count()
    }

    /// The headers that nobody knows.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.unknown_places()
            .map(|place| self.all[place].header.trim())
    }

    /// Where they stand.
    pub fn unknown_places(&self) -> impl Iterator<Item = usize> {
        let columns = self.all.iter().enumerate();
        columns
            .filter(|(_, file)| matches!(file.column, Column::Unknown) && !file.by_hand)
            .map(|(place, _)| place)
    }
}

/// The first columns that mean the same field: a person must choose one.
fn twice(all: &[FileColumn]) -> Option<Problem> {
    let same = |one: &FileColumn| {
        let of = |other: &&FileColumn| is_known(one.column) && one.column == other.column;
        all.iter().filter(of).collect::<Vec<_>>()
    };
    let same = all.iter().map(same).find(|same| same.len() > 1)?;
    let headers: Vec<&str> = same.iter().map(|file| file.header.trim()).collect();
    Some(report::twice(&headers, &same[0].name))
}
