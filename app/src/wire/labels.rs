//! Labels over the wire.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The colours of the accessible palette.
#[rustfmt::skip]
pub const COLOURS: [&str; 12] = [
    "blue", "green", "amber", "purple", "teal", "red", "indigo", "lime", "pink", "cyan", "orange", "grey",
];

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Label {
    pub id: Uuid,
    pub name: String,
    /// One of `COLOURS`.
    pub colour: String,
}

/// What a person writes about a label; what is absent stays, or is chosen for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LabelDraft {
    pub name: Option<String>,
    pub colour: Option<String>,
}

/// A label or a custom field that was deleted and can come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Gone {
    pub id: String,
    pub name: String,
    pub at: DateTime<Utc>,
    /// The name of whoever deleted it; empty where nobody knows any more.
    pub by: String,
}
