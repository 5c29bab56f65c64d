//! Bulk actions: a chunk at a time. Whatever ends it, what is committed is the beginning of the action, and the next start
//! goes on behind it.
use std::time::Duration;

use app::{
    error::Error,
    model::{Database, bulk, work},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The bulk actions that wait.
pub struct BulkJob(pub Database);

impl Job for BulkJob {
    type Piece = Uuid;
    const NAME: &'static str = work::BULK;
    /// For what a server left that was killed beside this one.
    const LOOK: Duration = Duration::from_secs(5);

    async fn claim(&self, but: &[Uuid]) -> Result<Option<(Uuid, Uuid)>, Error> {
        let next = bulk::next(&self.0, but).await?;
        Ok(next.map(|id| (id, id)))
    }

    async fn run(&self, id: Uuid, _: watch::Receiver<bool>) -> Result<Duration, Error> {
        bulk::advance(&self.0, id).await?;
        Ok(Duration::ZERO)
    }
}
