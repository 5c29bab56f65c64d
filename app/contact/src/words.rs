//! The closed lists of words that a contact is described with: how each is stored, how it reads on screen, and reading
//! it in any case.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The parts of a contact that are free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    FirstName,
    LastName,
    Company,
    JobTitle,
    Team,
    Group,
    Street,
    City,
    State,
    Zip,
}

/// Declares a closed list of words: the stored spelling, the words on screen, and reading in any case. Not by strum, which
/// reads one spelling and knows no second word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$mark:meta])* $variant:ident $stored:literal $label:literal $(or $other:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
                match text {
                    $($stored => return Some(Self::$variant),)+
                    _ => {}
                }
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
