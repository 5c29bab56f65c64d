//! What spreadsheets leave in a cell in place of its value: no person means these words as data.

/// Stands before a formula whose value the workbook does not hold.
pub const UNANSWERED: &str = "#FORMULA!";

/// Whether a cell shows a spreadsheet's error (`#N/A`, `#REF!`, `#WERT!`), the marks of a column that is too narrow, or a
/// formula without its value.
#[inline]
pub fn lacks_value(cell: &str) -> bool {
    match cell.as_bytes().first() {
        Some(b'#') => is_error(cell),
        Some(b'E') => is_numbered_error(cell),
        _ => false,
    }
}

/// The errors of LibreOffice that have no name: `Err:508`.
#[cold]
fn is_numbered_error(cell: &str) -> bool {
    let number = cell.strip_prefix("Err:");
    number
        .is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cold]
fn is_error(cell: &str) -> bool {
    let word = &cell[1..];
    cell.starts_with(UNANSWERED)
        || ["N/A", "NV", "GETTING_DATA"].contains(&word)
        || word.len() >= 2 && word.bytes().all(|byte| byte == b'#')
        || word.strip_suffix(['!', '?']).is_some_and(|name| {
            name.len() >= 2
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'0'..=b'9' | b'/'))
        })
}

#[cfg(test)]
mod tests {
    use super::lacks_value;

    #[test]
    fn what_a_spreadsheet_says_instead_of_a_value_is_known_in_any_language() {
        for cell in [
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#NAME?",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "#SPILL!",
            "Err:508",
            "#WERT!",
            "#NV",
            "#######",
            "#FORMULA! =A1&B1",
        ] {
            assert!(lacks_value(cell), "{cell}");
        }
        for cell in [
            "",
            "#",
            "##",
            "#1",
            "#12",
            "# 4 Quay Road",
            "#Vip!",
            "N/A",
            "#!",
            "Err",
            "Err:12",
            "Err: 508 Ltd",
            "=1",
            "#A#",
        ] {
            assert!(!lacks_value(cell), "{cell}");
        }
    }
}
