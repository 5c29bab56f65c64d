//! The tokens of programs over the wire.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::who::Scope;

/// A key of a program, without the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Token {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub used_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it opens nothing any more; absent: never.
    pub expires_at: Option<chrono::DateTime<chrono::Utc>>,
    /// How many days are left, a begun one counted whole; 0: it has expired.
    pub days_left: Option<u32>,
    /// Who made it, by the name of then.
    pub created_by: String,
}

/// The most days for which a token may be good.
pub const MOST_TOKEN_DAYS: u16 = 3_650;
