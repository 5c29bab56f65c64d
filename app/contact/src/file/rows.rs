//! Rows of delimited text from chunks of bytes cut anywhere: each with its line, its place in the text and its cells,
//! borrowed from the chunk. Only a record that spans two chunks is copied, and none is held beyond the longest allowed.

use std::borrow::Cow;
use std::ops::Range;

use super::marks::{Marks, QUOTE};
use super::scan::{self, Cell, FaultKind, FoundRecord, Frame, QuoteFault, Shape, Step};
use super::valid::Valid;

/// Reads rows from chunks.
pub struct Rows {
    delimiter: u8,
    longest: usize,
    /// The start of a record whose end has not come yet.
    carry: Vec<u8>,
    /// How long `carry` has to be before reading it again pays.
    patience: usize,
    /// Where `carry` begins in the whole text.
    offset: u64,
    line: u32,
    /// Rows are counted instead of lines.
    numbered: bool,
    /// Cells of the first and of the last well-formed record; none before them.
    widths: [usize; 2],
    cells: Vec<Cell>,
    /// Of the row that is handed on.
    before_piece: bool,
    skip: Option<Skip>,
}

/// One row, borrowed.
pub struct Row<'r> {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// The line on which it ends.
    pub last_line: u32,
    /// Where it lies in the text, its line break included.
    pub range: Range<u64>,
    pub fault: Option<QuoteFault>,
    /// It is longer than the longest allowed: only its beginning is here.
    pub long: bool,
    /// The next line that is not blank holds a single value: perhaps a piece of this row.
    pub before_piece: bool,
    bytes: &'r [u8],
    /// Its text, or how many of its bytes come before the first that is no UTF-8.
    text: Result<&'r str, usize>,
    cells: &'r [Cell],
    base: usize,
}

impl<'r> Row<'r> {
    /// Counts the cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True for a row without cells; an empty line has one, which is empty.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The whole row as written, or how many bytes come before the first that is no UTF-8.
    pub fn text(&self) -> Result<&'r str, usize> {
        self.text
    }

    /// The row's bytes as written, its line break left out.
    pub fn bytes(&self) -> &'r [u8] {
        self.bytes
    }

    /// How a cell was written.
    #[inline(always)]
    pub fn shape(&self, cell: usize) -> Shape {
        self.cells.get(cell).map_or(Shape::Bare, |cell| cell.shape)
    }

    /// Whether a cell has no byte, without looking at its text.
    #[inline(always)]
    pub fn blank(&self, cell: usize) -> bool {
        self.cells
            .get(cell)
            .is_none_or(|cell| cell.start == cell.end)
    }

    /// The text of a cell; doubled quotation marks become single ones in `scratch`. Empty beyond the last cell and for
    /// a row that is no UTF-8.
    #[inline(always)]
    pub fn cell<'s>(&'s self, cell: usize, scratch: &'s mut String) -> &'s str {
        let (Some(cell), Ok(text)) = (self.cells.get(cell), self.text) else {
            return "";
        };
        let written = text
            .get(cell.start as usize - self.base..cell.end as usize - self.base)
            .unwrap_or_default();
        if cell.shape == Shape::Doubled {
            undouble(written, scratch)
        } else {
            written
        }
    }

    /// A cell as it is written, with the quotation marks around it.
    pub fn written(&self, cell: usize) -> &'r [u8] {
        let Some(cell) = self.cells.get(cell) else {
            return &[];
        };
        let marks = usize::from(matches!(cell.shape, Shape::Quoted | Shape::Doubled));
        let (start, end) = (cell.start as usize, cell.end as usize);
        let place = start - self.base - marks..end - self.base + marks;
        self.bytes.get(place).unwrap_or_default()
    }

    /// Whether a cell holds this text and nothing else but white space.
    pub fn is_written(&self, cell: usize, text: &str) -> bool {
        self.cells.get(cell).is_some_and(|cell| {
            let written = self
                .bytes
                .get(cell.start as usize - self.base..cell.end as usize - self.base);
            written.is_some_and(|written| written.trim_ascii() == text.as_bytes())
        })
    }

    /// The text of a cell for showing; bytes that are no UTF-8 appear as U+FFFD, which is an error when read again.
    pub fn shown(&self, cell: usize) -> Cow<'r, str> {
        let Some(cell) = self.cells.get(cell) else {
            return Cow::Borrowed("");
        };
        let bytes = self
            .bytes
            .get(cell.start as usize - self.base..cell.end as usize - self.base)
            .unwrap_or_default();
        let written = String::from_utf8_lossy(bytes);
        if cell.shape != Shape::Doubled {
            return written;
        }
        let mut scratch = String::new();
        undouble(&written, &mut scratch);
        Cow::Owned(scratch)
    }
}

#[inline(never)]
fn undouble<'s>(written: &str, scratch: &'s mut String) -> &'s str {
    scratch.clear();
    let mut rest = written;
    while let Some(quote) = memchr::memchr(QUOTE, rest.as_bytes()) {
        scratch.push_str(&rest[..=quote]);
        rest = rest.get(quote + 2..).unwrap_or_default();
    }
    scratch.push_str(rest);
    scratch
}

/// What to do after a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Go,
    /// No more rows are wanted.
    Stop,
}

impl Rows {
    /// Starts at the given line and place of the text, with records of at most `longest` bytes.
    pub fn new(delimiter: u8, longest: usize, line: u32, offset: u64) -> Self {
        Self {
            delimiter,
            longest,
            carry: Vec::new(),
            patience: 0,
            offset,
            line,
            numbered: false,
            widths: [0; 2],
            cells: Vec::new(),
            before_piece: false,
            skip: None,
        }
    }

    /// Says how many cells a row has, for rows that are read without the ones before them.
    pub fn with_width(mut self, width: usize) -> Self {
        self.widths = [width; 2];
        self
    }

    /// Counts rows instead of lines, as a workbook does.
    pub fn numbered(mut self) -> Self {
        self.numbered = true;
        self
    }

    /// Takes the next chunk and hands on the rows that end in it.
    pub fn push(&mut self, chunk: &[u8], sink: &mut impl FnMut(&Row) -> Next) -> Next {
        let mut carry = std::mem::take(&mut self.carry);
        let mut taken = 0;
        while !carry.is_empty() {
            let rest = &chunk[taken..];
            if rest.is_empty() {
                self.carry = carry;
                return Next::Go;
            }
            let line = scan::next_line(rest, 0).unwrap_or(rest.len());
            let more = line
                .max(self.patience.saturating_sub(carry.len()))
                .min(rest.len());
            carry.extend_from_slice(&rest[..more]);
            taken += more;
            if carry.len() < self.patience {
                continue;
            }
            let before = carry.len() - taken;
            let (read, next) = self.read(&carry, false, sink);
            if next == Next::Stop {
                return next;
            }
            if read >= before {
                taken -= carry.len() - read;
                carry.clear();
            } else {
                carry.drain(..read);
                self.patience = if self.skip.is_some() {
                    0
                } else {
                    carry.len() * 2
                };
            }
        }
        let rest = &chunk[taken..];
        let (read, next) = self.read(rest, false, sink);
        carry.extend_from_slice(&rest[read..]);
        self.carry = carry;
        self.patience = 0;
        next
    }

    /// Hands on what is left.
    pub fn finish(&mut self, sink: &mut impl FnMut(&Row) -> Next) -> Next {
        let carry = std::mem::take(&mut self.carry);
        self.end(&carry, sink)
    }

    /// Hands on a row that is read without the ones before it: where it begins, and how many cells a row has.
    pub fn alone(
        &mut self,
        text: &[u8],
        line: u32,
        width: usize,
        sink: &mut impl FnMut(&Row) -> Next,
    ) -> Next {
        (self.line, self.offset, self.widths) = (line, 0, [width; 2]);
        self.end(text, sink)
    }

    fn end(&mut self, bytes: &[u8], sink: &mut impl FnMut(&Row) -> Next) -> Next {
        let (_, next) = self.read(bytes, true, sink);
        match self.skip.take() {
            Some(mut skip) if next == Next::Go => {
                if skip.quoted {
                    skip.unclosed();
                }
                self.hand_on_long(skip, sink)
            }
            _ => next,
        }
    }

    /// Reads whole records; answers how many bytes they take.
    fn read(
        &mut self,
        bytes: &[u8],
        last: bool,
        sink: &mut impl FnMut(&Row) -> Next,
    ) -> (usize, Next) {
        let mut marks = Marks::new(bytes, self.delimiter, 0);
        let mut valid = Valid::new(bytes);
        let (mut at, mut next) = (0, Next::Go);
        let offset = self.offset;
        while at < bytes.len() && next == Next::Go {
            if let Some(mut skip) = self.skip.take() {
                let (end, done) = self.skip_on(&mut skip, bytes, at, last);
                at = end;
                self.offset = offset + at as u64;
                if !done {
                    self.skip = Some(skip);
                    break;
                }
                next = self.hand_on_long(skip, sink);
                marks = Marks::new(bytes, self.delimiter, at);
                continue;
            }
            let frame = Frame {
                delimiter: self.delimiter,
                longest: self.longest,
                last,
                widths: self.widths,
            };
            match scan::record(bytes, at, frame, &mut marks, &mut self.cells) {
                Step::More => break,
                Step::Found(found) => {
                    let Some(piece) = scan::is_piece(bytes, found.end, frame) else {
                        break;
                    };
                    self.before_piece = piece;
                    next = self.hand_on(bytes, at, offset, found, &mut valid, sink);
                    at = found.end;
                    if found.fault.is_some() {
                        marks = Marks::new(bytes, self.delimiter, at);
                    }
                }
                Step::Long(quoted) => {
                    let mut end = at + self.longest;
                    if bytes[end - 1] == b'\r' {
                        end -= 1;
                    }
                    let head = bytes[at..end].to_vec();
                    let mut cells = std::mem::take(&mut self.cells);
                    cells.retain(|cell| (cell.end as usize) < end);
                    for cell in &mut cells {
                        cell.start -= at as u32;
                        cell.end -= at as u32;
                    }
                    let start = offset + at as u64;
                    let line = self.line;
                    self.line += line_breaks(&head);
                    self.skip = Some(Skip {
                        line,
                        start,
                        head,
                        cells,
                        quoted,
                        fresh_line: false,
                        fault: None,
                    });
                    at = end;
                }
            }
        }
        self.offset = offset + at as u64;
        (at, next)
    }

    #[inline(always)]
    fn hand_on(
        &mut self,
        bytes: &[u8],
        start: usize,
        offset: u64,
        found: FoundRecord,
        valid: &mut Valid,
        sink: &mut impl FnMut(&Row) -> Next,
    ) -> Next {
        let breaks_within = found.line_breaks - u32::from(found.end > found.text_end);
        let row = Row {
            line: self.line,
            last_line: self.line + if self.numbered { 0 } else { breaks_within },
            range: offset + start as u64..offset + found.end as u64,
            fault: found.fault,
            long: false,
            before_piece: self.before_piece,
            bytes: &bytes[start..found.text_end],
            text: valid.text(start, found.text_end),
            cells: &self.cells,
            base: start,
        };
        let next = sink(&row);
        if found.fault.is_none() && found.text_end > start {
            self.widths[1] = self.cells.len();
            if self.widths[0] == 0 {
                self.widths[0] = self.cells.len();
            }
        }
        self.line += if self.numbered { 1 } else { found.line_breaks };
        next
    }

    fn hand_on_long(&mut self, skip: Skip, sink: &mut impl FnMut(&Row) -> Next) -> Next {
        sink(&Row {
            line: skip.line,
            last_line: self.line.saturating_sub(1).max(skip.line),
            range: skip.start..self.offset,
            fault: skip.fault,
            long: true,
            before_piece: false,
            bytes: &skip.head,
            text: match std::str::from_utf8(&skip.head) {
                Ok(text) => Ok(text),
                Err(error) => {
                    Ok(std::str::from_utf8(&skip.head[..error.valid_up_to()]).unwrap_or_default())
                }
            },
            cells: &skip.cells,
            base: 0,
        })
    }

    /// Passes over the rest of a record that is too long, line by line, and forgets it.
    fn skip_on(&mut self, skip: &mut Skip, bytes: &[u8], from: usize, last: bool) -> (usize, bool) {
        let frame = Frame {
            delimiter: self.delimiter,
            longest: self.longest,
            last,
            widths: self.widths,
        };
        let mut at = from;
        while at < bytes.len() {
            if skip.fresh_line && skip.quoted {
                match scan::is_row(bytes, at, self.longest, frame) {
                    None => return (at, false),
                    Some(true) => {
                        skip.unclosed();
                        return (at, true);
                    }
                    Some(false) => {}
                }
            }
            let line_end = scan::next_line(bytes, at);
            let end = match line_end {
                // The line feed of this pair may come with the next chunk.
                Some(end) if end == bytes.len() && bytes[end - 1] == b'\r' && !last => end - 1,
                Some(end) => end,
                None => bytes.len(),
            };
            let quotes = memchr::memchr_iter(QUOTE, &bytes[at..end]).count();
            skip.quoted ^= quotes % 2 == 1;
            let whole = line_end == Some(end);
            at = end;
            skip.fresh_line = whole;
            if whole {
                self.line += 1;
                if !skip.quoted {
                    return (at, true);
                }
            } else {
                return (at, false);
            }
        }
        (at, false)
    }
}

/// A record that is too long and is being passed over.
struct Skip {
    line: u32,
    start: u64,
    /// Its beginning, and the cells that end in it.
    head: Vec<u8>,
    cells: Vec<Cell>,
    quoted: bool,
    fresh_line: bool,
    fault: Option<QuoteFault>,
}

impl Skip {
    fn unclosed(&mut self) {
        self.fault = Some(QuoteFault {
            kind: FaultKind::Unclosed,
            lines_before: 0,
            cell: self.cells.len() as u32,
        });
    }
}

/// Counts LF, CRLF and CR.
pub fn line_breaks(bytes: &[u8]) -> u32 {
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count() as u32
}
