//! What happens to the look at what an import would do, and what the browser asks the server for it.
use contact::{
    ContactId,
    effect::{EffectClass, OnDuplicate},
};
use preview::effect::{EffectAsk, EffectList};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::effect::{EffectCheck, ExistingContact},
};

/// What happens. Numbers are those of the look: what belongs to an earlier one is passed over.
#[derive(Clone, Debug)]
pub enum EffectEvent {
    /// The page shows what the import would do, or is to look again.
    Wanted,
    /// The server made a key.
    Begun(u32, EffectCheck),
    /// The server answered what the worker had asked.
    Answered(u32, EffectAsk),
    /// The contacts of the rows that are shown.
    Existing(u32, Vec<ExistingContact>),
    Failed(u32, Error),
    /// What is to be done with the records of a class; nothing: what is done with all.
    ForClass(EffectClass, Option<OnDuplicate>),
    /// … and with one record.
    ForRecord(u32, Option<OnDuplicate>),
    /// Records of a list are to be shown, from this one; nothing: none any more.
    Shown(Option<(EffectList, u64)>),
}

/// What the server is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum EffectCommand {
    Begin {
        check: u32,
    },
    Hits {
        check: u32,
        id: Uuid,
        number: u32,
        keys: String,
    },
    Compare {
        check: u32,
        id: Uuid,
        number: u32,
        records: String,
    },
    Existing {
        check: u32,
        ids: Vec<ContactId>,
    },
}
