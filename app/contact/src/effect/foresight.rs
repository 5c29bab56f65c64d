//! What is known of each accepted record: digests of its phones and emails, and the contacts that have them. From that and
//! the choices follows what becomes of it, record after record as the import goes, so that other choices ask nobody anew.
use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

use super::{
    ChoiceRun, EffectClass, EffectCounts, Holder, KeyHit, MatchBy, NAMED_OF_SEVERAL, OnDuplicate,
    choices::EffectChoices,
};
use crate::contact::ContactId;

/// Nobody, several, or one: a contact by its number here plus two, or a new contact by its record.
type Holding = u32;
const NOBODY: Holding = 0;
const SEVERAL: Holding = 1;
const FIRST: Holding = 2;
/// Marks the contact that a record makes.
const MADE: Holding = 1 << 31;
/// Marks the digest of an email.
const EMAIL: u64 = 1;

/// Whether a contact holds all that a record says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Compared {
    #[default]
    Not,
    Same,
    Other,
}

/// What is known of the accepted records, in order.
#[derive(Debug, Default)]
pub struct Foresight {
    /// Where the keys of each record end.
    ends: Vec<u32>,
    keys: Vec<u64>,
    by_phone: Vec<Holding>,
    by_email: Vec<Holding>,
    /// The first of several contacts that a record has found, by its phones or (`EMAIL`) by its emails.
    several: HashMap<(usize, u64), Vec<Holding>>,
    contacts: Vec<ContactId>,
    numbers: HashMap<ContactId, Holding>,
    /// With whom a record was compared, and how that went.
    compared: Vec<(Holding, Compared)>,
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeseenRecord {
    pub class: EffectClass,
    pub choice: OnDuplicate,
    /// The contact that exists and fits it alone.
    pub contact: Option<ContactId>,
}

/// One of several whom a record fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FittingContact {
    Existing(ContactId),
    /// The contact that this record makes, by its number from 1.
    OfRecord(u32),
}

/// What becomes of the records by some choices.
#[derive(Debug, Default)]
pub struct Foreseen {
    /// Of each accepted record.
    pub records: Vec<ForeseenRecord>,
    /// Of the records that come again, by their numbers from 1: the first that made or changed the same contact.
    pub earlier: BTreeMap<u32, u32>,
    /// Of the records that fit several, by their numbers from 1: whom; those that are named, and one more where there are more.
    pub several: BTreeMap<u32, Vec<FittingContact>>,
    pub classes: BTreeMap<EffectClass, u64>,
    pub counts: EffectCounts,
    /// Where something else is to be done than with all.
    pub runs: Vec<ChoiceRun>,
}

impl Foresight {
    /// How many records are known.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing is known yet.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes the digests of the next record: of its phones, then of its emails.
    pub fn add(&mut self, phones: &[u64], emails: &[u64]) {
        let phones = phones.iter().map(|digest| digest & !EMAIL);
        let emails = emails.iter().map(|digest| digest | EMAIL);
        self.keys.extend(phones.chain(emails));
        self.ends.push(self.keys.len() as u32);
        self.by_phone.push(NOBODY);
        self.by_email.push(NOBODY);
        self.compared.push((NOBODY, Compared::Not));
    }

    /// Takes what the server has found for a record, from 0.
    pub fn hit(&mut self, record: usize, hit: &KeyHit) {
        if record < self.len() {
            self.by_phone[record] = self.holding((record, 0), hit.phone.as_ref());
            self.by_email[record] = self.holding((record, EMAIL), hit.email.as_ref());
        }
    }

    fn holding(&mut self, found: (usize, u64), holder: Option<&Holder>) -> Holding {
        match holder {
            None => NOBODY,
            Some(Holder::One(contact)) => self.number(*contact),
            Some(Holder::Several(contacts)) => {
                let numbers = contacts.iter().map(|contact| self.number(*contact));
                let numbers = numbers.collect();
                self.several.insert(found, numbers);
                SEVERAL
            }
        }
    }

    /// The number of a contact here.
    fn number(&mut self, contact: ContactId) -> Holding {
        let next = self.contacts.len() as Holding + FIRST;
        let number = *self.numbers.entry(contact).or_insert(next);
        if number == next {
            self.contacts.push(contact);
        }
        number
    }

    /// Takes whether a contact holds all that a record, from 0, says.
    pub fn compare(&mut self, record: usize, contact: ContactId, same: bool) {
        if let (Some(number), true) = (self.numbers.get(&contact), record < self.len()) {
            let how = if same {
                Compared::Same
            } else {
                Compared::Other
            };
            self.compared[record] = (*number, how);
        }
    }

    /// Says what becomes of each record.
    pub fn foresee(&self, choices: &EffectChoices) -> Foreseen {
        let mut foreseen = Foreseen {
            records: Vec::with_capacity(self.len()),
            ..Foreseen::default()
        };
        let mut so_far = SoFar {
            holders: HashMap::with_capacity(self.keys.len()),
            several: HashMap::new(),
            changed: vec![0; self.contacts.len()],
            strict: !choices.create_all(),
        };
        let mut from = 0;
        for (record, &end) in self.ends.iter().enumerate() {
            let keys = &self.keys[from..end as usize];
            from = end as usize;
            let holding = self.fits(record, keys, choices.matching, &so_far);
            let class = self.class(record, holding, &so_far);
            let number = record as u32 + 1;
            let choice = match class {
                EffectClass::New => OnDuplicate::Create,
                class => choices.of(number, class),
            };
            if class != EffectClass::New && choice != choices.duplicates {
                ChoiceRun::add(&mut foreseen.runs, number, choice);
            }
            match class {
                EffectClass::Again => {
                    let earlier = so_far.earlier(holding);
                    foreseen.earlier.insert(number, earlier);
                }
                EffectClass::Conflict => {
                    let several = self.several(record, keys, choices.matching, &so_far);
                    foreseen.several.insert(number, several);
                }
                _ => {}
            }
            match foreseen.count(class, choice) {
                OnDuplicate::Create => so_far.hold(number, keys, MADE | record as Holding),
                OnDuplicate::Update if holding != SEVERAL => so_far.hold(number, keys, holding),
                OnDuplicate::Update | OnDuplicate::Skip => {}
            }
            let exists = (FIRST..MADE).contains(&holding);
            foreseen.records.push(ForeseenRecord {
                class,
                choice,
                contact: exists.then(|| self.contacts[(holding - FIRST) as usize]),
            });
        }
        foreseen
    }

    /// Who has a key of a record when the import comes to it.
    fn fits(&self, record: usize, keys: &[u64], by: MatchBy, so_far: &SoFar) -> Holding {
        let near = self.near(record, keys, by, so_far);
        near.fold(NOBODY, |fits, (holding, _)| both(fits, holding))
    }

    /// The first of those who have a key of a record that fits several.
    fn several(
        &self,
        record: usize,
        keys: &[u64],
        by: MatchBy,
        so_far: &SoFar,
    ) -> Vec<FittingContact> {
        let mut first = Vec::new();
        for (holding, several) in self.near(record, keys, by, so_far) {
            match holding {
                NOBODY => {}
                SEVERAL => several.iter().for_each(|one| add(&mut first, *one)),
                one => add(&mut first, one),
            }
        }
        let first = first.into_iter().map(|holding| match holding {
            MADE.. => FittingContact::OfRecord(number_of(holding)),
            contact => FittingContact::Existing(self.contacts[(contact - FIRST) as usize]),
        });
        first.collect()
    }

    /// Who has the keys of a record that count, one look-up after the other, each with the first of them where they are several.
    fn near<'a>(
        &'a self,
        record: usize,
        keys: &'a [u64],
        by: MatchBy,
        so_far: &'a SoFar,
    ) -> impl Iterator<Item = (Holding, &'a [Holding])> {
        let [phones, emails] = [by != MatchBy::Email, by != MatchBy::Phone];
        let stored = [
            (phones, self.by_phone[record], 0),
            (emails, self.by_email[record], EMAIL),
        ];
        let stored = stored.into_iter().filter(|(wanted, ..)| *wanted);
        let stored = stored.map(move |(_, holding, found_by)| {
            let several = of_several(holding, &self.several, &(record, found_by));
            (holding, several)
        });
        let wanted = move |key: &&u64| {
            if **key & EMAIL == EMAIL {
                emails
            } else {
                phones
            }
        };
        let made = keys.iter().filter(wanted).filter_map(move |key| {
            let holding = *so_far.holders.get(key)?;
            let several = of_several(holding, &so_far.several, key);
            Some((holding, several))
        });
        stored.chain(made)
    }

    fn class(&self, record: usize, holding: Holding, so_far: &SoFar) -> EffectClass {
        match holding {
            NOBODY => EffectClass::New,
            SEVERAL => EffectClass::Conflict,
            MADE.. => EffectClass::Again,
            contact if so_far.changed[(contact - FIRST) as usize] > 0 => EffectClass::Again,
            contact => match self.compared[record] {
                (with, Compared::Same) if with == contact => EffectClass::Unchanged,
                (with, Compared::Other) if with == contact => EffectClass::Changed,
                _ => EffectClass::Exists,
            },
        }
    }
}

/// Of two look-ups.
fn both(one: Holding, other: Holding) -> Holding {
    match (one, other) {
        (NOBODY, holding) | (holding, NOBODY) => holding,
        (one, other) if one == other => one,
        _ => SEVERAL,
    }
}

/// The first of those that hold a key, which are looked up only where they are several.
fn of_several<'a, K: Eq + Hash>(
    holding: Holding,
    several: &'a HashMap<K, Vec<Holding>>,
    key: &K,
) -> &'a [Holding] {
    let first = match holding {
        SEVERAL => several.get(key),
        _ => None,
    };
    first.map(Vec::as_slice).unwrap_or_default()
}

/// Adds one to the first of several: those that are named, and one more where there are more.
fn add(first: &mut Vec<Holding>, one: Holding) {
    if first.len() <= NAMED_OF_SEVERAL && !first.contains(&one) {
        first.push(one);
    }
}

/// The number, from 1, of the record that makes a contact.
fn number_of(made: Holding) -> u32 {
    (made ^ MADE) + 1
}

/// What the records so far have made of the contacts.
struct SoFar {
    holders: HashMap<u64, Holding>,
    /// The first of those that hold a key which several hold.
    several: HashMap<u64, Vec<Holding>>,
    /// The first record that changes a contact, from 1, by the number of the contact; 0 where none does.
    changed: Vec<u32>,
    /// Whether it matters that a key has several holders: where all become contacts, a record that comes three times is told
    /// as one that comes again.
    strict: bool,
}

impl SoFar {
    /// Takes what a record, from 1, has made or changed.
    fn hold(&mut self, number: u32, keys: &[u64], holding: Holding) {
        if holding & MADE == 0 {
            let changed = &mut self.changed[(holding - FIRST) as usize];
            if *changed == 0 {
                *changed = number;
            }
        }
        for key in keys {
            let held = self.holders.entry(*key).or_insert(holding);
            if self.strict && *held != holding {
                // Where several hold it already, the first of them are known.
                let several = self.several.entry(*key).or_insert_with(|| vec![*held]);
                add(several, holding);
                *held = SEVERAL;
            }
        }
    }

    /// The first record, from 1, that made or changed a contact.
    fn earlier(&self, holding: Holding) -> u32 {
        match holding {
            MADE.. => number_of(holding),
            contact => self.changed[(contact - FIRST) as usize],
        }
    }
}

impl Foreseen {
    /// Counts a record, and answers with what becomes of it.
    fn count(&mut self, class: EffectClass, choice: OnDuplicate) -> OnDuplicate {
        *self.classes.entry(class).or_default() += 1;
        *match (choice, class) {
            (OnDuplicate::Create, _) => &mut self.counts.create,
            (OnDuplicate::Skip, _) => &mut self.counts.skip,
            (OnDuplicate::Update, EffectClass::Unchanged) => &mut self.counts.unchanged,
            (OnDuplicate::Update, EffectClass::Conflict) => &mut self.counts.fail,
            (OnDuplicate::Update, _) => &mut self.counts.update,
        } += 1;
        choice
    }
}

#[cfg(test)]
mod tests;
