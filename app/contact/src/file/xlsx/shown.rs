//! What a person sees in a cell that holds a number: with the zeros in front and the plus that its format adds, as the
//! date or the time that its format makes of it. Grouping and currency of an amount are left out: they are dress.

use calamine::ExcelDateTime;

use super::format::{self, FormatSection, FormatToken, Parts};

/// How cells of one style show their values.
#[derive(Clone, Debug, PartialEq)]
pub struct CellStyle {
    /// The sections of the number format; none where numbers and text are shown as they are.
    sections: Vec<FormatSection>,
    /// The parts of a date that are shown.
    parts: Parts,
}

impl CellStyle {
    /// Values as they are, dates whole.
    pub const PLAIN: Self = Self {
        sections: Vec::new(),
        parts: Parts::ALL,
    };

    /// Reads a format code. The formats that each East Asian language fills in for itself have none.
    pub fn of(code: &str) -> Self {
        if matches!(code, "" | "@") || code.eq_ignore_ascii_case("general") {
            return Self::PLAIN;
        }
        Self {
            sections: format::sections(code),
            parts: format::parts(code),
        }
    }

    /// Shows a number.
    pub fn number(&self, number: f64) -> String {
        let text = self.sections.iter().position(FormatSection::is_text);
        let numeric = &self.sections[..text.unwrap_or(self.sections.len()).min(3)];
        if numeric.is_empty() {
            return plain(number);
        }
        let chosen = if numeric.iter().any(|section| section.condition.is_some()) {
            numeric.iter().find(|section| section.holds(number))
        } else if number < 0.0 && numeric.len() >= 2 {
            return numeric[1]
                .show(number.abs())
                .map_or_else(|| plain(number), |shown| numeric[1].signed(number, shown));
        } else {
            // The dash that stands for no amount is the amount 0.
            let zero = numeric.get(2).filter(|_| number == 0.0);
            zero.filter(|zero| zero.is_amount() || !numeric[0].is_amount())
                .or(numeric.first())
        };
        match chosen.and_then(|section| section.show(number.abs())) {
            Some(shown) if number < 0.0 => format!("-{shown}"),
            Some(shown) => shown,
            None => plain(number),
        }
    }

    /// Shows a text, which a format may put something before or behind.
    pub fn text(&self, text: &str) -> Option<String> {
        let section = self.sections.iter().find(|section| section.is_text())?;
        let mut shown = String::new();
        for token in &section.tokens {
            match token {
                FormatToken::Text => shown.push_str(text),
                FormatToken::Literal(letter) => shown.push(*letter),
                _ => {}
            }
        }
        Some(shown)
    }

    /// Shows a date as month, day and year, with the time where that is shown too and is not midnight. A date of which
    /// less is shown is written so that nobody takes it for a whole one.
    pub fn date(&self, date: &ExcelDateTime) -> String {
        let parts = self.parts;
        let value = date.as_f64();
        if !(0.0..LAST_DAY).contains(&value) {
            // What no calendar holds is shown so.
            return "########".to_owned();
        }
        if date.is_duration() {
            let seconds = (value * 86_400.0).round() as u64;
            return format!("{}:{:02}", seconds / 3_600, clock(seconds));
        }
        let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
        let time = match second {
            0 => format!("{hour:02}:{minute:02}"),
            _ => format!("{hour:02}:{minute:02}:{second:02}"),
        };
        // The spreadsheet's calendar begins with a day 0, which is no day.
        let (year, month, day) = if year < 1900 {
            (1900, 1, 0)
        } else {
            (year, month, day)
        };
        let name = MONTHS[usize::from(month.clamp(1, 12)) - 1];
        let shown = match (parts.year, parts.month, parts.day) {
            (false, false, false) if parts.time => return time,
            // By day 0 a spreadsheet means a time of no day.
            (true, true, true) if value < 1.0 && day == 0 && value > 0.0 => return time,
            (true, true, true) | (false, false, false) => format!("{month:02}/{day:02}/{year:04}"),
            (false, true, true) => format!("{day}-{name}"),
            (true, true, false) => format!("{name}-{year:04}"),
            (true, _, _) => format!("{year:04}"),
            (false, true, false) => name.to_owned(),
            (false, false, true) => day.to_string(),
        };
        if parts.time && (hour, minute, second) != (0, 0, 0) {
            format!("{shown} {time}")
        } else {
            shown
        }
    }
}

/// The first day that no spreadsheet's calendar holds.
const LAST_DAY: f64 = 2_958_466.0;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Minutes and seconds of so many seconds.
fn clock(seconds: u64) -> String {
    format!("{:02}:{:02}", seconds / 60 % 60, seconds % 60)
}

impl FormatSection {
    /// An amount keeps its minus where the section for the negative shows it by parentheses or colour.
    fn signed(&self, number: f64, shown: String) -> String {
        if self.is_amount() && number < 0.0 {
            format!("-{shown}")
        } else {
            shown
        }
    }

    /// Shows a number that is not negative; `None` where it is better shown as it is.
    fn show(&self, number: f64) -> Option<String> {
        let digits = self
            .tokens
            .iter()
            .any(|token| matches!(token, FormatToken::Digit(_)));
        if self.tokens.is_empty() || self.tokens.contains(&FormatToken::Other) {
            return None;
        }
        if digits && self.is_amount() {
            return Some(self.amount(number));
        }
        if !digits {
            return self.literals(number);
        }
        if number >= WHOLE {
            return None;
        }
        let digits = (number.round() as u64).to_string();
        let mut digits = digits.trim_start_matches('0').chars().rev().peekable();
        let first = self
            .tokens
            .iter()
            .position(|token| matches!(token, FormatToken::Digit(_)));
        let mut shown = Vec::new();
        for (place, token) in self.tokens.iter().enumerate().rev() {
            match token {
                FormatToken::Literal(letter) => shown.push(*letter),
                FormatToken::Digit(blank) => {
                    match (digits.next(), blank) {
                        (Some(digit), _) => shown.push(digit),
                        (None, '0') => shown.push('0'),
                        (None, '?') => shown.push(' '),
                        (None, _) => {}
                    }
                    if Some(place) == first {
                        shown.extend(digits.by_ref());
                    }
                }
                _ => {}
            }
        }
        Some(shown.into_iter().rev().collect())
    }

    /// Words in place of the number, or around it as it is.
    fn literals(&self, number: f64) -> Option<String> {
        let mut shown = String::new();
        for token in &self.tokens {
            match token {
                FormatToken::Literal(letter) => shown.push(*letter),
                FormatToken::General => shown.push_str(&plain(number)),
                _ => {}
            }
        }
        (!shown.trim().is_empty()).then_some(shown)
    }

    /// An amount: rounded as it is shown, in plain digits.
    fn amount(&self, number: f64) -> String {
        let percent = self.tokens.contains(&FormatToken::Percent);
        let behind = self
            .tokens
            .iter()
            .skip_while(|token| **token != FormatToken::Point);
        let behind = behind.filter_map(|token| match token {
            FormatToken::Digit(blank) => Some(*blank),
            _ => None,
        });
        let behind: Vec<char> = behind.collect();
        let least = behind
            .iter()
            .rposition(|blank| *blank != '#')
            .map_or(0, |last| last + 1);
        let number = if percent { number * 100.0 } else { number };
        if number >= WHOLE {
            return plain(number);
        }
        let power = 10f64.powi(behind.len().min(15) as i32);
        let rounded = (number * power).round() / power;
        let mut shown = format!("{rounded:.*}", behind.len().min(15));
        if let Some(point) = shown.find('.') {
            while shown.len() > point + 1 + least && shown.ends_with('0') {
                shown.pop();
            }
            if shown.ends_with('.') {
                shown.pop();
            }
        }
        if percent {
            shown.push('%');
        }
        shown
    }
}

/// A spreadsheet keeps fifteen digits.
const WHOLE: f64 = 1e15;

/// Digits, as long as the spreadsheet kept all of them.
pub fn plain(number: f64) -> String {
    if number.abs() < WHOLE {
        // What a machine adds behind the fifteenth digit nobody sees: 0.1 + 0.2 is 0.3.
        let kept = format!("{number:.14e}").parse().unwrap_or(number);
        return kept.to_string();
    }
    let text = format!("{number:E}");
    // E20 as a spreadsheet shows it: E+20.
    match text.split_once('E') {
        Some((digits, power)) if !power.starts_with('-') => format!("{digits}E+{power}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn a_number_is_what_its_format_shows() {
        for (code, number, shown) in [
            ("General", 501.0, "501"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 12.7, "12.7"),
            ("General", -1234.5, "-1234.5"),
            ("General", 123_456_789_012_345.0, "123456789012345"),
            ("0", 12.7, "13"),
            ("0", -12.7, "-13"),
            ("0", 0.0, "0"),
            ("0", 85_291_234_567.0, "85291234567"),
            ("@", 7.0, "7"),
            ("00000", 501.0, "00501"),
            ("00000-0000", 5_010_001.0, "00501-0001"),
            ("\"+\"0", 85_291_234_567.0, "+85291234567"),
            ("+#", 85_291_234_568.0, "+85291234568"),
            ("\\+0;\\-0", 85_291_234_568.0, "+85291234568"),
            ("+General", 85_291_234_568.0, "+85291234568"),
            (
                "[<=9999999]###-####;(###) ###-####",
                2_125_551_234.0,
                "(212) 555-1234",
            ),
            (
                "[<=9999999]###-####;(###) ###-####",
                5_551_234.0,
                "555-1234",
            ),
            ("000\\-00\\-0000", 12_345_678.0, "012-34-5678"),
            ("\"EMP\"0000", 42.0, "EMP0042"),
            ("\"days\" 0", 29_569.0, "days 29569"),
            ("#", 0.0, ""),
            ("000", 12.7, "013"),
            ("0;-0", -5.0, "-5"),
            ("00", -5.0, "-05"),
            ("0;0;\"none\"", 0.0, "none"),
            ("0%", 0.5, "50%"),
            ("0.00", 1234.567, "1234.57"),
            ("0.##", 1234.5, "1234.5"),
            ("0.##", 1234.0, "1234"),
            ("[Red]0.00", 29_569.0, "29569.00"),
            ("#,##0", 85_291_234_567.0, "85291234567"),
            ("#,##0.00_);[Red](#,##0.00)", -1234.5, "-1234.50"),
            ("[$HK$-409]#,##0.00", 1234.5, "1234.50"),
            (
                "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
                0.0,
                "0.00",
            ),
            ("0.00E+00", 85_291_234_567.0, "85291234567"),
            ("# ?/?", 0.5, "0.5"),
            ("aaaa", 29_569.0, "29569"),
            (";;;", 29_569.0, "29569"),
            ("0", 1.234567890123457e18, "1.234567890123457E+18"),
            ("000", 1.234567890123457e18, "1.234567890123457E+18"),
        ] {
            assert_eq!(CellStyle::of(code).number(number), shown, "{code}");
        }
    }

    #[test]
    fn a_text_is_what_its_format_shows() {
        for (code, shown) in [
            ("@", None),
            ("\"+\"@", Some("+852")),
            ("0;-0;0;\\+@", Some("+852")),
            ("00000", None),
        ] {
            assert_eq!(CellStyle::of(code).text("852").as_deref(), shown, "{code}");
        }
    }

    #[test]
    fn a_date_is_whole_or_cannot_be_taken_for_one() {
        let half_past_eight = 29_569.354_166_666_67;
        for (code, value, shown) in [
            ("mm-dd-yy", 29_569.0, "12/14/1980"),
            ("General", 29_569.0, "12/14/1980"),
            ("[$-411]ge.m.d;@", 29_569.0, "12/14/1980"),
            ("yyyy\"年\"m\"月\"d\"日\"", 29_569.0, "12/14/1980"),
            (
                "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
                29_569.0,
                "12/14/1980",
            ),
            ("yyyy-mm-dd", half_past_eight, "12/14/1980"),
            ("yyyy-mm-dd h:mm:ss", 29_569.0, "12/14/1980"),
            ("yyyy-mm-dd h:mm:ss", half_past_eight, "12/14/1980 08:30"),
            ("m/d/yy h:mm AM/PM", half_past_eight, "12/14/1980 08:30"),
            ("d-mmm", 29_569.0, "14-Dec"),
            ("mmm-yy", 29_569.0, "Dec-1980"),
            ("yyyy", 29_569.0, "1980"),
            ("h:mm", 0.5, "12:00"),
            ("h:mm AM/PM", half_past_eight, "08:30"),
            ("mm:ss", 0.5, "12:00"),
            ("m/d/yyyy", 60.0, "02/29/1900"),
            ("m/d/yyyy", 0.0, "01/00/1900"),
            ("m/d/yyyy", -1.0, "########"),
            ("m/d/yyyy", 3_000_000.0, "########"),
            ("m/d/yyyy", f64::NAN, "########"),
        ] {
            let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
            assert_eq!(CellStyle::of(code).date(&date), shown, "{code} {value}");
        }
        let hours = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(CellStyle::of("[h]:mm:ss").date(&hours), "36:00:00");
    }
}
