//! Telephone numbers as people paste them.

use super::around::without_scheme;
use crate::phone::without_home_zero;

/// What may stand between the digits of a number, when a text has been folded.
const MARKS: &str = " +-().,·/[]:;*~|\\\"";

/// The ways to read a folded text as a telephone number, the likeliest first; none where it is not written like one. They
/// are without separators, and without the zeros that are dialled at home or before a country code.
pub(super) fn numbers(folded: &str) -> Vec<String> {
    let number = without_scheme(folded).split(';').next().unwrap_or_default();
    let fits = |char: char| match char.is_ascii() {
        true => char.is_ascii_digit() || MARKS.contains(char),
        false => !char.is_alphanumeric(),
    };
    if !number.chars().all(fits) {
        return Vec::new();
    }
    let written = without_home_zero(number);
    let typed = digits(&written);
    let dialled = typed.trim_start_matches('0');
    if dialled.len() < 3 {
        return Vec::new();
    }
    let mut ways = vec![dialled.to_owned()];
    let abroad = written.trim_start().starts_with('+') || typed.starts_with("00");
    // +44 07700 …: behind the country code stands the zero that is only dialled at home.
    let zero = dialled.get(1..4).and_then(|code| code.find('0'));
    match (abroad, zero) {
        (true, Some(at)) if dialled.len() > 8 => {
            ways.push(format!("{}{}", &dialled[..=at], &dialled[at + 2..]));
        }
        // 011 852 … is +852 … as it is dialled in America, and 0011 … in Australia.
        _ if typed.len() > dialled.len() && dialled.len() > 11 && dialled.starts_with("11") => {
            ways.push(dialled[2..].to_owned());
        }
        // 8 916 … is how Russia dials at home.
        (false, _) if dialled.len() == 11 && dialled.starts_with('8') => {
            ways.push(dialled[1..].to_owned());
        }
        _ => {}
    }
    ways
}

pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
