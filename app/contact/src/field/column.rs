//! The columns of a file: recognised by their headers, judged and read cell by cell, written in the layout of our files.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::{ERROR_HEADER, FIELDS, Field, Part, fields, judge::trimmed};
use crate::{
    code::Code, contact::Draft, custom::CustomField, guard, invisible, problem::Problem,
    rules::Rules, spreadsheet,
};

/// What a column of a file holds, decided once from its header.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// A column of the template, or the optional LINE.
    Field(&'static Field),
    /// The custom field at this place in `Rules::custom_fields`.
    Custom(usize),
    /// The error column of an ErrorDetail.csv: ignored without a word (R56).
    Error,
    /// An empty header: ignored without a word, but text left under it is E12 (R56).
    Empty,
    /// A header nobody knows: ignored with W04.
    Unknown,
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(one), Self::Field(other)) => one.part == other.part,
            (Self::Custom(one), Self::Custom(other)) => one == other,
            (Self::Error, Self::Error)
            | (Self::Empty, Self::Empty)
            | (Self::Unknown, Self::Unknown) => true,
            _ => false,
        }
    }
}

impl Column {
    /// Tells whether a contact has a list of these: one cell may hold several values.
    #[inline]
    pub fn holds_list(self) -> bool {
        matches!(self, Self::Field(field) if matches!(field.part, Part::Phone(_) | Part::Email(_) | Part::Social(_)))
    }

    /// The columns of our own files: the template, then the custom fields.
    pub fn all(custom_fields: &[CustomField]) -> impl Iterator<Item = Self> + use<> {
        FIELDS
            .iter()
            .map(Self::Field)
            .chain((0..custom_fields.len()).map(Self::Custom))
    }

    /// Recognises a header: trimmed, in any case, with or without spaces, by name or alias. One of the template also with
    /// hyphens or underscores in it, `E-mail` and `last_name`, unless a custom field is called just so.
    pub fn of(header: &str, rules: &Rules) -> Self {
        let header = bare(header);
        let wanted = header_key(header);
        let is = |name: &str| header_key(name) == wanted;
        let is_custom = |field: &CustomField| is(&field.name);
        if wanted.is_empty() {
            Self::Empty
        } else if let Some(field) = field_called(is) {
            Self::Field(field)
        } else if is(ERROR_HEADER) {
            Self::Error
        } else if let Some(place) = rules.custom_fields.iter().position(is_custom) {
            Self::Custom(place)
        } else {
            let wanted = dashless_key(header);
            field_called(|name| dashless_key(name) == wanted).map_or(Self::Unknown, Self::Field)
        }
    }

    /// The header in the files that we write; empty where the column is ignored.
    pub fn header(self, custom_fields: &[CustomField]) -> &str {
        match self {
            Self::Field(field) => field.header,
            Self::Custom(place) => custom_fields.get(place).map_or("", |field| &field.name),
            Self::Error => ERROR_HEADER,
            Self::Empty | Self::Unknown => "",
        }
    }

    /// Reports every problem (errors and warnings) of one cell exactly as it stands in the file, guard and outer white
    /// space included. A short row's missing cells are judged as `""`. Ignored columns report nothing here.
    #[inline]
    pub fn judge(self, cell: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        match self {
            Self::Field(_) | Self::Custom(_) if spreadsheet::lacks_value(bare(cell)) => {
                let header = self.header(&rules.custom_fields).to_owned();
                report(Problem::new(Code::E20, header, bare(cell)));
            }
            Self::Field(field) => field.judge(bare(cell), rules, report),
            Self::Custom(place) => {
                if let Some(field) = rules.custom_fields.get(place) {
                    field.judge(bare(cell), report);
                }
            }
            Self::Error | Self::Empty | Self::Unknown => {}
        }
    }

    /// Puts the same cell into a draft. What `judge` calls an error is left out. After the last cell of a record call
    /// `Draft::tidy`.
    pub fn read(self, cell: &str, rules: &Rules, draft: &mut Draft) {
        match self {
            _ if spreadsheet::lacks_value(bare(cell)) => {}
            Self::Field(field) => field.read(bare(cell), rules, draft),
            Self::Custom(place) => {
                if let Some(field) = rules.custom_fields.get(place) {
                    field.read(bare(cell), draft);
                }
            }
            Self::Error | Self::Empty | Self::Unknown => {}
        }
    }

    /// Writes the cell of this column, not yet guarded.
    pub fn write<'a>(self, draft: &'a Draft, custom_fields: &[CustomField]) -> Cow<'a, str> {
        match self {
            Self::Field(field) => field.write(draft),
            Self::Custom(place) => {
                let field = custom_fields.get(place);
                field.map_or(Cow::Borrowed(""), |field| field.write_of(draft))
            }
            Self::Error | Self::Empty | Self::Unknown => Cow::Borrowed(""),
        }
    }
}

/// The field that has such a header, or another one that means the same.
fn field_called(is: impl Fn(&str) -> bool) -> Option<&'static Field> {
    fields().find(|field| is(field.header) || field.aliases.iter().any(|name| is(name)))
}

/// A header in the form in which two of them are compared.
pub fn header_key(header: &str) -> String {
    let mut key = String::with_capacity(header.len());
    seen(header, |letter| key.push(letter));
    key
}

/// A header in the form in which those of the template are compared that others write with hyphens or underscores.
pub fn dashless_key(header: &str) -> String {
    let mut key = header_key(header);
    key.retain(|letter| !is_dash(letter));
    key
}

/// A hyphen of any kind, or an underscore.
pub(crate) fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}')
}

/// Hands on the letters by which a header is compared.
#[inline]
pub(crate) fn seen(header: &str, mut found: impl FnMut(char)) {
    let is_seen = |letter: &char| !letter.is_whitespace() && !invisible::is_invisible(*letter);
    if header.is_ascii() {
        let seen = header.chars().filter(is_seen);
        seen.for_each(|letter| found(letter.to_ascii_lowercase()));
    } else {
        let seen = header.nfc().filter(is_seen);
        seen.flat_map(char::to_lowercase).for_each(found);
    }
}

/// A cell's text: without the guard against formulas or what a spreadsheet writes around text, and without outer white
/// space.
#[inline]
pub fn bare(cell: &str) -> &str {
    match cell.as_bytes().first() {
        Some(b'=' | b' ') => trimmed(guard::unquoted(cell).unwrap_or(cell)),
        _ => trimmed(guard::remove(cell)),
    }
}
