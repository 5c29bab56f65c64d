//! Custom fields over the wire, as administrators write them.
use contact::{Bounded, CustomKind};
use serde::{Deserialize, Serialize};

/// A Field ID as somebody sent it.
pub type FieldId = Bounded<100>;

/// What a person writes to create a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldDraft {
    pub name: String,
    /// Absent: made from the name.
    #[serde(default)]
    pub id: Option<String>,
    #[serde(rename = "type")]
    pub kind: CustomKind,
    #[serde(default)]
    pub options: Vec<String>,
}

/// What a person may change about a field; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FieldUpdate {
    pub name: Option<String>,
    pub options: Option<Vec<String>>,
    /// Its place among the fields, from 0.
    pub position: Option<i32>,
}
