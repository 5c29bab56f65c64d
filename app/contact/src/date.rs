//! Dates in files: MM/DD/YYYY, also as M/D/YYYY, because spreadsheets rewrite it. Day and month are never swapped.

use chrono::{Datelike, NaiveDate};

use crate::wording::Phrase;

/// Reads MM/DD/YYYY or M/D/YYYY.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let (month, day, year) = parts(text)?;
    ymd(year, month, day)
}

/// There was no year 0.
fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| year > 0)
}

/// In which order day and month stand, as far as a date tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// Only MM/DD/YYYY is a date.
    MonthFirst,
    /// Only DD/MM/YYYY is a date.
    DayFirst,
    /// Both are, and not the same one.
    Either,
}

/// Tells the order of day and month; `None` where the text is no date, or the same one either way.
pub fn order(text: &str) -> Option<DayOrder> {
    let (first, second, year) = parts(text)?;
    order_of(first, second, year)
}

/// Tells the order in which a column writes day and month, also by dates that are no MM/DD/YYYY: `25.12.1980`, `25-12-80`,
/// `25/12/1980 0:00`. Those say nothing where they read both ways, because they are not read at all.
pub fn evidence(text: &str) -> Option<DayOrder> {
    order(text).or_else(|| {
        let (first, second, year) = loose_parts(text)?;
        order_of(first, second, year).filter(|order| *order != DayOrder::Either)
    })
}

fn order_of(first: u32, second: u32, year: i32) -> Option<DayOrder> {
    match (ymd(year, first, second), ymd(year, second, first)) {
        (Some(_), None) => Some(DayOrder::MonthFirst),
        (None, Some(_)) => Some(DayOrder::DayFirst),
        (Some(one), Some(other)) if one != other => Some(DayOrder::Either),
        _ => None,
    }
}

/// What a text that is no MM/DD/YYYY looks like, or what is to be done about it.
pub fn hint(text: &str) -> Option<Phrase> {
    if order(text) == Some(DayOrder::DayFirst) {
        return Some(Phrase(&[
            "looks like DD/MM/YYYY",
            "似乎是 DD/MM/YYYY（日/月/年）",
            "似乎是 DD/MM/YYYY（日/月/年）",
        ]));
    }
    if let Some((date, _)) = text.split_once([' ', 'T'])
        && parse(date).is_some()
    {
        return Some(Phrase(&["without the time", "不含時間", "不含时间"]));
    }
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    match lengths[..] {
        _ if parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte == b'0')) =>
        {
            Some(Phrase(&[
                "or blank where nobody knows it",
                "不知道時請留空",
                "不知道时请留空",
            ]))
        }
        [4..=6] if parts.iter().all(is_number) => Some(Phrase(&[
            "looks like a spreadsheet's number for a date. Format the column as a date",
            "似乎是試算表內部的日期數值。請將此欄設為日期格式",
            "似乎是电子表格内部的日期数值。请将此列设为日期格式",
        ])),
        [4, 1..=2, 1..=2] if parts.iter().all(is_number) => Some(Phrase(&[
            "looks like YYYY-MM-DD",
            "似乎是 YYYY-MM-DD（年-月-日）",
            "似乎是 YYYY-MM-DD（年-月-日）",
        ])),
        [1..=2, 1..=2, 4] if text.contains('.') && parts.iter().all(is_number) => Some(Phrase(&[
            "looks like DD.MM.YYYY",
            "似乎是 DD.MM.YYYY（日.月.年）",
            "似乎是 DD.MM.YYYY（日.月.年）",
        ])),
        [1..=2, 1..=2, 2] if parts.iter().all(is_number) => Some(Phrase(&[
            "with all four digits of the year",
            "年份須寫足四位數字",
            "年份须写足四位数字",
        ])),
        _ if text.contains(|letter: char| letter.is_ascii_alphabetic()) => Some(Phrase(&[
            "with the month as a number",
            "月份須以數字表示",
            "月份须以数字表示",
        ])),
        _ if text.contains(|letter: char| !letter.is_ascii() && letter.is_numeric()) => {
            Some(Phrase(&[
                "in plain digits",
                "須使用半形數字",
                "须使用半角数字",
            ]))
        }
        _ => None,
    }
}

/// Writes MM/DD/YYYY.
pub fn write(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.month(), date.day(), date.year())
}

/// What is typed into a form and is no single day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// It reads as two days, as 03/04/1985 does.
    Two(NaiveDate, NaiveDate),
    /// It reads as none.
    None,
}

/// Reads a date as people type it: the month in letters (14 Dec 1980, December 14, 1980), the year first (1980-12-14,
/// 1980年12月14日), or numbers that read only one way (14/12/1980). Never guesses which of two days is meant.
pub fn typed(text: &str) -> Result<NaiveDate, Unclear> {
    let text: String = text
        .chars()
        .map(|letter| match letter {
            '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
            other => other,
        })
        .collect();
    let parts: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts[..] else {
        return Err(Unclear::None);
    };
    let year = |part: &str| match part.len() {
        4 => part.parse::<i32>().ok(),
        _ => None,
    };
    let small = |part: &str| match part.len() {
        1 | 2 => part.parse::<u32>().ok(),
        _ => None,
    };
    let day = |year: Option<i32>, month: Option<u32>, day: Option<u32>| {
        NaiveDate::from_ymd_opt(year?, month?, day?)
    };
    if let Some(date) = day(
        year(first),
        small(second).or_else(|| month(second)),
        small(third),
    )
    .or_else(|| day(year(third), month(second), small(first)))
    .or_else(|| day(year(third), month(first), small(second)))
    {
        return Ok(date);
    }
    let month_first = day(year(third), small(first), small(second));
    let day_first = day(year(third), small(second), small(first));
    match (month_first, day_first) {
        (Some(one), Some(other)) if one != other => Err(Unclear::Two(one, other)),
        (one, other) => one.or(other).ok_or(Unclear::None),
    }
}

/// The number of a month by its English name, or by its first three letters or more.
fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let is_meant = |month: &&str| name.len() >= 3 && month.starts_with(&name);
    let place = MONTHS
        .iter()
        .position(|month| is_meant(month) || (*month == "september" && name == "sept"))?;
    u32::try_from(place + 1).ok()
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

/// The three numbers of a date in other spellings, without a time behind it. Of a year with two digits only the leap
/// days are uncertain: each may be one.
fn loose_parts(text: &str) -> Option<(u32, u32, i32)> {
    let is_time = |rest: &str| rest.trim_start().split_once(':').is_some();
    let date = match text.split_once([' ', 'T']) {
        Some((date, time)) if is_time(time) => date,
        _ => text,
    };
    let parts: Vec<&str> = date.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, year] = parts[..] else {
        return None;
    };
    let small = |part: &str| {
        let (value, end) = number(part.as_bytes(), 2)?;
        end.is_empty().then_some(value)
    };
    let year = match (year.len(), number(year.as_bytes(), 4)?) {
        (4, (year, [])) => year as i32,
        (2, (_, [])) => 2000,
        _ => return None,
    };
    Some((small(first)?, small(second)?, year))
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
            "01/01/0000",
            "１２/14/1980",
            "",
            "Dec 14 1980",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_recognised_but_never_swapped() {
        for (text, found) in [
            ("14/12/1980", Some(DayOrder::DayFirst)),
            ("12/14/1980", Some(DayOrder::MonthFirst)),
            ("02/03/1980", Some(DayOrder::Either)),
            ("3/4/1985", Some(DayOrder::Either)),
            ("03/03/1980", None),
            ("31/31/1980", None),
            ("30/02/1990", None),
            ("03/04/0000", None),
            ("x", None),
        ] {
            assert_eq!(order(text), found, "{text}");
        }
    }

    #[test]
    fn dates_in_other_spellings_are_evidence_only() {
        for (text, found) in [
            ("14/12/1980", Some(DayOrder::DayFirst)),
            ("02/03/1980", Some(DayOrder::Either)),
            ("25/12/80", Some(DayOrder::DayFirst)),
            ("25.12.1980", Some(DayOrder::DayFirst)),
            ("25. 12. 1980", Some(DayOrder::DayFirst)),
            ("25-12-80", Some(DayOrder::DayFirst)),
            ("25/12/1980 0:00", Some(DayOrder::DayFirst)),
            ("25.12.1980T00:00:00", Some(DayOrder::DayFirst)),
            ("29/02/80", Some(DayOrder::DayFirst)),
            ("12/25/80", Some(DayOrder::MonthFirst)),
            ("12-25-1980", Some(DayOrder::MonthFirst)),
            ("05.06.1990", None),
            ("05/06/90", None),
            ("1980-12-25", None),
            ("80/12/25", None),
            ("25.12", None),
            ("25.12.198", None),
            ("25.12.1980.1", None),
            ("25/12/1980 or so", None),
        ] {
            assert_eq!(evidence(text), found, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_gets_a_hint_that_fits() {
        for (text, said) in [
            ("31/12/1980", Some("looks like DD/MM/YYYY")),
            ("12/14/80", Some("with all four digits of the year")),
            (
                "29568",
                Some("looks like a spreadsheet's number for a date. Format the column as a date"),
            ),
            ("0/0/00", Some("or blank where nobody knows it")),
            ("1980/12/14", Some("looks like YYYY-MM-DD")),
            ("1980-12-14", Some("looks like YYYY-MM-DD")),
            ("12/14/1980 0:00", Some("without the time")),
            ("14.12.1980", Some("looks like DD.MM.YYYY")),
            ("14-Dec-80", Some("with the month as a number")),
            ("１２/１４/1980", Some("in plain digits")),
            ("02/29/2023", None),
            ("01/01/0000", None),
        ] {
            assert_eq!(hint(text).map(Phrase::english), said, "{text}");
        }
    }

    #[test]
    fn a_form_reads_a_date_that_can_only_be_one_day() {
        let date = NaiveDate::from_ymd_opt(1980, 12, 14).unwrap();
        for text in [
            "14 Dec 1980",
            "14 december 1980",
            "Dec 14, 1980",
            "14-Dec-1980",
            "1980-12-14",
            "1980/12/14",
            "1980年12月14日",
            "１９８０年１２月１４日",
            " 14/12/1980 ",
            "12/14/1980",
            "14.12.1980",
        ] {
            assert_eq!(typed(text), Ok(date), "{text}");
        }
        assert_eq!(
            typed("04/04/1985"),
            Ok(NaiveDate::from_ymd_opt(1985, 4, 4).unwrap())
        );
        assert_eq!(
            typed("03/04/1985"),
            Err(Unclear::Two(
                NaiveDate::from_ymd_opt(1985, 3, 4).unwrap(),
                NaiveDate::from_ymd_opt(1985, 4, 3).unwrap()
            ))
        );
        for text in [
            "",
            "yesterday",
            "14 De 1980",
            "30 Feb 1980",
            "14/12/80",
            "12/1980",
            "14 Dec 1980 10",
        ] {
            assert_eq!(typed(text), Err(Unclear::None), "{text}");
        }
    }

    #[test]
    fn a_written_date_reads_back() {
        for text in ["12/14/1980", "01/02/2003", "02/29/2000"] {
            assert_eq!(parse(text).map(write).as_deref(), Some(text));
        }
    }
}
