//! What the page of permissions shows in which place. Each cell is what `Who::may` and `contact::permit` answer to somebody of
//! that column: there is no second table that could say otherwise.
use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use uuid::Uuid;

use crate::{
    who::{Action, Permission, Role, Scope, Who},
    wire::permissions::RolePermission,
};

/// Actions that stand together under a heading, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionGroup {
    Contacts,
    Files,
    Fields,
    People,
    Installation,
    Reports,
}

impl ActionGroup {
    pub const ALL: [Self; 6] = [
        Self::Contacts,
        Self::Files,
        Self::Fields,
        Self::People,
        Self::Installation,
        Self::Reports,
    ];

    /// Where an action stands.
    fn of(action: Action) -> Self {
        match action {
            Action::ReadContacts | Action::WriteContacts | Action::EraseContacts => Self::Contacts,
            Action::ImportContacts | Action::ExportContacts => Self::Files,
            Action::ManageFields => Self::Fields,
            Action::ManageOwnAccount | Action::ReadStaff | Action::ManageStaff => Self::People,
            Action::ManageTokens
            | Action::ManageWebhooks
            | Action::ManageSettings
            | Action::ReadSecurityLog
            | Action::ReadMetrics => Self::Installation,
            Action::Ingest | Action::ReadReports => Self::Reports,
        }
    }

    /// Its actions that some member of staff may do.
    pub fn of_staff(self) -> Vec<Action> {
        self.those(|action| Role::ALL.iter().any(|role| role.may(action)))
    }

    /// Its actions that some token may do.
    pub fn of_programs(self) -> Vec<Action> {
        self.those(|action| action.scope().is_some())
    }

    fn those(self, wanted: impl Fn(Action) -> bool) -> Vec<Action> {
        let all = Action::ALL.iter().copied();
        all.filter(|action| Self::of(*action) == self && wanted(*action))
            .collect()
    }
}

/// What stands in a cell of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleCell {
    Allowed,
    Refused,
    /// It can be withheld, and is or is not.
    Choice {
        permission: Permission,
        given: bool,
    },
}

/// Whether whoever is of this role may do it, while this is withheld.
pub fn role_cell(role: Role, action: Action, stored: &[RolePermission]) -> RoleCell {
    let may = member(role, stored).may(action).is_ok();
    match action.permission() {
        Some(permission) if role.has(permission) => RoleCell::Choice {
            permission,
            given: may,
        },
        _ if may => RoleCell::Allowed,
        _ => RoleCell::Refused,
    }
}

/// Somebody of a role.
fn member(role: Role, stored: &[RolePermission]) -> Who {
    let of_role = stored
        .iter()
        .filter(|one| one.role == role && one.withheld)
        .map(|one| one.permission);
    Who::Staff {
        id: Uuid::nil(),
        name: String::new(),
        email: String::new(),
        role,
        withheld: of_role.collect(),
    }
}

/// Whether a program whose token has this scope alone may do it.
pub fn scope_cell(scope: Scope, action: Action) -> bool {
    let program = Who::Token {
        id: Uuid::nil(),
        name: String::new(),
        scopes: vec![scope],
    };
    program.may(action).is_ok()
}

/// What somebody who stands so to an enquiry may do beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnquiryCell {
    Nothing,
    View,
    Edit,
}

/// What may be done beside an enquiry of this status.
pub fn enquiry_cell(status: Status, relation: Relation) -> EnquiryCell {
    let may = |action| permit(status, relation, action).is_ok();
    match (may(EnquiryAction::View), may(EnquiryAction::Edit)) {
        (_, true) => EnquiryCell::Edit,
        (true, false) => EnquiryCell::View,
        (false, false) => EnquiryCell::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use contact::{
        enquiry::Status,
        permit::{EnquiryAction, Relation, permit},
    };
    use strum::VariantArray;

    use super::{ActionGroup, EnquiryCell, RoleCell, enquiry_cell, role_cell, scope_cell};
    use crate::{
        who::{Action, Permission, Role, Scope},
        wire::permissions::RolePermission,
    };

    #[test]
    fn every_action_stands_once_where_those_who_may_do_it_are() {
        let staff = ActionGroup::ALL.map(ActionGroup::of_staff).concat();
        let programs = ActionGroup::ALL.map(ActionGroup::of_programs).concat();
        for &action in Action::ALL {
            let times = |all: &[Action]| all.iter().filter(|one| **one == action).count();
            let by_staff = Role::ALL.iter().any(|role| role.may(action));
            assert_eq!(times(&staff), usize::from(by_staff), "{action:?}");
            let by_programs = usize::from(action.scope().is_some());
            assert_eq!(times(&programs), by_programs, "{action:?}");
            assert!(times(&staff) + times(&programs) > 0, "{action:?}");
        }
    }

    #[test]
    fn every_cell_says_what_somebody_of_its_column_may() {
        for &role in Role::ALL {
            for &permission in Permission::ALL {
                for withheld in [false, true] {
                    let stored = [RolePermission {
                        role,
                        permission,
                        withheld,
                    }];
                    for &action in Action::ALL {
                        let is_withheld = withheld && action.permission() == Some(permission);
                        let may = role.may(action) && !is_withheld;
                        let place = format!("{role:?} {action:?} {stored:?}");
                        match role_cell(role, action, &stored) {
                            RoleCell::Allowed => assert!(may, "{place}"),
                            RoleCell::Refused => assert!(!may, "{place}"),
                            RoleCell::Choice { permission, given } => {
                                assert_eq!(given, may, "{place}");
                                assert_eq!(Some(permission), action.permission(), "{place}");
                                assert!(role.may(action), "{place}");
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_withheld_from_one_role_is_withheld_from_no_other() {
        let stored = [RolePermission {
            role: Role::Agent,
            permission: Permission::Download,
            withheld: true,
        }];
        let given = |role| RoleCell::Choice {
            permission: Permission::Download,
            given: role != Role::Agent,
        };
        for &role in Role::ALL {
            let cell = role_cell(role, Action::ExportContacts, &stored);
            assert_eq!(cell, given(role));
        }
    }

    #[test]
    fn a_scope_allows_what_it_is_needed_for() {
        for &scope in Scope::ALL {
            for &action in Action::ALL {
                let needed = action.scope() == Some(scope);
                assert_eq!(scope_cell(scope, action), needed, "{scope:?} {action:?}");
            }
        }
    }

    #[test]
    fn beside_an_enquiry_two_words_say_what_the_table_says_of_every_action() {
        for &status in Status::VARIANTS {
            for &relation in Relation::ALL {
                for &action in EnquiryAction::VARIANTS {
                    let may = match enquiry_cell(status, relation) {
                        EnquiryCell::Nothing => false,
                        EnquiryCell::View => action == EnquiryAction::View,
                        EnquiryCell::Edit => true,
                    };
                    assert_eq!(permit(status, relation, action).is_ok(), may);
                }
            }
        }
    }
}
