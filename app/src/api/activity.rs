//! What the contact centre reported about a contact, over the wire.
use contact::{Bounded, ContactId};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::{
        activity::{Activity, ActivityKind, CursorText, Device},
        intake::EngagementKind,
    },
};

/// Shows a page of the activity of a contact, of one kind or of all.
#[server(endpoint = "contacts/activity", input = Json)]
pub async fn of_contact(
    id: ContactId,
    kind: Option<ActivityKind>,
    cursor: Option<CursorText>,
) -> Result<Activity, Error> {
    crate::model::activity::page(&crate::request::asker()?, id, kind, cursor.as_deref()).await
}

/// Writes down that whoever asks pressed Call or SMS for a number of a contact.
#[server(endpoint = "contacts/engage", input = Json)]
pub async fn engage(
    id: ContactId,
    kind: EngagementKind,
    number: Bounded<100>,
) -> Result<(), Error> {
    crate::model::engagements::press(&crate::request::asker()?, id, kind, &number).await
}

/// Tells what a contact wrote from last.
#[server(endpoint = "contacts/device", input = Json)]
pub async fn last_device(id: ContactId) -> Result<Option<Device>, Error> {
    crate::model::activity::device(&crate::request::asker()?, id).await
}
