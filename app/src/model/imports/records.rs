//! What a chunk writes: contacts with their entries in the log, and the outcome of every record.
use sqlx::PgConnection;
use uuid::Uuid;

use super::outcome::RecordOutcome;
use crate::model::{contacts::copy::Copy, copy_text::CopyText};

/// The rows of one chunk, ready to be sent.
#[derive(Debug, Default)]
pub struct Records {
    pub contacts: Copy,
    outcomes: CopyText,
}

impl Records {
    /// Adds the outcome of a record.
    pub fn add(&mut self, import: Uuid, record: u32, outcome: &RecordOutcome) {
        let row = &mut self.outcomes;
        row.uuid(import);
        row.shown(Some(record));
        row.text(outcome.as_str());
        row.shown(outcome.contact());
        match outcome {
            RecordOutcome::Failed(error) => row.text(error),
            _ => row.null(),
        }
        row.end();
    }

    /// Sends all of it.
    pub async fn send(&self, db: &mut PgConnection) -> Result<(), sqlx::Error> {
        self.contacts.send(db).await?;
        let statement =
            "copy import_record (import_id, record, outcome, contact_id, error) from stdin";
        self.outcomes.send(db, statement).await
    }
}
