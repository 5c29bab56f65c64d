//! What page and worker say to each other of what an import would do. The worker makes digests of the accepted records, the
//! page takes them to the server and brings the answers back; what comes of it stays in the worker, which says counts and the
//! rows that are shown.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use contact::{
    ContactId, Draft,
    effect::{ChoiceRun, EffectChoices, EffectClass, EffectCounts, KeyHit},
    update::FilledCells,
};

/// From the page to the worker. `check` counts the looks: what belongs to an earlier one is passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectAsk {
    /// Look at the accepted records as they are now, with this key.
    Begin {
        check: u32,
        key: String,
        choices: EffectChoices,
    },
    /// What the server found for a batch of keys.
    Hits {
        check: u32,
        number: u32,
        hits: Vec<KeyHit>,
    },
    /// The records of a batch whose contact would not change, from 0.
    Compared {
        check: u32,
        number: u32,
        same: Vec<u32>,
    },
    /// Something else is to be done with records whose contact exists.
    Choose { check: u32, choices: EffectChoices },
    /// Show records of a class, some at a time.
    Rows {
        check: u32,
        class: EffectClass,
        from: u64,
    },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectTold {
    /// Digests of the phones and emails of some records, a line for each; to be asked for.
    Keys {
        check: u32,
        number: u32,
        keys: String,
    },
    /// Records that one contact fits, veiled, as the JSON of `VeiledRecord`s that the page hands on; to be compared.
    Compare {
        check: u32,
        number: u32,
        records: String,
    },
    Foreseen {
        check: u32,
        view: EffectView,
    },
    Rows {
        check: u32,
        class: EffectClass,
        from: u64,
        total: u64,
        rows: Vec<EffectRow>,
    },
}

/// What an import would do by the choices as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EffectView {
    /// What was chosen when it was worked out.
    pub choices: EffectChoices,
    pub classes: BTreeMap<EffectClass, u64>,
    pub counts: EffectCounts,
    /// Whether it is known of all that would be updated whether anything changes.
    pub compared: bool,
    /// What is to be done with single records, for the server.
    pub runs: Vec<ChoiceRun>,
    /// Contacts that will be changed, the first of them.
    pub changes: Vec<ContactId>,
}

/// A record as it is shown with its effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectRow {
    /// Its number among the accepted records, from 1.
    pub record: u32,
    /// The line of the file on which it begins.
    pub line: u64,
    /// The contact that it fits.
    pub contact: Option<ContactId>,
    pub draft: Draft,
    pub filled: FilledCells,
}
