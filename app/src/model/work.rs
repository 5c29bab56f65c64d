//! Waking whoever works in the background: a verb that leaves something to be done says so in its own transaction, and
//! every server hears it with the commit.
use sqlx::{PgConnection, postgres::PgListener};

use super::Database;
use crate::error::Error;

/// Imports that wait for their turn.
pub const IMPORTS: &str = "imports";
/// Imports that are taken back.
pub const IMPORT_UNDOS: &str = "import_undos";
/// Files of imports in which somebody who was erased may stand.
pub const IMPORT_FILES: &str = "import_files";
/// Bulk actions that are not over.
pub const BULK: &str = "bulk";
/// The search for suspected duplicates.
pub const DUPLICATES: &str = "duplicates";
/// Deliveries to webhooks.
pub const WEBHOOKS: &str = "webhooks";
/// What is set for the whole installation.
pub const SETTINGS: &str = "settings";

/// The channel of the database that carries the names above.
const CHANNEL: &str = "work";

/// Says that there is something to do for one of those above, once this transaction is committed.
pub(super) async fn wake(transaction: &mut PgConnection, job: &str) -> Result<(), Error> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, job)
        .execute(transaction)
        .await?;
    Ok(())
}

/// Hears who is woken from now on.
pub async fn listen(database: &Database) -> Result<PgListener, sqlx::Error> {
    database.listen(&[CHANNEL]).await
}
