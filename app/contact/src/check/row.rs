//! What a row shows by itself, before its cells are judged: that it is blank, the sample of the template or the header
//! again, and how its text was written.

use super::{Limits, columns::Columns};
use crate::{
    field::column::{Column, header_key},
    file::{rows::Row, scan::Shape},
    template,
};

/// A row that repeats the header, as where files were put one behind the other. The last name is looked at first: hardly
/// any other row ends like its header there.
#[inline]
pub(super) fn is_header_again(row: &Row, columns: &Columns) -> bool {
    row.ends_like(
        columns.last_name,
        columns.all[columns.last_name].header.trim(),
    ) && columns.all.iter().enumerate().all(|(place, file)| {
        let key = |header: &str| header_key(header.trim_matches('"'));
        key(row.shown(place).trim_start_matches('\u{feff}')) == key(&file.header)
    })
}

#[inline]
pub(super) fn is_digits(cell: &str) -> bool {
    cell.trim().bytes().all(|byte| byte.is_ascii_digit())
}

#[inline]
pub(super) fn is_too_long(cell: &str, limits: &Limits) -> bool {
    cell.len() > limits.cell_characters && cell.chars().count() > limits.cell_characters
}

/// A quotation mark in a cell without any around it, a lone or curly one at either end, or single ones at both: perhaps
/// text was to be held together, and has left its column.
#[inline]
pub(super) fn has_stray_quote(cell: &str, shape: Shape) -> bool {
    match shape {
        Shape::Stray => return true,
        // Said already.
        Shape::Broken => return false,
        Shape::Bare | Shape::Quoted | Shape::Doubled => {}
    }
    let (Some(first), Some(last)) = (cell.as_bytes().first(), cell.as_bytes().last()) else {
        return false;
    };
    // The bytes that curly quotes, plain ones and white space begin and end with: nearly all cells end here.
    if !matches!(first, 0xE2 | b'"' | b'\'' | b' ') && !matches!(last, 0x9C..=0x9F | b'"' | b' ') {
        return false;
    }
    let cell = cell.trim();
    let curly = ['\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}'];
    let plain = cell.starts_with('"') || cell.ends_with('"');
    let single = cell.len() > 2 && cell.starts_with('\'') && cell.ends_with('\'');
    single
        || cell.starts_with(curly)
        || cell.ends_with(curly)
        || plain && cell.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// The sample of the template. Its last name is looked at first: hardly any other record has it.
#[inline]
pub(super) fn is_sample(row: &Row, columns: &Columns) -> bool {
    let Column::Field(field) = columns.all[columns.last_name].column else {
        return false;
    };
    let cells = columns.all.iter().enumerate();
    row.is_written(columns.last_name, field.sample)
        && template::is_sample(cells.map(|(place, file)| (file.column, row.shown(place))))
}

/// A row without text: a line break, or nothing but delimiters and white space.
#[inline]
pub(super) fn is_blank(row: &Row) -> bool {
    row.fault.is_none()
        && !row.long
        && (0..row.len()).all(|cell| {
            row.blank(cell)
                || row.shape(cell) != Shape::Doubled && row.shown(cell).trim().is_empty()
        })
}

/// Where bytes that mean nothing were found while decoding, or long before.
#[inline]
pub(super) fn replaced(text: &str) -> Option<usize> {
    memchr::memchr(0xEF, text.as_bytes())?;
    text.find(char::REPLACEMENT_CHARACTER)
}
