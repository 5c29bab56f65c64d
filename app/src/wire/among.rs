//! What a list shows of contacts that were told to have changed.
use std::collections::BTreeSet;

use contact::{Contact, ContactId};
use serde::{Deserialize, Serialize};

use super::contacts::WrittenPhones;

/// The most contacts that a list is asked about at a time.
pub const MOST_AMONG: usize = 200;

/// What a list shows of the contacts that it was asked about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShownAmong {
    /// Those that its query finds, in no order, each as the list has it.
    pub items: Vec<Contact>,
    /// Those of them whose place is among the rows that are loaded.
    pub here: BTreeSet<ContactId>,
    /// Those that are in no list any more: deleted, merged away or erased.
    pub deleted: BTreeSet<ContactId>,
    /// How the numbers of `items` are written.
    #[serde(default, skip_serializing_if = "Written::is_empty")]
    pub written: WrittenPhones,
}
