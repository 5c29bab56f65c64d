//! A file as its cells, what was done to it, and the same file written out like that: in any delimiter and encoding, with
//! what was typed, what the steps made of it and what the repairs mended as its text. Both are judged, and compared.

use std::collections::{BTreeMap, BTreeSet};

use contact::{
    check::{CheckOptions, Outcome},
    field::column::bare,
    file::encoding::Encoding,
    mend::{
        CellPatch, NAMES,
        steps::{BesideCell, StepColumn},
    },
    repair::Fix,
};
use proptest::prelude::*;

pub mod generated;
mod said;

pub use said::SaidOfRecord;
use said::{JudgedFile, judged};

/// A cell of a file, and how it is written.
#[derive(Clone, Debug)]
pub struct WrittenCell {
    pub text: String,
    pub quoted: bool,
}

/// How the text of a file becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    Plain,
    /// With a byte order mark.
    Marked,
    /// The same.
    Utf16,
    Big5,
    Windows1252,
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct FileForm {
    pub delimiter: u8,
    pub text: TextForm,
}

impl TextForm {
    pub const ALL: [Self; 5] = [
        Self::Plain,
        Self::Marked,
        Self::Utf16,
        Self::Big5,
        Self::Windows1252,
    ];

    fn table(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Big5 => Some(encoding_rs::BIG5),
            Self::Windows1252 => Some(encoding_rs::WINDOWS_1252),
            _ => None,
        }
    }

    /// What a person has to choose, because the bytes do not say it.
    pub fn chosen(self) -> Option<Encoding> {
        match self {
            Self::Big5 => Some(Encoding::Big5),
            Self::Windows1252 => Some(Encoding::Windows1252),
            _ => None,
        }
    }

    /// The text, with a letter that the encoding has for each that it has not.
    pub fn fitting(self, text: &str) -> String {
        let Some(table) = self.table() else {
            return text.to_owned();
        };
        let other = if self == Self::Big5 { '港' } else { 'é' };
        let fits = |letter: &char| !table.encode(&letter.to_string()).2;
        let letters = text.chars();
        letters
            .map(|letter| Some(letter).filter(fits).unwrap_or(other))
            .collect()
    }

    pub fn bytes(self, text: &str) -> Vec<u8> {
        match (self, self.table()) {
            (Self::Marked, _) => format!("\u{feff}{text}").into_bytes(),
            (Self::Utf16, _) => {
                let marked = format!("\u{feff}{text}");
                marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
            (_, Some(table)) => {
                let (bytes, _, is_lost) = table.encode(text);
                assert!(!is_lost, "{self:?} {text}");
                bytes.into_owned()
            }
            (_, None) => text.as_bytes().to_vec(),
        }
    }
}

impl FileForm {
    /// In any delimiter, and in any of these encodings.
    pub fn any(texts: &'static [TextForm]) -> impl Strategy<Value = Self> {
        let delimiter = prop::sample::select(vec![b',', b';', b'\t', b'|']);
        (delimiter, prop::sample::select(texts))
            .prop_map(|(delimiter, text)| Self { delimiter, text })
    }

    fn needs_quotes(self, text: &str) -> bool {
        text.contains([char::from(self.delimiter), '\n', '\r', '"'])
    }

    /// A cell of the file.
    fn raw(self, cell: &WrittenCell) -> String {
        // A quotation mark inside a cell may stand for itself.
        let others = cell.text.replace('"', "");
        let stands = cell.text.contains('"') && !cell.text.starts_with('"');
        if stands && !cell.quoted && !self.needs_quotes(&others) {
            return cell.text.clone();
        }
        match cell.quoted {
            true => quoted(&cell.text),
            false => self.anew(&cell.text),
        }
    }

    /// A cell that was changed, between quotation marks only where it needs them.
    fn anew(self, text: &str) -> String {
        match self.needs_quotes(text) {
            true => quoted(text),
            false => text.to_owned(),
        }
    }

    /// The text of a file: its header, and its rows as they are.
    pub fn uploaded(self, header: &[&str], rows: &[Vec<WrittenCell>]) -> String {
        let rows = rows.iter();
        let rows = rows.map(|row| row.iter().map(|cell| self.raw(cell)).collect());
        self.text_of(header, rows)
    }

    fn text_of(self, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
        let delimiter = char::from(self.delimiter).to_string();
        let mut text = format!("{}\r\n", header.join(&delimiter));
        for row in rows {
            text.push_str(&row.join(&delimiter));
            text.push_str("\r\n");
        }
        text
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// All that was done to a file.
#[derive(Clone, Debug)]
pub struct Done<'d> {
    pub form: FileForm,
    pub header: &'d [&'d str],
    /// None of them blank.
    pub rows: &'d [Vec<WrittenCell>],
    /// With what was typed, the steps, the repairs of cells and those of rows.
    pub options: CheckOptions,
}

/// A cell that may have been changed.
#[derive(Clone, Debug)]
struct ChangedCell {
    text: String,
    raw: String,
    /// The newest step that leaves it alone.
    since: u32,
}

/// A row that may have been changed: as many cells as the file has columns, or more.
#[derive(Clone, Debug)]
struct ChangedRow {
    cells: Vec<ChangedCell>,
    /// So many of them stand in the file.
    end: usize,
    /// A repair wrote a date in it.
    is_dated: bool,
}

impl ChangedRow {
    fn write(&mut self, form: FileForm, place: usize, text: &str) {
        self.cells[place].raw = form.anew(text);
        text.clone_into(&mut self.cells[place].text);
        self.end = self.end.max(place + 1);
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }
}

impl Done<'_> {
    /// What is said of the file with all that was done to it.
    pub fn said(&self) -> Vec<SaidOfRecord> {
        let judged = self.judged();
        assert_eq!(judged.said.len(), self.rows.len());
        assert!(judged.checker.misfits().is_empty());
        self.left(judged.said)
    }

    /// Of what is said of all records that of those which stand in the file written out like that: who empties a record wants
    /// it gone, and who leaves out those with too few values too.
    pub fn left(&self, said: Vec<SaidOfRecord>) -> Vec<SaidOfRecord> {
        let gone = self.left_out();
        let said = said.into_iter().enumerate();
        let left = said.filter(|(place, said)| !gone.contains(place) && !said.is_blank());
        left.map(|(_, said)| said).collect()
    }

    /// What is said of the file written out like that, and its text.
    pub fn said_anew(&self) -> (Vec<SaidOfRecord>, String) {
        let (gone, decided) = (self.left_out(), self.decided());
        let rows = self.typed().into_iter().enumerate();
        let rows = rows.filter(|(place, row)| !gone.contains(place) && !row.is_blank());
        let mut rows: Vec<_> = rows.map(|(_, row)| row).collect();
        self.make_steps(&mut rows, &decided);
        self.mend(&mut rows, &decided);
        let said = self.said_of(&rows, &decided);
        (said.into_iter().flatten().collect(), self.text_of(&rows))
    }

    fn judged(&self) -> JudgedFile {
        let text = self.form.uploaded(self.header, self.rows);
        let bytes = self.form.text.bytes(&text);
        judged(&bytes, &self.options, &BTreeMap::new())
    }

    /// The records, from 0, that are left out because they have too few values.
    fn left_out(&self) -> BTreeSet<usize> {
        if !self.options.leave_out_short {
            return BTreeSet::new();
        }
        let mut all = self.clone();
        all.options.leave_out_short = false;
        all.judged().short
    }

    /// Which columns of dates are in doubt, where the text alone does not tell: one that a repair has turned is not, one of which
    /// it wrote some dates still is, and rows that are left out still show how dates are written.
    fn decided(&self) -> BTreeMap<String, bool> {
        let doubted = self.judged().checker.dates().doubted();
        let mut decided = BTreeMap::new();
        for column in self.header {
            let fixes = self.options.fixes.iter();
            let mut here = fixes.filter(|(_, other, fix)| other == column && fix.is_for_dates());
            let is_turned = here.clone().any(|(_, _, fix)| *fix == Fix::DayFirst);
            if here.next().is_some() || self.options.leave_out_short {
                let is_doubted = doubted.contains(*column) && !is_turned;
                decided.insert((*column).to_owned(), is_doubted);
            }
        }
        decided
    }

    fn text_of(&self, rows: &[ChangedRow]) -> String {
        let raw = |row: &ChangedRow| {
            let mut end = row.end;
            let is_behind = |end: usize| self.options.blank_surplus > 0 && end > self.header.len();
            while is_behind(end) && row.cells[end - 1].text.trim().is_empty() {
                end -= 1;
            }
            row.cells[..end]
                .iter()
                .map(|cell| cell.raw.clone())
                .collect()
        };
        self.form.text_of(self.header, rows.iter().map(raw))
    }

    /// What is said of these rows as a file of their own: nothing of one that is blank. A date that a repair wrote is not in
    /// doubt, whatever stands beside it.
    fn said_of(
        &self,
        rows: &[ChangedRow],
        decided: &BTreeMap<String, bool>,
    ) -> Vec<Option<SaidOfRecord>> {
        let mut options = CheckOptions::new(self.options.rules.clone());
        options.delimiter = self.options.delimiter;
        options.encoding = self.options.encoding;
        let bytes = self.form.text.bytes(&self.text_of(rows));
        let said = judged(&bytes, &options, decided).said;
        let is_any_dated = rows.iter().any(|row| row.is_dated);
        let sure = is_any_dated.then(|| {
            let all = self.header.iter();
            let decided = all.map(|column| ((*column).to_owned(), false)).collect();
            judged(&bytes, &options, &decided).said
        });
        let sure = sure.unwrap_or_else(|| said.clone());
        let mut said = said.into_iter().zip(sure);
        let rows = rows.iter().map(|row| {
            let (said, sure) = if row.is_blank() { None } else { said.next() }?;
            Some(if row.is_dated { sure } else { said })
        });
        rows.collect()
    }

    /// The rows with what is typed over them.
    fn typed(&self) -> Vec<ChangedRow> {
        let rows = self.rows.iter().enumerate();
        let typed = rows.map(|(place, row)| {
            let patches = self.options.patches.get(&(place as u64 + 1));
            self.typed_over(row, patches.map_or(&[], Vec::as_slice))
        });
        typed.collect()
    }

    fn typed_over(&self, uploaded: &[WrittenCell], patches: &[CellPatch]) -> ChangedRow {
        let width = self.header.len() + self.options.blank_surplus;
        let cell = |place: usize| ChangedCell {
            text: uploaded.get(place).map_or("", |cell| &cell.text).to_owned(),
            raw: uploaded
                .get(place)
                .map_or(String::new(), |cell| self.form.raw(cell)),
            since: 0,
        };
        let mut row = ChangedRow {
            cells: (0..uploaded.len().max(width)).map(cell).collect(),
            end: uploaded.len(),
            is_dated: false,
        };
        let mut is_behind = false;
        for patch in patches {
            let place = patch.column as usize;
            row.cells[place].since = patch.since;
            if row.cells[place].text != patch.text {
                row.write(self.form, place, &patch.text);
                is_behind |= place >= width;
            }
        }
        // Who empties what stands behind the last column wants it gone.
        while is_behind && row.end > width && row.cells[row.end - 1].text.is_empty() {
            row.end -= 1;
        }
        row
    }

    /// Steps change nothing of a row that is no contact.
    fn make_steps(&self, rows: &mut [ChangedRow], decided: &BTreeMap<String, bool>) {
        let said = self.said_of(rows, decided);
        for (row, said) in rows.iter_mut().zip(said) {
            if said.is_some_and(|said| said.outcome != Outcome::Skipped) {
                self.make_steps_in(row);
            }
        }
    }

    fn make_steps_in(&self, row: &mut ChangedRow) {
        let before = row.clone();
        let place_of = |name: &str| self.header.iter().position(|header| *header == name);
        let country = place_of("Country");
        let names = match NAMES.map(place_of) {
            [Some(first), Some(last)] => Some([first, last]),
            _ => None,
        };
        let text = |row: &ChangedRow, place: usize| bare(&row.cells[place].text).to_owned();
        let mut places: Vec<usize> = (0..self.header.len()).collect();
        places.sort_by_key(|place| Some(*place) != country);
        for place in places {
            let (steps, rules) = (&self.options.steps, &self.options.rules);
            let Some(steps) = StepColumn::of(steps, self.header[place], rules) else {
                continue;
            };
            let asked = country.filter(|country| *country != place);
            let asked = asked.map(|country| text(row, country));
            let other = names.and_then(|names| {
                let half = names.iter().position(|name| *name == place)?;
                Some(names[1 - half])
            });
            let other = other.map(|other| (text(&before, other), before.cells[other].since));
            let beside = BesideCell {
                country: asked.as_deref(),
                name: other.as_ref().map(|(text, since)| (text.as_str(), *since)),
            };
            let (own, since) = (text(row, place), row.cells[place].since);
            if let Some(made) = steps.apply_beside(&own, since, beside, &mut |_| {}) {
                row.write(self.form, place, &made);
            }
        }
    }

    /// A repair changes each cell that has its problem to one that has not, one repair after the other.
    fn mend(&self, rows: &mut [ChangedRow], decided: &BTreeMap<String, bool>) {
        let mut made: Vec<(&str, Fix)> = Vec::new();
        for (code, column, fix) in &self.options.fixes {
            let place = self.header.iter().position(|header| header == column);
            // Both kinds of problems with dates are mended at once.
            let is_new = !made.contains(&(column, *fix));
            let Some(place) = place.filter(|_| is_new) else {
                continue;
            };
            made.push((column, *fix));
            let has_it = |said: &SaidOfRecord| {
                let mut problems = said.problems.iter();
                problems.any(|problem| problem.code == *code && problem.column == *column)
            };
            let before: Vec<ChangedRow> = rows.to_vec();
            let said = self.said_of(rows, decided);
            for (row, said) in rows.iter_mut().zip(&said) {
                let is_meant = said.as_ref().is_some_and(|said| {
                    said.outcome != Outcome::Skipped && (has_it(said) || fix.is_for_all())
                });
                if is_meant && let Some(text) = fix.apply(&row.cells[place].text) {
                    row.write(self.form, place, &text);
                    row.is_dated |= fix.is_for_dates();
                }
            }
            let said = self.said_of(rows, decided);
            for ((row, before), said) in rows.iter_mut().zip(before).zip(&said) {
                if said.as_ref().is_some_and(has_it) {
                    *row = before;
                }
            }
        }
    }
}
