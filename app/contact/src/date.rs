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

fn parts(text: &str) -> Option<(u32, u32, i32)> {
    let mut parts = text.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 || year.len() != 4 {
        return None;
    }
    let number = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    Some((number(first)?, number(second)?, number(year)? as i32))
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
