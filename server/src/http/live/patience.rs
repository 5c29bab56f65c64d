//! How long those who follow wait for the database.
use std::time::Duration;

use app::error::Error;
use tokio::time::timeout;

/// A little more than a statement may take.
const PATIENCE: Duration = Duration::from_secs(12);

/// Waits for the database no longer than it may take.
pub async fn within_patience<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let late = || Error::unavailable("what happened could not be read in time");
    timeout(PATIENCE, work)
        .await
        .unwrap_or_else(|_| Err(late()))
}
