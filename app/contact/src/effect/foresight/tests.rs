//! What is foreseen of records, from what is known of them and by some choices.
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
    let records = foreseen.records.iter();
    records.map(|record| record.class).collect()
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
    let [ann, bob] = [7, 8].map(|number| Some(Holder::One(contact(number))));
    known.hit(0, &hit(ann, bob));
    let any = known.foresee(&choices(OnDuplicate::Update, MatchBy::Any));
    assert_eq!((any.counts.fail, any.records[0].contact), (1, None));
    let fits = [7, 8].map(|number| FittingContact::Existing(contact(number)));
    assert_eq!(any.several, BTreeMap::from([(1, fits.to_vec())]));
    let phone = known.foresee(&choices(OnDuplicate::Update, MatchBy::Phone));
    let alone = ForeseenRecord {
        class: EffectClass::Exists,
        choice: OnDuplicate::Update,
        contact: Some(contact(7)),
    };
    assert_eq!((phone.records[0], phone.several.len()), (alone, 0));
}

#[test]
fn what_was_compared_counts_as_long_as_the_same_contact_is_meant() {
    let mut known = Foresight::default();
    known.add(&[ANN], &[MAIL]);
    let [ann, bob] = [7, 8].map(|number| Some(Holder::One(contact(number))));
    known.hit(0, &hit(ann, bob));
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
    wanted.classes.exists = Some(OnDuplicate::Skip);
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

#[test]
fn a_record_that_comes_again_names_the_first_that_made_or_changed_the_contact() {
    let mut known = Foresight::default();
    known.add(&[ANN], &[]);
    known.add(&[BOB], &[MAIL]);
    (0..2).for_each(|_| known.add(&[ANN], &[]));
    (0..2).for_each(|_| known.add(&[BOB], &[]));
    for record in [1, 4, 5] {
        known.hit(record, &hit(Some(Holder::One(contact(7))), None));
    }
    let update = known.foresee(&choices(OnDuplicate::Update, MatchBy::Any));
    assert_eq!(
        update.earlier,
        BTreeMap::from([(3, 1), (4, 1), (5, 2), (6, 2)])
    );
    let mut left_out = choices(OnDuplicate::Update, MatchBy::Any);
    left_out.records.insert(2, OnDuplicate::Skip);
    // What is left out changes nobody.
    let foreseen = known.foresee(&left_out);
    assert_eq!(foreseen.earlier, BTreeMap::from([(3, 1), (4, 1), (6, 5)]));
    assert_eq!(foreseen.records[1].choice, OnDuplicate::Skip);
    let create = known.foresee(&choices(OnDuplicate::Create, MatchBy::Any));
    assert_eq!(create.earlier.get(&4), Some(&1));
}

#[test]
fn whoever_fits_several_fits_contacts_that_exist_and_those_that_the_file_makes() {
    use FittingContact::{Existing, OfRecord};
    let mut known = Foresight::default();
    known.add(&[BOB], &[]);
    known.add(&[BOB], &[]);
    known.add(&[ANN, BOB], &[]);
    let many = (1..=20).map(contact);
    known.hit(2, &hit(Holder::of(many), None));
    let mut twice = choices(OnDuplicate::Update, MatchBy::Any);
    twice.records.insert(2, OnDuplicate::Create);
    let told = known.foresee(&twice).several;
    let first: Vec<_> = (1..=6).map(|number| Existing(contact(number))).collect();
    assert_eq!(
        told,
        BTreeMap::from([(3, first)]),
        "five, and that there are more"
    );

    let mut known = Foresight::default();
    (0..2).for_each(|_| known.add(&[BOB], &[]));
    known.add(&[ANN, BOB], &[]);
    known.hit(2, &hit(Some(Holder::One(contact(7))), None));
    let told = known.foresee(&twice).several;
    let fits = vec![Existing(contact(7)), OfRecord(1), OfRecord(2)];
    assert_eq!(told, BTreeMap::from([(3, fits)]));
}
