//! Reads an export of another program once, before anything is made of it: what stands in which column, so that none is
//! made that stays empty and none is dropped in which something stands.

use std::collections::BTreeSet;

use super::{
    foreign::{ForeignLayout, recognise, with_full_name},
    record::RecordMaker,
    uses::{ColumnUse, place_of},
};
use crate::{
    check::{CheckOptions, TurnedReading, checker::HEAD, columns, report},
    field::{FIELDS, Part, column::Column},
    file::{
        FileKind,
        dialect::{self, DELIMITERS, DelimiterEvidence},
        encoding::{Decoder, Encoding},
        rows::{Next, Row, Rows},
    },
    problem::Problem,
    words::Text,
};

/// The header of an export stands in one of so many rows.
const ROWS: usize = 20;

/// Where the rows of a file begin, and how they are read.
#[derive(Clone, Debug)]
pub struct ForeignStart {
    /// The file's first bytes, by which its encoding is recognised.
    head: Vec<u8>,
    encoding: Option<Encoding>,
    delimiter: u8,
    longest: usize,
    numbered: bool,
    /// Where the header begins in the text, and on which line.
    header: u64,
    line: u32,
    /// What stands above it.
    above: Vec<u8>,
}

impl ForeignStart {
    /// Reads the rows from the header on.
    pub fn rows(&self) -> ForeignRows {
        let rows = Rows::new(self.delimiter, self.longest, self.line, self.header);
        ForeignRows {
            decoder: Decoder::new(self.encoding, &self.head),
            rows: if self.numbered { rows.numbered() } else { rows },
            above: self.header,
        }
    }

    /// What stands above the header, as it is written there.
    pub fn above(&self) -> &[u8] {
        &self.above
    }

    /// What the cells are told apart by.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The longest record in bytes.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether rows are counted instead of lines.
    pub fn is_numbered(&self) -> bool {
        self.numbered
    }
}

/// Decodes a file and reads its rows from the header on.
pub struct ForeignRows {
    decoder: Decoder,
    rows: Rows,
    /// How much of the text still stands above the header.
    above: u64,
}

impl ForeignRows {
    /// Takes the next bytes of the file; `last`: no more follow.
    pub fn push(&mut self, bytes: &[u8], last: bool, sink: &mut impl FnMut(&Row)) {
        let Self {
            decoder,
            rows,
            above,
        } = self;
        let mut take = |row: &Row| {
            sink(row);
            Next::Go
        };
        decoder.push(bytes, last, &mut |text: &[u8]| {
            let passed = (*above).min(text.len() as u64);
            *above -= passed;
            rows.push(&text[passed as usize..], &mut take);
        });
        if last {
            rows.finish(&mut take);
        }
    }
}

/// Tells whether nothing stands in a row.
pub fn is_blank(row: &Row) -> bool {
    row.fault.is_none() && !row.long && (0..row.len()).all(|cell| row.shown(cell).trim().is_empty())
}

/// Tells whether a row is the header once more, as where exports were put one behind the other.
pub fn is_header_again(row: &Row, headers: &[String]) -> bool {
    row.len() == headers.len()
        && (0..row.len()).all(|cell| row.shown(cell).trim() == headers[cell].trim())
}

/// The first reading of an export.
pub struct LayoutSurvey {
    start: ForeignStart,
    evidence: DelimiterEvidence,
    layout: ForeignLayout,
    rows: ForeignRows,
    maker: RecordMaker,
    /// The header was read.
    begun: bool,
    /// Of which columns of the file each column of the template is made.
    fed: Vec<BTreeSet<usize>>,
    left: Vec<bool>,
    /// A row has fewer values than the header.
    short: bool,
}

impl LayoutSurvey {
    /// Recognises a file of which these are the first `HEAD` bytes, or all. `split`: the column with the whole name, of a file
    /// that is no program's export.
    pub fn begin(head: &[u8], options: &CheckOptions, split: Option<u32>) -> Option<Self> {
        let whole = head.len() < HEAD;
        let head = &head[..head.len().min(HEAD)];
        if FileKind::of(head) != FileKind::Text {
            return None;
        }
        let mut decoder = Decoder::new(options.encoding, head);
        let mut text = Vec::new();
        decoder.push(head, whole, &mut |piece: &[u8]| {
            text.extend_from_slice(piece)
        });
        let mut marks = 0;
        while text[marks..].starts_with("\u{feff}".as_bytes()) {
            marks += "\u{feff}".len();
        }
        let found = find(&text[marks..], options, split)?;
        let start = ForeignStart {
            head: head.to_vec(),
            encoding: options.encoding,
            delimiter: found.delimiter,
            longest: options.limits.record_bytes,
            numbered: options.is_workbook(),
            header: (marks + found.at) as u64,
            line: found.line,
            above: text[marks..marks + found.at].to_vec(),
        };
        Some(Self {
            evidence: found.evidence,
            rows: start.rows(),
            maker: RecordMaker::new(&found.layout.uses),
            begun: false,
            fed: vec![BTreeSet::new(); FIELDS.len()],
            left: vec![false; found.layout.uses.len()],
            short: false,
            layout: found.layout,
            start,
        })
    }

    /// Takes the next bytes of the file, from its first on; `last`: no more follow.
    pub fn push(&mut self, bytes: &[u8], last: bool) {
        let Self {
            layout,
            rows,
            maker,
            begun,
            fed,
            left,
            short,
            ..
        } = self;
        rows.push(bytes, last, &mut |row| {
            let is_header =
                !std::mem::replace(begun, true) || is_header_again(row, &layout.headers);
            if is_header || is_blank(row) || row.long {
                return;
            }
            *short |= row.len() < layout.uses.len();
            maker.make(row);
            for (known, here) in left.iter_mut().zip(&maker.left) {
                *known |= here;
            }
            for (known, here) in fed.iter_mut().zip(&maker.fed) {
                known.extend(here);
            }
        });
    }

    /// After the last bytes: what is made of the file.
    pub fn done(self) -> SurveyedLayout {
        let always = [
            place_of(Part::Text(Text::FirstName)),
            place_of(Part::Text(Text::LastName)),
        ];
        let fed = |place: &usize| !self.fed[*place].is_empty() || always.contains(place);
        SurveyedLayout {
            made: (0..FIELDS.len()).filter(fed).collect(),
            kept: (0..self.left.len())
                .filter(|place| self.left[*place])
                .collect(),
            fed: self.fed,
            short: self.short,
            labels: self.maker.unknown,
            split: self.maker.split,
            reading: TurnedReading {
                encoding: self.rows.decoder.encoding(),
                delimiter: (self.start.delimiter, self.evidence),
            },
            layout: self.layout,
            start: self.start,
        }
    }
}

/// An export of another program that was read once.
#[derive(Clone, Debug)]
pub struct SurveyedLayout {
    pub(super) layout: ForeignLayout,
    pub(super) start: ForeignStart,
    /// The places in the template of the columns that are made.
    pub(super) made: Vec<usize>,
    /// The columns of the file in which text stays.
    pub(super) kept: Vec<usize>,
    pub(super) fed: Vec<BTreeSet<usize>>,
    pub(super) short: bool,
    labels: BTreeSet<String>,
    split: Option<[String; 3]>,
    reading: TurnedReading,
}

impl SurveyedLayout {
    /// The name of the layout.
    pub fn name(&self) -> &str {
        &self.layout.name
    }

    /// The columns that are made, each with the headers of those that it is made of.
    pub fn made_of(&self) -> Vec<(String, String)> {
        let made = self
            .made
            .iter()
            .filter(|place| !self.fed[**place].is_empty());
        let made = made.map(|place| {
            let headers = self.fed[*place].iter();
            let headers = headers.map(|column| self.layout.headers[*column].trim());
            let headers: Vec<&str> = headers.collect();
            (FIELDS[*place].header.to_owned(), headers.join(" + "))
        });
        made.collect()
    }

    /// Whether labels of values were met that no field has.
    pub fn has_unknown_labels(&self) -> bool {
        !self.labels.is_empty()
    }

    /// What there is to say of the program that wrote the file.
    pub fn note(&self) -> Problem {
        report::of_program(self.name(), self.labels.iter().cloned().collect())
    }

    /// What whoever sees no columns is told about it: who wrote the file, and how its full names were split, by an example.
    pub fn notes(&self) -> Vec<Problem> {
        self.notes_with(self.split.as_ref())
    }

    /// The same without a cell of the file, for what is kept longer than that.
    pub fn notes_to_keep(&self) -> Vec<Problem> {
        self.notes_with(None)
    }

    fn notes_with(&self, example: Option<&[String; 3]>) -> Vec<Problem> {
        let uses = &self.layout.uses;
        let full = uses
            .iter()
            .position(|used| *used == Some(ColumnUse::FullName));
        let is_told = !self.layout.is_export || self.split.is_some();
        let of_names = full.filter(|_| is_told).map(|column| {
            let header = self.layout.headers[column].trim();
            report::full_names(header, example)
        });
        let of_program = self.layout.is_export.then(|| self.note());
        of_program.into_iter().chain(of_names).collect()
    }

    /// Has the check judge what is made of the file, and say `about` it.
    pub fn apply(&self, options: &mut CheckOptions, about: Vec<Problem>) {
        options.turned(self.reading, about);
    }

    /// The header of a column that stays, so that no other column is called like it.
    pub(super) fn kept_header(&self, column: usize) -> String {
        let header = self.layout.headers[column].trim();
        let rules = crate::Rules::new(chrono::NaiveDate::default());
        let is_made = match Column::of(header, &rules) {
            Column::Field(field) => self
                .made
                .iter()
                .any(|place| FIELDS[*place].part == field.part),
            _ => false,
        };
        match is_made {
            true => format!("{header} ({})", self.layout.name),
            false => header.to_owned(),
        }
    }
}

/// Where the header of an export was found.
struct FoundHeader {
    layout: ForeignLayout,
    delimiter: u8,
    evidence: DelimiterEvidence,
    at: usize,
    line: u32,
}

/// Finds the header of an export among the first rows of a text.
fn find(text: &[u8], options: &CheckOptions, split: Option<u32>) -> Option<FoundHeader> {
    let (said, sep_line) = dialect::sep_line(text);
    let chosen = options
        .delimiter
        .map(|delimiter| (delimiter, DelimiterEvidence::Chosen));
    let said = said.map(|delimiter| (delimiter, DelimiterEvidence::SepLine));
    if let Some(column) = split {
        let rules = &options.rules;
        let dialect = dialect::sniff(
            text,
            options.delimiter,
            options.limits.record_bytes,
            |header| columns::kind(Column::of(header, rules)),
        );
        let at = dialect.header - dialect.sep_line;
        let is_header = |row: &Row| row.range.start as usize == at;
        let found = (dialect.delimiter, dialect.evidence);
        return look(text, sep_line, found, options, &mut |row, headers| {
            is_header(row)
                .then(|| with_full_name(headers, column))
                .flatten()
        });
    }
    let tried: Vec<(u8, DelimiterEvidence)> = match chosen.or(said) {
        Some(known) => vec![known],
        None => DELIMITERS
            .iter()
            .map(|delimiter| (*delimiter, DelimiterEvidence::KnownColumns(0)))
            .collect(),
    };
    tried.into_iter().find_map(|tried| {
        let mut found = look(text, sep_line, tried, options, &mut |_, headers| {
            recognise(headers)
        })?;
        if found.evidence == DelimiterEvidence::KnownColumns(0) {
            let known = found.layout.uses.iter().flatten().count();
            found.evidence = DelimiterEvidence::KnownColumns(known as u32);
        }
        Some(found)
    })
}

/// Looks at the first rows of a text, as one delimiter reads them, for one that is the header.
fn look(
    text: &[u8],
    sep_line: usize,
    (delimiter, evidence): (u8, DelimiterEvidence),
    options: &CheckOptions,
    wanted: &mut dyn FnMut(&Row, &[String]) -> Option<ForeignLayout>,
) -> Option<FoundHeader> {
    let line = if sep_line > 0 { 2 } else { 1 };
    let mut rows = Rows::new(delimiter, options.limits.record_bytes, line, 0);
    if options.is_workbook() {
        rows = rows.numbered();
    }
    let (mut found, mut seen) = (None, 0);
    let mut take = |row: &Row| {
        if is_blank(row) {
            return Next::Go;
        }
        seen += 1;
        let is_readable = row.fault.is_none() && !row.long && row.text().is_ok();
        let headers = (0..row.len()).map(|cell| row.shown(cell).into_owned());
        let headers: Vec<String> = headers.collect();
        found = wanted(row, &headers)
            .filter(|_| is_readable)
            .map(|layout| FoundHeader {
                layout,
                delimiter,
                evidence,
                at: sep_line + row.range.start as usize,
                line: row.line,
            });
        match found.is_some() || seen == ROWS {
            true => Next::Stop,
            false => Next::Go,
        }
    };
    if rows.push(&text[sep_line..], &mut take) == Next::Go {
        rows.finish(&mut take);
    }
    found
}
