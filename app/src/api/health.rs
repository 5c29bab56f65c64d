//! How the installation is, over the wire.
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{error::Error, wire::health::InstallationHealth};

/// Looks how the installation is.
#[server(endpoint = "health/get", input = Json)]
pub async fn look() -> Result<InstallationHealth, Error> {
    crate::model::health::look(&crate::request::asker()?).await
}
