//! Text that somebody sent and of which nothing more is known: no longer than it may be, and such that a database can
//! hold it. The limit stands in the type, so that no door can forget it.

use std::{collections::BTreeMap, fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize};

/// Text of at most `LONGEST` characters, without a NUL. Only what is read from the wire is judged: what this program
/// itself has made fits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bounded<const LONGEST: usize>(String);

impl<const LONGEST: usize> Bounded<LONGEST> {
    /// Text that was made here.
    pub fn own(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text by itself.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const LONGEST: usize> TryFrom<String> for Bounded<LONGEST> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.chars().count() > LONGEST {
            return Err(format!(
                "The text is longer than {LONGEST} characters. Shorten it."
            ));
        }
        // Postgres holds no NUL.
        if text.contains('\0') {
            return Err("The text holds a NUL character. Leave it out.".to_owned());
        }
        Ok(Self::own(text))
    }
}

impl<const LONGEST: usize> From<Bounded<LONGEST>> for String {
    fn from(text: Bounded<LONGEST>) -> Self {
        text.into_string()
    }
}

impl<const LONGEST: usize> Deref for Bounded<LONGEST> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const LONGEST: usize> fmt::Display for Bounded<LONGEST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// A value of a contact, for those that are kept as they were sent.
type Value = Bounded<1_000>;

/// Reads texts that are kept as they were sent.
pub(crate) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<Value>::deserialize(from)?;
    Ok(texts.into_iter().map(String::from).collect())
}

/// Reads such texts, each with what it belongs to.
pub(crate) fn pairs<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Vec<(T, String)>, D::Error> {
    let pairs = Vec::<(T, Value)>::deserialize(from)?;
    Ok(pairs
        .into_iter()
        .map(|(of, text)| (of, text.into()))
        .collect())
}

/// Reads what is named by such texts.
pub(crate) fn keyed<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    let keyed = BTreeMap::<Value, T>::deserialize(from)?;
    Ok(keyed
        .into_iter()
        .map(|(name, of)| (name.into(), of))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_wire_is_as_long_as_it_may_be_and_holds_no_nul() {
        let read = |json: &str| serde_json::from_str::<Bounded<3>>(json);
        assert_eq!(read("\"陳大文\"").expect("three").to_string(), "陳大文");
        assert!(read("\"abcd\"").is_err());
        assert!(read("\"a\\u0000\"").is_err());
        assert!(read("7").is_err());
        let own = Bounded::<3>::own("abcd");
        assert_eq!(serde_json::to_string(&own).expect("JSON"), "\"abcd\"");
    }
}
