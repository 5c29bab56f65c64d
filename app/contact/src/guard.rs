//! The guard against formulas: text that a spreadsheet would run is written with one more leading apostrophe, and
//! reading takes exactly one away, so that any text survives. Plain phone numbers are harmless and stay as they are.

use std::borrow::Cow;

/// Writes text so that no spreadsheet takes it for a formula.
pub fn add(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) && !is_plain_phone(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes away what `add` has added.
pub fn remove(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_dangerous(text) => text,
        _ => cell,
    }
}

/// Reads a cell as a spreadsheet means it: `="00501"`, which keeps the zeros of a number, is the text 00501.
pub fn unquoted(cell: &str) -> Option<&str> {
    let text = cell.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    (!text.contains('"')).then_some(text)
}

fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn is_plain_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_gets_exactly_one_apostrophe() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("'=x", "''=x"),
            ("''=x", "'''=x"),
            ("@x", "'@x"),
            ("-a", "'-a"),
            ("-1", "'-1"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("\nx", "'\nx"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("+1 2", "'+1 2"),
            ("+", "'+"),
            ("+852;+853", "'+852;+853"),
            ("'+85212345678", "''+85212345678"),
            ("+85212345678", "+85212345678"),
            ("'tis", "'tis"),
            ("O'Brien", "O'Brien"),
            ("'", "'"),
            ("", ""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(add(text), cell);
            assert_eq!(remove(cell), text);
        }
    }

    #[test]
    fn text_in_a_formula_is_the_text() {
        for (cell, text) in [
            ("=\"00501\"", Some("00501")),
            (" =\"\" ", Some("")),
            ("=\"a\"&\"b\"", None),
            ("=1", None),
            ("\"00501\"", None),
            ("=\"", None),
        ] {
            assert_eq!(unquoted(cell), text, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "['=+@＝＋\\-\t\r\n a1]{0,6}|\\PC*") {
            let cell = add(&text);
            prop_assert_eq!(remove(&cell), text.as_str());
            prop_assert!(!is_dangerous(&cell) || cell.starts_with('\'') || is_plain_phone(&cell));
        }
    }
}
