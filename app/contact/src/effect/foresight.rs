//! What is known of each accepted record: digests of its phones and emails, and the contacts that have them. From that and
//! the choices follows what becomes of it, record after record as the import goes, so that other choices ask nobody anew.
use std::collections::{BTreeMap, HashMap};

use super::{
    ChoiceRun, EffectChoices, EffectClass, EffectCounts, Holder, KeyHit, MatchBy, OnDuplicate,
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
    contacts: Vec<ContactId>,
    numbers: HashMap<ContactId, Holding>,
    /// With whom a record was compared, and how that went.
    compared: Vec<(Holding, Compared)>,
}

/// What becomes of the records by some choices.
#[derive(Debug, Default)]
pub struct Foreseen {
    /// Of each accepted record, and the contact that exists and fits it alone.
    pub records: Vec<(EffectClass, Option<ContactId>)>,
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
            self.by_phone[record] = self.holding(hit.phone);
            self.by_email[record] = self.holding(hit.email);
        }
    }

    fn holding(&mut self, holder: Option<Holder>) -> Holding {
        match holder {
            None => NOBODY,
            Some(Holder::Several) => SEVERAL,
            Some(Holder::One(contact)) => {
                let next = self.contacts.len() as Holding + FIRST;
                let number = *self.numbers.entry(contact).or_insert(next);
                if number == next {
                    self.contacts.push(contact);
                }
                number
            }
        }
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
            changed: vec![false; self.contacts.len()],
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
            match foreseen.count(class, choice) {
                OnDuplicate::Create => so_far.hold(keys, MADE | record as Holding),
                OnDuplicate::Update if holding != SEVERAL => so_far.hold(keys, holding),
                OnDuplicate::Update | OnDuplicate::Skip => {}
            }
            let exists = (FIRST..MADE).contains(&holding);
            let contact = exists.then(|| self.contacts[(holding - FIRST) as usize]);
            foreseen.records.push((class, contact));
        }
        foreseen
    }

    /// Who has a key of a record when the import comes to it.
    fn fits(&self, record: usize, keys: &[u64], by: MatchBy, so_far: &SoFar) -> Holding {
        let [phones, emails] = [by != MatchBy::Email, by != MatchBy::Phone];
        let stored = [
            (phones, self.by_phone[record]),
            (emails, self.by_email[record]),
        ];
        let stored = stored.iter().filter(|(wanted, _)| *wanted);
        let mut fits = NOBODY;
        for (_, holding) in stored {
            fits = both(fits, *holding);
        }
        for key in keys {
            let wanted = if key & EMAIL == EMAIL { emails } else { phones };
            if wanted && let Some(holding) = so_far.holders.get(key) {
                fits = both(fits, *holding);
            }
        }
        fits
    }

    fn class(&self, record: usize, holding: Holding, so_far: &SoFar) -> EffectClass {
        match holding {
            NOBODY => EffectClass::New,
            SEVERAL => EffectClass::Conflict,
            MADE.. => EffectClass::Again,
            contact if so_far.changed[(contact - FIRST) as usize] => EffectClass::Again,
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

/// What the records so far have made of the contacts.
struct SoFar {
    holders: HashMap<u64, Holding>,
    /// The contacts that an earlier record changes, by number.
    changed: Vec<bool>,
    /// Whether it matters that a key has several holders: where all become contacts, a record that comes three times is told
    /// as one that comes again.
    strict: bool,
}

impl SoFar {
    fn hold(&mut self, keys: &[u64], holding: Holding) {
        if holding & MADE == 0 {
            self.changed[(holding - FIRST) as usize] = true;
        }
        for key in keys {
            let held = self.holders.entry(*key).or_insert(holding);
            if self.strict {
                *held = both(*held, holding);
            }
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
mod tests {
    use uuid::Uuid;

    use super::*;

    const ANN: u64 = 1 << 40;
    const BOB: u64 = 2 << 40;
    const MAIL: u64 = 3 << 40;

    fn contact(number: u128) -> ContactId {
        ContactId(Uuid::from_u128(number))
    }

    fn hit(phone: Option<Holder>, email: Option<Holder>) -> KeyHit {
        KeyHit {
            record: 0,
            phone,
            email,
        }
    }

    fn choices(duplicates: OnDuplicate, matching: MatchBy) -> EffectChoices {
        EffectChoices {
            duplicates,
            matching,
            ..EffectChoices::default()
        }
    }

    fn classes(known: &Foresight, choices: &EffectChoices) -> Vec<EffectClass> {
        let foreseen = known.foresee(choices);
        foreseen
            .records
            .into_iter()
            .map(|(class, _)| class)
            .collect()
    }

    #[test]
    fn new_exists_again_and_conflict() {
        use EffectClass::*;
        let mut known = Foresight::default();
        known.add(&[ANN], &[]);
        known.add(&[BOB], &[MAIL]);
        known.add(&[ANN], &[]);
        known.add(&[BOB], &[]);
        known.hit(1, &hit(Some(Holder::One(contact(7))), None));
        known.hit(3, &hit(Some(Holder::One(contact(7))), None));
        let update = choices(OnDuplicate::Update, MatchBy::Any);
        assert_eq!(classes(&known, &update), [New, Exists, Again, Again]);
        let skip = choices(OnDuplicate::Skip, MatchBy::Any);
        assert_eq!(classes(&known, &skip), [New, Exists, Again, Exists]);
        assert_eq!(known.foresee(&skip).counts.skip, 3);
        let by_email = choices(OnDuplicate::Update, MatchBy::Email);
        assert_eq!(classes(&known, &by_email), [New, New, New, New]);
    }

    #[test]
    fn the_phone_of_one_and_the_email_of_another_is_a_conflict_unless_only_one_counts() {
        let mut known = Foresight::default();
        known.add(&[ANN], &[MAIL]);
        let two = [7, 8].map(|number| Some(Holder::One(contact(number))));
        known.hit(0, &hit(two[0], two[1]));
        let any = known.foresee(&choices(OnDuplicate::Update, MatchBy::Any));
        assert_eq!((any.counts.fail, any.records[0].1), (1, None));
        let phone = known.foresee(&choices(OnDuplicate::Update, MatchBy::Phone));
        assert_eq!(phone.records[0], (EffectClass::Exists, Some(contact(7))));
    }

    #[test]
    fn what_was_compared_counts_as_long_as_the_same_contact_is_meant() {
        let mut known = Foresight::default();
        known.add(&[ANN], &[MAIL]);
        let two = [7, 8].map(|number| Some(Holder::One(contact(number))));
        known.hit(0, &hit(two[0], two[1]));
        known.compare(0, contact(7), true);
        let by = |matching| classes(&known, &choices(OnDuplicate::Update, matching));
        assert_eq!(by(MatchBy::Phone), [EffectClass::Unchanged]);
        assert_eq!(by(MatchBy::Email), [EffectClass::Exists]);
    }

    #[test]
    fn a_choice_for_a_class_or_a_record_is_told_as_runs() {
        let mut known = Foresight::default();
        for number in 1..=4 {
            known.add(&[number << 40], &[]);
            known.hit(
                number as usize - 1,
                &hit(Some(Holder::One(contact(number.into()))), None),
            );
        }
        let mut wanted = choices(OnDuplicate::Create, MatchBy::Any);
        wanted
            .classes
            .insert(EffectClass::Exists, OnDuplicate::Skip);
        wanted.records.insert(3, OnDuplicate::Create);
        let foreseen = known.foresee(&wanted);
        let run = |from, to| ChoiceRun {
            from,
            to,
            choice: OnDuplicate::Skip,
        };
        assert_eq!(foreseen.runs, [run(1, 2), run(4, 4)]);
        assert_eq!((foreseen.counts.skip, foreseen.counts.create), (3, 1));
    }

    #[test]
    fn where_all_become_contacts_a_record_that_comes_three_times_comes_again() {
        let mut known = Foresight::default();
        (0..3).for_each(|_| known.add(&[ANN], &[]));
        let create = choices(OnDuplicate::Create, MatchBy::Any);
        use EffectClass::*;
        assert_eq!(classes(&known, &create), [New, Again, Again]);
        assert_eq!(known.foresee(&create).counts.create, 3);
    }
}
