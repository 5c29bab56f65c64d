//! Workbooks put together for tests, part by part: true ones, odd ones, and ones that unpack to far more than they are.

use std::io::Write;

use flate2::{Compression, Crc, write::DeflateEncoder};

/// One part of the archive.
#[derive(Clone)]
pub struct Part {
    pub name: String,
    pub packed: Vec<u8>,
    pub size: u64,
    pub crc: u32,
}

fn encoder() -> DeflateEncoder<Vec<u8>> {
    DeflateEncoder::new(Vec::new(), Compression::best())
}

impl Part {
    /// A part that holds these bytes.
    pub fn new(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mut packed = encoder();
        packed.write_all(bytes).expect("memory to write to");
        let mut crc = Crc::new();
        crc.update(bytes);
        Self {
            name: name.to_owned(),
            packed: packed.finish().expect("memory to write to"),
            size: bytes.len() as u64,
            crc: crc.sum(),
        }
    }

    /// A part that holds a piece many times over, which is packed only twice: behind itself it always packs alike.
    pub fn repeated(name: &str, before: &str, piece: &str, times: usize, after: &str) -> Self {
        assert!(times >= 2);
        let piece = piece.as_bytes();
        let mut packed = encoder();
        let mut crc = Crc::new();
        packed
            .write_all(before.as_bytes())
            .expect("memory to write to");
        crc.update(before.as_bytes());
        let mut one = Crc::new();
        one.update(piece);
        let mut ends = Vec::new();
        for _ in 0..2 {
            packed.write_all(piece).expect("memory to write to");
            packed.flush().expect("memory to write to");
            ends.push(packed.get_ref().len());
        }
        for _ in 0..times {
            crc.combine(&one);
        }
        packed
            .write_all(after.as_bytes())
            .expect("memory to write to");
        let mut end = Crc::new();
        end.update(after.as_bytes());
        crc.combine(&end);
        let bytes = packed.finish().expect("memory to write to");
        let again = &bytes[ends[0]..ends[1]];
        let mut packed = bytes[..ends[1]].to_vec();
        for _ in 2..times {
            packed.extend_from_slice(again);
        }
        packed.extend_from_slice(&bytes[ends[1]..]);
        Self {
            name: name.to_owned(),
            packed,
            size: (before.len() + piece.len() * times + after.len()) as u64,
            crc: crc.sum(),
        }
    }
}

/// A workbook.
#[derive(Clone)]
pub struct Book(pub Vec<Part>);

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Where the first sheet is.
pub const SHEET: &str = "xl/worksheets/sheet1.xml";
/// Where the strings are that cells share.
pub const STRINGS: &str = "xl/sharedStrings.xml";
/// What stands before and behind the rows of a sheet.
pub const BEFORE: &str =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
pub const AFTER: &str = "</sheetData></worksheet>";
/// A header of contacts.
pub const HEADER: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Last name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Mobile</t></is></c></row>";

impl Book {
    /// A workbook with one sheet, `Contacts`, and no part for it yet.
    pub fn empty() -> Self {
        Self(vec![
            Part::new("[Content_Types].xml", "<Types/>"),
            Part::new(
                "_rels/.rels",
                format!(
                    "<Relationships><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            Part::new(
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Contacts\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
            ),
            Part::new(
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships><Relationship Id=\"rId1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
        ])
    }

    /// A workbook with these rows below a header of contacts.
    pub fn of(rows: &str) -> Self {
        Self::empty().with(Part::new(SHEET, format!("{BEFORE}{HEADER}{rows}{AFTER}")))
    }

    /// The same with a part more, or in place of the one of this name.
    pub fn with(mut self, part: Part) -> Self {
        self.0.retain(|other| other.name != part.name);
        self.0.push(part);
        self
    }

    /// The same with strings that cells share.
    pub fn sharing(self, strings: &[&str]) -> Self {
        let strings: String = strings
            .iter()
            .map(|text| format!("<si><t>{text}</t></si>"))
            .collect();
        self.with(Part::new(
            STRINGS,
            format!("<sst xmlns=\"{MAIN}\">{strings}</sst>"),
        ))
    }

    /// The same with styles of cells, from 1, each with a format code.
    #[allow(dead_code, reason = "not every test is about formats")]
    pub fn formatted(self, codes: &[&str]) -> Self {
        let escaped = |code: &str| {
            code.replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;")
        };
        let formats: String = (164..)
            .zip(codes)
            .map(|(id, code)| {
                format!(
                    "<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>",
                    escaped(code)
                )
            })
            .collect();
        let styles: String = (164..164 + codes.len())
            .map(|id| format!("<xf numFmtId=\"{id}\"/>"))
            .collect();
        self.with(Part::new(
            "xl/styles.xml",
            format!("<styleSheet xmlns=\"{MAIN}\"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"),
        ))
    }

    /// The archive.
    pub fn zip(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut directory = Vec::new();
        for part in &self.0 {
            let at = file.len();
            file.extend_from_slice(b"PK\x03\x04");
            file.extend_from_slice(&head(part));
            file.extend_from_slice(part.name.as_bytes());
            file.extend_from_slice(&part.packed);
            directory.extend_from_slice(&entry(part, at));
        }
        close(file, &directory, self.0.len())
    }
}

/// What stands in both headers of a part.
fn head(part: &Part) -> Vec<u8> {
    let mut head = Vec::new();
    // Version 2.0, no flags, deflated, no time.
    head.extend_from_slice(&[20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0]);
    head.extend_from_slice(&part.crc.to_le_bytes());
    head.extend_from_slice(&(part.packed.len() as u32).to_le_bytes());
    head.extend_from_slice(
        &u32::try_from(part.size)
            .unwrap_or(u32::MAX - 1)
            .to_le_bytes(),
    );
    head.extend_from_slice(&(part.name.len() as u16).to_le_bytes());
    head.extend_from_slice(&[0, 0]);
    head
}

/// An entry of the directory for a part whose data begin at this place.
pub fn entry(part: &Part, at: usize) -> Vec<u8> {
    let mut entry = b"PK\x01\x02\x14\x00".to_vec();
    entry.extend_from_slice(&head(part));
    entry.extend_from_slice(&[0; 10]);
    entry.extend_from_slice(&(at as u32).to_le_bytes());
    entry.extend_from_slice(part.name.as_bytes());
    entry
}

/// Puts the directory behind the parts.
pub fn close(mut file: Vec<u8>, directory: &[u8], entries: usize) -> Vec<u8> {
    let at = file.len() as u32;
    file.extend_from_slice(directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        file.extend_from_slice(&(entries as u16).to_le_bytes());
    }
    file.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    file.extend_from_slice(&at.to_le_bytes());
    file.extend_from_slice(&[0, 0]);
    file
}
