//! What crosses the wire of what an import would do: digests up, and who has them down.
use contact::{ContactId, Draft};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A look at what an import would do: its name, and the key of its digests, as the worker reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectCheck {
    pub id: Uuid,
    pub key: String,
}

/// An import under way that is to change a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingImport {
    pub file_name: String,
    pub started_by: String,
}

/// A contact as it stands, beside what a record would make of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExistingContact {
    pub id: ContactId,
    pub draft: Draft,
}
