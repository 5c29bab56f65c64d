//! Whether a quotation mark has left its column.
use crate::file::scan::Shape;

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
