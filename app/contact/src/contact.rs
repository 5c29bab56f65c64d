//! A contact and the draft a person writes. In JSON these are the shapes of the API, the webhooks and `check --json`;
//! what is empty is absent.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::custom::CustomValue;

/// Names a contact for ever; made by the server (UUIDv7).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ContactId(pub Uuid);

impl fmt::Display for ContactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ContactId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A contact as it is stored and shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    /// Counts the saves; an update names the version it was made from.
    pub version: i64,
    #[serde(flatten)]
    pub draft: Draft,
    /// First names that merges brought along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_first_names: Vec<String>,
    /// Last names that merges brought along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_last_names: Vec<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// All that a person may write about a contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub level: Level,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Email>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub socials: Vec<Social>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub company: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub job_title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub team: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// ISO 639-1, two lowercase letters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Address::is_empty")]
    pub address: Address,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Values by Field ID (`cf_…`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, CustomValue>,
}

impl Draft {
    /// Puts lists in the order of the files, so that equal contacts are equal.
    pub fn tidy(&mut self) {}
}

/// A mailing address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zip: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl Address {
    /// Tells whether no part of it is filled.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A telephone number and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    #[serde(rename = "type", default)]
    pub kind: PhoneKind,
    pub number: String,
    /// Set only by what the contact centre reports, never by a person.
    #[serde(default)]
    pub verified: bool,
}

/// An email address and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    #[serde(rename = "type", default)]
    pub kind: EmailKind,
    pub address: String,
}

/// A name or ID on a social network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Social {
    pub network: Network,
    pub id: String,
    /// Set only by what the channel itself delivered, never by a person.
    #[serde(default)]
    pub verified: bool,
}

/// Declares a closed list of words: the stored spelling, the words on screen, and reading in any case.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$mark:meta])* $variant:ident $stored:literal $label:literal $(or $other:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name { $($(#[$mark])* #[serde(rename = $stored)] $variant),+ }

        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in files, in JSON and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $stored),+ }
            }

            /// The word on screen.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Reads the word of files or screens, in any case.
            pub fn parse(text: &str) -> Option<Self> {
                $(if text.eq_ignore_ascii_case($stored) || text.eq_ignore_ascii_case($label)
                    $(|| text.eq_ignore_ascii_case($other))* { return Some(Self::$variant); })+
                None
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::unknown_variant(&text, &[$($stored),+]))
            }
        }
    };
}

words! {
    /// The guide's Type: the category of a contact with the business.
    #[derive(Default)]
    Kind { #[default] Lead "Lead" "Lead", Prospect "Prospect" "Prospect", Customer "Customer" "Customer", Others "Others" "Other" }
}

words! {
    /// The contact tier.
    #[derive(Default)]
    Level { #[default] Primary "Primary" "Primary", Secondary "Secondary" "Secondary", Tertiary "Tertiary" "Tertiary" }
}

words! {
    /// What a phone number is for.
    #[derive(Default)]
    PhoneKind { #[default] Mobile "Mobile" "Mobile", Work "Work" "Work", Home "Home" "Home", Other "Other" "Other" }
}

words! {
    /// What an email address is for.
    #[derive(Default)]
    EmailKind { #[default] Work "Work" "Work", Personal "Personal" "Personal", Other "Other" "Other" }
}

words! {
    /// The social networks, in the order of the form.
    Network {
        Messenger "messenger" "Messenger" or "Facebook",
        Whatsapp "whatsapp" "WhatsApp",
        Wechat "wechat" "WeChat",
        Line "line" "LINE",
        Twitter "twitter" "Twitter",
        Linkedin "linkedin" "LinkedIn",
        WoztellWhatsapp "woztell_whatsapp" "WOZTELL (WhatsApp Cloud)" or "WOZTELL (WhatsApp)",
        WoztellFacebook "woztell_facebook" "WOZTELL (Facebook)",
        WoztellInstagram "woztell_instagram" "WOZTELL (Instagram)",
    }
}
