//! What the contact centre reported about a contact, over the wire.
use contact::ContactId;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::activity::{Activity, Device},
};

/// Shows the activity of a contact.
#[server(endpoint = "contacts/activity", input = Json)]
pub async fn of_contact(id: ContactId) -> Result<Activity, Error> {
    crate::model::activity::activity(&crate::session::asker()?, id).await
}

/// Tells what a contact wrote from last.
#[server(endpoint = "contacts/device", input = Json)]
pub async fn last_device(id: ContactId) -> Result<Option<Device>, Error> {
    crate::model::activity::device(&crate::session::asker()?, id).await
}
