//! The room of an enquiry over the wire: what stands in it for whoever may view it.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{error::Error, wire::room::Room};

/// Shows the room of an enquiry. A page that shows why it cannot be seen is answered with the status of that.
#[server(endpoint = "enquiries/room", input = Json)]
pub async fn read_room(enquiry: Uuid) -> Result<Room, Error> {
    let room = crate::model::enquiries::seen::room(&crate::request::asker()?, enquiry).await;
    room.inspect_err(Error::set_status)
}
