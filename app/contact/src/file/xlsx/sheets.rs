//! Which sheet of a workbook holds the contacts.

use std::io::{Read, Seek};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    budget::{Budget, damaged},
    cell::text,
    shown::CellStyle,
};
use crate::{
    check::{columns, report},
    problem::Problem,
};

/// The header stands in one of the first rows of its sheet, and its sheet is one of the first.
const FIRST_ROWS: u32 = 30;
const FIRST_SHEETS: usize = 20;
/// So many cells are looked at for what stands in which sheet.
const MOST_CELLS: u64 = 4_000_000;

/// The first sheets by name, those in sight first, and whether each is.
fn first_sheets(sheets: &Xlsx<impl Read + Seek>) -> Vec<(String, bool)> {
    let all = sheets.sheets_metadata().iter();
    let all = all.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (seen, hidden): (Vec<_>, Vec<_>) =
        all.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let in_order = seen.into_iter().chain(hidden).take(FIRST_SHEETS);
    in_order
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect()
}

/// The sheets of a workbook in which anything stands, each with its rows below the first. Where one takes too much to read,
/// those behind it are not told of; a workbook of a single sheet is not looked through.
pub fn filled_sheets(workbook: impl Read + Seek) -> Vec<(String, u64)> {
    let Ok(mut sheets) = Xlsx::new(workbook) else {
        return Vec::new();
    };
    let names = first_sheets(&sheets);
    if names.len() < 2 {
        return Vec::new();
    }
    let mut cells_left = MOST_CELLS;
    let mut filled = Vec::new();
    for (name, _) in names {
        let Some(rows) = filled_rows(&mut sheets, &name, &mut cells_left) else {
            break;
        };
        if rows > 0 {
            filled.push((name, rows - 1));
        }
    }
    filled
}

/// Counts the rows of a sheet in which something is seen.
fn filled_rows(
    sheets: &mut Xlsx<impl Read + Seek>,
    name: &str,
    cells_left: &mut u64,
) -> Option<u64> {
    let mut cells = sheets.worksheet_cells_reader(name).ok()?;
    let (mut rows, mut last) = (0, None);
    loop {
        *cells_left = cells_left.checked_sub(1)?;
        let row = match cells.next_cell() {
            Ok(None) => return Some(rows),
            Ok(Some(cell)) if is_blank(cell.get_value()) => continue,
            Ok(Some(cell)) => cell.get_position().0,
            Err(XlsxError::CellError(_)) => continue,
            Err(_) => return None,
        };
        if last != Some(row) {
            rows += 1;
            last = Some(row);
        }
    }
}

/// Whether nothing is seen of a cell: nothing stands in it, white space, or a formula that shows nothing.
fn is_blank(value: &DataRef) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::String(text) => text.trim().is_empty(),
        DataRef::SharedString(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The sheet of the name that is `wanted`; else the first sheet in sight with a header of contacts among its first rows;
/// where none has one, the first in sight. And those that have one too, in sight or not.
pub(super) fn sheet_of_contacts(
    sheets: &mut Xlsx<impl Read + Seek>,
    wanted: Option<&str>,
    budget: &mut Budget,
) -> Result<(String, Vec<String>), Problem> {
    let names = first_sheets(sheets);
    let (first, _) = names.first().ok_or_else(report::no_records)?;
    let wanted = names.iter().find(|(name, _)| Some(name.as_str()) == wanted);
    let (mut chosen, mut others) = (None, Vec::new());
    if names.len() > 1 {
        for (name, visible) in &names {
            match has_header(sheets, name, budget) {
                Ok(false) => {}
                Ok(true) if *visible && chosen.is_none() => chosen = Some(name),
                Ok(true) => others.push(name.clone()),
                Err(problem) if *visible && chosen.is_none() => return Err(problem),
                // What is not read may be damaged. Where it takes too much, nothing is left for the one that is read.
                Err(_) => {}
            }
        }
    }
    let wanted = wanted.map(|(name, _)| name);
    // The one that would be read otherwise stands among the others then.
    if wanted.is_some() {
        others.extend(chosen.cloned());
    }
    let chosen = wanted.or(chosen).unwrap_or(first).clone();
    others.retain(|other| *other != chosen);
    Ok((chosen, others))
}

/// Whether a header of contacts stands among the first rows of a sheet.
fn has_header(
    sheets: &mut Xlsx<impl Read + Seek>,
    name: &str,
    budget: &mut Budget,
) -> Result<bool, Problem> {
    let mut cells = sheets.worksheet_cells_reader(name).map_err(damaged)?;
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(false),
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(damaged(error)),
        };
        budget.cell()?;
        if cell.get_position().0 >= FIRST_ROWS {
            return Ok(false);
        }
        if columns::is_last_name(&text(cell.get_value(), &CellStyle::PLAIN)) {
            return Ok(true);
        }
    }
}
