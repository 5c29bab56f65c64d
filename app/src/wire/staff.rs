//! Staff over the wire.
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use crate::who::Role;

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
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
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
}

impl Availability {
    /// All of them, in the order in which they are offered.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
