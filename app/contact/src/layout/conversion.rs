//! Writes an export of another program anew, as text in the columns of the template: one row for each record, on the line
//! on which it stood. Rows that cannot be read are written so that the check refuses them for the same reason.

use super::{
    record::RecordMaker,
    survey::{ForeignRows, SurveyedLayout, is_blank, is_header_again},
};
use crate::{
    field::FIELDS,
    file::{
        rows::{Row, line_breaks},
        scan::Shape,
    },
    guard,
};

/// So many bytes are handed on at a time.
const PIECE: usize = 64 * 1024;

/// Turns the bytes of an export into text in the columns of the template.
pub struct LayoutConversion {
    rows: ForeignRows,
    writer: TurnedWriter,
}

impl SurveyedLayout {
    /// Begins to write the file anew, from its first byte on.
    pub fn conversion(&self) -> LayoutConversion {
        let start = &self.start;
        let mut out = Vec::new();
        // By its mark the text is known for what it is, whatever encoding was chosen for the file.
        if !start.is_numbered() {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        out.extend_from_slice(start.above());
        LayoutConversion {
            rows: start.rows(),
            writer: TurnedWriter {
                surveyed: self.clone(),
                maker: RecordMaker::new(&self.layout.uses),
                line: 0,
                out,
            },
        }
    }
}

impl LayoutConversion {
    /// Takes the next bytes of the file and hands on pieces of the text; `last`: no more bytes follow.
    pub fn push(&mut self, bytes: &[u8], last: bool, out: &mut impl FnMut(&[u8])) {
        let Self { rows, writer } = self;
        rows.push(bytes, last, &mut |row| {
            writer.row(row);
            if writer.out.len() >= PIECE {
                out(&writer.out);
                writer.out.clear();
            }
        });
        if !writer.out.is_empty() {
            out(&writer.out);
            writer.out.clear();
        }
    }
}

/// The text that is made, as far as it was not handed on.
struct TurnedWriter {
    surveyed: SurveyedLayout,
    maker: RecordMaker,
    /// The line of the text that comes next; 0 before the header.
    line: u32,
    out: Vec<u8>,
}

impl TurnedWriter {
    fn row(&mut self, row: &Row) {
        if self.line == 0 {
            self.line = row.line;
            return self.header();
        }
        if is_blank(row) {
            return;
        }
        while self.line < row.line {
            self.out.push(b'\n');
            self.line += 1;
        }
        if is_header_again(row, &self.surveyed.layout.headers) {
            return self.header();
        }
        let from = self.out.len();
        if row.long {
            self.long(row);
        } else {
            self.record(row);
        }
        self.end_row(from);
    }

    fn end_row(&mut self, from: usize) {
        self.out.push(b'\n');
        self.line += match self.surveyed.start.is_numbered() {
            true => 1,
            false => line_breaks(&self.out[from..]),
        };
    }

    fn header(&mut self) {
        let from = self.out.len();
        let surveyed = &self.surveyed;
        let made = surveyed.made.iter();
        let made = made.map(|place| FIELDS[*place].header.to_owned());
        let kept = surveyed.kept.iter();
        let kept = kept.map(|column| surveyed.kept_header(*column));
        let mut headers: Vec<String> = made.chain(kept).collect();
        // A row that lacks values lacks the last one, and the check tells of it.
        if surveyed.short {
            headers.push(String::new());
        }
        for (at, header) in headers.iter().enumerate() {
            self.between(at);
            // One line, so that the rows below stay on theirs.
            self.cell(&header.replace(['\r', '\n'], " "), false);
        }
        self.end_row(from);
    }

    fn record(&mut self, row: &Row) {
        self.maker.make(row);
        let columns = self.surveyed.made.len() + self.surveyed.kept.len();
        // Which cell is broken, of those that are written.
        let broken = row
            .fault
            .map(|fault| self.written_at(fault.cell as usize).unwrap_or_default());
        for at in 0..columns {
            self.between(at);
            if broken == Some(at) {
                let cell = row.fault.map_or(0, |fault| fault.cell as usize);
                self.broken(&row.shown(cell));
            } else if let Some(&place) = self.surveyed.made.get(at) {
                let fed = &self.maker.fed[place];
                let is_stray = matches!(fed[..], [column] if row.shape(column) == Shape::Stray);
                let text = guard::add(&self.maker.values[place]).into_owned();
                self.cell(&text, is_stray);
            } else {
                let column = self.surveyed.kept[at - self.surveyed.made.len()];
                if self.maker.left[column] {
                    let is_stray = row.shape(column) == Shape::Stray;
                    self.cell(&row.shown(column), is_stray);
                }
            }
        }
        let width = self.surveyed.layout.uses.len();
        if self.surveyed.short && row.len() >= width {
            self.between(columns);
        }
        for column in width..row.len() {
            self.out.push(self.surveyed.start.delimiter());
            self.cell(&row.shown(column), false);
        }
    }

    /// Where the text of a column of the file is written in this row.
    fn written_at(&self, column: usize) -> Option<usize> {
        let kept = self.surveyed.kept.iter().position(|kept| *kept == column);
        let kept = kept.filter(|_| self.maker.left.get(column) == Some(&true));
        let fed = |place: &usize| self.maker.fed[*place].contains(&column);
        kept.map(|at| self.surveyed.made.len() + at)
            .or_else(|| self.surveyed.made.iter().position(fed))
    }

    fn between(&mut self, at: usize) {
        if at > 0 {
            self.out.push(self.surveyed.start.delimiter());
        }
    }

    /// Writes a cell, between quotation marks where it needs them. One that held a quotation mark without any around it is
    /// written as it was, so that the check sees it.
    fn cell(&mut self, text: &str, is_stray: bool) {
        let delimiter = self.surveyed.start.delimiter();
        let breaks = |byte: u8| byte == delimiter || matches!(byte, b'\n' | b'\r');
        let is_plain = !text.bytes().any(breaks) && !text.starts_with('"');
        if is_plain && (is_stray || !text.contains('"')) {
            return self.out.extend_from_slice(text.as_bytes());
        }
        self.out.push(b'"');
        self.out
            .extend_from_slice(text.replace('"', "\"\"").as_bytes());
        self.out.push(b'"');
    }

    /// Writes a cell whose quotation marks are broken, on one line and with single ones, so that it spoils no row but its own.
    fn broken(&mut self, text: &str) {
        let text = text.trim_start_matches('"').replace(['\r', '\n'], " ");
        let text = text.replace('"', "'");
        self.out.extend_from_slice(b"\"\" ");
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes a row that is longer than a row may be, on one line: its beginning, and as much as makes it too long.
    fn long(&mut self, row: &Row) {
        let text = String::from_utf8_lossy(row.bytes()).replace(['\r', '\n', '"'], " ");
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        let lacking = self.surveyed.start.longest().saturating_sub(text.len());
        self.out.resize(self.out.len() + lacking + 1, b' ');
        self.out.push(b'"');
    }
}
