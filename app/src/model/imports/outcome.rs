//! What becomes of the records of a file: each has exactly one outcome.
use contact::ContactId;
use strum::IntoStaticStr;

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum RecordOutcome {
    Created(ContactId),
    Updated(ContactId),
    Unchanged(ContactId),
    Skipped(Option<ContactId>),
    Failed(String),
}

impl RecordOutcome {
    /// As it is stored.
    pub fn as_str(&self) -> &'static str {
        self.into()
    }

    /// The contact that was created, changed, or found to be the same.
    pub fn contact(&self) -> Option<ContactId> {
        match self {
            Self::Created(id) | Self::Updated(id) | Self::Unchanged(id) => Some(*id),
            Self::Skipped(id) => *id,
            Self::Failed(_) => None,
        }
    }
}

/// How many records had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeCounts {
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub skipped: i32,
    pub failed: i32,
}

impl OutcomeCounts {
    /// Counts one more.
    pub fn count(&mut self, outcome: &RecordOutcome) {
        *match outcome {
            RecordOutcome::Created(_) => &mut self.created,
            RecordOutcome::Updated(_) => &mut self.updated,
            RecordOutcome::Unchanged(_) => &mut self.unchanged,
            RecordOutcome::Skipped(_) => &mut self.skipped,
            RecordOutcome::Failed(_) => &mut self.failed,
        } += 1;
    }
}
