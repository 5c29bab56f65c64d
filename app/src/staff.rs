//! The people who work here and the tokens of programs, as the wire shows them.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::Problem,
    session::{Role, Scope},
};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    pub id: Uuid,
    /// False for somebody who left: the name stays in every log, signing in is over.
    pub active: bool,
    #[serde(flatten)]
    pub draft: StaffDraft,
}

/// All that an Administrator may write about a member of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// Whether somebody can take an enquiry just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Availability {
    Available,
    Busy,
    Away,
    #[default]
    Offline,
}

/// A key of a program, without the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub used_at: Option<chrono::DateTime<chrono::Utc>>,
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
