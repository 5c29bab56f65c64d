//! What is set for the whole installation, looked up when somebody has changed it on any server, and every few seconds: a
//! server that did not hear of it follows soon.
use std::time::Duration;

use app::{error::Error, model::work};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;
use crate::state::ServerState;

/// The settings of one server.
pub struct SettingsLook(pub ServerState);

impl Job for SettingsLook {
    type Piece = ();
    const NAME: &'static str = work::SETTINGS;
    const LOOK: Duration = Duration::from_secs(5);
    const CUT: bool = true;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let ServerState {
            database, shared, ..
        } = &self.0;
        shared.installation.look(database, &shared.sealing).await?;
        Ok(Self::LOOK)
    }
}
