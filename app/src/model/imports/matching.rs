//! Records whose contact may exist already, in the database or further up in the same file: left out or brought in as
//! changes, by phone or email. What a record matches is judged under locks, so that a contact that is deleted or edited
//! at the same moment is neither brought back nor overwritten.

pub mod ahead;
pub mod foreseen;

use std::collections::{BTreeSet, HashMap, HashSet, hash_map::Entry};

use contact::{
    ContactId, Draft,
    effect::{EffectClass, choices::RecordChoices},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    chunk::{Judged, Ready, RecordVerdict},
    lease::LeasedImport,
    outcome::{OutcomeCounts, RecordOutcome},
    pace::Halt,
    records::Records,
};
use crate::model::{
    Database,
    contacts::{
        copy::Copy,
        stored::{self, Stored},
    },
    log::{Author, ChangeKind},
};
use crate::wire::imports::{MatchBy, OnDuplicate};

const SEVERAL: &str = "This record matches more than one contact, so none was updated. Merge those contacts, or leave only the phone and email of the right one in the record";
const DELETED: &str = "The contact that this record matches was deleted in the same moment, so it was not updated. Import the record again to create the contact anew";

/// The contacts that were there before an import and that records so far were brought in as changes of, also where nothing
/// changed: for whom a record comes again. They are asked for only where something is chosen for a class.
pub async fn brought(
    database: &Database,
    claim: &LeasedImport,
) -> Result<HashSet<ContactId>, sqlx::Error> {
    if claim.choices.classes.is_plain() {
        return Ok(HashSet::new());
    }
    let ids = sqlx::query_scalar!(
        r#"select distinct contact_id as "contact_id!" from import_record
           where import_id = $1 and outcome in ('updated', 'unchanged') and contact_id is not null"#,
        claim.id.0
    );
    let ids = ids.fetch_all(&database.pool).await?;
    Ok(ids.into_iter().map(ContactId).collect())
}

/// Writes a chunk of judged records and counts their outcomes; adds to the contacts that records were brought in as changes of.
pub async fn write(
    db: &mut PgConnection,
    claim: &LeasedImport,
    brought: &mut HashSet<ContactId>,
    judged: Vec<Judged>,
) -> Result<OutcomeCounts, Halt> {
    let choices = &claim.choices;
    let mut found = Holders::look_up(db, choices.matching, &judged).await?;
    let mut contacts = Contacts::default();
    if choices.compare() {
        for (id, stored) in stored::lock(db, &found.ids()).await? {
            let met = stored.import == Some(claim.id.0) || brought.contains(&id);
            contacts.know(id, stored, met);
        }
    }
    let author = claim.author();
    let mut records = Records::default();
    let mut outcomes = OutcomeCounts::default();
    for Judged { record, verdict } in judged {
        let outcome = match verdict {
            RecordVerdict::Failed(error) => RecordOutcome::Failed(error),
            RecordVerdict::Skipped => RecordOutcome::Skipped(None),
            RecordVerdict::Ready(ready) => {
                let chosen = (choices, record);
                let copy = &mut records.contacts;
                contacts.decide(chosen, &ready, &mut found, copy, &author)
            }
        };
        outcomes.count(&outcome);
        records.add(claim.id.0, record, &outcome);
    }
    if !choices.classes.is_plain() {
        brought.extend(contacts.brought());
    }
    contacts.put(&mut records.contacts, &author);
    records.send(db).await?;
    Ok(outcomes)
}

/// Which contacts hold which phone or email.
#[derive(Default)]
struct Holders {
    by_phone: HashMap<String, BTreeSet<ContactId>>,
    by_email: HashMap<String, BTreeSet<ContactId>>,
}

impl Holders {
    /// Asks the database for all keys of a chunk at once. A few contacts for each key are enough to know that there are
    /// several.
    async fn look_up(
        db: &mut PgConnection,
        matching: MatchBy,
        records: &[Judged],
    ) -> Result<Self, sqlx::Error> {
        let (mut phones, mut emails) = (BTreeSet::new(), BTreeSet::new());
        for Judged { verdict, .. } in records {
            if let RecordVerdict::Ready(ready) = verdict {
                phones.extend(phone_keys(&ready.draft, matching).map(str::to_owned));
                emails.extend(email_keys(&ready.draft, matching));
            }
        }
        let (phones, emails): (Vec<String>, Vec<String>) =
            (phones.into_iter().collect(), emails.into_iter().collect());
        let mut found = Self::default();
        let holders = sqlx::query!(
            r#"select wanted.key as "key!", holder.contact_id from unnest($1::text[]) as wanted (key)
               cross join lateral (
                   select contact_id from contact_phone join contact on contact.id = contact_id
                   where number = wanted.key and deleted_at is null limit 4) as holder"#,
            &phones
        );
        for row in holders.fetch_all(&mut *db).await? {
            found
                .by_phone
                .entry(row.key)
                .or_default()
                .insert(ContactId(row.contact_id));
        }
        let holders = sqlx::query!(
            r#"select wanted.key as "key!", holder.contact_id from unnest($1::text[]) as wanted (key)
               cross join lateral (
                   select contact_id from contact_email join contact on contact.id = contact_id
                   where lower(address) = wanted.key and deleted_at is null limit 4) as holder"#,
            &emails
        );
        for row in holders.fetch_all(db).await? {
            found
                .by_email
                .entry(row.key)
                .or_default()
                .insert(ContactId(row.contact_id));
        }
        Ok(found)
    }

    fn ids(&self) -> Vec<Uuid> {
        let all: BTreeSet<_> = self
            .by_phone
            .values()
            .chain(self.by_email.values())
            .flatten()
            .collect();
        all.into_iter().map(|id| id.0).collect()
    }

    fn of(&self, draft: &Draft, matching: MatchBy) -> BTreeSet<ContactId> {
        let by_phone = phone_keys(draft, matching).filter_map(|key| self.by_phone.get(key));
        let by_email = email_keys(draft, matching).filter_map(|key| self.by_email.get(&key));
        by_phone.chain(by_email).flatten().copied().collect()
    }

    fn add(&mut self, id: ContactId, draft: &Draft) {
        for key in phone_keys(draft, MatchBy::Any) {
            self.by_phone.entry(key.to_owned()).or_default().insert(id);
        }
        for key in email_keys(draft, MatchBy::Any) {
            self.by_email.entry(key).or_default().insert(id);
        }
    }
}

fn phone_keys(draft: &Draft, matching: MatchBy) -> impl Iterator<Item = &str> {
    let wanted = matching != MatchBy::Email;
    draft
        .phones
        .iter()
        .filter(move |_| wanted)
        .map(|phone| phone.number.as_str())
}

/// As the index of addresses has them.
fn email_keys(draft: &Draft, matching: MatchBy) -> impl Iterator<Item = String> {
    let wanted = matching != MatchBy::Phone;
    draft
        .emails
        .iter()
        .filter(move |_| wanted)
        .map(|email| email.address.to_ascii_lowercase())
}

fn has_phone(contact: &Draft, key: &str) -> bool {
    contact.phones.iter().any(|phone| phone.number == key)
}

fn has_email(contact: &Draft, key: &str) -> bool {
    let mut emails = contact.emails.iter();
    emails.any(|email| email.address.eq_ignore_ascii_case(key))
}

/// The contacts that a chunk creates or may change, as they are after the records so far.
#[derive(Default)]
struct Contacts {
    touched: HashMap<ContactId, Touched>,
}

struct Touched {
    stored: Stored,
    new: bool,
    changed: bool,
    /// A record of the file made it, or was brought in as a change of it.
    met: bool,
}

impl Contacts {
    /// Takes a contact that is there.
    fn know(&mut self, id: ContactId, stored: Stored, met: bool) {
        let touched = Touched {
            stored,
            new: false,
            changed: false,
            met,
        };
        self.touched.insert(id, touched);
    }

    /// Those that were there before, and that a record was brought in as a change of.
    fn brought(&self) -> impl Iterator<Item = ContactId> {
        let touched = self.touched.iter();
        touched.filter_map(|(id, touched)| (touched.met && !touched.new).then_some(*id))
    }

    /// Makes of a record what was chosen.
    fn decide(
        &mut self,
        (choices, record): (&RecordChoices, u32),
        ready: &Ready,
        found: &mut Holders,
        copy: &mut Copy,
        author: &Author,
    ) -> RecordOutcome {
        let near = found.of(&ready.draft, choices.matching);
        let held = self.still_matching(&near, &ready.draft, choices.matching);
        let choice = choices.of(record, || self.class(&held, ready));
        let same = match choice {
            // Nobody may have looked what they hold now.
            OnDuplicate::Create | OnDuplicate::Skip if choices.classes.is_plain() => {
                near.iter().copied().collect()
            }
            _ => held,
        };
        let outcome = match (choice, same.as_slice()) {
            (OnDuplicate::Update | OnDuplicate::Skip, []) if self.all_gone(&near) => {
                RecordOutcome::Failed(DELETED.to_owned())
            }
            (OnDuplicate::Create, _) | (_, []) => self.create(ready, copy, author),
            (OnDuplicate::Skip, [id, ..]) => RecordOutcome::Skipped(Some(*id)),
            (OnDuplicate::Update, [id]) => self.update(*id, ready, copy, author),
            (OnDuplicate::Update, _) => RecordOutcome::Failed(SEVERAL.to_owned()),
        };
        if let RecordOutcome::Created(id) | RecordOutcome::Updated(id) = outcome {
            found.add(id, &ready.draft);
        }
        outcome
    }

    /// What a record is to the contacts that hold its phones and emails now.
    fn class(&self, held: &[ContactId], ready: &Ready) -> EffectClass {
        let [id] = held else {
            return match held {
                [] => EffectClass::New,
                _ => EffectClass::Conflict,
            };
        };
        match self.touched.get(id) {
            None => EffectClass::Exists,
            Some(touched) if touched.met => EffectClass::Again,
            Some(Touched { stored, .. }) => {
                let new = stored.draft.updated_by(&ready.draft, ready.filled);
                match contact::change::diff(&stored.draft, &new).is_empty() {
                    true => EffectClass::Unchanged,
                    false => EffectClass::Changed,
                }
            }
        }
    }

    /// Those of the contacts that hold a key of the draft now: an earlier record may have replaced it.
    fn still_matching(
        &self,
        near: &BTreeSet<ContactId>,
        draft: &Draft,
        matching: MatchBy,
    ) -> Vec<ContactId> {
        let holds = |contact: &Draft| {
            phone_keys(draft, matching).any(|key| has_phone(contact, key))
                || email_keys(draft, matching).any(|key| has_email(contact, &key))
        };
        near.iter()
            .filter(|id| {
                self.touched
                    .get(id)
                    .is_some_and(|touched| holds(&touched.stored.draft))
            })
            .copied()
            .collect()
    }

    /// Whether there were contacts to match and every one is deleted by now.
    fn all_gone(&self, near: &BTreeSet<ContactId>) -> bool {
        !near.is_empty() && near.iter().all(|id| !self.touched.contains_key(id))
    }

    fn create(&mut self, ready: &Ready, copy: &mut Copy, author: &Author) -> RecordOutcome {
        let id = ContactId(Uuid::now_v7());
        copy.entry(id, author, ChangeKind::Created, "[]");
        self.touched.insert(
            id,
            Touched {
                stored: ready.clone().into(),
                new: true,
                changed: false,
                met: true,
            },
        );
        RecordOutcome::Created(id)
    }

    fn update(
        &mut self,
        id: ContactId,
        ready: &Ready,
        copy: &mut Copy,
        author: &Author,
    ) -> RecordOutcome {
        let Entry::Occupied(mut touched) = self.touched.entry(id) else {
            return RecordOutcome::Failed(DELETED.to_owned());
        };
        let Touched {
            stored,
            changed,
            met,
            ..
        } = touched.get_mut();
        *met = true;
        let new = stored.draft.updated_by(&ready.draft, ready.filled);
        let lines = contact::change::diff(&stored.draft, &new);
        if lines.is_empty() {
            return RecordOutcome::Unchanged(id);
        }
        let lines = serde_json::to_string(&lines).unwrap_or_default();
        copy.entry(id, author, ChangeKind::Updated, &lines);
        stored.labels.extend(
            ready
                .labels
                .iter()
                .filter(|label| !stored.labels.contains(label))
                .copied()
                .collect::<Vec<_>>(),
        );
        stored.draft = new;
        stored.version += 1;
        *changed = true;
        RecordOutcome::Updated(id)
    }

    /// Puts all that is new or changed into the rows to send.
    fn put(self, copy: &mut Copy, author: &Author) {
        let mut touched: Vec<_> = self.touched.into_iter().collect();
        touched.sort_unstable_by_key(|(id, _)| *id);
        for (id, contact) in touched {
            if contact.new {
                copy.created(id, &contact.stored, author);
            } else if contact.changed {
                copy.changed(id, &contact.stored);
            }
        }
    }
}
