//! Undos of imports: a batch at a time. Whatever ends it, what is committed is the beginning of the undo, and the next start
//! goes on behind it.
use std::time::Duration;

use app::{
    error::Error,
    model::{Database, imports, work},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The imports that are taken back.
pub struct ImportUndos(pub Database);

impl Job for ImportUndos {
    type Piece = Uuid;
    const NAME: &'static str = work::IMPORT_UNDOS;
    /// For what a server left that was killed beside this one.
    const LOOK: Duration = Duration::from_secs(5);

    async fn claim(&self, but: &[Uuid]) -> Result<Option<(Uuid, Uuid)>, Error> {
        let next = imports::next_undo(&self.0, but).await?;
        Ok(next.map(|id| (id, id)))
    }

    /// A stop lets the batch in hand come to an end.
    async fn run(&self, id: Uuid, stop: watch::Receiver<bool>) -> Result<Duration, Error> {
        while !*stop.borrow() && imports::advance_undo(&self.0, id).await? {}
        Ok(Duration::ZERO)
    }
}
