//! Files of contacts as they arrive: told apart by content, decoded, and read row by row. Everything becomes rows of
//! UTF-8 text with a line number; what a row means is decided in `check`.

pub mod dialect;
pub mod encoding;
mod marks;
pub mod rows;
pub mod scan;
mod valid;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use crate::wording::Phrase;

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Perhaps delimited text: nothing speaks against it.
    Text,
    /// A ZIP archive, as XLSX workbooks are.
    Archive,
    /// Certainly neither; in words.
    Other(Phrase),
}

/// What an archive is that is no workbook.
pub const ZIP: Phrase = Phrase(&["a ZIP archive", "ZIP 壓縮檔", "ZIP 压缩文件"]);
const WEB_PAGE: Phrase = Phrase(&["a web page", "網頁", "网页"]);
const XML: Phrase = Phrase(&["an XML file", "XML 檔案", "XML 文件"]);

/// How other kinds of file begin.
const BEGINNINGS: [(&[u8], Phrase); 9] = [
    (b"\x89PNG", Phrase(&["a PNG image", "PNG 圖像", "PNG 图像"])),
    (b"%PDF", Phrase(&["a PDF document", "PDF 文件", "PDF 文档"])),
    (
        b"\xFF\xD8\xFF",
        Phrase(&["a JPEG image", "JPEG 圖像", "JPEG 图像"]),
    ),
    (b"GIF8", Phrase(&["a GIF image", "GIF 圖像", "GIF 图像"])),
    (
        b"\x1F\x8B",
        Phrase(&["a gzip archive", "gzip 壓縮檔", "gzip 压缩文件"]),
    ),
    (
        b"BZh",
        Phrase(&["a bzip2 archive", "bzip2 壓縮檔", "bzip2 压缩文件"]),
    ),
    (
        b"7z\xBC\xAF",
        Phrase(&["a 7-Zip archive", "7-Zip 壓縮檔", "7-Zip 压缩文件"]),
    ),
    (
        b"Rar!",
        Phrase(&["a RAR archive", "RAR 壓縮檔", "RAR 压缩文件"]),
    ),
    (
        b"{\\rtf",
        Phrase(&["a rich text document", "RTF 文件", "RTF 文档"]),
    ),
];

/// How other kinds of text begin, in any case, behind white space.
const WORDS: [(&str, Phrase); 10] = [
    ("<html", WEB_PAGE),
    ("<!doc", WEB_PAGE),
    ("<head", WEB_PAGE),
    ("<meta", WEB_PAGE),
    ("<body", WEB_PAGE),
    ("<table", WEB_PAGE),
    ("<style", WEB_PAGE),
    (
        "BEGIN:VCARD",
        Phrase(&[
            "a vCard file (.vcf)",
            "vCard 檔案（.vcf）",
            "vCard 文件（.vcf）",
        ]),
    ),
    (
        "BEGIN:VCALENDAR",
        Phrase(&[
            "a calendar file (.ics)",
            "日曆檔案（.ics）",
            "日历文件（.ics）",
        ]),
    ),
    ("<?xml", XML),
];

impl FileKind {
    /// Tells the kind of a file that starts like this.
    pub fn of(head: &[u8]) -> Self {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Self::Archive;
        }
        if head.starts_with(b"\xD0\xCF\x11\xE0") {
            return Self::Other(compound(head));
        }
        if is_utf32(head) {
            return Self::Other(Phrase(&[
                "text in UTF-32. Save it as CSV UTF-8",
                "UTF-32 文字檔。請另存為 CSV UTF-8",
                "UTF-32 文本文件。请另存为 CSV UTF-8",
            ]));
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
            _ if is_binary(head) => {
                Self::Other(Phrase(&["a binary file", "二進位檔案", "二进制文件"]))
            }
            _ => Self::Text,
        }
    }
}

/// What a file of Microsoft's old container is: Excel locks new workbooks in one, too.
fn compound(head: &[u8]) -> Phrase {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(head, &wide).is_some()
    };
    if names("EncryptedPackage") || names("EncryptionInfo") {
        Phrase(&[
            "a workbook that is locked with a password. Open it in the spreadsheet and save it without one",
            "設有密碼的活頁簿。請用試算表軟件開啟，再儲存為不設密碼的檔案",
            "设有密码的工作簿。请用电子表格软件打开，再另存为不设密码的文件",
        ])
    } else if names("Workbook") || names("Book") {
        Phrase(&[
            "an old Excel workbook (.xls)",
            "舊版 Excel 活頁簿（.xls）",
            "旧版 Excel 工作簿（.xls）",
        ])
    } else {
        Phrase(&[
            "an old Excel workbook (.xls), or one that is locked with a password",
            "舊版 Excel 活頁簿（.xls），或設有密碼的活頁簿",
            "旧版 Excel 工作簿（.xls），或设有密码的工作簿",
        ])
    }
}

/// Text in UTF-16 may be another kind of text too.
fn of_utf16(head: &[u8], unit: impl Fn([u8; 2]) -> u16) -> FileKind {
    let units = head.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let text: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    other_text(text.as_bytes()).map_or(FileKind::Text, FileKind::Other)
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
fn other_text(head: &[u8]) -> Option<Phrase> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    let begins = |word: &str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    let holds = |words: &str| memchr::memmem::find(text, words.as_bytes()).is_some();
    let Some((_, name)) = WORDS.iter().find(|(word, _)| begins(word)) else {
        return match () {
            () if is_json(text) => Some(Phrase(&["a JSON file", "JSON 檔案", "JSON 文件"])),
            () if is_sylk(text) => Some(Phrase(&[
                "a SYLK spreadsheet (.slk)",
                "SYLK 試算表（.slk）",
                "SYLK 电子表格（.slk）",
            ])),
            () if is_ldif(text) => Some(Phrase(&[
                "an LDIF address book (.ldif)",
                "LDIF 通訊錄（.ldif）",
                "LDIF 通讯录（.ldif）",
            ])),
            () => None,
        };
    };
    Some(match *name {
        XML if holds("urn:schemas-microsoft-com:office:spreadsheet") => Phrase(&[
            "an XML spreadsheet of Excel 2003",
            "Excel 2003 的 XML 試算表",
            "Excel 2003 的 XML 电子表格",
        ]),
        XML if holds("urn:oasis:names:tc:opendocument") => Phrase(&[
            "an OpenDocument spreadsheet (.fods)",
            "OpenDocument 試算表（.fods）",
            "OpenDocument 电子表格（.fods）",
        ]),
        XML if holds("<html") => WEB_PAGE,
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
