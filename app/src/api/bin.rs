//! The bin over the wire: deleted contacts, until they are restored or erased.
use chrono::{DateTime, Utc};
use contact::{Bounded, ContactId, query::Total, search};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::Error;

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
pub struct Ask {
    /// Any part of names, company, email addresses and phone numbers, in any case
    #[cfg_attr(feature = "ssr", param(value_type = String))]
    pub search: Bounded<{ search::LONGEST }>,
    /// 1 to 500, default 50
    pub limit: Option<u16>,
    /// next_cursor of the page before
    #[cfg_attr(feature = "ssr", param(value_type = Option<String>))]
    pub cursor: Option<Bounded<100>>,
}

/// Lists the bin, what was deleted last first.
#[server(endpoint = "bin/list", input = Json)]
pub async fn list(ask: Ask) -> Result<Bin, Error> {
    crate::model::bin::list(&crate::session::store()?, &crate::session::who()?, ask).await
}

/// Takes contacts out of the bin; tells how many were still in it.
#[server(endpoint = "bin/restore", input = Json)]
pub async fn restore(ids: Vec<ContactId>) -> Result<u32, Error> {
    crate::model::bin::restore(&crate::session::store()?, &crate::session::who()?, ids).await
}

/// Erases a contact in the bin for good.
#[server(endpoint = "bin/erase", input = Json)]
pub async fn erase(id: ContactId) -> Result<(), Error> {
    crate::model::bin::erase(&crate::session::store()?, &crate::session::who()?, id).await
}
