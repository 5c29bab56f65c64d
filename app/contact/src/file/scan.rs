//! Reads one record of delimited text (RFC 4180) at a given place of a buffer, without copying. It is strict: a quoted
//! cell that goes on after its closing quotation mark, or that never closes, is reported with its line, and the rows
//! after it are found again as soon as a line reads as a whole row by itself.

use super::marks::{Marks, QUOTE};

/// Where a cell lies, from the start of its buffer; quotation marks around it are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub start: u32,
    pub end: u32,
    pub shape: Shape,
}

/// How a cell was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// No quotation mark in it.
    #[default]
    Bare,
    /// A quotation mark somewhere inside or at the end of a cell that does not begin with one. It stands for itself.
    Stray,
    /// Between quotation marks.
    Quoted,
    /// Between quotation marks, and holding doubled ones.
    Doubled,
    /// Began with a quotation mark and broke the rules. Its text is kept as written.
    Broken,
}

/// What is wrong with the quotation marks of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteFault {
    pub kind: FaultKind,
    /// Line breaks between the start of the record and the cell's opening quotation mark.
    pub lines_before: u32,
    /// The cell's place in the record, from 0.
    pub cell: u32,
}

/// The two ways in which quotation marks break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Text follows the closing quotation mark.
    AfterClosing,
    /// There is no closing quotation mark.
    Unclosed,
}

/// One record found in a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundRecord {
    /// Where the next record begins.
    pub end: usize,
    /// Where the record's text ends, its line break left out.
    pub text_end: usize,
    /// Line breaks in it, its own one counted.
    pub line_breaks: u32,
    pub fault: Option<QuoteFault>,
}

/// What became of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Found(FoundRecord),
    /// The buffer ends before the record does.
    More,
    /// The record is longer than the limit. True: its end lies inside a quoted cell.
    Long(bool),
}

/// How rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub delimiter: u8,
    /// The longest record in bytes.
    pub longest: usize,
    /// Nothing follows the buffer.
    pub last: bool,
    /// How many cells a row may have, once known: a line with as many is where reading resumes after a broken one.
    pub widths: [usize; 2],
}

/// A quoted cell that is being read.
struct Open {
    at: usize,
    fault: QuoteFault,
    /// Where the second line of the cell begins, and the line breaks of the record up to there.
    second_line: Option<(usize, u32)>,
}

/// Reads the record at `start` into `cells`. `marks` has to stand at or before `start`'s first mark, and is left at
/// the next record, unless the reading resumed at an earlier line: then the caller starts new ones.
pub fn record(
    bytes: &[u8],
    start: usize,
    frame: Frame,
    marks: &mut Marks,
    cells: &mut Vec<Cell>,
) -> Step {
    cells.clear();
    let mut fault: Option<QuoteFault> = None;
    let mut line_breaks = 0;
    let mut at = start;
    loop {
        let mut mark = marks.take();
        let mut shape = Shape::Bare;
        let mut from = at;
        let mut text_end = mark;
        if mark == at && bytes.get(mark) == Some(&QUOTE) {
            let open = Open {
                at,
                fault: QuoteFault {
                    kind: FaultKind::AfterClosing,
                    lines_before: line_breaks,
                    cell: cells.len() as u32,
                },
                second_line: None,
            };
            match quoted(bytes, start, frame, marks, line_breaks, open) {
                Quoted::Closed {
                    close,
                    next,
                    doubled,
                    breaks,
                } => {
                    shape = if doubled {
                        Shape::Doubled
                    } else {
                        Shape::Quoted
                    };
                    from = at + 1;
                    text_end = close;
                    mark = next;
                    line_breaks = breaks;
                }
                Quoted::Broken { open, breaks } => {
                    let fault_so_far = fault.unwrap_or(open.fault);
                    if let Some(second) = open.second_line {
                        match resume(bytes, start, frame, second, Some(breaks), fault_so_far) {
                            Resumed::At(found) => return close_early(found, open.at, cells),
                            Resumed::More => return Step::More,
                            Resumed::Nowhere => {}
                        }
                    }
                    shape = Shape::Broken;
                    fault = Some(fault_so_far);
                    line_breaks = breaks;
                    mark = marks.take();
                    text_end = mark;
                }
                Quoted::Unclosed { open, breaks } => {
                    let fault = fault.unwrap_or(QuoteFault {
                        kind: FaultKind::Unclosed,
                        ..open.fault
                    });
                    let long = bytes.len() - start > frame.longest;
                    if !frame.last && !long {
                        return Step::More;
                    }
                    let resumed = open.second_line.map_or(Resumed::Nowhere, |second| {
                        resume(bytes, start, frame, second, None, fault)
                    });
                    return match resumed {
                        Resumed::At(found) => close_early(found, open.at, cells),
                        Resumed::More => Step::More,
                        Resumed::Nowhere if long => Step::Long(true),
                        Resumed::Nowhere => {
                            cells.push(cell(open.at, bytes.len(), Shape::Broken));
                            Step::Found(FoundRecord {
                                end: bytes.len(),
                                text_end: bytes.len(),
                                line_breaks: breaks,
                                fault: Some(fault),
                            })
                        }
                    };
                }
            }
        }
        // A quotation mark from here on stands for itself: the cell does not begin with one, or is broken already.
        while bytes.get(mark) == Some(&QUOTE) {
            if shape == Shape::Bare {
                shape = Shape::Stray;
            }
            mark = marks.take();
            text_end = mark;
        }
        if mark - start > frame.longest {
            return Step::Long(false);
        }
        match bytes.get(mark) {
            Some(&byte) if byte == frame.delimiter => {
                cells.push(cell(from, text_end, shape));
                at = mark + 1;
                if at - start > frame.longest {
                    return Step::Long(false);
                }
            }
            Some(&byte) => {
                let mut end = mark + 1;
                if byte == b'\r' {
                    match bytes.get(end) {
                        Some(b'\n') => {
                            marks.take();
                            end += 1;
                        }
                        None if !frame.last => return Step::More,
                        _ => {}
                    }
                }
                cells.push(cell(from, text_end, shape));
                return Step::Found(FoundRecord {
                    end,
                    text_end: mark,
                    line_breaks: line_breaks + 1,
                    fault,
                });
            }
            None if !frame.last => return Step::More,
            None => {
                cells.push(cell(from, text_end, shape));
                return Step::Found(FoundRecord {
                    end: mark,
                    text_end: mark,
                    line_breaks,
                    fault,
                });
            }
        }
    }
}

enum Quoted {
    /// `close` is the closing quotation mark, `next` the mark after it.
    Closed {
        close: usize,
        next: usize,
        doubled: bool,
        breaks: u32,
    },
    Broken {
        open: Open,
        breaks: u32,
    },
    Unclosed {
        open: Open,
        breaks: u32,
    },
}

/// Reads on from an opening quotation mark to what follows the closing one.
#[inline]
fn quoted(
    bytes: &[u8],
    start: usize,
    frame: Frame,
    marks: &mut Marks,
    mut breaks: u32,
    mut open: Open,
) -> Quoted {
    let mut doubled = false;
    loop {
        let mark = marks.take();
        if mark - start >= frame.longest {
            return Quoted::Unclosed { open, breaks };
        }
        match bytes.get(mark) {
            Some(&QUOTE) => match bytes.get(mark + 1) {
                Some(&QUOTE) => {
                    marks.take();
                    doubled = true;
                }
                Some(&byte) if byte == frame.delimiter || byte == b'\n' || byte == b'\r' => {
                    return Quoted::Closed {
                        close: mark,
                        next: marks.take(),
                        doubled,
                        breaks,
                    };
                }
                // Whether it closes, is doubled, or is followed by text, is not known yet.
                None if !frame.last => return Quoted::Unclosed { open, breaks },
                None => {
                    return Quoted::Closed {
                        close: mark,
                        next: bytes.len(),
                        doubled,
                        breaks,
                    };
                }
                Some(_) => return Quoted::Broken { open, breaks },
            },
            Some(b'\n') => {
                breaks += 1;
                open.second_line.get_or_insert((mark + 1, breaks));
            }
            Some(b'\r') if bytes.get(mark + 1) != Some(&b'\n') => {
                breaks += 1;
                open.second_line.get_or_insert((mark + 1, breaks));
            }
            Some(_) => {}
            None => return Quoted::Unclosed { open, breaks },
        }
    }
}

/// The record ends before a line that reads as a row by itself.
fn close_early(found: FoundRecord, open: usize, cells: &mut Vec<Cell>) -> Step {
    cells.push(cell(open, found.text_end, Shape::Broken));
    Step::Found(found)
}

enum Resumed {
    At(FoundRecord),
    Nowhere,
    More,
}

/// Looks for a line that is a row by itself, from the line at `second` (its place, and the line breaks before it) to
/// the one after `until` line breaks, and ends the broken record before it.
fn resume(
    bytes: &[u8],
    start: usize,
    frame: Frame,
    second: (usize, u32),
    until: Option<u32>,
    fault: QuoteFault,
) -> Resumed {
    let (mut at, mut line_breaks) = second;
    let limit = start + frame.longest;
    loop {
        if at > limit {
            return Resumed::Nowhere;
        }
        match is_row(bytes, at, limit - at, frame) {
            None => return Resumed::More,
            Some(true) => {
                let text_end = text_end(bytes, at);
                return Resumed::At(FoundRecord {
                    end: at,
                    text_end,
                    line_breaks,
                    fault: Some(fault),
                });
            }
            Some(false) => {}
        }
        if until == Some(line_breaks) {
            return Resumed::Nowhere;
        }
        let Some(next) = next_line(bytes, at) else {
            return Resumed::Nowhere;
        };
        at = next;
        line_breaks += 1;
    }
}

/// Where the text before the line at `at` ends.
fn text_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(..at) {
        Some([.., b'\r', b'\n']) => at - 2,
        _ => at.saturating_sub(1),
    }
}

/// Where the line after the one at `at` begins.
pub fn next_line(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let end = memchr::memchr2(b'\n', b'\r', rest)?;
    let crlf = rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n');
    Some(at + end + if crlf { 2 } else { 1 })
}

/// A row that is looked for has at most so many line breaks in its cells: each line is looked at as often.
const MOST_BREAKS: usize = 8;

/// Whether a row begins with the line at `at`: of at most `longest` bytes, with the right number of cells, each of them
/// well quoted. `None`: the buffer ends too early to tell.
pub fn is_row(bytes: &[u8], at: usize, longest: usize, frame: Frame) -> Option<bool> {
    let rest = bytes.get(at..).unwrap_or_default();
    let within = &rest[..rest.len().min(longest)];
    let too_long = within.len() == longest;
    // What is said where the bytes end: of a quoted cell that is open, and of all else.
    let unclosed = (too_long || frame.last).then_some(false);
    let ended = |count| match frame.last && !too_long {
        true => Some(frame.widths.contains(&count)),
        false => unclosed,
    };
    if within.is_empty() || matches!(within[0], b'\n' | b'\r') {
        return if within.is_empty() {
            unclosed
        } else {
            Some(false)
        };
    }
    let (mut place, mut count, mut breaks) = (0, 0, 0);
    loop {
        count += 1;
        if within.get(place) == Some(&QUOTE) {
            place += 1;
            loop {
                let Some(mark) = memchr::memchr3(QUOTE, b'\n', b'\r', &within[place..]) else {
                    return unclosed;
                };
                place += mark + 1;
                match (within[place - 1], within.get(place)) {
                    (QUOTE, Some(&QUOTE)) => place += 1,
                    (QUOTE, None) if !frame.last || too_long => return unclosed,
                    (QUOTE, _) => break,
                    (b'\r', Some(b'\n')) => {}
                    _ => {
                        breaks += 1;
                        if breaks > MOST_BREAKS {
                            return Some(false);
                        }
                    }
                }
            }
        } else {
            let cell = &within[place..];
            let length = memchr::memchr3(frame.delimiter, b'\n', b'\r', cell);
            let length = length.unwrap_or(cell.len());
            if memchr::memchr(QUOTE, &cell[..length]).is_some() {
                return Some(false);
            }
            place += length;
        }
        match within.get(place) {
            None => return ended(count),
            Some(b'\n' | b'\r') => return Some(frame.widths.contains(&count)),
            Some(&byte) if byte == frame.delimiter => place += 1,
            Some(_) => return Some(false),
        }
    }
}

/// Whether the next line that is not blank, from the place where one begins, holds a single value. `None`: the buffer
/// ends too early to tell.
pub fn is_piece(bytes: &[u8], mut at: usize, frame: Frame) -> Option<bool> {
    // Where a row has one value, each row holds a single one.
    if frame.widths == [1; 2] {
        return Some(false);
    }
    loop {
        let line = bytes.get(at..).unwrap_or_default();
        let ended = (frame.last || line.len() > frame.longest).then_some(false);
        let quoted = match line.first() {
            Some(&QUOTE) => match end_of_quoted(&line[1..]) {
                Some(end) => end + 1,
                None => return ended,
            },
            _ => 0,
        };
        let rest = &line[quoted..];
        let end = match memchr::memchr3(frame.delimiter, b'\n', b'\r', rest) {
            Some(end) if rest[end] == frame.delimiter => return Some(false),
            Some(end) => quoted + end,
            None if frame.last => line.len(),
            None => return ended,
        };
        if !line[..end].trim_ascii().is_empty() {
            return Some(true);
        }
        match next_line(bytes, at) {
            Some(next) => at = next,
            None => return ended,
        }
    }
}

/// Where a quoted text ends, from behind its opening quotation mark to behind the closing one.
fn end_of_quoted(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(QUOTE, &text[at..])? + 1;
        match text.get(at) {
            Some(&QUOTE) => at += 1,
            _ => return Some(at),
        }
    }
}

fn cell(start: usize, end: usize, shape: Shape) -> Cell {
    Cell {
        start: start as u32,
        end: end as u32,
        shape,
    }
}
