//! Edits that wait for somebody to decide on them.
use chrono::{DateTime, Utc};
use contact::change::Line;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};
use uuid::Uuid;

/// An edit that was refused because its enquiry was closed meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Proposal {
    pub id: Uuid,
    /// The id of its enquiry in the contact centre; absent where that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enquiry: Option<String>,
    /// The name of whoever made the edit.
    pub staff: String,
    /// It is an edit of whoever asks, who cannot decide on it.
    pub own: bool,
    pub at: DateTime<Utc>,
    /// The version of the contact that the edit was made from.
    pub base_version: i64,
    pub values: Vec<ProposedValue>,
}

/// One field of a proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProposedValue {
    #[serde(flatten)]
    pub line: Line,
    pub state: ProposalState,
    /// The name of whoever decided, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decider: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<DateTime<Utc>>,
}

/// What became of one field of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ProposalState {
    Open,
    Accepted,
    Dropped,
}
