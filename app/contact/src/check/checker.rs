//! Takes the bytes of one file, chunk by chunk, and hands on a verdict for each record; reads single records again.

use std::collections::BTreeSet;

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
    problem::{Problem, WORKBOOK},
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
    pub fn new(options: CheckOptions) -> Self {
        Self {
            judge: RowJudge::new(&options),
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
        let again = self.problems().find(|(code, _)| *code == Code::W10);
        let again = again.map(|(_, rows)| report::headers_again(rows));
        let notes = self.notes().iter().chain(&again);
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

    /// For reading records again, one at a time. `None` before the header.
    pub fn again(&self) -> Option<Again> {
        let reader = self.reader.as_ref()?;
        Some(Again {
            width: self.columns()?.width,
            judge: self.judge.again(),
            delimiter: reader.delimiter.0,
            longest: self.options.limits.record_bytes,
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
    delimiter: u8,
    longest: usize,
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
        self.judge.at(record);
        let mut rows =
            Rows::new(self.delimiter, self.longest, line as u32, 0).with_width(self.width);
        rows.push(text, &mut |row| self.judge.row(row, sink));
        rows.finish(&mut |row| self.judge.row(row, sink));
    }
}
