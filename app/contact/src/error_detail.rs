//! ErrorDetail.csv: the records that failed, in the layout of the template and with their text as it was uploaded, so
//! that the file can be corrected and uploaded again as it is. The error stands in column AZ: 31 template columns, room
//! for 20 custom fields, then the error. Only a file with more text than that moves it to the right.

use std::{borrow::Cow, io};

use crate::{
    custom::{CustomField, MOST_FIELDS},
    export::Table,
    field::{ERROR_HEADER, FIELDS, column::Column},
    guard,
    problem::{Problem, said::reasons},
    wording::Language,
};

/// The name under which it is saved.
pub const FILE_NAME: &str = "ErrorDetail.csv";

/// Where the error stands when nothing moves it: column AZ, counted from 0.
pub const ERROR_COLUMN: usize = FIELDS.len() + MOST_FIELDS;

/// Which cell of an uploaded record goes where.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The header and the place in the uploaded file, for each column before the error.
    slots: Vec<(String, Option<usize>)>,
}

impl Layout {
    /// Lays out the columns of an uploaded file (what each holds, and its header). `width` is the number of cells of the
    /// widest record; `is_used` tells whether any failed record has text in a place, surplus cells included. Text that
    /// belongs to no field of ours follows the custom fields.
    pub fn new<'a>(
        columns: impl IntoIterator<Item = (Column, &'a str)>,
        width: usize,
        custom_fields: &[CustomField],
        is_used: impl Fn(usize) -> bool,
    ) -> Self {
        let columns: Vec<_> = columns.into_iter().collect();
        let mut rest: Vec<usize> = (0..width.max(columns.len())).collect();
        let mut slots: Vec<_> = Column::all(custom_fields)
            .map(|wanted| {
                let place = rest.iter().position(|&place| {
                    columns
                        .get(place)
                        .is_some_and(|(column, _)| *column == wanted)
                });
                (
                    wanted.header(custom_fields).to_owned(),
                    place.map(|place| rest.remove(place)),
                )
            })
            .collect();
        for place in rest.into_iter().filter(|&place| is_used(place)) {
            match columns.get(place) {
                Some((Column::Error, _)) => {}
                Some((_, header)) => slots.push(((*header).to_owned(), Some(place))),
                None => slots.push((String::new(), Some(place))),
            }
        }
        if slots.len() < ERROR_COLUMN {
            slots.resize(ERROR_COLUMN, (String::new(), None));
        }
        Self { slots }
    }

    /// The letters of the error's column, `AZ` in all but the widest files.
    pub fn error_column(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.slots.len() + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

/// Writes ErrorDetail.csv.
pub struct ErrorDetail<W: io::Write> {
    table: Table<W>,
    layout: Layout,
    language: Language,
}

impl<W: io::Write> ErrorDetail<W> {
    /// Starts the file with its header.
    pub fn new(to: W, layout: Layout) -> io::Result<Self> {
        let mut table = Table::new(to)?;
        table.write(
            layout
                .slots
                .iter()
                .map(|(header, _)| guard::remove(header))
                .chain([ERROR_HEADER]),
        )?;
        Ok(Self {
            table,
            layout,
            language: Language::default(),
        })
    }

    /// Says what is wrong in this language; English otherwise.
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// Writes one failed record: `cell` gives the text in a place of the uploaded record, as it was uploaded.
    pub fn write<'c>(
        &mut self,
        cell: impl Fn(usize) -> Cow<'c, str>,
        problems: &[Problem],
    ) -> io::Result<()> {
        self.write_with(cell, reasons(problems, self.language))
    }

    /// Writes one record that failed for a reason which was put into words elsewhere.
    pub fn write_with<'c>(
        &mut self,
        cell: impl Fn(usize) -> Cow<'c, str>,
        error: String,
    ) -> io::Result<()> {
        let cells = self
            .layout
            .slots
            .iter()
            .map(|(_, place)| match place.map(&cell) {
                // Text that came with a guard gets the same one back.
                Some(Cow::Borrowed(text)) => Cow::Borrowed(guard::remove(text)),
                Some(Cow::Owned(text)) => Cow::Owned(guard::remove(&text).to_owned()),
                None => Cow::Borrowed(""),
            });
        self.table.write(cells.chain([Cow::Owned(error)]))
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.table.finish()
    }
}
