//! Dates in files: MM/DD/YYYY, also as M/D/YYYY, because spreadsheets rewrite it. Day and month are never swapped.

use chrono::{Datelike, NaiveDate};

/// Reads MM/DD/YYYY or M/D/YYYY.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let (month, day, year) = parts(text)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Tells whether the text is a date only if the day comes first.
pub fn is_day_first(text: &str) -> bool {
    parts(text).is_some_and(|(first, second, year)| {
        NaiveDate::from_ymd_opt(year, first, second).is_none()
            && NaiveDate::from_ymd_opt(year, second, first).is_some()
    })
}

/// Writes MM/DD/YYYY.
pub fn write(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.month(), date.day(), date.year())
}

/// The three numbers between the slashes, the last of them with four digits.
#[inline]
fn parts(text: &str) -> Option<(u32, u32, i32)> {
    let (first, rest) = number(text.as_bytes(), 2)?;
    let (second, rest) = number(rest.strip_prefix(b"/")?, 2)?;
    let rest = rest.strip_prefix(b"/")?;
    let (year, end) = number(rest, 4)?;
    (rest.len() == 4 && end.is_empty()).then_some((first, second, year as i32))
}

/// The number that the text begins with, of at least one and at most so many digits, and what follows.
#[inline]
fn number(text: &[u8], most: usize) -> Option<(u32, &[u8])> {
    let digits = text
        .iter()
        .take(most)
        .take_while(|byte| byte.is_ascii_digit());
    let (value, length) = digits.fold((0, 0), |(value, length), digit| {
        (value * 10 + u32::from(digit - b'0'), length + 1)
    });
    (length > 0).then_some((value, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdate_format_is_month_day_and_year() {
        let date = NaiveDate::from_ymd_opt(1980, 12, 14);
        assert_eq!(parse("12/14/1980"), date);
        assert_eq!(parse("2/9/1980"), NaiveDate::from_ymd_opt(1980, 2, 9));
        assert_eq!(parse("02/29/2000"), NaiveDate::from_ymd_opt(2000, 2, 29));
        for text in [
            "02/30/1990",
            "14/12/1980",
            "1980-12-14",
            "12/14/80",
            "12/14/19800",
            "12-14-1980",
            "12/14",
            "12/14/1980/1",
            "/14/1980",
            "+1/14/1980",
            " 12/14/1980",
            "13/13/1980",
            "00/10/1980",
            "１２/14/1980",
            "",
            "Dec 14 1980",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_with_the_day_first_is_recognised_but_never_swapped() {
        assert!(is_day_first("14/12/1980"));
        for text in ["12/14/1980", "02/03/1980", "31/31/1980", "30/02/1990", "x"] {
            assert!(!is_day_first(text), "{text}");
        }
    }

    #[test]
    fn a_written_date_reads_back() {
        for text in ["12/14/1980", "01/02/2003", "02/29/2000"] {
            assert_eq!(parse(text).map(write).as_deref(), Some(text));
        }
    }
}
