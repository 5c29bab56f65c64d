//! Custom fields: what an Administrator added to a contact, and how a value reads by the field's type.

pub mod definition;

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{date, wording::Phrase};

/// What a value is not.
const A_NUMBER: Phrase = Phrase(&["a number", "數字", "数字"]);
const A_DATE: Phrase = Phrase(&["a date", "日期", "日期"]);
const AN_OPTION: Phrase = Phrase(&["one of its options", "可選項目之一", "可选项之一"]);

/// How many active custom fields there may be; ErrorDetail.csv has its error in column AZ because of it.
pub const MOST_FIELDS: usize = 20;

/// A field that an Administrator added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomField {
    /// The Field ID, `cf_…`: unique and fixed.
    pub id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: CustomKind,
    /// What a dropdown offers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// The type of a custom field, fixed once it is created.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CustomKind {
    Text,
    Number,
    Date,
    DropdownSingle,
    DropdownMultiple,
    Checkbox,
}

impl CustomKind {
    /// Every type, in the order in which they are offered.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The words on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Number => "Number",
            Self::Date => "Date",
            Self::DropdownSingle => "Dropdown (single)",
            Self::DropdownMultiple => "Dropdown (multiple)",
            Self::Checkbox => "Checkbox",
        }
    }

    /// Tells whether its values are chosen among options.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::DropdownSingle | Self::DropdownMultiple)
    }
}

/// The value of a custom field: its shape follows the field's type, a date is ISO text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum CustomValue {
    Checked(bool),
    Number(f64),
    Text(String),
    Several(Vec<String>),
}

/// A value as it was read, borrowed from the cell or from the field's options.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CustomReading<'a> {
    Checked(bool),
    Number(f64),
    Date(NaiveDate),
    Text(&'a str),
    /// Options separated by `;`, each of which was found.
    Several(&'a str),
}

impl CustomField {
    /// Reads trimmed text by the field's type, or says what it is not.
    pub fn parse<'a>(&'a self, text: &'a str) -> Result<CustomReading<'a>, (&'a str, Phrase)> {
        match self.kind {
            CustomKind::Text => Ok(CustomReading::Text(text)),
            CustomKind::Number => number(text)
                .map(CustomReading::Number)
                .ok_or((text, A_NUMBER)),
            CustomKind::Date => date::parse(text)
                .or_else(|| iso_date(text))
                .map(CustomReading::Date)
                .ok_or((text, A_DATE)),
            CustomKind::DropdownSingle => self
                .option(text)
                .map(CustomReading::Text)
                .ok_or((text, AN_OPTION)),
            CustomKind::DropdownMultiple => {
                match pieces(text).find(|piece| self.option(piece).is_none()) {
                    Some(piece) => Err((piece, AN_OPTION)),
                    None => Ok(CustomReading::Several(text)),
                }
            }
            CustomKind::Checkbox => checked(text)
                .map(CustomReading::Checked)
                .ok_or((text, AN_OPTION)),
        }
    }

    /// Keeps a reading: dates become ISO text, options take the field's own spelling.
    pub fn value(&self, reading: CustomReading<'_>) -> CustomValue {
        match reading {
            CustomReading::Checked(checked) => CustomValue::Checked(checked),
            CustomReading::Number(number) => CustomValue::Number(number),
            CustomReading::Date(date) => CustomValue::Text(date.to_string()),
            CustomReading::Text(text) => CustomValue::Text(text.to_owned()),
            CustomReading::Several(text) => {
                let mut options: Vec<String> = Vec::new();
                for option in pieces(text).filter_map(|piece| self.option(piece)) {
                    if !options.iter().any(|known| known == option) {
                        options.push(option.to_owned());
                    }
                }
                CustomValue::Several(options)
            }
        }
    }

    /// Writes a value as the cell of a file.
    pub fn write<'a>(&self, value: &'a CustomValue) -> Cow<'a, str> {
        match value {
            CustomValue::Checked(true) => "Yes".into(),
            CustomValue::Checked(false) => "No".into(),
            CustomValue::Number(number) => number.to_string().into(),
            CustomValue::Text(text) if self.kind == CustomKind::Date => {
                iso_date(text).map_or(Cow::Borrowed(text), |date| date::write(date).into())
            }
            CustomValue::Text(text) => text.into(),
            CustomValue::Several(options) => options.join(";").into(),
        }
    }

    fn option(&self, text: &str) -> Option<&str> {
        let exact = self.options.iter().find(|option| *option == text);
        exact
            .or_else(|| {
                let folded = text.to_lowercase();
                self.options
                    .iter()
                    .find(|option| option.to_lowercase() == folded)
            })
            .map(String::as_str)
    }
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

/// Reads a decimal of at most 15 digits, which is what a number keeps exactly.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.len() <= 32;
    let significant = digits
        .trim_start_matches(['0', '.'])
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    (plain && significant <= 15).then(|| text.parse().ok())?
}

fn iso_date(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())?
}

fn checked(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["yes", "true", "1"]) {
        Some(true)
    } else if is(["no", "false", "0"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: CustomKind) -> CustomField {
        CustomField {
            id: "cf_x".to_owned(),
            name: "X".to_owned(),
            kind,
            options: vec!["Gold".to_owned(), "Silver".to_owned(), "Été".to_owned()],
        }
    }

    fn value(kind: CustomKind, text: &str) -> Result<CustomValue, String> {
        let field = field(kind);
        let reading = field
            .parse(text)
            .map_err(|(piece, what)| format!("{piece} is not {}", what.english()))?;
        let value = field.value(reading);
        let written = field.write(&value).into_owned();
        let again = field.parse(&written).map(|reading| field.value(reading));
        assert_eq!(
            again.as_ref(),
            Ok(&value),
            "{text} was written as {written}"
        );
        Ok(value)
    }

    fn text(text: &str) -> CustomValue {
        CustomValue::Text(text.to_owned())
    }

    #[test]
    fn a_custom_value_reads_by_its_type() {
        use CustomKind::*;
        assert_eq!(value(Text, "any"), Ok(text("any")));
        assert_eq!(value(Number, "-12.50"), Ok(CustomValue::Number(-12.5)));
        assert_eq!(value(Number, "007"), Ok(CustomValue::Number(7.0)));
        assert_eq!(value(Date, "12/14/1980"), Ok(text("1980-12-14")));
        assert_eq!(value(Date, "1980-12-14"), Ok(text("1980-12-14")));
        assert_eq!(value(DropdownSingle, "gold"), Ok(text("Gold")));
        assert_eq!(value(DropdownSingle, "éTÉ"), Ok(text("Été")));
        let several = |options: &[&str]| {
            CustomValue::Several(options.iter().map(|o| (*o).to_owned()).collect())
        };
        assert_eq!(
            value(DropdownMultiple, "silver; GOLD;;gold"),
            Ok(several(&["Silver", "Gold"]))
        );
        assert_eq!(value(Checkbox, "TRUE"), Ok(CustomValue::Checked(true)));
        assert_eq!(value(Checkbox, "no"), Ok(CustomValue::Checked(false)));
    }

    #[test]
    fn what_does_not_fit_the_type_is_said_in_words() {
        use CustomKind::*;
        for (kind, text, said) in [
            (Number, "12a", "12a is not a number"),
            (Number, "1,000", "1,000 is not a number"),
            (Number, "1e5", "1e5 is not a number"),
            (Number, "NaN", "NaN is not a number"),
            (Number, ".", ". is not a number"),
            (
                Number,
                "1234567890123456",
                "1234567890123456 is not a number",
            ),
            (Date, "14/12/1980", "14/12/1980 is not a date"),
            (Date, "soon", "soon is not a date"),
            (DropdownSingle, "Bronze", "Bronze is not one of its options"),
            (
                DropdownSingle,
                "Gold;Silver",
                "Gold;Silver is not one of its options",
            ),
            (
                DropdownMultiple,
                "Gold; Bronze",
                "Bronze is not one of its options",
            ),
            (Checkbox, "maybe", "maybe is not one of its options"),
        ] {
            assert_eq!(value(kind, text), Err(said.to_owned()));
        }
    }

    #[test]
    fn a_value_in_json_has_the_shape_of_its_type() {
        for (json, value) in [
            ("true", CustomValue::Checked(true)),
            ("12.5", CustomValue::Number(12.5)),
            ("\"Gold\"", text("Gold")),
            ("[\"Gold\"]", CustomValue::Several(vec!["Gold".to_owned()])),
        ] {
            assert_eq!(serde_json::from_str::<CustomValue>(json).unwrap(), value);
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }
}
