//! What is found about one record, and the record itself, borrowed from the file: its cells and its draft are made
//! only when somebody asks.

use std::{borrow::Cow, ops::Range};

use super::{
    Outcome,
    columns::{FileColumns, Mended},
    dates::Dates,
    patched,
};
use crate::{
    contact::Draft,
    field::{Part, column::Column},
    file::rows::Row,
    problem::Problem,
    rules::Rules,
};

/// What is found about one record.
pub struct Verdict<'v> {
    /// Counts the records from 1; the header and blank rows are none.
    pub record: u64,
    /// The line of the file on which it begins, or its row of a workbook, from 1.
    pub line: u64,
    pub outcome: Outcome,
    pub problems: &'v [Problem],
    /// The cells that were mended.
    pub mended: &'v [Mended],
    /// The numbers of the steps that changed cells of it, each once.
    pub stepped: &'v [u32],
    /// As it is judged: with what was typed over it and what steps made of it.
    pub(super) row: &'v Row<'v>,
    /// As it is in the file.
    pub(super) uploaded: &'v Row<'v>,
    pub(super) columns: &'v FileColumns,
    pub(super) rules: &'v Rules,
    pub(super) dates: &'v Dates,
}

impl Verdict<'_> {
    /// Where the record lies in the decoded text.
    pub fn place(&self) -> Range<u64> {
        self.uploaded.range.clone()
    }

    /// The cells as they are typed over and changed by steps, otherwise as uploaded.
    pub fn cells(&self) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.row.len()).map(|cell| self.row.shown(cell))
    }

    /// How many values it has in the file beyond those of the header, if nothing stands in them.
    pub fn blank_surplus(&self) -> Option<usize> {
        let row = self.uploaded;
        let surplus = row.len().checked_sub(self.columns.width)?;
        let is_blank = |place| row.blank(place) || row.shown(place).trim().is_empty();
        (self.columns.width..row.len())
            .all(is_blank)
            .then_some(surplus)
    }

    /// One cell as it is typed over and changed by steps, otherwise as uploaded; empty beyond the last.
    pub fn cell(&self, place: usize) -> Cow<'_, str> {
        self.row.shown(place)
    }

    /// One cell as the file says it; empty beyond the last.
    pub fn uploaded(&self, place: usize) -> Cow<'_, str> {
        self.uploaded.shown(place)
    }

    /// The places of the cells that do not read as uploaded.
    pub fn changed(&self) -> impl Iterator<Item = usize> {
        let cells = match std::ptr::eq(self.row, self.uploaded) {
            true => 0,
            false => self.row.len().max(self.uploaded.len()),
        };
        (0..cells).filter(move |place| self.cell(*place) != self.uploaded(*place))
    }

    /// Whether something can be typed over this cell: there is one, or there should be, and the whole record is at hand.
    pub fn has_place(&self, place: usize) -> bool {
        patched::has_place(self.uploaded, place, self.columns.width)
    }

    /// Whether one of its cells holds a list: only then is there something to judge that no cell shows alone.
    pub fn has_list(&self) -> bool {
        let row = self.row;
        let mut cells = self.columns.all.iter().enumerate();
        memchr::memchr(b';', row.bytes()).is_some()
            && cells.any(|(place, file)| {
                file.column.holds_list() && !row.blank(place) && row.shown(place).contains(';')
            })
    }

    /// The columns of the file.
    pub fn columns(&self) -> &FileColumns {
        self.columns
    }

    /// What the date columns have shown up to this record, or what this one shows where it is read again.
    pub fn dates(&self) -> &Dates {
        self.dates
    }

    /// Makes the contact that the record describes; values with errors are left out.
    pub fn draft(&self) -> Draft {
        self.drafted(|_| true)
    }

    /// The same with nothing but its phones and emails, by which contacts are found: of a million records the rest takes as long
    /// as judging them.
    pub fn draft_of_keys(&self) -> Draft {
        let is_key = |part| matches!(part, Part::Phone(_) | Part::Email(_));
        self.drafted(|column| matches!(column, Column::Field(field) if is_key(field.part)))
    }

    /// What the wanted columns say.
    fn drafted(&self, is_wanted: impl Fn(Column) -> bool) -> Draft {
        let mut draft = Draft::default();
        let mut scratch = String::new();
        for (place, file) in self.columns.all.iter().enumerate() {
            let is_blank = self.row.blank(place) && place != self.columns.last_name;
            if is_blank || !is_wanted(file.column) {
                continue;
            }
            let mended = self.mended.iter().rfind(|mended| mended.place == place);
            let cell = match mended {
                Some(mended) => &mended.text,
                None => self.row.cell(place, &mut scratch),
            };
            file.column.read(cell, self.rules, &mut draft);
        }
        draft.tidy();
        draft
    }
}
