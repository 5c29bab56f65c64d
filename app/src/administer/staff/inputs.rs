//! What is typed of a member of staff, in the window of somebody who is invited and in that of somebody who is there.
use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::*,
    page::problem,
    ui::field::{Options, SelectField, TextField},
    values::{staff::role_name, time_zone::TimeZoneField, words::I18n},
    who::Role,
    wire::staff::{Availability, StaffChange, StaffDraft},
};

/// The fields, as texts.
#[derive(Clone, Copy, Default)]
pub struct StaffInputs {
    name: RwSignal<String>,
    email: RwSignal<String>,
    /// The word of the role.
    role: RwSignal<String>,
    department: RwSignal<String>,
    job_title: RwSignal<String>,
    extension: RwSignal<String>,
    phone: RwSignal<String>,
    time_zone: RwSignal<String>,
}

impl StaffInputs {
    /// Of nobody yet.
    pub fn blank() -> Self {
        let inputs = Self::default();
        inputs.clear();
        inputs
    }

    /// Shows nobody.
    pub fn clear(self) {
        self.show(of_nobody());
    }

    /// Whether nothing is said of anybody yet.
    pub fn is_blank(self) -> bool {
        self.draft(Availability::default()) == of_nobody()
    }

    /// Shows what is known of somebody.
    pub fn show(self, draft: StaffDraft) {
        self.name.set(draft.name);
        self.email.set(draft.email);
        self.role.set(draft.role.as_str().to_owned());
        self.department.set(draft.department);
        self.job_title.set(draft.job_title);
        self.extension.set(draft.extension);
        self.phone.set(draft.phone);
        self.time_zone.set(draft.time_zone);
    }

    /// What stands in the fields. How available somebody is, is theirs to say.
    pub fn draft(self, availability: Availability) -> StaffDraft {
        let text = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        StaffDraft {
            name: text(self.name),
            email: text(self.email),
            role: text(self.role).parse().unwrap_or(Role::Agent),
            department: text(self.department),
            extension: text(self.extension),
            phone: text(self.phone),
            job_title: text(self.job_title),
            time_zone: text(self.time_zone),
            availability,
        }
    }

    /// What differs from what is known of somebody: only that is sent, so that nothing else is written over.
    pub fn change_of(self, known: &StaffDraft) -> StaffChange {
        let now = self.draft(known.availability);
        let text = |now: String, known: &str| Some(now).filter(|now| now != known.trim());
        StaffChange {
            name: text(now.name, &known.name),
            email: text(now.email, &known.email),
            role: Some(now.role).filter(|role| *role != known.role),
            department: text(now.department, &known.department),
            extension: text(now.extension, &known.extension),
            phone: text(now.phone, &known.phone),
            job_title: text(now.job_title, &known.job_title),
            time_zone: text(now.time_zone, &known.time_zone),
            ..StaffChange::default()
        }
    }
}

fn of_nobody() -> StaffDraft {
    StaffDraft::new("", "", Role::Agent)
}

/// The roles, each by its name.
pub fn roles(i18n: I18n) -> Options {
    let role = |role: &Role| (role.as_str().to_owned(), role_name(i18n, *role).to_owned());
    Role::ALL.iter().map(role).collect()
}

/// The first fields, which somebody who is invited has too. `prefix` tells the ids of two windows apart.
pub fn first_fields(
    inputs: StaffInputs,
    error: RwSignal<Option<Error>>,
    prefix: &'static str,
    role_fixed: Signal<bool>,
) -> AnyView {
    let i18n = use_i18n();
    let id = move |name: &str| format!("{prefix}-{name}");
    let required = move || t_string!(i18n, frame.required);
    view! {
        <TextField
            id=id("name")
            label=move || t_string!(i18n, account.name)
            required=required
            autofocus=true
            value=inputs.name
            error=problem(error, "name")
        />
        <TextField
            id=id("email")
            kind="email"
            autocomplete="off"
            label=move || t_string!(i18n, account.email)
            required=required
            value=inputs.email
            error=problem(error, "email")
        />
        <SelectField
            id=id("role")
            label=move || t_string!(i18n, account.role)
            value=inputs.role
            options=Signal::derive(move || roles(i18n))
            hint=move || match role_fixed.get() {
                true => t_string!(i18n, staff.last_administrator),
                false => "",
            }
            error=problem(error, "role")
            disabled=role_fixed
        />
        <TextField
            id=id("department")
            label=move || t_string!(i18n, workspace.department)
            value=inputs.department
            error=problem(error, "department")
        />
    }
    .into_any()
}

/// The fields of somebody who is there.
pub fn more_fields(
    inputs: StaffInputs,
    error: RwSignal<Option<Error>>,
    prefix: &'static str,
) -> AnyView {
    let i18n = use_i18n();
    let id = move |name: &str| format!("{prefix}-{name}");
    view! {
        <TextField
            id=id("job-title")
            label=move || t_string!(i18n, contact.job_title)
            value=inputs.job_title
            error=problem(error, "job_title")
        />
        <div class="pair">
            <TextField
                id=id("extension")
                label=move || t_string!(i18n, workspace.extension)
                value=inputs.extension
                error=problem(error, "extension")
            />
            <TextField
                id=id("phone")
                kind="tel"
                autocomplete="off"
                label=move || t_string!(i18n, contacts.phone)
                value=inputs.phone
                error=problem(error, "phone")
            />
        </div>
        <TimeZoneField id=id("time-zone") value=inputs.time_zone error=problem(error, "time_zone")/>
    }
    .into_any()
}
