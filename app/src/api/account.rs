//! One's own account over the wire: name, time zone and password, and where it is signed in.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::{
        account::{OwnAccount, OwnAccountChange, Session, TypedPassword},
        staff::Availability,
    },
};

/// What one may change of one's own account.
#[server(endpoint = "account/get", input = Json)]
pub async fn get() -> Result<OwnAccount, Error> {
    crate::model::staff::own::get(&crate::request::asker()?).await
}

/// Changes one's own name and time zone.
#[server(endpoint = "account/change", input = Json)]
pub async fn change(change: OwnAccountChange) -> Result<OwnAccount, Error> {
    crate::model::staff::own::change(&crate::request::asker()?, change).await
}

/// The names of all time zones.
#[server(endpoint = "account/time_zones", input = Json)]
pub async fn time_zones() -> Result<Vec<String>, Error> {
    crate::model::staff::own::time_zones(&crate::request::asker()?)
}

/// Lists where one is signed in, the present session first.
#[server(endpoint = "account/sessions", input = Json)]
pub async fn sessions() -> Result<Vec<Session>, Error> {
    let (asker, here) = (crate::request::asker()?, crate::request::here()?);
    crate::model::sessions::list(&asker, &here).await
}

/// Ends one of one's own sessions.
#[server(endpoint = "account/sessions/end", input = Json)]
pub async fn end(id: Uuid) -> Result<(), Error> {
    crate::model::sessions::end(&crate::request::asker()?, id).await
}

/// Ends all of one's own sessions but the present one; tells how many.
#[server(endpoint = "account/sessions/end_others", input = Json)]
pub async fn end_others() -> Result<u32, Error> {
    let (asker, here) = (crate::request::asker()?, crate::request::here()?);
    crate::model::sessions::end_others(&asker, &here).await
}

/// Changes one's own password. It asks for the present one, ends the other sessions, tells how many, and gives this one a
/// new key.
#[server(endpoint = "account/password", input = Json)]
pub async fn change_password(present: TypedPassword, new: TypedPassword) -> Result<u32, Error> {
    let (asker, here) = (crate::request::asker()?, crate::request::here()?);
    let changed =
        crate::model::staff::own::change_password(&asker, &here, present.into(), new.into());
    let (ended, key) = changed.await?;
    crate::request::hand_over(key)?;
    Ok(ended)
}

/// Says whether one can take an enquiry just now.
#[server(endpoint = "account/availability", input = Json)]
pub async fn set_availability(availability: Availability) -> Result<(), Error> {
    crate::model::staff::availability::set(&crate::request::asker()?, availability).await
}
