//! New rules of the search after an upgrade: the keys of all contacts are written anew in the background, while the
//! server answers.
use std::time::Duration;

use app::model::{Database, folding};
use tokio::time::{Instant, sleep};

/// How long it waits for a database that is away, and how often it looks whether older keys were restored.
const LOOK: Duration = Duration::from_secs(60);

/// Brings older keys up to date, for as long as it is polled. It rests as long as it works.
pub async fn keep_folded(database: &Database) {
    loop {
        let began = Instant::now();
        match folding::refold(database).await {
            Ok(true) => sleep(began.elapsed()).await,
            Ok(false) => sleep(LOOK).await,
            Err(error) => {
                tracing::warn!(%error, "the keys of the search are still the older ones");
                sleep(LOOK).await;
            }
        }
    }
}
