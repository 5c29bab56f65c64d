//! Countries by ISO 3166-1: read from any usual name or code, written as alpha-2. The tables are made by the build
//! script, so that reading a country neither allocates nor loads anything.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::country_key::{self, PLACES, squeezed, unordered};

include!(concat!(env!("OUT_DIR"), "/countries.rs"));

struct Row {
    alpha2: [u8; 2],
    name: &'static str,
    /// The country code of its phone numbers; 0 where it has none.
    dial: u16,
}

/// A country: its place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(u8);

impl Country {
    /// Reads a full name, alpha-2 or alpha-3 code, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::plain(text)
            .or_else(|| find(squeezed(text).as_bytes()))
            .or_else(|| {
                let key = unordered(text);
                let number = UNORDERED
                    .binary_search_by_key(&key.as_str(), |(key, _)| key)
                    .ok()?;
                Some(Self(UNORDERED[number].1))
            })
    }

    /// The country with this alpha-2 code, as contacts keep it. Needs none of the tables by which names are read.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::all().find(|country| country.code() == code)
    }

    /// Reads letters and spaces, as nearly every cell holds them, without allocating.
    fn plain(text: &str) -> Option<Self> {
        let mut name = [0; 40];
        let mut length = 0;
        for byte in text.bytes().filter(|byte| *byte != b' ') {
            if !byte.is_ascii_alphabetic() || length == name.len() {
                return None;
            }
            name[length] = byte.to_ascii_lowercase();
            length += 1;
        }
        find(&name[..length])
    }

    /// Every country, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COUNTRIES.len()).map(|place| Self(place as u8))
    }

    /// The alpha-2 code.
    pub fn code(self) -> &'static str {
        std::str::from_utf8(&self.row().alpha2).unwrap_or_default()
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The country code of its phone numbers (852), if it has any.
    pub fn dial(self) -> Option<u16> {
        Some(self.row().dial).filter(|dial| *dial > 0)
    }

    fn row(self) -> &'static Row {
        &COUNTRIES[usize::from(self.0)]
    }
}

/// Finds a squeezed name: at its place or behind it, unless an empty place comes first.
fn find(name: &[u8]) -> Option<Country> {
    let mut sought = country_key::place(name);
    loop {
        let number = usize::from(SOUGHT[sought]).checked_sub(1)?;
        let (known, country) = SQUEEZED[number];
        if known.as_bytes() == name {
            return Some(Country(country));
        }
        sought = (sought + 1) % PLACES;
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is not a country"))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

/// What an import does about phone numbers without a country code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountryCode {
    /// No: such a number is a problem.
    #[default]
    No,
    /// Yes: they are numbers of this country.
    Yes(Country),
    /// The numbers already include the country code, only the + is missing.
    PlusMissing,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        Country::parse(text).map_or("unknown", Country::code)
    }

    #[test]
    fn full_name_alpha_2_and_alpha_3_are_all_allowed_in_any_case() {
        for country in rust_iso3166::ALL {
            for text in [country.name, country.alpha2, country.alpha3] {
                for text in [text.to_owned(), text.to_uppercase(), text.to_lowercase()] {
                    assert_eq!(code(&text), country.alpha2, "{text}");
                }
            }
        }
        assert_eq!(rust_iso3166::ALL.len(), 249);
    }

    #[test]
    fn usual_short_names_and_aliases_are_accepted() {
        for (text, expected) in [
            ("Hong Kong", "HK"),
            ("hong kong", "HK"),
            ("HongKong", "HK"),
            ("UK", "GB"),
            ("U.K.", "GB"),
            ("England", "GB"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("United States", "US"),
            ("the United States of America", "US"),
            ("South Korea", "KR"),
            ("Korea, Republic of", "KR"),
            ("North Korea", "KP"),
            ("Taiwan", "TW"),
            ("Taiwan, Province of China", "TW"),
            ("Vietnam", "VN"),
            ("Viet Nam", "VN"),
            ("Côte d'Ivoire", "CI"),
            ("Cote d’Ivoire", "CI"),
            ("Ivory Coast", "CI"),
            ("Reunion", "RE"),
            ("Curacao", "CW"),
            ("Aland Islands", "AX"),
            ("Turkey", "TR"),
            ("Czech Republic", "CZ"),
            ("Macau", "MO"),
            ("Russia", "RU"),
            ("Iran", "IR"),
            ("Bolivia, Plurinational State of", "BO"),
            ("Trinidad & Tobago", "TT"),
            ("St. Lucia", "LC"),
            ("The Netherlands", "NL"),
            ("Bahamas, The", "BS"),
            ("UAE", "AE"),
            ("Samoa", "WS"),
            ("PRC", "CN"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn what_names_no_country_is_unknown() {
        for text in [
            "", " ", "Atlantis", "XX", "ZZZ", "852", "Hong", "+852", "'", "é", "Korea",
        ] {
            assert_eq!(code(text), "unknown", "{text}");
        }
    }

    #[test]
    fn every_country_reads_its_own_name_and_code_and_names_are_told_apart() {
        let mut names: Vec<_> = Country::all().map(Country::name).collect();
        for country in Country::all() {
            assert_eq!(Country::parse(country.name()), Some(country));
            assert_eq!(Country::parse(country.code()), Some(country));
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Country::all().count());
    }

    #[test]
    fn countries_know_the_code_of_their_phone_numbers() {
        let dial = |text| Country::parse(text).and_then(Country::dial);
        assert_eq!(dial("HK"), Some(852));
        assert_eq!(dial("GB"), Some(44));
        assert_eq!(dial("US"), Some(1));
        assert_eq!(dial("Antarctica"), None);
    }
}
