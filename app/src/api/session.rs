//! Who is signed in, over the wire.
use leptos::{prelude::*, server_fn::codec::Json};

use crate::{error::Error, who::Who};

/// Who is signed in; `SignedOut` once the session has ended.
#[server(endpoint = "session/who", input = Json)]
pub async fn current() -> Result<Who, Error> {
    Ok(crate::request::asker()?.who)
}
