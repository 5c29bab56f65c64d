//! The search for suspected duplicates: whenever somebody asks, and some time after contacts were written.
use std::time::Duration;

use app::{
    error::Error,
    model::{Database, duplicates, work},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The search of all contacts.
pub struct DuplicatesJob(pub Database);

impl Job for DuplicatesJob {
    type Piece = ();
    const NAME: &'static str = work::DUPLICATES;
    /// Who writes a contact wakes nobody: the search waits for a while anyway.
    const LOOK: Duration = Duration::from_secs(2);
    const CUT: bool = true;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        let due = duplicates::due(&self.0).await?;
        Ok(due.then_some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        duplicates::search(&self.0).await?;
        Ok(Self::LOOK)
    }
}
