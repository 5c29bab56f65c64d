//! What a contact centre reports, and what becomes of each report. Of what is told field by field an absent field stays as
//! it is, and null empties it.
use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    enquiry::{Channel, Status, VisitorForm, VisitorSocial},
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use strum::{EnumString, IntoStaticStr};
use uuid::Uuid;

use super::staff::Availability;
use crate::{error::FieldProblem, who::Role};

/// A field that may be absent, or null.
type Nullable<T> = Option<Option<T>>;

/// Tells null, which empties a field, from absence, which keeps it.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Nullable<T>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Declares a report: what every one of them has, and what may be told.
macro_rules! report {
    (
        $(#[$about:meta])* $name:ident {
            $($(#[$said:meta])* $always:ident: $kind:ty,)*
        } told {
            $($(#[$meaning:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$said])* pub $always: $kind,)*
            $(
                $(#[$meaning])*
                #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
                #[cfg_attr(feature = "ssr", schema(value_type = Option<$type>))]
                pub $field: Nullable<$type>,
            )*
        }
    };
}

/// The most reports of one request.
pub const MOST_REPORTS: usize = 500;

report! {
    /// An enquiry, or what is new about it.
    EnquiryReport {
        /// When the contact centre saw it so.
        event_at: DateTime<Utc>,
    } told {
        channel: Channel,
        status: Status,
        subject: String,
        /// The id that the destination has in the contact centre.
        destination: String,
        /// Those in its room, by email address.
        staff: Vec<String>,
        opened_at: DateTime<Utc>,
        closed_at: DateTime<Utc>,
        visitor: VisitorReport,
    }
}

report! {
    /// Who the visitor of an enquiry is.
    VisitorReport {} told {
        first_name: String,
        last_name: String,
        phone: String,
        /// A form has proved that the phone is theirs.
        phone_verified: bool,
        email: String,
        social: VisitorSocial,
        form: VisitorForm,
        device: DeviceReport,
    }
}

report! {
    /// What a visitor writes from.
    DeviceReport {} told {
        platform: String,
        os: String,
        browser: String,
        ip: String,
        location: String,
        language: String,
        /// A name of the IANA database, such as Asia/Hong_Kong.
        time_zone: String,
    }
}

report! {
    /// A call or a text message from staff to somebody outside.
    EngagementReport {
        external_id: String,
        /// When the contact centre saw it so.
        event_at: DateTime<Utc>,
    } told {
        kind: EngagementKind,
        number: String,
        /// Whose it was, by email address.
        staff: String,
        at: DateTime<Utc>,
        seconds: u32,
        text: String,
        contact: ContactId,
        /// The id that its enquiry has in the contact centre.
        enquiry: String,
    }
}

report! {
    /// Where enquiries are routed to.
    DestinationReport {
        /// When the contact centre saw it so.
        event_at: DateTime<Utc>,
    } told {
        name: String,
        /// Its staff, by email address.
        staff: Vec<String>,
        department: String,
    }
}

report! {
    /// A member of staff, as the contact centre knows them.
    StaffReport {
        /// When the contact centre saw it so.
        event_at: DateTime<Utc>,
    } told {
        name: String,
        role: Role,
        department: String,
        phone: String,
        extension: String,
        job_title: String,
        /// A name of the IANA database, such as Asia/Hong_Kong.
        time_zone: String,
        availability: Availability,
        /// False for somebody who left.
        active: bool,
    }
}

/// A message of an enquiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub external_id: String,
    pub at: DateTime<Utc>,
    pub sender: Sender,
    /// The name of the sender, as it was then.
    #[serde(default)]
    pub name: String,
    pub text: String,
}

/// Who wrote a message.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sender {
    Visitor,
    Staff,
    System,
}

impl Sender {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// By what staff turned to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EngagementKind {
    Call,
    Sms,
}

impl EngagementKind {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A page that somebody outside looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitReport {
    pub external_id: String,
    pub at: DateTime<Utc>,
    #[serde(default)]
    pub title: String,
    pub address: String,
    /// The id that its enquiry has in the contact centre.
    #[serde(default)]
    pub enquiry: Option<String>,
    #[serde(default)]
    pub contact: Option<ContactId>,
}

/// Reports of one request: one, or up to 500.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum OneOrMany {
    Many(Vec<Value>),
    One(Value),
}

/// What became of each report, in the order in which they were sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Heard {
    pub items: Vec<HeardItem>,
}

/// What became of one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HeardItem {
    /// As it was sent; empty where it was not.
    pub external_id: String,
    pub outcome: Hearing,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Box<FieldProblem>>,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hearing {
    /// The first report of this.
    Created,
    /// It brought something new.
    Updated,
    /// It was told before.
    Known,
    /// Something newer is known.
    Older,
    Refused,
}

/// What became of the report of an enquiry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HeardEnquiry {
    pub id: Uuid,
    pub external_id: String,
    /// The contact that it belongs to, once one is known.
    pub contact: Option<ContactId>,
    /// Absent until it is told.
    pub status: Option<Status>,
    pub outcome: Hearing,
}

/// What became of the report of a destination or of a member of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HeardThing {
    pub id: Uuid,
    pub outcome: Hearing,
}

impl From<contact::known_fields::Novelty> for Hearing {
    fn from(news: contact::known_fields::Novelty) -> Self {
        match news {
            contact::known_fields::Novelty::New => Self::Updated,
            contact::known_fields::Novelty::Known => Self::Known,
            contact::known_fields::Novelty::Older => Self::Older,
        }
    }
}
