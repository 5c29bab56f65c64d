//! Saved views over the wire.
use contact::query::{Query, columns::Columns};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A list that is kept under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub id: Uuid,
    pub name: String,
    pub query: Query,
    /// Absent: those of whoever looks.
    pub columns: Option<Columns>,
    /// Everybody sees it.
    pub shared: bool,
    /// Who asks keeps it in sight.
    pub pinned: bool,
    /// Whose it is.
    pub owner: String,
    /// Whether who asks may change it.
    pub may_change: bool,
}

/// What a person writes about a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewDraft {
    pub name: String,
    pub query: Query,
    pub columns: Option<Columns>,
    pub shared: bool,
    pub pinned: bool,
}
