//! `/permissions`: what is withheld from which role.
use app::{
    error::Error,
    model::{Asker, permissions},
    who::{Permission, Role},
    wire::permissions::{PermissionChange, RolePermission},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer::{ListPage, ProblemDocument},
    paging::{ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(change))
}

/// Lists what can be withheld from each role that has it otherwise, and whether it is
#[utoipa::path(get, path = "/permissions", tag = "permissions", params(PageAsked),
    responses((status = 200, body = ListPage<RolePermission>), (status = 400, body = ProblemDocument)))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<RolePermission>>, Error> {
    let all = permissions::list(&asker).await?;
    // What there is stands in one order, whatever is withheld of it.
    let page = asked.of("permissions", ListOrder::Rising, all, |one| {
        let name = format!("{} {}", one.role.as_str(), one.permission.as_str());
        (String::new(), name)
    });
    Ok(Json(page?))
}

/// Withholds something from a role, or gives it back; it counts from the next request on
///
/// Roles are those of people. A token has scopes of its own, from which nothing is withheld: with `contacts:export` it
/// downloads contacts whatever is withheld from any role. Delete such a token to end that.
#[utoipa::path(put, path = "/permissions/{role}/{permission}", tag = "permissions",
    params(("role" = Role, Path), ("permission" = Permission, Path)), request_body = PermissionChange,
    responses(
        (status = 200, body = RolePermission),
        (status = 422, body = ProblemDocument, description = "The role never has it"),
    ))]
async fn change(
    asker: Asker,
    Path((role, permission)): Path<(Role, Permission)>,
    Json(PermissionChange { withheld }): Json<PermissionChange>,
) -> Result<Json<RolePermission>, Error> {
    let changed = permissions::withhold(&asker, role, permission, withheld);
    Ok(Json(changed.await?))
}
