//! Which sheet of a workbook holds the contacts.

use std::io::{Read, Seek};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

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

/// The first sheet in sight with a header of contacts among its first rows; where none has one, the first in sight. And
/// those that have one too, in sight or not.
pub(super) fn sheet_of_contacts(
    sheets: &mut Xlsx<impl Read + Seek>,
    budget: &mut Budget,
) -> Result<(String, Vec<String>), Problem> {
    let all = sheets.sheets_metadata().iter();
    let all = all.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (seen, hidden): (Vec<_>, Vec<_>) =
        all.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let in_order = seen.into_iter().chain(hidden).take(FIRST_SHEETS);
    let names: Vec<(String, bool)> = in_order
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let (first, _) = names.first().ok_or_else(report::no_records)?;
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
    let chosen = chosen.unwrap_or(first).clone();
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
