//! Makes delimited text of a workbook's first sheet, so that a workbook is judged by the same path as any other file.
//! Nothing is unpacked before the archive has been measured, and a row stays the row it was.

use std::fmt::Write as _;
use std::io::{Read, Seek, Write};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use crate::{
    check::{Limits, report},
    problem::Problem,
};

/// Sheets of Excel have so many rows.
const MOST_ROWS: u32 = 1_048_576;

/// Writes the rows of the first sheet as CSV; blank rows stay, so that row numbers hold.
pub fn to_csv(
    mut workbook: impl Read + Seek,
    limits: &Limits,
    out: impl Write,
) -> Result<(), Problem> {
    measure(&mut workbook, limits)?;
    let mut workbook: Xlsx<_> = Xlsx::new(workbook).map_err(|_| damaged())?;
    let sheets = workbook.sheets_metadata();
    let is_sheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let first = sheets
        .iter()
        .filter(is_sheet)
        .find(|sheet| sheet.visible == SheetVisible::Visible)
        .or_else(|| sheets.iter().find(is_sheet));
    let name = first.ok_or_else(report::no_records)?.name.clone();
    let mut cells = workbook
        .worksheet_cells_reader(&name)
        .map_err(|_| damaged())?;

    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let mut sheet = Sheet {
        row: 0,
        cells: Vec::new(),
        limits,
        written: 0,
        records: 0,
    };
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let (row, column) = cell.get_position();
        if row < sheet.row || row >= MOST_ROWS {
            return Err(damaged());
        }
        while sheet.row < row {
            sheet.end_row(&mut writer)?;
        }
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= limits.columns {
            return Err(report::too_wide(column + 1, limits.columns));
        }
        if sheet.cells.len() <= column {
            sheet.cells.resize(column + 1, String::new());
        }
        sheet.cells[column] = text;
    }
    sheet.end_row(&mut writer)?;
    writer.flush().map_err(|_| damaged())
}

/// The row of a sheet that is being put together.
struct Sheet<'l> {
    row: u32,
    cells: Vec<String>,
    limits: &'l Limits,
    written: u64,
    records: u64,
}

impl Sheet<'_> {
    fn end_row(&mut self, writer: &mut csv::Writer<impl Write>) -> Result<(), Problem> {
        let blank = self.cells.is_empty();
        if !blank {
            self.records += 1;
            self.written += self
                .cells
                .iter()
                .map(|cell| cell.len() as u64 + 1)
                .sum::<u64>();
        }
        // The header is no record.
        if self.records > self.limits.records + 1 {
            return Err(report::too_many(self.limits.records));
        }
        if self.written > self.limits.file_bytes {
            return Err(report::too_large(self.limits.file_bytes));
        }
        let row = if blank {
            writer.write_record([""])
        } else {
            writer.write_record(&self.cells)
        };
        row.map_err(|_| damaged())?;
        self.cells.clear();
        self.row += 1;
        Ok(())
    }
}

/// A cell as a person would have typed it.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) if date.is_datetime() && date.as_f64() >= 1.0 => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{month:02}/{day:02}/{year:04}")
        }
        DataRef::DateTime(date) => number_text(date.as_f64()),
        DataRef::DateTimeIso(text) => match text
            .get(..10)
            .map(|date| date.split('-').collect::<Vec<_>>())
        {
            Some(parts) if parts.len() == 3 => format!("{}/{}/{}", parts[1], parts[2], parts[0]),
            _ => text.clone(),
        },
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Digits, as long as the spreadsheet kept all of them: it keeps fifteen.
fn number_text(number: f64) -> String {
    let mut text = String::new();
    let written = if number.abs() < 1e15 {
        write!(text, "{number}")
    } else {
        write!(text, "{number:E}")
    };
    debug_assert!(written.is_ok());
    // E20 as a spreadsheet shows it: E+20.
    match text.split_once('E') {
        Some((digits, power)) if !power.starts_with('-') => format!("{digits}E+{power}"),
        _ => text,
    }
}

/// Longer text between two marks of a part is no cell: Excel's hold 32,767 characters.
const LONGEST_TEXT: usize = 1024 * 1024;

/// Unpacks every part once, keeping nothing, so that neither its size nor the count of its strings can lie.
fn measure(workbook: &mut (impl Read + Seek), limits: &Limits) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(&mut *workbook).map_err(|_| damaged())?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(report::not_text("a ZIP archive"));
    }
    // The text of a sheet is several times longer than what stands in its cells; of the other parts all is kept.
    let (mut sheets, mut others) = (limits.file_bytes.saturating_mul(4), limits.file_bytes / 4);
    let mut buffer = vec![0; 64 * 1024];
    for part in 0..archive.len() {
        let mut part = archive.by_index(part).map_err(|_| damaged())?;
        let name = part.name().map_err(|_| damaged())?.to_ascii_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let left = if name.contains("worksheets/") {
            &mut sheets
        } else {
            &mut others
        };
        if part.size() > *left {
            return Err(report::too_large(limits.file_bytes));
        }
        let (size, mut first, mut text) = (part.size(), true, 0);
        loop {
            let read = part.read(&mut buffer).map_err(|_| damaged())?;
            if read == 0 {
                break;
            }
            let piece = &buffer[..read];
            if first && name.ends_with("sharedstrings.xml") && !counts_truly(piece, size) {
                return Err(damaged());
            }
            first = false;
            text = match memchr::memrchr(b'<', piece) {
                Some(mark) => read - mark,
                None => text + read,
            };
            *left = left
                .checked_sub(read as u64)
                .ok_or_else(|| report::too_large(limits.file_bytes))?;
            if text > LONGEST_TEXT {
                return Err(damaged());
            }
        }
    }
    workbook.rewind().map_err(|_| damaged())
}

/// Whether the shared strings say how many they are within reason: room is made for them before they are read.
fn counts_truly(start: &[u8], size: u64) -> bool {
    let Some(at) = memchr::memmem::find(start, b"uniqueCount") else {
        return memchr::memmem::find(start, b"<si").is_some() || size < 64 * 1024;
    };
    let digits = start[at..].iter().skip_while(|byte| !byte.is_ascii_digit());
    let digits: String = digits
        .take_while(|byte| byte.is_ascii_digit())
        .map(|&byte| char::from(byte))
        .collect();
    digits.parse::<u64>().is_ok_and(|count| count <= size)
}

fn damaged() -> Problem {
    report::damaged()
}
