//! Staff accounts over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::{Error, Problem},
    session::Role,
};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Staff {
    pub id: Uuid,
    /// False for somebody who left: the name stays in every log, signing in is over.
    pub active: bool,
    #[serde(flatten)]
    pub draft: StaffDraft,
}

/// All that an Administrator may write about a member of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StaffDraft {
    pub name: String,
    pub email: String,
    pub role: Role,
    #[serde(default)]
    pub department: String,
    #[serde(default)]
    pub extension: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub job_title: String,
    /// A name of the IANA database, such as Asia/Hong_Kong.
    #[serde(default = "utc")]
    pub time_zone: String,
    #[serde(default)]
    pub availability: Availability,
}

/// What an Administrator changes about a member of staff; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StaffChange {
    pub name: Option<String>,
    pub email: Option<String>,
    pub role: Option<Role>,
    pub department: Option<String>,
    pub extension: Option<String>,
    pub phone: Option<String>,
    pub job_title: Option<String>,
    pub time_zone: Option<String>,
    pub availability: Option<Availability>,
    pub active: Option<bool>,
    pub password: Option<String>,
}

impl StaffChange {
    /// Writes what is present over somebody; the password is not kept there.
    pub fn apply(self, staff: Staff) -> Staff {
        let Staff { id, active, draft } = staff;
        let draft = StaffDraft {
            name: self.name.unwrap_or(draft.name),
            email: self.email.unwrap_or(draft.email),
            role: self.role.unwrap_or(draft.role),
            department: self.department.unwrap_or(draft.department),
            extension: self.extension.unwrap_or(draft.extension),
            phone: self.phone.unwrap_or(draft.phone),
            job_title: self.job_title.unwrap_or(draft.job_title),
            time_zone: self.time_zone.unwrap_or(draft.time_zone),
            availability: self.availability.unwrap_or(draft.availability),
        };
        Staff {
            id,
            active: self.active.unwrap_or(active),
            draft,
        }
    }
}

/// Whether somebody can take an enquiry just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Availability {
    Available,
    Busy,
    Away,
    #[default]
    Offline,
}

/// The fewest characters of a password (NIST 800-63B: length, no composition rules).
pub const PASSWORD_MIN: usize = 12;
/// The most, so that hashing stays cheap.
pub const PASSWORD_MAX: usize = 200;

fn utc() -> String {
    "UTC".to_owned()
}

impl StaffDraft {
    /// Somebody of whom only name, email and role are known.
    pub fn new(name: &str, email: &str, role: Role) -> Self {
        Self {
            name: name.trim().to_owned(),
            email: email.trim().to_owned(),
            role,
            department: String::new(),
            extension: String::new(),
            phone: String::new(),
            job_title: String::new(),
            time_zone: utc(),
            availability: Availability::default(),
        }
    }

    /// All that a person has to correct before this can be saved.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(Problem::new(
                "required",
                "name",
                "Name: write the name that colleagues know.",
            ));
        }
        if !plausible_email(&self.email) {
            let message = format!("Email: \"{}\" is not a valid email address.", self.email);
            problems.push(Problem::new("email", "email", message));
        }
        let texts = [
            ("name", "Name", &self.name, 100),
            ("email", "Email", &self.email, 254),
            ("department", "Department", &self.department, 255),
            ("extension", "Extension", &self.extension, 20),
            ("phone", "Phone", &self.phone, 40),
            ("job_title", "Job title", &self.job_title, 255),
            ("time_zone", "Time zone", &self.time_zone, 64),
        ];
        for (column, label, text, limit) in texts {
            if text.chars().count() > limit {
                let message = format!("{label}: longer than {limit} characters.");
                problems.push(Problem::new("too_long", column, message));
            }
            if text.chars().any(char::is_control) {
                let message = format!("{label}: holds a control character. Type the text again.");
                problems.push(Problem::new("control_character", column, message));
            }
        }
        problems
    }
}

impl Availability {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Busy => "busy",
            Self::Away => "away",
            Self::Offline => "offline",
        }
    }
}

/// What is wrong with a new password, if anything.
pub fn check_password(password: &str) -> Option<Problem> {
    let characters = password.chars().count();
    (!(PASSWORD_MIN..=PASSWORD_MAX).contains(&characters)).then(|| {
        let message = format!("Password: use {PASSWORD_MIN} to {PASSWORD_MAX} characters.");
        Problem::new("password", "password", message)
    })
}

/// A prefix, one @ and a domain with a dot or the name of this machine.
fn plausible_email(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace)
        && text.split('@').count() == 2
        && text.split('@').all(|part| !part.is_empty())
}

/// Lists everybody, those who left last.
#[server(endpoint = "staff/list", input = Json)]
pub async fn list() -> Result<Vec<Staff>, Error> {
    crate::model::staff::list(&crate::session::store()?, &crate::session::who()?).await
}

/// One member of staff.
#[server(endpoint = "staff/get", input = Json)]
pub async fn get(id: Uuid) -> Result<Staff, Error> {
    crate::model::staff::get(&crate::session::store()?, &crate::session::who()?, id).await
}

/// Adds a member of staff, who can sign in if a password is given.
#[server(endpoint = "staff/add", input = Json)]
pub async fn add(draft: StaffDraft, password: Option<String>) -> Result<Staff, Error> {
    crate::model::staff::add(
        &crate::session::store()?,
        &crate::session::who()?,
        draft,
        password,
    )
    .await
}

/// Changes a member of staff, closes or reopens the account.
#[server(endpoint = "staff/change", input = Json)]
pub async fn change(id: Uuid, change: StaffChange) -> Result<Staff, Error> {
    crate::model::staff::change(
        &crate::session::store()?,
        &crate::session::who()?,
        id,
        change,
    )
    .await
}
