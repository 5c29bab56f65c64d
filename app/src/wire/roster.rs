//! Staff over the wire as Administrators see them: what has become of each account, and the links that let people in.
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::staff::Staff;
use crate::who::Role;

/// Whether somebody can come in.
#[derive(
    Clone,
    Copy,
    Debug,
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
pub enum AccountState {
    Active,
    /// The account has no password: its holder has not used the link yet, or was never given one.
    Invited,
    Closed,
}

impl AccountState {
    /// All of them, in the order in which they are offered.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a link was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum LinkPurpose {
    Invitation,
    Reset,
}

impl LinkPurpose {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A link that still opens; what stands in it is known to nobody here any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OpenLink {
    pub purpose: LinkPurpose,
    pub expires_at: DateTime<Utc>,
}

/// A destination as it is chosen: by its id here, and in the contact centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DestinationName {
    pub id: Uuid,
    pub external_id: String,
    /// Blank where the contact centre has told none yet.
    pub name: String,
}

/// A member of staff, and what has become of the account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StaffEntry {
    #[serde(flatten)]
    pub staff: Staff,
    pub state: AccountState,
    /// When they last used it, signed in, to the minute; absent: never.
    pub seen_at: Option<DateTime<Utc>>,
    /// The link that they can set a password with.
    pub link: Option<OpenLink>,
    /// At how many places they are signed in.
    pub sessions: u32,
    pub destinations: Vec<DestinationName>,
    /// Nobody else could do what an Administrator does, so that role and account stay.
    pub last_administrator: bool,
}

/// Which staff are wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StaffSearch {
    /// Words that all stand in name, email or department.
    pub search: Bounded<200>,
    pub role: Option<Role>,
    pub state: Option<AccountState>,
    /// How many at most: 1 to 500.
    pub limit: Option<u16>,
    /// Whom the page comes after.
    pub after: Option<Uuid>,
}

/// Some of the staff by name, those who left last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StaffEntries {
    pub items: Vec<StaffEntry>,
    /// How many are found in all.
    pub total: u64,
    /// Whom the next page comes after; absent on the last one.
    pub next_cursor: Option<Uuid>,
}

/// A link that was just made, this once with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLink {
    /// The account.
    pub id: Uuid,
    pub email: String,
    pub purpose: LinkPurpose,
    pub secret: String,
    pub expires_at: DateTime<Utc>,
}

/// Whose password a link sets, as its page says it to whoever has opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkHolder {
    pub name: String,
    pub email: String,
    pub purpose: LinkPurpose,
}
