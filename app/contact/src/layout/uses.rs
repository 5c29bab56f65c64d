//! What a column of another program's export is for.

use crate::{
    field::{FIELDS, Part},
    words::{EmailKind, Network, PhoneKind, Text},
};

/// What a column of an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUse {
    Given,
    Middle,
    Family,
    Prefix,
    Suffix,
    /// The name as a whole: it is split where the parts are not there.
    FullName,
    Phone(PhoneKind),
    Email(EmailKind),
    /// A phone number, whose label stands in the column of the same number.
    LabelledPhone(u8),
    PhoneLabel(u8),
    LabelledEmail(u8),
    EmailLabel(u8),
    /// A part of one of several addresses: the first in which something stands is the contact's.
    Address(u8, AddressPart),
    /// Company, job title or team.
    Text(Text),
    BirthDate,
    BirthYear,
    BirthMonth,
    BirthDay,
    Labels,
    Social(Network),
}

impl ColumnUse {
    /// Whether a record has one column for it at most. Of all else there may be several, which are told apart row by row.
    pub fn is_single(self) -> bool {
        match self {
            Self::Given
            | Self::Middle
            | Self::Family
            | Self::Prefix
            | Self::Suffix
            | Self::FullName
            | Self::PhoneLabel(_)
            | Self::EmailLabel(_)
            | Self::BirthDate
            | Self::BirthYear
            | Self::BirthMonth
            | Self::BirthDay => true,
            Self::Phone(_)
            | Self::Email(_)
            | Self::LabelledPhone(_)
            | Self::LabelledEmail(_)
            | Self::Address(..)
            | Self::Text(_)
            | Self::Labels
            | Self::Social(_) => false,
        }
    }
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPart {
    Street,
    /// All of it in one cell.
    Formatted,
    City,
    State,
    Zip,
    Country,
}

impl AddressPart {
    /// The part of a contact that it becomes.
    pub fn part(self) -> Part {
        match self {
            Self::Street | Self::Formatted => Part::Text(Text::Street),
            Self::City => Part::Text(Text::City),
            Self::State => Part::Text(Text::State),
            Self::Zip => Part::Text(Text::Zip),
            Self::Country => Part::Country,
        }
    }
}

/// The place in the template of the column that holds this part of a contact.
pub fn place_of(part: Part) -> usize {
    let place = FIELDS.iter().position(|field| field.part == part);
    // LINE stands beside the template, and no layout makes it.
    place.unwrap_or_default()
}
