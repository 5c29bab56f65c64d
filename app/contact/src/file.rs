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
const BEGINNINGS: [(&[u8], &str); 9] = [
    (b"\x89PNG", "a PNG image"),
    (b"%PDF", "a PDF document"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"{\\rtf", "a rich text document"),
];

/// How other kinds of text begin, in any case, behind white space.
const WORDS: [(&str, &str); 10] = [
    ("<html", "a web page"),
    ("<!doc", "a web page"),
    ("<head", "a web page"),
    ("<meta", "a web page"),
    ("<body", "a web page"),
    ("<table", "a web page"),
    ("<style", "a web page"),
    ("BEGIN:VCARD", "a vCard file (.vcf)"),
    ("BEGIN:VCALENDAR", "a calendar file (.ics)"),
    ("<?xml", "an XML file"),
];

impl Kind {
    /// Tells the kind of a file that starts like this.
    pub fn of(head: &[u8]) -> Self {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Self::Archive;
        }
        if head.starts_with(b"\xD0\xCF\x11\xE0") {
            return Self::Other(compound(head));
        }
        for (beginning, name) in BEGINNINGS {
            if head.starts_with(beginning) {
                return Self::Other(name);
            }
        }
        if let Some(name) = other_text(head) {
            return Self::Other(name);
        }
        match encoding::sniff(head).0 {
            encoding::Encoding::Utf16Le | encoding::Encoding::Utf16Be => Self::Text,
            _ if is_binary(head) => Self::Other("a binary file"),
            _ => Self::Text,
        }
    }
}

/// What a file of Microsoft's old container is: Excel locks new workbooks in one, too.
fn compound(head: &[u8]) -> &'static str {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(head, &wide).is_some()
    };
    if names("EncryptedPackage") || names("EncryptionInfo") {
        "a workbook that is locked with a password. Open it in the spreadsheet and save it without one"
    } else if names("Workbook") || names("Book") {
        "an old Excel workbook (.xls)"
    } else {
        "an old Excel workbook (.xls), or one that is locked with a password"
    }
}

/// What kind of text this is that is no table.
fn other_text(head: &[u8]) -> Option<&'static str> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    let begins = |word: &str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    let holds = |words: &str| memchr::memmem::find(text, words.as_bytes()).is_some();
    let Some((_, name)) = WORDS.iter().find(|(word, _)| begins(word)) else {
        return is_json(text).then_some("a JSON file");
    };
    Some(match *name {
        "an XML file" if holds("urn:schemas-microsoft-com:office:spreadsheet") => {
            "an XML spreadsheet of Excel 2003"
        }
        "an XML file" if holds("urn:oasis:names:tc:opendocument") => {
            "an OpenDocument spreadsheet (.fods)"
        }
        "an XML file" if holds("<html") => "a web page",
        name => name,
    })
}

/// Braces or brackets with a string, or each other, inside: no header begins so.
fn is_json(text: &[u8]) -> bool {
    let mut bytes = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (bytes.next(), bytes.next()) {
        (Some(b'{'), second) => matches!(second, Some(b'"' | b'}')),
        (Some(b'['), second) => matches!(second, Some(b'{' | b'[' | b'"' | b']')),
        _ => false,
    }
}

/// Text may hold a stray NUL, which fails its row; but not in its first line, nor everywhere.
fn is_binary(head: &[u8]) -> bool {
    let nuls = memchr::memchr_iter(0, head).count();
    let first = memchr::memchr(0, head).unwrap_or(head.len());
    let line = memchr::memchr2(b'\n', b'\r', head).unwrap_or(head.len());
    nuls > 0 && (first < line || nuls > head.len() / 8)
}
