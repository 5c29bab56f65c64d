//! The worker of bulk actions: does a chunk of each that waits, round after round. Whatever ends it, what is committed
//! is the beginning of the action, and the next start goes on behind it.
use std::time::Duration;

use app::model::{Database, bulk};
use tokio::{sync::watch, time::sleep};

/// How often it looks for work.
const LOOK: Duration = Duration::from_millis(300);

/// Works until it is told to stop.
pub async fn run(database: Database, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let mut busy = false;
        // The database may be away, and then there is a next time.
        for id in bulk::waiting(&database).await.unwrap_or_default() {
            match bulk::advance(&database, id).await {
                Ok(more) => busy |= more,
                Err(error) => {
                    tracing::warn!(bulk = %id, %error, "bulk action interrupted, trying again")
                }
            }
            if *stop.borrow() {
                return;
            }
        }
        if !busy {
            tokio::select! {
                _ = stop.changed() => {}
                () = sleep(LOOK) => {}
            }
        }
    }
}
