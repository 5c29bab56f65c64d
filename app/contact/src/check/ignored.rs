//! A column that nobody knows, what of a contact would be lost with it, and which field its values look like.

use serde::{Deserialize, Serialize};

use chrono::NaiveDate;

use crate::{
    country::Country,
    date, email,
    field::{Field, Part, column::bare, fields},
};

/// A column that is ignored because no field has its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignored<'c> {
    pub header: &'c str,
    /// What of a contact stands in its first records, and is lost.
    pub holds: Option<Holds>,
}

/// What no contact should lose for the want of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    Phones,
    Emails,
}

impl Holds {
    /// Tells what a cell looks like. Bare digits may count anything: they are a phone number where the header says so.
    pub fn of(header: &str, cell: &str) -> Option<Self> {
        let cell = bare(cell);
        if email::is_email(cell) {
            return Some(Self::Emails);
        }
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let plain = cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-()./ ".contains(&byte));
        let header = header.to_lowercase();
        let named = [
            "phone", "mobile", "tel", "cell", "fax", "電話", "手機", "电话", "手机",
        ]
        .iter()
        .any(|name| header.contains(name));
        let is_phone = plain && digits >= 7 && (named || cell.starts_with('+'));
        is_phone.then_some(Self::Phones)
    }
}

/// Codes of countries are words too: `No`, `in`.
const SHORT: usize = 3;

/// The field that the first values of a column look like, where nobody knows its header; of fields that hold the same, the first
/// that is not `taken`.
pub fn guess(
    header: &str,
    samples: &[String],
    taken: impl Fn(&Field) -> bool,
) -> Option<&'static Field> {
    let look_like = |is_one: &dyn Fn(&str) -> bool| {
        !samples.is_empty() && samples.iter().all(|sample| is_one(bare(sample)))
    };
    let first = |is_meant: fn(Part) -> bool| {
        let mut all = fields();
        all.find(|field| is_meant(field.part) && !taken(field))
    };
    if look_like(&|text| Holds::of(header, text) == Some(Holds::Emails)) {
        first(|part| matches!(part, Part::Email(_)))
    } else if look_like(&|text| Holds::of(header, text) == Some(Holds::Phones)) {
        first(|part| matches!(part, Part::Phone(_)))
    } else if look_like(&is_day) {
        first(|part| part == Part::BirthDate)
    } else if samples.iter().any(|sample| sample.chars().count() > SHORT)
        && look_like(&|text| Country::parse(text).is_some())
    {
        first(|part| part == Part::Country)
    } else {
        None
    }
}

/// A day as somebody may write it who was born on it.
fn is_day(text: &str) -> bool {
    date::evidence(text).is_some()
        || date::parse(text).is_some()
        || NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_nobody_knows_is_known_by_what_it_holds() {
        let guessed = |header: &str, samples: &[&str]| {
            let samples: Vec<String> = samples.iter().map(|sample| (*sample).to_owned()).collect();
            let found = guess(header, &samples, |field| field.header == "Mobile");
            found.map_or("", |field| field.header)
        };
        for (header, samples, field) in [
            ("Contact", &["a@b.co", "c@d.example"][..], "Email"),
            ("Direct", &["+85291234567", "+852 9123 4568"], "Work"),
            ("Cell no", &["9123 4567"], "Work"),
            ("Account", &["91234567"], ""),
            (
                "Born",
                &["12/14/1980", "1980-12-15", "25.12.1980"],
                "Birthdate",
            ),
            ("Where", &["Hong Kong", "FR", "Germany"], "Country"),
            ("Vegan", &["No", "No"], ""),
            ("Where", &["Hong Kong", "Atlantis"], ""),
            ("Shoe", &["43", "44"], ""),
            ("Empty", &[], ""),
        ] {
            assert_eq!(guessed(header, samples), field, "{header}");
        }
    }
}
