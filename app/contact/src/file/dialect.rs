//! How the cells of a text are told apart: comma, semicolon, tab or bar, and why. The header decides: the right
//! delimiter is the one that makes known columns of it. Titles may stand above it.

use serde::{Deserialize, Serialize};

use super::rows::{Next, Rows};

/// The delimiters that are recognised.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Why the cells are told apart by this character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelimiterEvidence {
    /// A `sep=` line says so.
    SepLine,
    /// It gives the header so many known columns.
    KnownColumns(u32),
    /// A person chose it.
    Chosen,
    /// A workbook has cells of its own.
    Workbook,
}

/// What a header may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    Unknown,
    /// That of a column of a contact.
    Known,
    /// The one that no file can do without.
    Needed,
}

/// How the cells of a text are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    pub evidence: DelimiterEvidence,
    /// Bytes of the `sep=` line that stands before the header.
    pub sep_line: usize,
    /// Where the row of headers begins.
    pub header: usize,
}

/// Recognises the dialect of a text that starts like this; `known` tells what a header is.
pub fn sniff(
    head: &[u8],
    chosen: Option<u8>,
    longest: usize,
    known: impl Fn(&str) -> Header,
) -> Dialect {
    let (said, sep_line) = sep_line(head);
    let found = |delimiter| find_header(&head[sep_line..], delimiter, longest, &known);
    let given = match (chosen, said) {
        (Some(delimiter), _) => Some((delimiter, DelimiterEvidence::Chosen)),
        (None, Some(delimiter)) => Some((delimiter, DelimiterEvidence::SepLine)),
        (None, None) => None,
    };
    let (delimiter, evidence, at) = match given {
        Some((delimiter, evidence)) => (delimiter, evidence, found(delimiter).at),
        None => {
            let (mut best, mut best_found) = (b',', HeaderRow::default());
            for delimiter in DELIMITERS {
                let found = found(delimiter);
                if found.score > best_found.score {
                    (best, best_found) = (delimiter, found);
                }
            }
            let evidence = DelimiterEvidence::KnownColumns(best_found.score.0);
            (best, evidence, best_found.at)
        }
    };
    Dialect {
        delimiter,
        evidence,
        sep_line,
        header: sep_line + at,
    }
}

/// Excel's `sep=;`: what it says, and how many bytes it takes.
pub(crate) fn sep_line(head: &[u8]) -> (Option<u8>, usize) {
    let Some(end) = super::scan::next_line(head, 0) else {
        return (None, 0);
    };
    let line = head[..end].trim_ascii_end();
    let line = line
        .strip_prefix(b"\"")
        .and_then(|line| line.strip_suffix(b"\""))
        .unwrap_or(line);
    // A tab after the sign is white space, and was trimmed.
    match line.get(..4).map(<[u8]>::to_ascii_lowercase).as_deref() {
        Some(b"sep=") => match line[4..] {
            [delimiter] if is_delimiter(delimiter) => (Some(delimiter), end),
            [] if head.get(4) == Some(&b'\t') => (Some(b'\t'), end),
            _ => (None, 0),
        },
        _ => (None, 0),
    }
}

/// Whether cells can be told apart by this character at all.
pub fn is_delimiter(byte: u8) -> bool {
    byte == b'\t' || byte.is_ascii_punctuation() && byte != b'"'
}

/// How many rows are looked at for the header.
const ROWS: usize = 20;

/// The row of headers, as one delimiter reads the text.
#[derive(Clone, Copy, Default)]
struct HeaderRow {
    at: usize,
    /// Known columns, then columns.
    score: (u32, u32),
}

/// A row that may be the header.
struct Candidate {
    found: HeaderRow,
    needed: bool,
}

/// Finds the header: the first row with a last name. Without one it is the first row, unless that is a title, a single
/// cell above rows of several.
fn find_header(
    text: &[u8],
    delimiter: u8,
    longest: usize,
    known: &impl Fn(&str) -> Header,
) -> HeaderRow {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut look = |row: &super::rows::Row| {
        let mut candidate = Candidate {
            found: HeaderRow {
                at: row.range.start as usize,
                score: (0, 0),
            },
            needed: false,
        };
        for cell in 0..row.len() {
            let shown = row.shown(cell);
            if !shown.trim().is_empty() {
                let header = known(&shown);
                candidate.needed |= header == Header::Needed;
                candidate.found.score.0 += u32::from(header != Header::Unknown);
                candidate.found.score.1 += 1;
            }
        }
        let needed = candidate.needed;
        if candidate.found.score.1 > 0 {
            candidates.push(candidate);
        }
        if needed || candidates.len() == ROWS {
            Next::Stop
        } else {
            Next::Go
        }
    };
    let mut rows = Rows::new(delimiter, longest, 1, 0);
    if rows.push(text, &mut look) == Next::Go {
        rows.finish(&mut look);
    }
    let Some(first) = candidates.first() else {
        return HeaderRow::default();
    };
    let has_several = |candidate: &&Candidate| candidate.found.score.1 > 1;
    match candidates.last().filter(|last| last.needed) {
        Some(last) => last.found,
        None if has_several(&first) => first.found,
        // What is no header says nothing about the delimiter.
        None => match candidates.iter().find(has_several) {
            Some(row) if row.found.score.0 > 0 => row.found,
            Some(row) => HeaderRow {
                at: row.found.at,
                ..first.found
            },
            None => first.found,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, DelimiterEvidence) {
        let known = |header: &str| match header.trim() {
            "Last name" => Header::Needed,
            "First name" | "Mobile" => Header::Known,
            _ => Header::Unknown,
        };
        let dialect = sniff(text.as_bytes(), None, 65_536, known);
        (char::from(dialect.delimiter), dialect.evidence)
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_known_columns_of_the_header() {
        use DelimiterEvidence::KnownColumns;
        assert_eq!(found("First name,Last name\n"), (',', KnownColumns(2)));
        assert_eq!(
            found("\n;;\nFirst name;Last name;Notes, if any, here\n"),
            (';', KnownColumns(2))
        );
        assert_eq!(found("Last name\tMobile"), ('\t', KnownColumns(2)));
        assert_eq!(found("\"Last name\"|Mobile\n"), ('|', KnownColumns(2)));
        assert_eq!(found("Last name\n"), (',', KnownColumns(1)));
        assert_eq!(found("x;y;z\n"), (';', KnownColumns(0)));
        assert_eq!(found(""), (',', KnownColumns(0)));
    }

    #[test]
    fn the_header_is_found_below_titles() {
        fn header(text: &str) -> &str {
            let known = |header: &str| match header {
                "Last name" => Header::Needed,
                "Mobile" => Header::Known,
                _ => Header::Unknown,
            };
            let dialect = sniff(text.as_bytes(), None, 100, known);
            text[dialect.header..].lines().next().unwrap_or_default()
        }
        for (text, found) in [
            ("Last name,Mobile\nLast name,x\n", "Last name,Mobile"),
            (
                "Customers\n\nMarch,2026\nMobile;Last name\nx;y\n",
                "Mobile;Last name",
            ),
            ("Customers,,\nSurname,Mobile\nChan,1\n", "Surname,Mobile"),
            ("Customers,,\nSurname,Phone\nChan,1\n", "Surname,Phone"),
            ("Surname,Phone\nMobile,Mobile\n", "Surname,Phone"),
            ("sep=;\nx\nLast name;Mobile\n", "Last name;Mobile"),
            ("Surname\nChan\n", "Surname"),
        ] {
            assert_eq!(header(text), found, "{text:?}");
        }
        let far = "x\n".repeat(ROWS) + "Last name\n";
        assert_eq!(header(&far), "x");
    }

    #[test]
    fn a_sep_line_decides_and_is_no_header() {
        for (text, delimiter, length) in [
            ("sep=;\r\nLast name,x\n", ';', 7),
            ("SEP=\t\nLast name\n", '\t', 6),
            ("\"sep=|\"\nx", '|', 8),
        ] {
            let dialect = sniff(text.as_bytes(), None, 100, |_| Header::Known);
            assert_eq!(
                (char::from(dialect.delimiter), dialect.sep_line),
                (delimiter, length),
                "{text:?}"
            );
            assert_eq!(dialect.evidence, DelimiterEvidence::SepLine);
        }
    }
}
