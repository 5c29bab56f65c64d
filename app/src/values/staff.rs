//! How roles, and whether somebody can take an enquiry, are called, on whatever screen.
use crate::{i18n::*, values::words::I18n, who::Role, wire::staff::Availability};

/// What a role is called.
pub fn role_name(i18n: I18n, role: Role) -> &'static str {
    match role {
        Role::Administrator => t_string!(i18n, frame.role_administrator),
        Role::Supervisor => t_string!(i18n, frame.role_supervisor),
        Role::Agent => t_string!(i18n, frame.role_agent),
    }
}

/// What it is called whether somebody can take an enquiry just now.
pub fn availability_name(i18n: I18n, availability: Availability) -> &'static str {
    match availability {
        Availability::Available => t_string!(i18n, workspace.available),
        Availability::Busy => t_string!(i18n, workspace.busy),
        Availability::Away => t_string!(i18n, workspace.away),
        Availability::Offline => t_string!(i18n, workspace.offline),
    }
}
