//! Deliveries to webhooks: an endpoint is a piece of work, so that one that is slow keeps no other waiting. Whatever ends it,
//! what was not noted is sent again under the same id.
use std::time::Duration;

use app::{
    error::Error,
    model::{
        Database,
        asker::Shared,
        webhooks::{self, ClaimedWebhook},
        work,
    },
};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;

/// The endpoints of one database, and what sends to them.
pub struct Deliveries(pub Database, pub Shared);

impl Job for Deliveries {
    type Piece = ClaimedWebhook;
    const NAME: &'static str = work::WEBHOOKS;
    /// Whoever writes a contact wakes nobody here: an import would ring a thousand times a second.
    const LOOK: Duration = webhooks::LOOK;
    /// As many as there may be.
    const AT_ONCE: usize = 100;

    async fn claim(&self, but: &[Uuid]) -> Result<Option<(Uuid, ClaimedWebhook)>, Error> {
        let claimed = webhooks::claim(&self.0, but).await?;
        Ok(claimed.map(|claimed| (claimed.id, claimed)))
    }

    /// A stop lets what is on its way arrive.
    async fn run(
        &self,
        claimed: ClaimedWebhook,
        stop: watch::Receiver<bool>,
    ) -> Result<Duration, Error> {
        webhooks::deliver(&self.0, &self.1, claimed, &stop).await
    }
}
