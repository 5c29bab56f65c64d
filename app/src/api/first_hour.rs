//! The first steps of an empty installation over the wire.
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    error::Error,
    wire::first_hour::{FirstHour, FirstStep},
};

/// How the first hour stands.
#[server(endpoint = "first_hour/get", input = Json)]
pub async fn get() -> Result<FirstHour, Error> {
    crate::model::first_hour::get(&crate::request::asker()?).await
}

/// Puts a step off, or all of them.
#[server(endpoint = "first_hour/leave", input = Json)]
pub async fn leave(step: Option<FirstStep>) -> Result<(), Error> {
    crate::model::first_hour::leave(&crate::request::asker()?, step).await
}

/// Takes a step up again that was put off, or all of them.
#[server(endpoint = "first_hour/resume", input = Json)]
pub async fn resume(step: Option<FirstStep>) -> Result<(), Error> {
    crate::model::first_hour::resume(&crate::request::asker()?, step).await
}
