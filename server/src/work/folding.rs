//! New rules of the search after an upgrade: the keys of all contacts are written anew, while the server answers.
use std::time::{Duration, Instant};

use app::{
    error::Error,
    model::{Database, folding},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The keys that older rules made.
pub struct Folding(pub Database);

impl Job for Folding {
    type Piece = ();
    const NAME: &'static str = "folding";
    /// Older keys may have been restored.
    const LOOK: Duration = Duration::from_secs(60);
    const CUT: bool = true;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    /// It rests as long as it works.
    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let began = Instant::now();
        let more = folding::refold(&self.0).await?;
        Ok(if more { began.elapsed() } else { Self::LOOK })
    }
}
