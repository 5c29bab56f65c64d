//! How staff, their roles, and whether they can take an enquiry, are called, on whatever screen.
use leptos::prelude::*;

use crate::{i18n::*, values::words::I18n, who::Role, wire::staff::Availability};

/// Names, each by itself: one that is written from the right turns none of its neighbours around.
pub fn names(staff: &[String]) -> AnyView {
    let name = |(at, name): (usize, &String)| {
        let between = (at > 0).then_some(", ");
        view! { {between} <bdi>{name.clone()}</bdi> }
    };
    staff
        .iter()
        .enumerate()
        .map(name)
        .collect::<Vec<_>>()
        .into_any()
}

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
