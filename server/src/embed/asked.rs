//! What every request to the panel says: who asks, beside which enquiry, and in which language they read. The enquiry is that
//! of the session, and no address names one, so that no other can be reached.
use app::{
    error::Error,
    model::{Asker, Database, panel},
    wire::panel::Panel,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use contact::{Language, obstacle::Obstacle};
use uuid::Uuid;

use super::language::ReaderLanguage;
use crate::auth::embed::EmbeddedIn;

/// Who asks beside an enquiry.
pub struct AskedBeside {
    pub asker: Asker,
    pub enquiry: Uuid,
    pub language: Language,
}

impl AskedBeside {
    /// What the panel shows them; refused where they may not view the enquiry.
    pub async fn panel(&self) -> Result<Panel, Error> {
        panel::read(&self.asker, self.enquiry).await
    }
}

impl<S> FromRequestParts<S> for AskedBeside
where
    S: Send + Sync,
    Database: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let asker = <Asker as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let EmbeddedIn(reported) = parts.extensions.get().ok_or(Error::SignedOut)?;
        Ok(Self {
            asker,
            // A conversation may be shown before anything is known of it here: its ticket says that there is one.
            enquiry: reported.ok_or(Obstacle::NotReported)?,
            language: ReaderLanguage::of(&parts.headers).0,
        })
    }
}
