//! What an open page says of itself, over the wire.
use contact::ContactId;
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{error::Error, wire::contacts::FieldName};

/// Says that a contact is in sight in a tab, and which of its fields are changed there; none once it is left.
#[server(endpoint = "live/beat", input = Json)]
pub async fn beat(
    contact: ContactId,
    tab: Uuid,
    fields: Option<Vec<FieldName>>,
) -> Result<(), Error> {
    crate::model::presence::beat(&crate::request::asker()?, contact, tab, fields).await
}
