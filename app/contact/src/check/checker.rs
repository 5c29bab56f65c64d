//! Takes the bytes of one file, chunk by chunk, and hands on a verdict for each record; reads single records again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    CheckOptions, Counts,
    columns::{self, FileColumn, FileColumns},
    dates::Dates,
    ignored::{Holds, Ignored},
    judge::RowJudge,
    report,
    verdict::Verdict,
};
use crate::{
    code::Code,
    field::column::Column,
    file::{
        FileKind, ZIP,
        dialect::{self, DelimiterEvidence},
        encoding::{Decoder, Encoding, EncodingEvidence},
        rows::{Next, Rows},
    },
    mend::CellPatch,
    problem::{Problem, WORKBOOK},
    repair::Fix,
};

/// How many bytes a file is recognised by.
pub const HEAD: usize = 64 * 1024;

/// Judges one file.
pub struct Checker {
    options: CheckOptions,
    /// The file's first bytes, until there are enough of them.
    head: Vec<u8>,
    size: u64,
    reader: Option<RowReader>,
    judge: RowJudge,
}

struct RowReader {
    decoder: Decoder,
    delimiter: (u8, DelimiterEvidence),
    rows: Rows,
    next: Next,
}

impl Checker {
    /// Starts on a file.
    pub fn new(mut options: CheckOptions) -> Self {
        let judge = RowJudge::new(&options);
        // The judge alone holds them, so that they can be changed in place.
        options.patches = Arc::default();
        Self {
            judge,
            options,
            head: Vec::new(),
            size: 0,
            reader: None,
        }
    }

    /// Takes the next bytes and hands on a verdict for each record that ends in them. A refused file gets no more.
    pub fn push(&mut self, bytes: &[u8], sink: &mut impl FnMut(&Verdict)) -> Result<(), Problem> {
        self.size += bytes.len() as u64;
        if self.size > self.options.limits.file_bytes {
            return Err(report::too_large(self.options.limits.file_bytes));
        }
        if self.reader.is_some() {
            return self.read(bytes, false, sink);
        }
        if self.head.is_empty() && bytes.len() >= HEAD {
            return self.begin(bytes, false, sink);
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() < HEAD {
            return Ok(());
        }
        let head = std::mem::take(&mut self.head);
        self.begin(&head, false, sink)
    }

    /// Says that no more bytes follow, and hands on the last verdicts.
    pub fn finish(&mut self, sink: &mut impl FnMut(&Verdict)) -> Result<(), Problem> {
        let head = std::mem::take(&mut self.head);
        match self.reader {
            Some(_) => self.read(&[], true, sink)?,
            None => self.begin(&head, true, sink)?,
        }
        self.judge.done()
    }

    /// The encoding and the delimiter, once the first bytes have been seen.
    pub fn reading(&self) -> Option<((Encoding, EncodingEvidence), (u8, DelimiterEvidence))> {
        let reader = self.reader.as_ref()?;
        Some(match self.options.turned {
            Some(turned) => (turned.encoding, turned.delimiter),
            None => (reader.decoder.encoding(), reader.delimiter),
        })
    }

    /// The encoding of the bytes themselves, once the first of them have been seen: of a text that was made of another file it
    /// is not that of the file.
    pub fn text_encoding(&self) -> Option<Encoding> {
        let reader = self.reader.as_ref()?;
        Some(reader.decoder.encoding().0)
    }

    /// Places where the decoded text can be taken up again.
    pub fn marks(&self) -> &[crate::file::encoding::Mark] {
        self.reader
            .as_ref()
            .map_or(&[], |reader| reader.decoder.marks())
    }

    /// The columns, once the header has been read.
    pub fn columns(&self) -> Option<&FileColumns> {
        self.judge.columns()
    }

    /// The columns as far as the header was understood, also those of a file that was refused for its header.
    pub fn headers(&self) -> &[FileColumn] {
        self.judge.headers()
    }

    /// What there is to say about the workbook, about the header and above it.
    pub fn notes(&self) -> &[Problem] {
        self.judge.notes()
    }

    /// What whoever keeps no rows is told about the file, in sentences.
    pub fn told(&self) -> Vec<String> {
        let counted = |sought: Code| {
            let found = self.problems().find(|(code, _)| *code == sought);
            found.map(|(_, rows)| rows)
        };
        let again = counted(Code::W10).map(report::headers_again);
        let nameless = counted(Code::W01).map(report::nameless);
        let notes = self.notes().iter().chain(&again).chain(&nameless);
        notes.map(Problem::to_string).collect()
    }

    /// What the date columns have shown so far.
    pub fn dates(&self) -> &Dates {
        self.judge.dates()
    }

    /// The date columns of the whole file that are in doubt, if the verdicts do not know it yet: judge it again with them.
    pub fn doubted(&self) -> Option<BTreeSet<String>> {
        Some(self.judge.dates().doubted()).filter(|doubted| *doubted != self.options.doubted)
    }

    /// What became of the records so far.
    pub fn counts(&self) -> Counts {
        self.judge.counts()
    }

    /// How often each problem was met so far, those of the file as a whole counted once.
    pub fn problems(&self) -> impl Iterator<Item = (Code, u64)> {
        let doubt = self
            .reading()
            .is_some_and(|((_, evidence), _)| !evidence.is_sure());
        self.judge.problems().chain(doubt.then_some((Code::W08, 1)))
    }

    /// What of a contact was found in a column that is ignored.
    pub fn lost(&self, place: usize) -> Option<Holds> {
        self.judge.lost(place)
    }

    /// The columns that are ignored because no field has their name, and what of a contact is lost with them.
    pub fn ignored(&self) -> Vec<Ignored<'_>> {
        self.judge.ignored()
    }

    /// What was typed over cells that the file does not have, or that say something else than when it was typed.
    pub fn misfits(&self) -> Vec<CellPatch> {
        self.judge.misfits()
    }

    /// What is typed over cells.
    pub fn patches(&self) -> Arc<BTreeMap<u64, Vec<CellPatch>>> {
        self.judge.patches()
    }

    /// What is typed over cells is this from now on, for records that are read again.
    pub fn patch(&mut self, patches: Arc<BTreeMap<u64, Vec<CellPatch>>>) {
        self.judge.patch(patches);
    }

    /// Makes these repairs from now on, for records that are read again.
    pub fn mend(&mut self, fixes: &[(Code, String, Fix)]) {
        self.judge.mend(fixes);
    }

    /// For reading records again, one at a time. `None` before the header.
    pub fn again(&self) -> Option<Again> {
        self.again_with(self.judge.patches())
    }

    /// The same with this typed over the cells of these records.
    pub fn again_with(&self, patches: Arc<BTreeMap<u64, Vec<CellPatch>>>) -> Option<Again> {
        let delimiter = self.reader.as_ref()?.delimiter.0;
        let longest = self.options.limits.record_bytes;
        Some(Again {
            width: self.columns()?.width,
            judge: self.judge.again(patches),
            rows: Rows::new(delimiter, longest, 1, 0),
        })
    }

    fn begin(
        &mut self,
        head: &[u8],
        last: bool,
        sink: &mut impl FnMut(&Verdict),
    ) -> Result<(), Problem> {
        match FileKind::of(&head[..head.len().min(HEAD)]) {
            FileKind::Text => {}
            FileKind::Archive => return Err(report::not_text(ZIP)),
            FileKind::Other(what) => return Err(report::not_text(what)),
        }
        let sample = &head[..head.len().min(HEAD)];
        let mut decoder = Decoder::new(self.options.encoding, sample);
        let mut text = Vec::new();
        decoder.push(
            sample,
            last && sample.len() == head.len(),
            &mut |piece: &[u8]| {
                text.extend_from_slice(piece);
            },
        );
        let limits = self.options.limits;
        let rules = &self.options.rules;
        // The decoder takes one byte order mark away; where files were put one behind the other there are more.
        let mut marks = 0;
        while text[marks..].starts_with("\u{feff}".as_bytes()) {
            marks += "\u{feff}".len();
        }
        let text = &text[marks..];
        let dialect = dialect::sniff(
            text,
            self.options.delimiter,
            limits.record_bytes,
            |header| columns::kind(Column::of(header, rules)),
        );
        let (line, offset) = if dialect.sep_line > 0 {
            (2, (marks + dialect.sep_line) as u64)
        } else {
            (1, marks as u64)
        };
        let evidence = if self.options.workbook {
            DelimiterEvidence::Workbook
        } else {
            dialect.evidence
        };
        let mut rows = Rows::new(dialect.delimiter, limits.record_bytes, line, offset);
        if self.options.workbook {
            rows = rows.numbered();
        }
        self.judge.header_at((marks + dialect.header) as u64);
        let judge = &mut self.judge;
        judge.separated_by(match self.options.workbook {
            true => WORKBOOK.to_owned(),
            false => char::from(dialect.delimiter).to_string(),
        });
        let next = rows.push(&text[dialect.sep_line..], &mut |row| judge.row(row, sink));
        self.reader = Some(RowReader {
            decoder,
            delimiter: (dialect.delimiter, evidence),
            rows,
            next,
        });
        self.read(&head[sample.len()..], last, sink)
    }

    fn read(
        &mut self,
        bytes: &[u8],
        last: bool,
        sink: &mut impl FnMut(&Verdict),
    ) -> Result<(), Problem> {
        let (Some(reader), judge) = (self.reader.as_mut(), &mut self.judge) else {
            return Ok(());
        };
        let RowReader {
            decoder,
            rows,
            next,
            ..
        } = reader;
        if *next == Next::Go && (last || !bytes.is_empty()) {
            decoder.push(bytes, last, &mut |text: &[u8]| {
                if *next == Next::Go {
                    *next = rows.push(text, &mut |row| judge.row(row, sink));
                }
            });
        }
        let (encoding, evidence) = match self.options.turned {
            Some(turned) => turned.encoding,
            None => decoder.encoding(),
        };
        if self.options.must_be_sure && !evidence.is_sure() {
            return Err(report::unsure(encoding));
        }
        if *next == Next::Go && last {
            *next = rows.finish(&mut |row| judge.row(row, sink));
        }
        match judge.refused() {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }
}

/// Judges records that were judged before, from their text alone.
pub struct Again {
    judge: RowJudge,
    rows: Rows,
    width: usize,
}

impl Again {
    /// Judges the record with this text, number and line as before.
    pub fn record(&mut self, text: &[u8], record: u64, line: u64, sink: &mut impl FnMut(&Verdict)) {
        let breaks = text
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b'\n' | b'\r'))
            .count();
        let text = &text[..text.len() - breaks];
        let Self { judge, rows, width } = self;
        judge.at(record);
        judge.forget_dates();
        rows.alone(text, line as u32, *width, &mut |row| judge.row(row, sink));
    }
}
