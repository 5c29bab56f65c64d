//! How a number reads: the country code that it starts with, and its groups. The same on both sides of the wire.

use crate::country::Country;

/// The country code that a number starts with: `852` of `+85212345678`.
pub fn dial(number: &str) -> Option<&str> {
    let digits = number.strip_prefix('+')?;
    // No code begins with 0, though a number would read `01` as 1.
    if digits.starts_with('0') {
        return None;
    }
    (1..=3).rev().find_map(|length| {
        let code = digits.get(..length)?;
        let dial = code.parse().ok();
        let is_known = dial.is_some() && Country::all().any(|country| country.dial() == dial);
        is_known.then_some(code)
    })
}

/// Writes a number in groups for reading: `+852 1234 5678`.
pub fn spaced(number: &str) -> String {
    let Some(digits) = number
        .strip_prefix('+')
        .filter(|digits| are_digits(digits.as_bytes()))
    else {
        return number.to_owned();
    };
    let code = dial(number).unwrap_or_default();
    let mut rest = &digits[code.len()..];
    let mut shown = format!("+{code}");
    while !rest.is_empty() {
        let group = match rest.len() {
            8 => 4,
            length if length > 4 => 3,
            length => length,
        };
        if !shown.ends_with('+') {
            shown.push(' ');
        }
        shown.push_str(&rest[..group]);
        rest = &rest[group..];
    }
    shown
}

/// Tells whether there are digits and nothing else.
pub(super) fn are_digits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}
