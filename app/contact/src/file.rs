//! Files of contacts as they arrive: told apart by content, decoded, and read row by row. Everything becomes rows of
//! UTF-8 text with a line number; what a row means is decided in `check`.

pub mod dialect;
pub mod encoding;
mod marks;
pub mod rows;
pub mod scan;
#[cfg(feature = "xlsx")]
pub mod xlsx;

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Perhaps delimited text: nothing speaks against it.
    Text,
    /// A ZIP archive, as XLSX workbooks are.
    Archive,
    /// Certainly neither; in words.
    Other(&'static str),
}

/// How other kinds of file begin.
const BEGINNINGS: [(&[u8], &str); 10] = [
    (b"\x89PNG", "a PNG image"),
    (b"%PDF", "a PDF document"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook (.xls)"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"{\\rtf", "a rich text document"),
];

impl Kind {
    /// Tells the kind of a file that starts like this.
    pub fn of(head: &[u8]) -> Self {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Self::Archive;
        }
        for (beginning, name) in BEGINNINGS {
            if head.starts_with(beginning) {
                return Self::Other(name);
            }
        }
        let text = head.trim_ascii_start();
        if text.get(..5).is_some_and(|start| {
            start.eq_ignore_ascii_case(b"<html") || start.eq_ignore_ascii_case(b"<!doc")
        }) {
            return Self::Other("a web page");
        }
        match encoding::sniff(head).0 {
            encoding::Encoding::Utf16Le | encoding::Encoding::Utf16Be => Self::Text,
            _ if head.contains(&0) => Self::Other("a binary file"),
            _ => Self::Text,
        }
    }
}
