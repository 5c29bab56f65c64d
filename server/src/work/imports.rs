//! Imports: a stop parks the work at the edge of a chunk, and whatever ends it otherwise, the next start goes on.
use std::time::Duration;

use app::{
    error::Error,
    model::{
        Database,
        imports::{self, Files, LeasedImport},
        work,
    },
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The imports whose files lie here.
pub struct Imports(pub Database, pub Files);

impl Job for Imports {
    type Piece = LeasedImport;
    const NAME: &'static str = work::IMPORTS;
    /// A lease that ran out wakes nobody.
    const LOOK: Duration = Duration::from_secs(2);
    const AT_ONCE: usize = imports::AT_ONCE as usize;

    async fn claim(&self, but: &[Uuid]) -> Result<Option<(Uuid, LeasedImport)>, Error> {
        let claim = imports::claim(&self.0, &self.1, but).await?;
        Ok(claim.map(|claim| (claim.id.0, claim)))
    }

    async fn run(
        &self,
        claim: LeasedImport,
        stop: watch::Receiver<bool>,
    ) -> Result<Duration, Error> {
        imports::work(&self.0, &self.1, claim, stop).await?;
        Ok(Duration::ZERO)
    }
}
