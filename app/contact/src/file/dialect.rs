//! How the cells of a text are told apart: comma, semicolon, tab or bar, and why. The header decides: the right
//! delimiter is the one that makes known columns of it.

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

/// How the cells of a text are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    pub evidence: DelimiterEvidence,
    /// Bytes of the `sep=` line that stands before the header.
    pub sep_line: usize,
}

/// Recognises the dialect of a text that starts like this; `known` tells whether a header is one of a contact.
pub fn sniff(
    head: &[u8],
    chosen: Option<u8>,
    longest: usize,
    known: impl Fn(&str) -> bool,
) -> Dialect {
    let (said, sep_line) = sep_line(head);
    if let Some(delimiter) = chosen {
        return Dialect {
            delimiter,
            evidence: DelimiterEvidence::Chosen,
            sep_line,
        };
    }
    if let Some(delimiter) = said {
        return Dialect {
            delimiter,
            evidence: DelimiterEvidence::SepLine,
            sep_line,
        };
    }
    let (mut best, mut best_score) = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let score = score(&head[sep_line..], delimiter, longest, &known);
        if score > best_score {
            (best, best_score) = (delimiter, score);
        }
    }
    Dialect {
        delimiter: best,
        evidence: DelimiterEvidence::KnownColumns(best_score.0),
        sep_line,
    }
}

/// Excel's `sep=;`: what it says, and how many bytes it takes.
fn sep_line(head: &[u8]) -> (Option<u8>, usize) {
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

/// Known columns that a delimiter gives the header, then columns.
fn score(text: &[u8], delimiter: u8, longest: usize, known: &impl Fn(&str) -> bool) -> (u32, u32) {
    let mut score = (0, 0);
    let mut header = |row: &super::rows::Row| {
        let cells = (0..row.len()).filter(|&cell| !row.shown(cell).trim().is_empty());
        score = cells.fold((0, 0), |(names, cells), cell| {
            (names + u32::from(known(&row.shown(cell))), cells + 1)
        });
        if score.1 == 0 { Next::Go } else { Next::Stop }
    };
    let mut rows = Rows::new(delimiter, longest, 1, 0);
    if rows.push(text, &mut header) == Next::Go {
        rows.finish(&mut header);
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, DelimiterEvidence) {
        let known = |header: &str| ["First name", "Last name", "Mobile"].contains(&header.trim());
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
    fn a_sep_line_decides_and_is_no_header() {
        for (text, delimiter, length) in [
            ("sep=;\r\nLast name,x\n", ';', 7),
            ("SEP=\t\nLast name\n", '\t', 6),
            ("\"sep=|\"\nx", '|', 8),
        ] {
            let dialect = sniff(text.as_bytes(), None, 100, |_| true);
            assert_eq!(
                (char::from(dialect.delimiter), dialect.sep_line),
                (delimiter, length),
                "{text:?}"
            );
            assert_eq!(dialect.evidence, DelimiterEvidence::SepLine);
        }
    }
}
