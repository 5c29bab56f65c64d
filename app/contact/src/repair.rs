//! What one click can mend: how the text of a cell becomes what its column wants. A fix never guesses: it is offered for
//! a cause, counted and shown first, and the page takes it back by judging without it.

use serde::{Deserialize, Serialize};

use crate::{
    check::dates::Dates,
    code::Code,
    custom::CustomKind,
    date,
    field::{
        Part,
        column::{Column, bare},
    },
    invisible, language, phone,
    problem::Problem,
    rules::Rules,
};

/// A way to mend the cells of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Takes spaces, hyphens, parentheses and dots out of phone numbers.
    PhoneMarks,
    /// Takes spaces and a `mailto:` out of email addresses.
    EmailSpaces,
    /// Writes 1980-12-14 as 12/14/1980.
    YearFirst,
    /// Reads the whole column as DD/MM/YYYY, also where MM/DD/YYYY would do.
    DayFirst,
    /// Writes EN or English as en.
    LanguageCode,
    /// Takes curly quotes off the ends.
    CurlyQuotes,
    /// Leaves out the rows with fewer values than the file has columns.
    LeaveOutShort,
    /// Ignores as many blank values at the end of every row.
    BlankSurplus,
}

impl Fix {
    /// The kinds of problems for which there is a fix, in some column or in the rows themselves.
    pub const CODES: [Code; 9] = [
        Code::E01,
        Code::E04,
        Code::E05,
        Code::E07,
        Code::E12,
        Code::E13,
        Code::E21,
        Code::W06,
        Code::W07,
    ];

    /// Finds the fix for a kind of problem in a column. `day_first`: no date of the column reads only as MM/DD/YYYY, but
    /// some do only as DD/MM/YYYY.
    pub fn of(code: Code, column: Column, rules: &Rules, day_first: bool) -> Option<Self> {
        let field = match column {
            Column::Field(field) => field,
            Column::Custom(place) => {
                let is_date = rules.custom_fields.get(place)?.kind == CustomKind::Date;
                let turns = is_date && day_first && matches!(code, Code::E13 | Code::E21);
                return turns.then_some(Self::DayFirst);
            }
            _ => return None,
        };
        match (code, field.part) {
            (Code::E01, _) => Some(Self::PhoneMarks),
            (Code::E04, Part::Email(_)) => Some(Self::EmailSpaces),
            (Code::E05 | Code::E21, Part::BirthDate) if day_first => Some(Self::DayFirst),
            (Code::E05, Part::BirthDate) => Some(Self::YearFirst),
            (Code::E07, Part::Language) => Some(Self::LanguageCode),
            (Code::W06, _) => Some(Self::CurlyQuotes),
            _ => None,
        }
    }

    /// Finds the fix that was chosen for a cause, by what the date columns of the file have shown.
    pub fn chosen(code: Code, column: &str, rules: &Rules, dates: &Dates) -> Option<Self> {
        let day_first = dates.read_day_first(column);
        Self::of(code, Column::of(column, rules), rules, day_first)
    }

    /// Whether it also changes cells that have no problem.
    pub fn is_for_all(self) -> bool {
        self == Self::DayFirst
    }

    /// Whether it makes dates of cells, as MM/DD/YYYY.
    pub fn is_for_dates(self) -> bool {
        matches!(self, Self::DayFirst | Self::YearFirst)
    }

    /// Mends a cell, of which it takes what a spreadsheet or we have put around its text, as ErrorDetail.csv has it. `None`:
    /// there is nothing that it could do.
    pub fn apply(self, cell: &str) -> Option<String> {
        let text = bare(cell);
        let mended = match self {
            Self::PhoneMarks => each(text, phone::unmarked),
            Self::EmailSpaces => each(text, |value| {
                let value = value.trim_start_matches("mailto:");
                value
                    .chars()
                    .filter(|letter| !letter.is_whitespace())
                    .collect()
            }),
            Self::YearFirst => {
                let text = invisible::without(text);
                date::write(chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?)
            }
            Self::DayFirst => {
                let text = invisible::without(text);
                let (day, rest) = text.split_once('/')?;
                let (month, year) = rest.split_once('/')?;
                let swapped = format!("{month}/{day}/{year}");
                date::parse(&swapped)?;
                swapped
            }
            Self::LanguageCode => {
                let lower = invisible::without(text).to_lowercase();
                let is_meant =
                    |&&(code, name): &&(&str, &str)| code == lower || name.to_lowercase() == lower;
                language::all().iter().find(is_meant)?.0.to_owned()
            }
            Self::CurlyQuotes => text
                .trim_matches(['\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}'])
                .trim()
                .to_owned(),
            // They are made of rows, not of cells.
            Self::LeaveOutShort | Self::BlankSurplus => return None,
        };
        (mended != text).then_some(mended)
    }
}

/// Makes repairs in a cell whose problems are those `from` a place on: each where its cause is met, and as long as that cause
/// is gone afterwards, which `judge` tells. Leaves the problems that the cell still has, and gives back what it reads after
/// each of them. The check and whoever shows a cell ask here, so that both say the same of it.
pub fn make(
    fixes: &[(Code, Fix)],
    cell: &str,
    (problems, from): (&mut Vec<Problem>, usize),
    judge: impl Fn(&str) -> Vec<Problem>,
) -> Vec<(Code, String)> {
    let mut made: Vec<(Code, String)> = Vec::new();
    for &(code, fix) in fixes {
        let mut met = problems.iter().skip(from);
        if !met.any(|problem| problem.code == code) && !fix.is_for_all() {
            continue;
        }
        let current = made.last().map_or(cell, |(_, text)| text.as_str());
        let Some(text) = fix.apply(current) else {
            continue;
        };
        let mut left = judge(&text);
        if left.iter().any(|problem| problem.code == code) {
            continue;
        }
        problems.truncate(from);
        problems.append(&mut left);
        made.push((code, text));
    }
    made
}

fn each(text: &str, mend: impl Fn(&str) -> String) -> String {
    text.split(';').map(mend).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn the_kinds_of_problems_that_are_repaired_are_listed() {
        let mut rules = Rules::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
        rules.custom_fields = vec![crate::custom::CustomField {
            id: "cf_since".to_owned(),
            name: "Since".to_owned(),
            kind: CustomKind::Date,
            options: Vec::new(),
        }];
        let columns: Vec<Column> = Column::all(&rules.custom_fields).collect();
        let is_repaired = |code: Code| {
            // Those of rows are made of what every row has.
            matches!(code, Code::E12 | Code::W07)
                || columns.iter().any(|column| {
                    [false, true].map(|day_first| Fix::of(code, *column, &rules, day_first))
                        != [None, None]
                })
        };
        let repaired = Code::VARIANTS.iter().copied();
        let repaired: Vec<Code> = repaired.filter(|code| is_repaired(*code)).collect();
        assert_eq!(repaired, Fix::CODES);
    }

    #[test]
    fn a_repair_is_made_where_its_cause_goes_and_another_one_may_be_left() {
        let judge = |text: &str| {
            let code = match text {
                _ if text.contains(' ') => Some(Code::E01),
                _ if !text.starts_with('+') => Some(Code::E02),
                _ => None,
            };
            let problem = code.map(|code| Problem::new(code, "Mobile", text));
            problem.into_iter().collect::<Vec<_>>()
        };
        let elsewhere = Problem::new(Code::E04, "Email", "x");
        for (cell, left, reads) in [
            ("+852 9123 4567", None, Some("+85291234567")),
            ("9123 4567", Some(Code::E02), Some("91234567")),
            ("call me", Some(Code::E01), None),
            ("+85291234567", None, None),
        ] {
            let mut problems = vec![elsewhere.clone()];
            problems.extend(judge(cell));
            let made = make(
                &[(Code::E01, Fix::PhoneMarks)],
                cell,
                (&mut problems, 1),
                judge,
            );
            let now = made.last().map(|(_, text)| text.as_str());
            let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
            let wanted: Vec<Code> = [Code::E04].into_iter().chain(left).collect();
            assert_eq!((codes, now), (wanted, reads), "{cell}");
        }
    }

    #[test]
    fn a_fix_changes_what_it_can_and_leaves_the_rest() {
        for (fix, cell, mended) in [
            (Fix::PhoneMarks, "+852 1234-5678", Some("+85212345678")),
            (Fix::PhoneMarks, "(852) 1234 5678", Some("85212345678")),
            (
                Fix::PhoneMarks,
                "+44 (0)7700 900123;+852 1234 5678",
                Some("+447700900123;+85212345678"),
            ),
            (
                Fix::PhoneMarks,
                "+852 1234 5678; +44.7700.900123",
                Some("+85212345678;+447700900123"),
            ),
            (Fix::PhoneMarks, "＋８５２12345678", Some("+85212345678")),
            (Fix::PhoneMarks, "85291234567.0", Some("85291234567")),
            (Fix::PhoneMarks, "+49 30/1234567", Some("+49301234567")),
            (Fix::PhoneMarks, "+852 91234567/68", None),
            (Fix::PhoneMarks, "+852 9123 4567 / 9123 4568", None),
            (Fix::PhoneMarks, "'+852 1234 5678", Some("+85212345678")),
            (Fix::PhoneMarks, "=\"+852 1234 5678\"", Some("+85212345678")),
            (Fix::PhoneMarks, "'+85212345678", None),
            (Fix::PhoneMarks, "call me", None),
            (Fix::PhoneMarks, "+852 12", None),
            (Fix::EmailSpaces, "ann @x.com", Some("ann@x.com")),
            (Fix::EmailSpaces, "mailto:ann@x.com", Some("ann@x.com")),
            (Fix::YearFirst, "1980-12-14", Some("12/14/1980")),
            (Fix::YearFirst, "14/12/1980", None),
            (
                Fix::YearFirst,
                "\u{200e}1980-12-14\u{200e}",
                Some("12/14/1980"),
            ),
            (
                Fix::DayFirst,
                "\u{200e}14/12/1980\u{200e}",
                Some("12/14/1980"),
            ),
            (Fix::DayFirst, "14/12/1980", Some("12/14/1980")),
            (Fix::DayFirst, "03/04/1980", Some("04/03/1980")),
            (Fix::DayFirst, "12/14/1980", None),
            (Fix::LanguageCode, "EN", Some("en")),
            (Fix::LanguageCode, "French", Some("fr")),
            (Fix::LanguageCode, "xx", None),
            (Fix::CurlyQuotes, "“VIP, old”", Some("VIP, old")),
        ] {
            assert_eq!(fix.apply(cell).as_deref(), mended, "{fix:?} {cell}");
        }
    }
}
