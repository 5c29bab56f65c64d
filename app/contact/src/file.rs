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
        if is_utf32(head) {
            return Self::Other("text in UTF-32. Save it as CSV UTF-8");
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
            encoding::Encoding::Utf16Le => of_utf16(head, u16::from_le_bytes),
            encoding::Encoding::Utf16Be => of_utf16(head, u16::from_be_bytes),
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

/// Text in UTF-16 may be another kind of text too.
fn of_utf16(head: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Kind {
    let units = head.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let text: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    other_text(text.as_bytes()).map_or(Kind::Text, Kind::Other)
}

/// Four bytes a letter: by its mark, or by the zeros of its first letters.
fn is_utf32(head: &[u8]) -> bool {
    let (letters, _) = head.as_chunks::<4>();
    let first = || letters.iter().take(4);
    head.starts_with(b"\xFF\xFE\0\0")
        || head.starts_with(b"\0\0\xFE\xFF")
        || letters.len() >= 4
            && (first().all(|letter| matches!(letter, [1..=255, 0, 0, 0]))
                || first().all(|letter| matches!(letter, [0, 0, 0, 1..=255])))
}

/// The lines of a text that are not blank.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
}

/// A SYLK spreadsheet: every line begins with the kind of its record. A header may begin with `ID;` too.
fn is_sylk(text: &[u8]) -> bool {
    let kinds: [&[u8]; 8] = [b"P;", b"B;", b"C;", b"F;", b"O;", b"NN;", b"W;", b"NE;"];
    let is_record = |line: &[u8]| kinds.iter().any(|kind| line.starts_with(kind)) || line == b"E";
    let mut lines = lines(text);
    lines.next().is_some_and(|first| first.starts_with(b"ID;P"))
        && lines.next().is_some_and(is_record)
}

/// An address book as LDIF: its first entry begins with a name, perhaps behind the version of the format.
fn is_ldif(text: &[u8]) -> bool {
    let begins = |line: &[u8], word: &[u8]| {
        let start = line.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let entry = lines(text).find(|line| !line.starts_with(b"#") && !begins(line, b"version:"));
    entry.is_some_and(|line| begins(line, b"dn:"))
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
        return match () {
            () if is_json(text) => Some("a JSON file"),
            () if is_sylk(text) => Some("a SYLK spreadsheet (.slk)"),
            () if is_ldif(text) => Some("an LDIF address book (.ldif)"),
            () => None,
        };
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
