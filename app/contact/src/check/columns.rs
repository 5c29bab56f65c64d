//! The columns of a file: what each header stands for, and what no file can do without.

use std::collections::BTreeMap;

use super::{Limits, report};
use crate::{field::Column, problem::Problem, rules::Rules};

/// The columns of one file.
#[derive(Clone, Debug)]
pub struct Columns {
    /// One for each column, the last of them with a header.
    pub all: Vec<FileColumn>,
    /// Where the last name stands.
    pub last_name: usize,
}

/// One column of a file.
#[derive(Clone, Debug)]
pub struct FileColumn {
    /// As written.
    pub header: String,
    pub column: Column,
    /// Matched by hand.
    pub by_hand: bool,
}

/// Tells whether a header names something of a contact.
pub fn is_known(header: &str, rules: &Rules) -> bool {
    matches!(
        Column::of(header, rules),
        Column::Field(_) | Column::Custom(_)
    )
}

/// The header that no file can do without.
const LAST_NAME: &str = "Last name";

fn is_same(one: Column, other: Column) -> bool {
    match (one, other) {
        (Column::Field(one), Column::Field(other)) => std::ptr::eq(one, other),
        (Column::Custom(one), Column::Custom(other)) => one == other,
        _ => false,
    }
}

impl Columns {
    /// Matches the headers of a file, or says why it cannot be read.
    pub fn new(
        headers: impl Iterator<Item = String>,
        by_hand: &BTreeMap<u32, String>,
        rules: &Rules,
        limits: &Limits,
    ) -> Result<Self, Problem> {
        let mut all: Vec<FileColumn> = headers
            .enumerate()
            .map(|(place, header)| match by_hand.get(&(place as u32)) {
                Some(name) if name.trim().is_empty() => FileColumn {
                    header,
                    column: Column::Unknown,
                    by_hand: true,
                },
                Some(name) => FileColumn {
                    column: Column::of(name, rules),
                    header,
                    by_hand: true,
                },
                None => FileColumn {
                    column: Column::of(&header, rules),
                    header,
                    by_hand: false,
                },
            })
            .collect();
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
                .any(|earlier| is_same(earlier.column, file.column))
            {
                return Err(report::twice(file.header.trim()));
            }
        }
        Ok(Self { all, last_name })
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
