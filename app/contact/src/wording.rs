//! The languages that the rules speak, and words in each of them. A sentence stands beside its rule in all languages at
//! once, so that none can be forgotten.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// A language of sentences, by its tag.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    #[strum(serialize = "en")]
    English,
    /// Traditional Chinese with the words of Hong Kong.
    #[serde(rename = "zh-Hant")]
    #[strum(serialize = "zh-Hant")]
    Traditional,
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    #[strum(serialize = "zh-Hans")]
    Simplified,
}

impl Language {
    /// Names a column and a cell of it.
    pub fn quoted(self, column: &str, cell: &str) -> String {
        match self {
            Self::English => format!("{column}: \"{cell}\""),
            Self::Traditional => format!("{column}：「{cell}」"),
            Self::Simplified => format!("{column}：“{cell}”"),
        }
    }

    /// What stands between two sentences about one record.
    pub const fn between(self) -> &'static str {
        match self {
            Self::English => "; ",
            Self::Traditional | Self::Simplified => "；",
        }
    }
}

/// A sentence, or words for one, in every language, in the order of `Language`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phrase(pub &'static [&'static str; 3]);

impl Phrase {
    /// The words in one language.
    pub const fn said(self, language: Language) -> &'static str {
        self.0[language as usize]
    }

    /// The words in English.
    pub const fn english(self) -> &'static str {
        self.said(Language::English)
    }
}
