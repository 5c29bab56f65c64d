//! The security log over the wire.
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::security_log::{LoggedEvents, SecurityLogQuery},
};

/// Reads a page of the log, newest first.
#[server(endpoint = "security_log/list", input = Json)]
pub async fn list(query: SecurityLogQuery) -> Result<LoggedEvents, Error> {
    crate::model::security_log::page(&crate::request::asker()?, query).await
}
