//! Countries by ISO 3166-1: read from any usual name or code, written as alpha-2. The tables are made by the build
//! script, so that reading a country neither allocates nor loads anything.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    country_key::{self, PLACES, squeezed, unordered},
    wording::Phrase,
};

include!(concat!(env!("OUT_DIR"), "/countries.rs"));
// The page alone does without: it offers a list. The worker and the server read files.
#[cfg(feature = "names")]
include!(concat!(env!("OUT_DIR"), "/country_names.rs"));

struct CountryRow {
    alpha2: [u8; 2],
    name: &'static str,
    /// The country code of its phone numbers; 0 where it has none.
    dial: u16,
}

/// A country: its place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(u8);

/// No country is called by more bytes, in any language; longer texts are not taken apart.
const LONGEST: usize = 400;

impl Country {
    /// Reads a full name, alpha-2 or alpha-3 code, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        Self::plain(text)
            .or_else(|| find(squeezed(text).as_bytes()))
            .or_else(|| {
                let key = unordered(text);
                let number = UNORDERED
                    .binary_search_by_key(&key.as_str(), |(key, _)| key)
                    .ok()?;
                Some(Self(UNORDERED[number].1))
            })
            .or_else(|| Self::by_own_name(text))
    }

    /// Reads what a country is called in Chinese and in its own languages.
    #[cfg(feature = "names")]
    fn by_own_name(text: &str) -> Option<Self> {
        let key = squeezed(text);
        let number = NAMES
            .binary_search_by_key(&key.as_str(), |(key, _)| key)
            .ok()?;
        Some(Self(NAMES[number].1))
    }

    #[cfg(not(feature = "names"))]
    fn by_own_name(_: &str) -> Option<Self> {
        None
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

    fn row(self) -> &'static CountryRow {
        &COUNTRIES[usize::from(self.0)]
    }
}

/// The countries that share an everyday name, in words: Korea is no country, but two.
pub fn several(text: &str) -> Option<Phrase> {
    if text.len() > LONGEST {
        return None;
    }
    let key = squeezed(text);
    let number = SEVERAL
        .binary_search_by_key(&key.as_str(), |(key, _)| key)
        .ok()?;
    Some(Phrase(&SEVERAL[number].1))
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
            ("America", "US"),
            ("Kosovo", "XK"),
            ("Bosnia", "BA"),
            ("Trinidad", "TT"),
            ("Antigua", "AG"),
            ("Sao Tome", "ST"),
            ("Falklands", "FK"),
            ("Congo", "CG"),
            ("中國香港", "HK"),
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
    fn a_name_that_several_countries_share_is_asked_about() {
        assert_eq!(
            several("korea").map(Phrase::english),
            Some("South Korea or North Korea")
        );
        assert!(several("Virgin Islands").is_some());
        assert_eq!(several("Japan"), None);
        for (name, _) in SEVERAL {
            assert_eq!(code(name), "unknown", "{name}");
        }
    }

    #[cfg(feature = "names")]
    #[test]
    fn a_country_is_known_by_its_own_names_and_in_chinese() {
        for (text, expected) in [
            ("Deutschland", "DE"),
            ("ESPAÑA", "ES"),
            ("Espana", "ES"),
            ("日本", "JP"),
            ("대한민국", "KR"),
            ("भारत", "IN"),
            ("Ελλάδα", "GR"),
            ("Россия", "RU"),
            ("المملكة العربية السعودية", "SA"),
            ("Suisse", "CH"),
            ("België", "BE"),
            ("中国", "CN"),
            ("中國", "CN"),
            ("香港", "HK"),
            ("香港特別行政區", "HK"),
            ("英国", "GB"),
            ("寮國", "LA"),
            ("老挝", "LA"),
            ("科特迪瓦", "CI"),
            ("Antigua & Barbuda", "AG"),
            ("Congo - Kinshasa", "CD"),
        ] {
            assert_eq!(code(text), expected, "{text}");
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
