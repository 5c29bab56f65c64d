//! What is withheld from which role, over the wire.
use serde::{Deserialize, Serialize};

use crate::who::{Permission, Role};

/// Whether something that a role has otherwise is withheld from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RolePermission {
    pub role: Role,
    pub permission: Permission,
    pub withheld: bool,
}

/// What is to become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PermissionChange {
    pub withheld: bool,
}
