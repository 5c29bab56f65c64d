//! The bin over the wire: what lies in it.
use chrono::{DateTime, Utc};
use contact::{Bounded, ContactId, query::Total, search};
use serde::{Deserialize, Serialize};

/// A contact in the bin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Deleted {
    pub id: ContactId,
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    pub deleted_at: DateTime<Utc>,
    /// The name of whoever deleted it.
    pub deleted_by: String,
    /// After so many days it is erased.
    pub days_left: u16,
}

/// A page of the bin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Bin {
    pub items: Vec<Deleted>,
    pub total: Total,
    /// Where the next page starts; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// What a page of the bin is asked for by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct BinQuery {
    /// Any part of names, company, email addresses and phone numbers, in any case
    #[cfg_attr(feature = "ssr", param(value_type = String))]
    pub search: Bounded<{ search::LONGEST }>,
    /// 1 to 500, default 50
    pub limit: Option<u16>,
    /// next_cursor of the page before
    #[cfg_attr(feature = "ssr", param(value_type = Option<String>))]
    pub cursor: Option<Bounded<1_000>>,
}
