//! Custom fields: what an Administrator added to a contact, and how a cell of such a column reads by its type.

use serde::{Deserialize, Serialize};

/// A field that an Administrator added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomKind {
    Text,
    Number,
    Date,
    DropdownSingle,
    DropdownMultiple,
    Checkbox,
}

/// The value of a custom field: its shape follows the field's type, a date is ISO text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CustomValue {
    Checked(bool),
    Number(f64),
    Text(String),
    Several(Vec<String>),
}
