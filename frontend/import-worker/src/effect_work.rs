//! What is known of the effect of an import, and what there is to do next to know all of it.
use std::collections::{BTreeMap, VecDeque};

use contact::{
    ContactId,
    effect::{
        CHANGES_TOLD, COMPARED_AT_ONCE, EffectClass, OnDuplicate,
        choices::EffectChoices,
        foresight::{Foreseen, Foresight},
        veil::DigestKey,
    },
};
use preview::effect::{EffectTold, EffectView};

/// How many batches may be on their way to the server: while it answers some, the next are made. A browser has six ways to
/// a server, of which the page holds one open, and needs one for all else.
const UNDER_WAY: usize = 4;
/// How many batches are made ahead: to the first the server answers once it has read all contacts. Of 200 KB at most.
const AHEAD: usize = 128;

/// What is known of the effect of an import.
#[derive(Default)]
pub struct EffectWork {
    /// The judgement and the look that this belongs to.
    pub turn: u32,
    pub check: u32,
    pub key: Option<DigestKey>,
    pub choices: EffectChoices,
    pub known: Foresight,
    /// The record of the ledger, of each accepted one.
    pub records: Vec<u32>,
    /// The next record of the ledger, and whether there is none.
    pub at: usize,
    pub read: bool,
    /// Batches count on; of those that were made and are not answered, with which accepted record they begin.
    pub batches: u32,
    pub asked: BTreeMap<u32, usize>,
    /// Those of them that were not sent yet.
    pub made: VecDeque<EffectTold>,
    /// What is still to be compared, and what is being compared, batch by batch.
    pub open: Vec<(usize, ContactId)>,
    pub compared: BTreeMap<u32, Vec<(usize, ContactId)>>,
    pub foreseen: Foreseen,
    /// Somebody makes batches already.
    pub busy: bool,
}

/// What there is to do next.
pub enum EffectStep {
    LookUp,
    Compare,
    Rest,
}

impl EffectWork {
    /// What there is to do next.
    pub fn step(&self) -> EffectStep {
        if !self.read && self.made.len() < AHEAD {
            EffectStep::LookUp
        } else if self.under_way() < UNDER_WAY && !self.open.is_empty() {
            EffectStep::Compare
        } else {
            EffectStep::Rest
        }
    }

    /// How many batches the server has yet to answer.
    fn under_way(&self) -> usize {
        self.asked.len() - self.made.len() + self.compared.len()
    }

    /// Says what comes of it all, and what is to be compared for the sake of it.
    pub fn settle(&mut self) -> EffectTold {
        self.foreseen = self.known.foresee(&self.choices);
        if self.choices.compare() {
            let records = self.foreseen.records.iter().enumerate();
            let open = records.filter_map(|(record, found)| match found.class {
                EffectClass::Exists => Some((record, found.contact?)),
                _ => None,
            });
            self.open = open.collect();
            // The last is taken first.
            self.open.reverse();
        } else {
            self.open.clear();
        }
        EffectTold::Foreseen {
            check: self.check,
            view: EffectView {
                choices: self.choices.clone(),
                classes: self.foreseen.classes.clone(),
                counts: self.foreseen.counts,
                compared: self.open.is_empty(),
                runs: self.foreseen.runs.clone(),
                changes: self.changes(),
            },
        }
    }

    /// The contacts that will be changed, the first of them.
    fn changes(&self) -> Vec<ContactId> {
        let changed = self.foreseen.records.iter().filter_map(|found| {
            let may_change = matches!(found.class, EffectClass::Exists | EffectClass::Changed)
                && found.choice == OnDuplicate::Update;
            found.contact.filter(|_| may_change)
        });
        changed.take(CHANGES_TOLD).collect()
    }

    /// Whether the server has answered for all records.
    pub fn is_looked_up(&self) -> bool {
        self.read && self.asked.is_empty()
    }

    /// The next records to be compared.
    pub fn take_open(&mut self) -> Vec<(usize, ContactId)> {
        let rest = self.open.len().saturating_sub(COMPARED_AT_ONCE);
        let mut some = self.open.split_off(rest);
        some.reverse();
        some
    }

    /// Makes a batch of keys, the first of an accepted record, from 0.
    pub fn batch(&mut self, first: usize, mut keys: String) {
        self.batches += 1;
        self.asked.insert(self.batches, first);
        // Lines are between line breaks.
        keys.pop();
        self.made.push_back(EffectTold::Keys {
            check: self.check,
            number: self.batches,
            keys,
        });
    }

    /// The next batch of keys to be sent, unless enough are under way.
    pub fn next_batch(&mut self) -> Option<EffectTold> {
        match self.under_way() < UNDER_WAY {
            true => self.made.pop_front(),
            false => None,
        }
    }
}
