//! The search for suspected duplicates, in the background: whenever somebody asks, and after contacts were written.
use std::time::Duration;

use app::model::{Database, duplicates};

/// How often it looks whether it is time to search.
const LOOK: Duration = Duration::from_secs(2);

/// Searches whenever it is time to, for as long as it is polled.
pub async fn keep_looking(database: &Database) {
    loop {
        tokio::time::sleep(LOOK).await;
        let searched = match duplicates::due(database).await {
            Ok(true) => duplicates::search(database).await,
            other => other.map(drop),
        };
        // The database may be away; there is a next time.
        if let Err(error) = searched {
            tracing::warn!(%error, "duplicates were not looked for");
        }
    }
}
