//! Work on many contacts over the wire: what is to be done and how far it has come.
use contact::{Kind, Level};
use serde::{Deserialize, Serialize};
use strum::EnumString;
use uuid::Uuid;

/// What is done to each contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum BulkAction {
    /// Puts labels on, by name; unknown ones are created
    AddLabels(Vec<String>),
    /// Takes labels off, by name
    RemoveLabels(Vec<String>),
    SetType(Kind),
    SetLevel(Level),
    /// Empty takes the group off
    SetGroup(String),
    /// Empty takes the team off
    SetTeam(String),
    /// Puts them into the bin
    Delete,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum BulkStatus {
    Running,
    Done,
    Undoing,
    Undone,
}

/// An action and what came of it so far: `done = changed + unchanged + gone + overfull`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Bulk {
    pub id: Uuid,
    pub status: BulkStatus,
    pub action: BulkAction,
    /// How many contacts were selected.
    pub total: u32,
    /// How many of them have been looked at.
    pub done: u32,
    pub changed: u32,
    /// They were as wanted already.
    pub unchanged: u32,
    /// They were deleted meanwhile, or never existed.
    pub gone: u32,
    /// They have as many labels as a contact may have.
    pub overfull: u32,
    /// What an undo put back …
    pub restored: u32,
    /// … and what it left alone, because somebody else has changed it since.
    pub kept: u32,
}

impl Bulk {
    /// Whether nothing more will happen by itself.
    pub fn is_over(&self) -> bool {
        matches!(self.status, BulkStatus::Done | BulkStatus::Undone)
    }
}
