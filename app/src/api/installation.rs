//! What is set for the whole installation, over the wire.
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::installation::{Installation, InstallationChange, MadePanelSecret},
};

/// Tells what is in force, and what of it was set.
#[server(endpoint = "installation/get", input = Json)]
pub async fn get() -> Result<Installation, Error> {
    crate::model::installation::changing::read(&crate::request::asker()?).await
}

/// Changes what is given.
#[server(endpoint = "installation/change", input = Json)]
pub async fn change(change: InstallationChange) -> Result<Installation, Error> {
    crate::model::installation::changing::change(&crate::request::asker()?, change).await
}

/// Makes another secret for the side panel, shown this once; the one before is good for a day more.
#[server(endpoint = "installation/secret/renew", input = Json)]
pub async fn renew_secret() -> Result<MadePanelSecret, Error> {
    crate::model::installation::panel_secret::renew(&crate::request::asker()?).await
}

/// Ends the secrets before the present one at once.
#[server(endpoint = "installation/secret/end_old", input = Json)]
pub async fn end_old_secrets() -> Result<Installation, Error> {
    crate::model::installation::panel_secret::end_old(&crate::request::asker()?).await
}
