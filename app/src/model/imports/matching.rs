//! Records whose contact may exist already, in the database or further up in the same file: left out or brought in as
//! changes, by phone or email. What a record matches is judged under locks, so that a contact that is deleted or edited
//! at the same moment is neither brought back nor overwritten.

pub mod ahead;
pub mod foreseen;

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use contact::{ContactId, Draft};
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
    contacts::{
        copy::Copy,
        stored::{self, Stored},
    },
    log::{Author, ChangeKind},
};
use crate::wire::imports::{MatchBy, OnDuplicate};

const SEVERAL: &str = "This record matches more than one contact, so none was updated. Merge those contacts, or leave only the phone and email of the right one in the record";
const DELETED: &str = "The contact that this record matches was deleted in the same moment, so it was not updated. Import the record again to create the contact anew";

/// Writes a chunk of judged records and counts their outcomes.
pub async fn write(
    db: &mut PgConnection,
    claim: &LeasedImport,
    judged: Vec<Judged>,
) -> Result<OutcomeCounts, Halt> {
    let matching = claim.options.matching;
    let mut found = Holders::look_up(db, matching, &judged).await?;
    let mut contacts = Contacts::default();
    if claim.chosen(OnDuplicate::Update) {
        for (id, stored) in stored::lock(db, &found.ids()).await? {
            contacts.touched.insert(
                id,
                Touched {
                    stored,
                    new: false,
                    changed: false,
                },
            );
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
                let near = found.of(&ready.draft, matching);
                let choice = claim.choice(record);
                let same = match choice {
                    OnDuplicate::Update => contacts.still_matching(&near, &ready.draft, matching),
                    OnDuplicate::Create | OnDuplicate::Skip => near.iter().copied().collect(),
                };
                let outcome = match (choice, same.as_slice()) {
                    (OnDuplicate::Update, []) if contacts.all_gone(&near) => {
                        RecordOutcome::Failed(DELETED.to_owned())
                    }
                    (OnDuplicate::Create, _) | (_, []) => {
                        contacts.create(&ready, &mut records.contacts, &author)
                    }
                    (OnDuplicate::Skip, [id, ..]) => RecordOutcome::Skipped(Some(*id)),
                    (OnDuplicate::Update, [id]) => {
                        contacts.update(*id, &ready, &mut records.contacts, &author)
                    }
                    (OnDuplicate::Update, _) => RecordOutcome::Failed(SEVERAL.to_owned()),
                };
                if let RecordOutcome::Created(id) | RecordOutcome::Updated(id) = outcome {
                    found.add(id, &ready.draft);
                }
                outcome
            }
        };
        outcomes.count(&outcome);
        records.add(claim.id.0, record, &outcome);
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

/// The contacts that a chunk creates or may change, as they are after the records so far.
#[derive(Default)]
struct Contacts {
    touched: HashMap<ContactId, Touched>,
}

struct Touched {
    stored: Stored,
    new: bool,
    changed: bool,
}

impl Contacts {
    /// Those of the contacts that hold a key of the draft now: an earlier record may have replaced it.
    fn still_matching(
        &self,
        near: &BTreeSet<ContactId>,
        draft: &Draft,
        matching: MatchBy,
    ) -> Vec<ContactId> {
        let holds = |contact: &Draft| {
            phone_keys(draft, matching)
                .any(|key| contact.phones.iter().any(|phone| phone.number == key))
                || email_keys(draft, matching).any(|key| {
                    contact
                        .emails
                        .iter()
                        .any(|email| email.address.eq_ignore_ascii_case(&key))
                })
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
            stored, changed, ..
        } = touched.get_mut();
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
