//! What is withheld from which role: read with every request by whoever finds out who asks, changed by Administrators. A
//! request that is asked after a change is decided by it, on every server.
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Asker,
    security_log::{self, DoneBy, SecurityEvent, Subject},
};
use crate::{
    error::{Error, FieldProblem},
    who::{Action, Permission, Role},
    wire::permissions::RolePermission,
};

/// Everything that can be withheld, for each role that has it otherwise, and whether it is.
pub async fn list(asker: &Asker) -> Result<Vec<RolePermission>, Error> {
    let database = asker.read(Action::ManageSettings)?;
    let stored = sqlx::query!("select role, permission from withheld")
        .fetch_all(&database.pool)
        .await?;
    let all = Role::ALL.iter().flat_map(|&role| {
        let permissions = Permission::ALL.iter().copied();
        permissions
            .filter(move |permission| role.has(*permission))
            .map(move |permission| (role, permission))
    });
    let withheld = |role: Role, permission: Permission| {
        stored
            .iter()
            .any(|row| row.role == role.as_str() && row.permission == permission.as_str())
    };
    Ok(all
        .map(|(role, permission)| RolePermission {
            role,
            permission,
            withheld: withheld(role, permission),
        })
        .collect())
}

/// Withholds something from a role, or gives it back. What is so already stays, and is no second entry of the log.
pub async fn withhold(
    asker: &Asker,
    role: Role,
    permission: Permission,
    withheld: bool,
) -> Result<RolePermission, Error> {
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageSettings, async |transaction| {
            if !role.has(permission) {
                return Err(Error::Invalid(vec![never(role, permission)]));
            }
            if set(transaction, role, permission, withheld).await? {
                let event = match withheld {
                    true => SecurityEvent::PermissionWithheld,
                    false => SecurityEvent::PermissionGiven,
                };
                let subject = Subject {
                    id: Uuid::nil(),
                    name: role.as_str(),
                };
                let detail = permission.as_str();
                security_log::record(transaction, &by, event, subject, detail).await?;
            }
            Ok(RolePermission {
                role,
                permission,
                withheld,
            })
        })
        .await
}

/// Writes it down; tells whether that changed anything.
async fn set(
    transaction: &mut PgConnection,
    role: Role,
    permission: Permission,
    withheld: bool,
) -> Result<bool, Error> {
    let (role, permission) = (role.as_str(), permission.as_str());
    let changed = match withheld {
        true => {
            let insert = sqlx::query!(
                "insert into withheld (role, permission) values ($1, $2) on conflict do nothing",
                role,
                permission
            );
            insert.execute(transaction).await?
        }
        false => {
            let delete = sqlx::query!(
                "delete from withheld where role = $1 and permission = $2",
                role,
                permission
            );
            delete.execute(transaction).await?
        }
    };
    Ok(changed.rows_affected() > 0)
}

/// Why something can be neither withheld from a role nor given to it.
fn never(role: Role, permission: Permission) -> FieldProblem {
    let (role, permission) = (role.as_str(), permission.as_str());
    FieldProblem::said(
        "never_had",
        "permission",
        [
            format!(
                "Permission: the role {role} never has {permission}, so that it can be neither withheld nor given. Choose \
                 another role."
            ),
            format!(
                "權限：角色 {role} 從來沒有 {permission}，因此不能取消或恢復。請選擇另一個角色。"
            ),
            format!(
                "权限：角色 {role} 从来没有 {permission}，因此不能取消或恢复。请选择另一个角色。"
            ),
        ],
    )
}
