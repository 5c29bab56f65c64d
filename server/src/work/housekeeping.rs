//! Forgetting what is past its time, once an hour.
use std::time::Duration;

use app::{
    error::Error,
    model::{bin, bulk, events, idempotency, imports, security_log, webhooks},
};
use chrono::{TimeDelta, Utc};
use tokio::sync::watch;
use uuid::Uuid;

use super::runner::Job;
use crate::state::ServerState;

/// The house of one server.
pub struct Housekeeping(pub ServerState);

impl Job for Housekeeping {
    type Piece = ();
    const NAME: &'static str = "housekeeping";
    const LOOK: Duration = Duration::from_secs(3600);
    const CUT: bool = true;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    /// What cannot be forgotten now keeps nothing else from it.
    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let ServerState {
            database, files, ..
        } = &self.0;
        self.0.rate.forget_idle();
        let kept = self.0.shared.installation.now().bin_days;
        let expired = Utc::now() - TimeDelta::days(kept.into());
        let done = [
            idempotency::forget_old(database).await,
            security_log::forget_old(database).await,
            bin::erase_expired(database, expired).await.map(drop),
            bulk::forget_old(database, expired).await,
            events::forget_old(database).await,
            imports::tidy(database, files).await,
            webhooks::forget_old(database).await,
        ];
        done.into_iter().collect::<Result<(), Error>>()?;
        Ok(Self::LOOK)
    }
}
