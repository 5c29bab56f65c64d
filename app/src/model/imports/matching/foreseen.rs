//! What an import would do to the contacts that exist, found out by the same matching and without writing anything: for
//! `check --against`. Records further up in the same file count as contacts that exist by then.
use std::collections::{HashMap, HashSet};

use contact::{
    Draft,
    check::{Outcome, verdict::Verdict},
    update::FilledCells,
};
use serde::Serialize;
use uuid::Uuid;

use super::{Contacts, Holders, Touched, email_keys, phone_keys};
use crate::{
    error::Error,
    model::{
        Asker,
        contacts::{copy::Copy, stored},
        imports::{
            chunk::{Judged, Ready, RecordVerdict},
            outcome::RecordOutcome,
        },
        log::Author,
    },
    who::Action,
    wire::{
        imports::{MatchBy, OnDuplicate},
        recipes::ImportRecipe,
    },
};

/// How many records are compared at a time.
const AT_A_TIME: usize = 1_000;

/// What an import would do with the records that are accepted: each is created, updated, unchanged, skipped or a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ForeseenImport {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub skipped: u64,
    /// Records that match more than one contact, none of which would be updated.
    pub conflicts: u64,
    /// Records whose contact exists already, whatever becomes of them.
    pub existing: u64,
    /// Records that are the same as one further up in the file.
    pub twice: u64,
}

/// Compares the records of a file with the contacts that exist.
pub struct ImportForeseer {
    asker: Asker,
    duplicates: OnDuplicate,
    matching: MatchBy,
    records: Vec<Judged>,
    /// The phones and emails of the records so far, and whether a contact has each by one of them.
    met: HashMap<String, bool>,
    foreseen: ForeseenImport,
}

impl ImportForeseer {
    /// Begins, with what a recipe says about contacts that exist.
    pub fn new(asker: &Asker, recipe: &ImportRecipe) -> Self {
        Self {
            asker: asker.clone(),
            duplicates: recipe.duplicates,
            matching: recipe.matching,
            records: Vec::new(),
            met: HashMap::new(),
            foreseen: ForeseenImport::default(),
        }
    }

    /// Takes a record; tells whether there are enough of them for a look.
    pub fn take(&mut self, verdict: &Verdict) -> bool {
        if matches!(verdict.outcome, Outcome::Ready | Outcome::Warning) {
            self.records.push(Judged {
                record: u32::try_from(verdict.record).unwrap_or(u32::MAX),
                verdict: RecordVerdict::Ready(Box::new(Ready {
                    draft: verdict.draft(),
                    labels: Vec::new(),
                    filled: FilledCells::of(verdict),
                })),
            });
        }
        self.records.len() >= AT_A_TIME
    }

    /// Compares the records that were taken.
    pub async fn look(&mut self) -> Result<(), Error> {
        let database = self.asker.read(Action::ImportContacts)?;
        let mut db = database.pool.acquire().await?;
        let judged = std::mem::take(&mut self.records);
        let mut found = Holders::look_up(&mut db, self.matching, &judged).await?;
        let existing: HashSet<_> = found.ids().into_iter().collect();
        let mut contacts = Contacts::default();
        if self.duplicates == OnDuplicate::Update {
            let ids: Vec<Uuid> = existing.iter().copied().collect();
            for (id, stored) in stored::look(&mut db, &ids).await? {
                let touched = Touched {
                    stored,
                    new: false,
                    changed: false,
                };
                contacts.touched.insert(id, touched);
            }
        }
        for Judged { verdict, .. } in judged {
            let RecordVerdict::Ready(ready) = verdict else {
                continue;
            };
            let near = found.of(&ready.draft, self.matching);
            let is_there = near.iter().any(|id| existing.contains(&id.0));
            let keys = self.keys(&ready.draft);
            let is_met = keys.iter().any(|key| self.met.contains_key(key));
            let is_held = keys.iter().any(|key| self.met.get(key) == Some(&true));
            self.foreseen.existing += u64::from(is_there);
            self.foreseen.twice += u64::from(is_met);
            let holds = self.decide(&ready, is_held, &mut found, &mut contacts);
            for key in keys {
                *self.met.entry(key).or_default() |= holds;
            }
        }
        Ok(())
    }

    /// The rest of the records, and what was found in all.
    pub async fn end(mut self) -> Result<ForeseenImport, Error> {
        self.look().await?;
        Ok(self.foreseen)
    }

    /// The phones and emails of a record.
    fn keys(&self, draft: &Draft) -> Vec<String> {
        let phones = phone_keys(draft, self.matching).map(str::to_owned);
        phones.chain(email_keys(draft, self.matching)).collect()
    }

    /// What becomes of a record, as `write` decides it; tells whether a contact has its phones and emails then. `is_held`: one
    /// has any of them by an earlier record. What was read longer ago than the last look is not compared cell by cell: such a
    /// record counts as updated.
    fn decide(
        &mut self,
        ready: &Ready,
        is_held: bool,
        found: &mut Holders,
        contacts: &mut Contacts,
    ) -> bool {
        let foreseen = &mut self.foreseen;
        if self.duplicates == OnDuplicate::Create {
            foreseen.created += 1;
            return true;
        }
        let update = self.duplicates == OnDuplicate::Update;
        let near = found.of(&ready.draft, self.matching);
        let same = match update {
            true => contacts.still_matching(&near, &ready.draft, self.matching),
            false => near.into_iter().collect(),
        };
        // Nothing of it is sent.
        let (mut copy, author) = (
            Copy::default(),
            Author::importing(Uuid::nil(), None, String::new()),
        );
        let outcome = match same.as_slice() {
            [] if is_held && update => {
                foreseen.updated += 1;
                return true;
            }
            [] if is_held => RecordOutcome::Skipped(None),
            [] => contacts.create(ready, &mut copy, &author),
            [id, ..] if !update => RecordOutcome::Skipped(Some(*id)),
            [id] => contacts.update(*id, ready, &mut copy, &author),
            _ => {
                foreseen.conflicts += 1;
                return false;
            }
        };
        let holds = matches!(
            outcome,
            RecordOutcome::Created(_) | RecordOutcome::Updated(_)
        );
        match outcome {
            RecordOutcome::Created(id) => {
                found.add(id, &ready.draft);
                foreseen.created += 1;
            }
            RecordOutcome::Updated(id) => {
                found.add(id, &ready.draft);
                foreseen.updated += 1;
            }
            RecordOutcome::Unchanged(_) => foreseen.unchanged += 1,
            RecordOutcome::Skipped(_) => foreseen.skipped += 1,
            // Its contact was deleted between two looks.
            RecordOutcome::Failed(_) => foreseen.conflicts += 1,
        }
        holds
    }
}
