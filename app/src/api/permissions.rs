//! What is withheld from which role, over the wire.
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    who::{Permission, Role},
    wire::permissions::RolePermission,
};

/// Everything that can be withheld, for each role that has it otherwise.
#[server(endpoint = "permissions/list", input = Json)]
pub async fn list() -> Result<Vec<RolePermission>, Error> {
    crate::model::permissions::list(&crate::request::asker()?).await
}

/// Withholds something from a role, or gives it back.
#[server(endpoint = "permissions/withhold", input = Json)]
pub async fn withhold(
    role: Role,
    permission: Permission,
    withheld: bool,
) -> Result<RolePermission, Error> {
    let asker = crate::request::asker()?;
    crate::model::permissions::withhold(&asker, role, permission, withheld).await
}
