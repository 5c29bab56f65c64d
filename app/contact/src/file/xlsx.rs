//! Makes delimited text of a workbook's sheet of contacts, so that a workbook is judged by the same path as any other
//! file. The cells are what a person sees in them, a row stays the row it was, and the text grows only to a multiple of
//! the workbook. How much memory and time the unpacking itself may take is up to the caller: it is done in a process,
//! or a worker, that can be ended.

mod budget;
mod cell;
mod format;
mod hidden;
mod sheets;
mod shown;

use std::io::{Read, Seek, SeekFrom, Write};

use calamine::{DataRef, Reader, Xlsx, XlsxError, XlsxFormulaMetadata};

use crate::{
    check::report, file::ZIP, limits::Limits, problem::Problem, spreadsheet, wording::Phrase,
};
use budget::{Budget, damaged};
use cell::{look, text};
pub use sheets::filled_sheets;
use sheets::sheet_of_contacts;
use shown::CellStyle;

/// Sheets of Excel have so many rows.
const MOST_ROWS: u32 = 1_048_576;
/// More cells than a million contacts fill, the blank ones counted along.
const MOST_CELLS: u64 = 64_000_000;
/// The text may have so many bytes for one of the workbook, of which a long list of like contacts needs a few dozen…
const TEXT_BYTES_FOR_ONE: u64 = 64;
/// …and so many more.
const TEXT_BYTES: u64 = 16 * 1024 * 1024;
/// Of a formula without its value so many letters are shown.
const FORMULA: usize = 200;

/// Writes the rows of the sheet with the contacts as CSV; blank rows between others stay, so that row numbers hold.
/// Answers what there is to say about the workbook.
pub fn to_csv(
    workbook: impl Read + Seek,
    limits: &Limits,
    out: impl Write,
) -> Result<Vec<Problem>, Problem> {
    sheet_to_csv(workbook, None, limits, out)
}

/// Writes the rows of the sheet of this name; where there is none, of that with the contacts.
pub fn sheet_to_csv(
    workbook: impl Read + Seek,
    sheet: Option<&str>,
    limits: &Limits,
    out: impl Write,
) -> Result<Vec<Problem>, Problem> {
    chosen_to_csv(workbook, (sheet, false), limits, out)
}

/// Writes the rows of the sheet of this name, and of no other.
pub fn named_sheet_to_csv(
    workbook: impl Read + Seek,
    sheet: &str,
    limits: &Limits,
    out: impl Write,
) -> Result<Vec<Problem>, Problem> {
    chosen_to_csv(workbook, (Some(sheet), true), limits, out)
}

fn chosen_to_csv(
    mut workbook: impl Read + Seek,
    (sheet, is_needed): (Option<&str>, bool),
    limits: &Limits,
    out: impl Write,
) -> Result<Vec<Problem>, Problem> {
    refuse_others(&mut workbook)?;
    let size = workbook
        .seek(SeekFrom::End(0))
        .map_err(|_| report::damaged())?;
    workbook.rewind().map_err(|_| report::damaged())?;
    let mut sheets = Xlsx::new(&mut workbook).map_err(damaged)?;
    let mut budget = Budget {
        text: size
            .saturating_mul(TEXT_BYTES_FOR_ONE)
            .saturating_add(TEXT_BYTES)
            .min(limits.file_bytes),
        cells: MOST_CELLS,
    };
    let (name, others) = sheet_of_contacts(&mut sheets, sheet, &mut budget)?;
    if is_needed && sheet != Some(name.as_str()) {
        return Err(report::no_such_sheet());
    }
    let lacking = lacking(&mut sheets, &name, &mut budget)?;
    write(&mut sheets, &name, lacking, budget, limits, out)?;
    drop(sheets);
    let mut about = Vec::new();
    if !others.is_empty() {
        about.push(report::other_sheets(&name, &others));
    }
    match hidden::rows(&mut workbook, &name) {
        0 => {}
        rows => about.push(report::hidden_rows(rows)),
    }
    Ok(about)
}

/// Writes the rows of one sheet.
fn write(
    sheets: &mut Xlsx<impl Read + Seek>,
    name: &str,
    lacking: Lacking,
    mut budget: Budget,
    limits: &Limits,
    out: impl Write,
) -> Result<(), Problem> {
    let Lacking { texts, places } = lacking;
    let mut texts = texts.into_iter().peekable();
    let mut cells = sheets.worksheet_cells_reader(name).map_err(damaged)?;
    let plain = CellStyle::PLAIN;
    let looks: Vec<CellStyle> = cells.styles().iter().map(look).collect();
    let mut rows = RowWriter {
        writer: csv::WriterBuilder::new().flexible(true).from_writer(out),
        row: 0,
        cells: Vec::new(),
        records: 0,
        limits,
    };
    let mut number = 0u64;
    loop {
        let cell = match cells.next_cell_with_style_id() {
            Ok(None) => return rows.end(),
            Ok(cell) => cell,
            Err(error) => is_unknown_error(error).map(|_| None)?,
        };
        budget.cell()?;
        let lacking = texts.next_if(|(lacking, _)| *lacking == number);
        let place = usize::try_from(number).ok().and_then(|at| places.get(at));
        let place = place
            .copied()
            .or(cell.as_ref().map(|(cell, _)| cell.get_position()));
        number += 1;
        let text = match (lacking, &cell) {
            (Some((_, text)), _) => text,
            (None, Some((cell, style))) => {
                text(cell.get_value(), looks.get(*style).unwrap_or(&plain))
            }
            (None, None) => String::new(),
        };
        let Some((row, column)) = place.filter(|_| !text.trim().is_empty()) else {
            continue;
        };
        budget.text(text.len() as u64 + 1)?;
        rows.put(row, column as usize, text, &mut budget)?;
    }
}

/// The rows of the text, of which the last is being put together.
struct RowWriter<'l, W: Write> {
    writer: csv::Writer<W>,
    row: u32,
    cells: Vec<String>,
    records: u64,
    limits: &'l Limits,
}

impl<W: Write> RowWriter<'_, W> {
    fn put(
        &mut self,
        row: u32,
        column: usize,
        text: String,
        budget: &mut Budget,
    ) -> Result<(), Problem> {
        if row < self.row || row >= MOST_ROWS {
            return Err(report::damaged());
        }
        if column >= self.limits.columns {
            return Err(report::too_wide(column + 1, self.limits.columns));
        }
        while self.row < row {
            budget.text(2)?;
            self.end_row()?;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        // Two cells of one place, or two rows of one number: nobody knows which is meant.
        if !self.cells[column].is_empty() {
            return Err(report::damaged());
        }
        self.cells[column] = text;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Problem> {
        let written = if self.cells.is_empty() {
            self.writer.write_record([""])
        } else {
            self.records += 1;
            // The header is no record.
            if self.records > self.limits.records + 1 {
                return Err(report::too_many(self.limits.records));
            }
            self.writer.write_record(&self.cells)
        };
        written.map_err(|_| report::damaged())?;
        self.cells.clear();
        self.row += 1;
        Ok(())
    }

    fn end(mut self) -> Result<(), Problem> {
        self.end_row()?;
        self.writer.flush().map_err(|_| report::damaged())
    }
}

/// What an archive of the OpenDocument formats is by its first part, which names its kind in a few bytes.
fn open_document(archive: &mut zip::ZipArchive<impl Read + Seek>) -> Option<Phrase> {
    const KIND: &str = "application/vnd.oasis.opendocument.";
    let part = archive.by_name("mimetype").ok()?;
    let mut kind = String::new();
    part.take(100).read_to_string(&mut kind).ok()?;
    Some(match kind.trim().strip_prefix(KIND)? {
        "spreadsheet" => Phrase(&[
            "an OpenDocument spreadsheet (.ods)",
            "OpenDocument 試算表（.ods）",
            "OpenDocument 电子表格（.ods）",
        ]),
        "text" => Phrase(&[
            "an OpenDocument text (.odt)",
            "OpenDocument 文字檔（.odt）",
            "OpenDocument 文本（.odt）",
        ]),
        "presentation" => Phrase(&[
            "an OpenDocument presentation (.odp)",
            "OpenDocument 簡報（.odp）",
            "OpenDocument 演示文稿（.odp）",
        ]),
        _ => Phrase(&[
            "an OpenDocument file that is no table",
            "不是試算表的 OpenDocument 檔案",
            "不是电子表格的 OpenDocument 文件",
        ]),
    })
}

/// Calls an archive that is no workbook of this kind by its name. Nothing is unpacked for it.
fn refuse_others(file: &mut (impl Read + Seek)) -> Result<(), Problem> {
    const OTHERS: [(&str, Phrase); 5] = [
        (
            "xl/workbook.bin",
            Phrase(&[
                "a binary Excel workbook (.xlsb)",
                "二進位 Excel 活頁簿（.xlsb）",
                "二进制 Excel 工作簿（.xlsb）",
            ]),
        ),
        (
            "Index/Document.iwa",
            Phrase(&[
                "a Numbers document (.numbers)",
                "Numbers 文件（.numbers）",
                "Numbers 文档（.numbers）",
            ]),
        ),
        (
            "content.xml",
            Phrase(&[
                "an OpenDocument spreadsheet (.ods)",
                "OpenDocument 試算表（.ods）",
                "OpenDocument 电子表格（.ods）",
            ]),
        ),
        (
            "word/document.xml",
            Phrase(&["a Word document", "Word 文件", "Word 文档"]),
        ),
        (
            "ppt/presentation.xml",
            Phrase(&[
                "a PowerPoint presentation",
                "PowerPoint 簡報",
                "PowerPoint 演示文稿",
            ]),
        ),
    ];
    let mut archive = zip::ZipArchive::new(&mut *file).map_err(|_| report::damaged())?;
    if let Some(what) = open_document(&mut archive) {
        return Err(report::not_text(what));
    }
    for (part, what) in OTHERS {
        if archive.index_for_name(part).is_some() {
            return Err(report::not_text(what));
        }
    }
    if archive.index_for_name("_rels/.rels").is_none() {
        return Err(report::not_text(ZIP));
    }
    Ok(())
}

/// The cells that hold no value, by their numbers, with what is shown in its place.
struct Lacking {
    texts: Vec<(u64, String)>,
    /// Where all cells stand, if the reader loses count over some of them.
    places: Vec<(u32, u32)>,
}

/// Finds the formulas that no value stands beside, and the errors that the reader does not know. They are read by
/// themselves: the reader tells either of formulas or of formats.
fn lacking(
    sheets: &mut Xlsx<impl Read + Seek>,
    name: &str,
    budget: &mut Budget,
) -> Result<Lacking, Problem> {
    let mut cells = sheets.worksheet_cells_reader(name).map_err(damaged)?;
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    let (mut number, mut seen, mut unknown) = (0u64, 0u64, false);
    loop {
        let lacking = match cells.next_cell_with_formula_metadata() {
            Ok(None) => break,
            Ok(Some(cell)) => {
                // All of it is read a second time, from the same budget: what is too much is known by now.
                seen += length(&cell.value);
                cell.formula
                    .as_ref()
                    .filter(|_| matches!(cell.value, DataRef::Empty))
                    .map(unanswered)
            }
            Err(error) => {
                unknown = true;
                Some(is_unknown_error(error)?)
            }
        };
        if number >= budget.cells || seen > budget.text {
            return Err(report::too_heavy());
        }
        if let Some(text) = lacking {
            budget.text(size_of::<(u64, String)>() as u64)?;
            texts.push((number, text));
        }
        number += 1;
    }
    drop(cells);
    if unknown {
        let mut cells = sheets.worksheet_cells_reader(name).map_err(damaged)?;
        while let Some(cell) = cells.next_formula().map_err(damaged)? {
            budget.text(size_of::<(u32, u32)>() as u64)?;
            places.push(cell.get_position());
        }
    }
    Ok(Lacking { texts, places })
}

/// What stands for a formula without its value.
fn unanswered(formula: &XlsxFormulaMetadata) -> String {
    use XlsxFormulaMetadata::{Normal, Shared};
    let formula = match formula {
        Normal { formula } | Shared { formula, .. } => formula.as_str(),
        _ => "",
    };
    let formula: String = formula.chars().take(FORMULA).collect();
    format!("{} ={formula}", spreadsheet::UNANSWERED)
}

/// An error of a spreadsheet that the reader does not know, as newer programs write them, is the cell's; any other is the
/// workbook's.
fn is_unknown_error(error: XlsxError) -> Result<String, Problem> {
    match error {
        XlsxError::CellError(text) if spreadsheet::lacks_value(&text) => Ok(text.to_string()),
        XlsxError::CellError(_) => Ok("#N/A".to_owned()),
        error => Err(damaged(error)),
    }
}

fn length(value: &DataRef) -> u64 {
    match value {
        DataRef::String(text) => text.len() as u64,
        DataRef::SharedString(text) => text.len() as u64,
        _ => 0,
    }
}
