//! The files of imports: those that a killed server was receiving are forgotten, and so are people who were erased.
use std::time::Duration;

use app::{
    error::Error,
    model::{
        Database,
        imports::{self, Files},
        work,
    },
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The files that lie here.
pub struct ImportFiles(pub Database, pub Files);

impl Job for ImportFiles {
    type Piece = ();
    const NAME: &'static str = work::IMPORT_FILES;
    /// Whoever sends again what a killed server was receiving is not kept waiting.
    const LOOK: Duration = Duration::from_secs(1);

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let half_received = imports::forget_half_received(&self.0, &self.1).await;
        let erased = imports::forget_erased(&self.0, &self.1).await;
        half_received.and(erased).map(|()| Self::LOOK)
    }
}
