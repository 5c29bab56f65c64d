//! Calls and text messages that wait for the one contact who has their number: contacts get numbers in many ways, so that
//! it is looked for them from time to time.
use std::time::Duration;

use app::{
    error::Error,
    model::{Database, intake},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The calls and messages of one database.
pub struct WaitingCalls(pub Database);

impl Job for WaitingCalls {
    type Piece = ();
    const NAME: &'static str = "waiting_calls";
    const LOOK: Duration = Duration::from_secs(60);
    const CUT: bool = true;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        intake::join_waiting(&self.0).await?;
        Ok(Self::LOOK)
    }
}
