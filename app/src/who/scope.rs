//! What a token lets a program do. It stands below errors, which name the scope that one lacks.
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// What a token lets a program do.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
pub enum Scope {
    /// Read contacts, labels, fields and imports.
    #[serde(rename = "contacts:read")]
    #[strum(serialize = "contacts:read")]
    ReadContacts,
    /// Create, edit, delete, merge and import contacts; labels.
    #[serde(rename = "contacts:write")]
    #[strum(serialize = "contacts:write")]
    WriteContacts,
    /// Download Contact.csv.
    #[serde(rename = "contacts:export")]
    #[strum(serialize = "contacts:export")]
    ExportContacts,
    /// Report enquiries, engagements and visits.
    #[serde(rename = "ingest")]
    #[strum(serialize = "ingest")]
    Ingest,
    /// Read what was reported.
    #[serde(rename = "enquiries:read")]
    #[strum(serialize = "enquiries:read")]
    ReadEnquiries,
    /// Staff, tokens, custom fields and webhooks.
    #[serde(rename = "administration")]
    #[strum(serialize = "administration")]
    Administration,
}

impl Scope {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// All of them in a sentence.
    pub fn known() -> String {
        let words: Vec<_> = Self::ALL.iter().map(|scope| scope.as_str()).collect();
        words.join(", ")
    }

    /// As it is stored, typed and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl std::str::FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|scope| scope.as_str() == text)
            .ok_or_else(|| format!("\"{text}\" is not a scope. Choose from {}.", Self::known()))
    }
}
