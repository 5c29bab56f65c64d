//! The columns of a file: what each header stands for, and what no file can do without.

use std::collections::BTreeMap;

use super::{Limits, report};
#[cfg(feature = "xlsx")]
use crate::field::{column::header_key, fields};
use crate::{
    field::column::Column,
    problem::{Code, Problem},
    repair::Fix,
    rules::Rules,
};

/// The columns of one file.
#[derive(Clone, Debug)]
pub struct Columns {
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
            fixes: Vec::new(),
        }
    }

    /// Reports the problems of a cell, after mending it if that helps.
    #[inline]
    pub fn judge(
        &self,
        place: usize,
        cell: &str,
        rules: &Rules,
        problems: &mut Vec<Problem>,
        mended: &mut Vec<Mended>,
    ) {
        let before = problems.len();
        self.column
            .judge(cell, rules, &mut |problem| problems.push(problem));
        if !self.fixes.is_empty() {
            self.mend(place, cell, rules, before, problems, mended);
        }
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
        for &(code, fix) in &self.fixes {
            let has_it = problems[before..]
                .iter()
                .any(|problem| problem.code == code);
            if !has_it && !fix.is_for_all() {
                continue;
            }
            let current = mended
                .last()
                .filter(|last| last.place == place)
                .map_or(cell, |last| &last.text);
            let Some(text) = fix.apply(current) else {
                continue;
            };
            let mut left = Vec::new();
            self.column
                .judge(&text, rules, &mut |problem| left.push(problem));
            if left.iter().any(|problem| problem.code == code) {
                continue;
            }
            problems.truncate(before);
            problems.append(&mut left);
            mended.push(Mended { place, code, text });
        }
    }
}

/// Tells whether a column holds something of a contact.
pub fn is_known(column: Column) -> bool {
    matches!(column, Column::Field(_) | Column::Custom(_))
}

/// The header that no file can do without.
const LAST_NAME: &str = "Last name";

/// Tells whether a header is the one that no file can do without.
#[cfg(feature = "xlsx")]
pub fn is_last_name(header: &str) -> bool {
    let wanted = header_key(header);
    fields().any(|field| {
        field.header == LAST_NAME
            && (header_key(field.header) == wanted
                || field.aliases.iter().any(|name| header_key(name) == wanted))
    })
}

impl Columns {
    /// Matches the headers of a file, or says why it cannot be read.
    pub fn new(
        headers: impl Iterator<Item = String>,
        by_hand: &BTreeMap<u32, String>,
        rules: &Rules,
        limits: &Limits,
        fixes: &[(Code, String, Fix)],
    ) -> Result<Self, Problem> {
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
            return Err(report::too_wide(all.len(), limits.columns));
        }
        let last_name = all.iter().position(
            |file| matches!(file.column, Column::Field(field) if field.header == LAST_NAME),
        );
        let last_name = last_name.ok_or_else(report::no_last_name)?;
        for (place, file) in all.iter().enumerate() {
            if all[..place]
                .iter()
                .any(|earlier| is_known(earlier.column) && earlier.column == file.column)
            {
                return Err(report::twice(file.header.trim()));
            }
        }
        for file in &mut all {
            let here = fixes.iter().filter(|(_, name, _)| *name == file.name);
            file.fixes = here.map(|(code, _, fix)| (*code, *fix)).collect();
        }
        Ok(Self {
            all,
            last_name,
            width,
        })
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
        self.all
            .iter()
            .filter(|file| matches!(file.column, Column::Unknown) && !file.by_hand)
            .map(|file| file.header.trim())
    }
}
