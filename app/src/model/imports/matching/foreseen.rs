//! What an import would do to the contacts that exist, found out by the same matching and without writing anything: for
//! `check --against`. Records further up in the same file count as contacts that exist by then.
use std::collections::{HashMap, HashSet};

use contact::{
    ContactId, Draft, Email, Phone,
    check::{Outcome, verdict::Verdict},
    effect::choices::RecordChoices,
    update::FilledCells,
};
use serde::Serialize;
use uuid::Uuid;

use super::{Contacts, Holders, Touched, email_keys, has_email, has_phone, phone_keys};
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
    wire::recipes::ImportRecipe,
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

impl ForeseenImport {
    fn count(&mut self, outcome: &RecordOutcome) {
        *match outcome {
            RecordOutcome::Created(_) => &mut self.created,
            RecordOutcome::Updated(_) => &mut self.updated,
            RecordOutcome::Unchanged(_) => &mut self.unchanged,
            RecordOutcome::Skipped(_) => &mut self.skipped,
            // Or its contact was deleted between two looks.
            RecordOutcome::Failed(_) => &mut self.conflicts,
        } += 1;
    }
}

/// Compares the records of a file with the contacts that exist.
pub struct ImportForeseer {
    asker: Asker,
    choices: RecordChoices,
    records: Vec<Judged>,
    /// The phones and emails of the records so far, each with two at most of the contacts that have it by one of them.
    met: HashMap<String, [Option<ContactId>; 2]>,
    /// The contacts that exist and that a record was brought in as a change of.
    brought: HashSet<ContactId>,
    /// The contacts that records so far have made or changed, as they left them. As JSON, which is short: there may be as many
    /// as records.
    left: HashMap<ContactId, String>,
    foreseen: ForeseenImport,
}

impl ImportForeseer {
    /// Begins, with what a recipe says about contacts that exist.
    pub fn new(asker: &Asker, recipe: &ImportRecipe) -> Self {
        Self {
            asker: asker.clone(),
            choices: recipe.choices(),
            records: Vec::new(),
            met: HashMap::new(),
            brought: HashSet::new(),
            left: HashMap::new(),
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
        let mut found = Holders::look_up(&mut db, self.choices.matching, &judged).await?;
        let existing: HashSet<ContactId> = found.ids().into_iter().map(ContactId).collect();
        let recalled = self.recalled(&judged);
        for (id, known) in &recalled {
            found.add(*id, known);
        }
        let mut contacts = Contacts::default();
        if self.choices.compare() {
            for (id, mut stored) in stored::look(&mut db, &found.ids()).await? {
                stored.draft = self.left_of(id).unwrap_or(stored.draft);
                contacts.know(id, stored, self.brought.contains(&id));
            }
        }
        for (id, known) in recalled {
            contacts.recall(id, self.left_of(id).unwrap_or(known));
        }
        // Nothing of it is sent.
        let (mut copy, author) = (
            Copy::default(),
            Author::importing(Uuid::nil(), None, String::new()),
        );
        for (record, ready) in accepted(&judged) {
            let near = found.of(&ready.draft, self.choices.matching);
            let exists = |id: &ContactId| existing.contains(id) || self.brought.contains(id);
            let is_there = near.iter().any(exists);
            self.foreseen.existing += u64::from(is_there);
            let keys = self.keys(&ready.draft);
            let is_met = keys.iter().any(|key| self.met.contains_key(key));
            self.foreseen.twice += u64::from(is_met);
            for key in keys {
                self.met.entry(key).or_default();
            }
            let chosen = (&self.choices, record);
            let outcome = contacts.decide(chosen, ready, &mut found, &mut copy, &author);
            self.foreseen.count(&outcome);
        }
        for (_, ready) in accepted(&judged) {
            for key in self.keys(&ready.draft) {
                let holders = contacts.met_holders(&found, &key);
                self.met.insert(key, holders);
            }
        }
        self.brought.extend(contacts.brought());
        // What a contact holds matters only where records are compared with it.
        if self.choices.compare() {
            for (id, draft) in contacts.left() {
                let draft = serde_json::to_string(draft).map_err(Error::broken)?;
                self.left.insert(id, draft);
            }
        }
        Ok(())
    }

    /// A contact as the records so far have left it, if they made or changed it.
    fn left_of(&self, id: ContactId) -> Option<Draft> {
        serde_json::from_str(self.left.get(&id)?).ok()
    }

    /// The rest of the records, and what was found in all.
    pub async fn end(mut self) -> Result<ForeseenImport, Error> {
        self.look().await?;
        Ok(self.foreseen)
    }

    /// The phones and emails of a record.
    fn keys(&self, draft: &Draft) -> Vec<String> {
        let matching = self.choices.matching;
        let phones = phone_keys(draft, matching).map(str::to_owned);
        phones.chain(email_keys(draft, matching)).collect()
    }

    /// The contacts that have phones and emails of these records by records of earlier looks, with nothing but those.
    fn recalled(&self, judged: &[Judged]) -> HashMap<ContactId, Draft> {
        let matching = self.choices.matching;
        let holders = |key: &str| self.met.get(key).into_iter().flatten().flatten();
        let mut recalled = HashMap::<ContactId, Draft>::new();
        for (_, ready) in accepted(judged) {
            for number in phone_keys(&ready.draft, matching) {
                for id in holders(number) {
                    let phone = Phone {
                        number: number.to_owned(),
                        ..Phone::default()
                    };
                    recalled.entry(*id).or_default().phones.push(phone);
                }
            }
            for address in email_keys(&ready.draft, matching) {
                for id in holders(&address) {
                    let email = Email {
                        address: address.clone(),
                        ..Email::default()
                    };
                    recalled.entry(*id).or_default().emails.push(email);
                }
            }
        }
        recalled
    }
}

/// The records that are accepted, with their numbers.
fn accepted(judged: &[Judged]) -> impl Iterator<Item = (u32, &Ready)> {
    judged.iter().filter_map(|judged| match &judged.verdict {
        RecordVerdict::Ready(ready) => Some((judged.record, &**ready)),
        RecordVerdict::Failed(_) | RecordVerdict::Skipped => None,
    })
}

impl Contacts {
    /// Takes a contact that a record of an earlier look has made or met, unless it is known as it stands.
    fn recall(&mut self, id: ContactId, draft: Draft) {
        self.touched.entry(id).or_insert_with(|| {
            let ready = Ready {
                draft,
                labels: Vec::new(),
                filled: FilledCells::default(),
            };
            Touched {
                stored: ready.into(),
                new: true,
                changed: false,
                met: true,
            }
        });
    }

    /// What is left of the contacts that records have made or changed.
    fn left(&self) -> impl Iterator<Item = (ContactId, &Draft)> {
        let touched = self.touched.iter();
        let touched = touched.filter(|(_, touched)| touched.new || touched.changed);
        touched.map(|(id, touched)| (*id, &touched.stored.draft))
    }

    /// Two at most of those that hold a phone or an email now and that a record has met.
    fn met_holders(&self, found: &Holders, key: &str) -> [Option<ContactId>; 2] {
        let holds = |id: &ContactId| {
            self.touched.get(id).is_some_and(|touched| {
                let draft = &touched.stored.draft;
                touched.met && (has_phone(draft, key) || has_email(draft, key))
            })
        };
        let near = [found.by_phone.get(key), found.by_email.get(key)];
        let near = near.into_iter().flatten().flatten().copied();
        let mut holders = near.filter(holds);
        [holders.next(), holders.next()]
    }
}
