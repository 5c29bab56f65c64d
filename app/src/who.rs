//! Who is asking, a member of staff who signed in or a program with a token, and what their role or scope allows. `Asker` asks
//! it.
pub mod permission;
pub mod scope;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use uuid::Uuid;

pub use permission::Permission;
pub use scope::Scope;

use crate::error::Error;

/// What a member of staff is.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    /// May do everything.
    Administrator,
    /// Sees their department's enquiries.
    Supervisor,
    /// Sees their own enquiries.
    Agent,
}

/// What somebody wants to do, as far as role and scope decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Action {
    ReadContacts,
    WriteContacts,
    ImportContacts,
    ExportContacts,
    ReadStaff,
    ManageStaff,
    ManageTokens,
    ManageFields,
    EraseContacts,
    ReadSecurityLog,
    ReadMetrics,
    /// Endpoints that are told what happens, and what became of each delivery.
    ManageWebhooks,
    /// What is set for the whole installation.
    ManageSettings,
    Ingest,
    /// Read what was reported, by a program: staff read it by the table of enquiries.
    ReadReports,
    /// Change one's own password, and end one's own sessions.
    ManageOwnAccount,
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    Staff {
        id: Uuid,
        name: String,
        email: String,
        role: Role,
        /// What their role has otherwise, and is not to have here.
        #[serde(default)]
        withheld: Vec<Permission>,
    },
    Token {
        id: Uuid,
        name: String,
        scopes: Vec<Scope>,
    },
    /// The command line on the server's own machine.
    Operator,
}

impl Who {
    /// The name to write in the log.
    pub fn name(&self) -> &str {
        match self {
            Self::Staff { name, .. } | Self::Token { name, .. } => name,
            Self::Operator => "command line",
        }
    }

    /// The staff account, where there is one.
    pub fn staff_id(&self) -> Option<Uuid> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            Self::Token { .. } | Self::Operator => None,
        }
    }

    /// The right to change what a colleague keeps for all: the owner's, and an Administrator's. What a program keeps has no
    /// owner: any program changes it.
    pub fn may_change_of(&self, owner: Option<Uuid>) -> bool {
        let is_administrator = matches!(
            self,
            Self::Operator
                | Self::Staff {
                    role: Role::Administrator,
                    ..
                }
        );
        self.staff_id() == owner || is_administrator
    }

    /// The account or token that answers for this; nil for the command line.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Staff { id, .. } | Self::Token { id, .. } => *id,
            Self::Operator => Uuid::nil(),
        }
    }

    /// Refuses what role or scope does not allow, and what is withheld from the role. Nothing else decides it: the page of
    /// permissions asks it too.
    pub fn may(&self, action: Action) -> Result<(), Error> {
        let allowed = match self {
            Self::Operator => true,
            Self::Staff { role, withheld, .. } => match action.permission() {
                Some(permission) if role.may(action) && withheld.contains(&permission) => {
                    return Err(Error::Withheld(permission));
                }
                _ => role.may(action),
            },
            Self::Token { scopes, .. } => match action.scope() {
                Some(scope) if !scopes.contains(&scope) => return Err(Error::OutOfScope(scope)),
                scope => scope.is_some(),
            },
        };
        if allowed {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The same member of staff, from whose role this is withheld by now; others are as they were.
    #[cfg(feature = "ssr")]
    pub(crate) fn with_withheld(&self, now: Vec<Permission>) -> Self {
        match self.clone() {
            Self::Staff {
                id,
                name,
                email,
                role,
                ..
            } => Self::Staff {
                id,
                name,
                email,
                role,
                withheld: now,
            },
            other => other,
        }
    }
}

impl Role {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Whether this role may do it. Contacts belong to everybody: the guide lets all staff view, edit, delete and merge.
    pub fn may(self, action: Action) -> bool {
        match action {
            Action::ReadContacts
            | Action::WriteContacts
            | Action::ImportContacts
            | Action::ExportContacts
            | Action::ReadStaff
            | Action::ManageOwnAccount => true,
            Action::ManageStaff
            | Action::ManageTokens
            | Action::ManageFields
            | Action::EraseContacts
            | Action::ReadSecurityLog
            | Action::ReadMetrics
            | Action::ManageWebhooks
            | Action::ManageSettings => self == Self::Administrator,
            Action::Ingest | Action::ReadReports => false,
        }
    }

    /// Whether this role has it where it is not withheld: what it never has cannot be withheld from it, nor given to it.
    pub fn has(self, permission: Permission) -> bool {
        let asked = |action: &&Action| action.permission() == Some(permission);
        Action::ALL
            .iter()
            .filter(asked)
            .any(|action| self.may(*action))
    }

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|role| role.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                format!("\"{text}\" is not a role. Write administrator, supervisor or agent.")
            })
    }
}

impl Action {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// What can be withheld from a role so that nobody of it may do this. That an Administrator may give back what was
    /// withheld cannot be: `ManageSettings` has none.
    pub fn permission(self) -> Option<Permission> {
        match self {
            Self::ExportContacts => Some(Permission::Download),
            Self::ManageFields => Some(Permission::ManageFields),
            Self::ReadContacts
            | Self::WriteContacts
            | Self::ImportContacts
            | Self::ReadStaff
            | Self::ManageStaff
            | Self::ManageTokens
            | Self::EraseContacts
            | Self::ReadSecurityLog
            | Self::ReadMetrics
            | Self::ManageWebhooks
            | Self::ManageSettings
            | Self::Ingest
            | Self::ReadReports
            | Self::ManageOwnAccount => None,
        }
    }

    /// The scope that a token needs for it; a token has no account of its own.
    pub fn scope(self) -> Option<Scope> {
        let scope = match self {
            Self::ReadContacts => Scope::ReadContacts,
            Self::WriteContacts | Self::ImportContacts => Scope::WriteContacts,
            Self::ExportContacts => Scope::ExportContacts,
            Self::Ingest => Scope::Ingest,
            Self::ReadReports => Scope::ReadEnquiries,
            Self::ReadStaff
            | Self::ManageStaff
            | Self::ManageTokens
            | Self::ManageFields
            | Self::EraseContacts
            | Self::ReadSecurityLog
            | Self::ReadMetrics
            | Self::ManageWebhooks
            | Self::ManageSettings => Scope::Administration,
            Self::ManageOwnAccount => return None,
        };
        Some(scope)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Action, Permission, Role, Scope, Who};
    use crate::error::Error;

    fn of(role: Role, withheld: &[Permission]) -> Who {
        Who::Staff {
            id: Uuid::nil(),
            name: "Mei".to_owned(),
            email: "mei@example.org".to_owned(),
            role,
            withheld: withheld.to_vec(),
        }
    }

    #[test]
    fn what_is_withheld_from_a_role_is_all_that_its_members_lose() {
        for &role in Role::ALL {
            for &permission in Permission::ALL {
                for &action in Action::ALL {
                    let before = of(role, &[]).may(action);
                    let after = of(role, &[permission]).may(action);
                    match action.permission() == Some(permission) && before.is_ok() {
                        true => assert_eq!(after, Err(Error::Withheld(permission))),
                        false => assert_eq!(after, before, "{role:?} {permission:?} {action:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn whoever_may_give_back_what_was_withheld_always_may() {
        let nothing_left = of(Role::Administrator, Permission::ALL);
        assert_eq!(nothing_left.may(Action::ManageSettings), Ok(()));
        for &permission in Permission::ALL {
            assert!(Role::Administrator.has(permission));
        }
        assert!(!Role::Agent.has(Permission::ManageFields));
    }

    #[test]
    fn a_token_without_a_scope_is_told_which_one() {
        let reader = Who::Token {
            id: Uuid::nil(),
            name: "crm".to_owned(),
            scopes: vec![Scope::ReadContacts],
        };
        assert_eq!(reader.may(Action::ReadContacts), Ok(()));
        let refused = reader.may(Action::WriteContacts);
        assert_eq!(refused, Err(Error::OutOfScope(Scope::WriteContacts)));
        assert_eq!(reader.may(Action::ManageOwnAccount), Err(Error::Forbidden));
    }

    #[test]
    fn somebody_written_down_before_anything_could_be_withheld_is_read() {
        let written = serde_json::json!({"Staff": {
            "id": Uuid::nil(), "name": "Mei", "email": "mei@example.org", "role": "agent"}});
        let read: Who = serde_json::from_value(written).expect("somebody");
        assert_eq!(read, of(Role::Agent, &[]));
    }
}
