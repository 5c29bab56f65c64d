//! What is chosen for records whose contact exists, as a program says it with a file: for those of a class, for single ones; and
//! what becomes of a record by all that is chosen. The narrower choice wins.
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::{ChoiceRun, EffectClass, MatchBy, OnDuplicate, RUNS_AT_ONCE};
use crate::limits::Limits;

/// What is chosen for the records of a class. What is chosen for `exists` goes for those that are unchanged and changed, where
/// nothing is chosen for these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClassChoices {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exists: Option<OnDuplicate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unchanged: Option<OnDuplicate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<OnDuplicate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub again: Option<OnDuplicate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<OnDuplicate>,
}

impl ClassChoices {
    /// Whether nothing is chosen.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// What is chosen for a class. What nobody has becomes a contact, whatever is chosen.
    pub fn of(self, class: EffectClass) -> Option<OnDuplicate> {
        match class {
            EffectClass::New => None,
            EffectClass::Exists => self.exists,
            EffectClass::Unchanged => self.unchanged.or(self.exists),
            EffectClass::Changed => self.changed.or(self.exists),
            EffectClass::Again => self.again,
            EffectClass::Conflict => self.conflict,
        }
    }

    /// Chooses for a class, or takes the choice back. What was chosen for `exists` before its records were told apart stays chosen
    /// for the other of the two that came of it.
    pub fn choose(&mut self, class: EffectClass, choice: Option<OnDuplicate>) {
        if matches!(class, EffectClass::Unchanged | EffectClass::Changed) {
            let exists = self.exists.take();
            self.unchanged = self.unchanged.or(exists);
            self.changed = self.changed.or(exists);
        }
        match class {
            EffectClass::New => {}
            EffectClass::Exists => self.exists = choice,
            EffectClass::Unchanged => self.unchanged = choice,
            EffectClass::Changed => self.changed = choice,
            EffectClass::Again => self.again = choice,
            EffectClass::Conflict => self.conflict = choice,
        }
    }

    /// Whether those that are unchanged are told from those that are changed.
    fn tell_changed_apart(self) -> bool {
        self.unchanged.is_some() || self.changed.is_some()
    }

    fn all(self) -> impl Iterator<Item = OnDuplicate> {
        let Self {
            exists,
            unchanged,
            changed,
            again,
            conflict,
        } = self;
        let all = [exists, unchanged, changed, again, conflict];
        all.into_iter().flatten()
    }
}

/// What is chosen for single records of one file, by their numbers there, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SingleChoices(BTreeMap<u32, OnDuplicate>);

impl<'de> Deserialize<'de> for SingleChoices {
    /// By hand, so that it is said in words what is wrong with a number.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let said = BTreeMap::<String, OnDuplicate>::deserialize(from)?;
        if said.len() > RUNS_AT_ONCE {
            return Err(D::Error::custom(format!(
                "at most {RUNS_AT_ONCE} single records can be chosen for; choose for a class of them in \"classes\", or send \
                 some of them in a file of their own"
            )));
        }
        let mut single = BTreeMap::new();
        for (number, choice) in said {
            let record = record_number(&number).ok_or_else(|| {
                D::Error::custom(format!(
                    "\"{number}\" is not the number of a record; write it as check --json says it in \"record\", from 1"
                ))
            })?;
            single.insert(record, choice);
        }
        Ok(Self(single))
    }
}

impl SingleChoices {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same as runs, in the order of the records.
    pub fn runs(&self) -> Vec<ChoiceRun> {
        let mut runs = Vec::new();
        for (record, choice) in &self.0 {
            ChoiceRun::add(&mut runs, *record, *choice);
        }
        runs
    }
}

/// Reads the number of a record, as numbers are written.
fn record_number(said: &str) -> Option<u32> {
    let number: u32 = said.parse().ok()?;
    let is_one = number > 0 && u64::from(number) <= Limits::MOST.records;
    (is_one && number.to_string() == said).then_some(number)
}

/// What whoever imports by the page wants done with records whose contact exists: with all, with those of a class, with single
/// ones, by their number among the accepted ones, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EffectChoices {
    pub duplicates: OnDuplicate,
    pub matching: MatchBy,
    pub classes: ClassChoices,
    pub records: BTreeMap<u32, OnDuplicate>,
}

impl EffectChoices {
    /// What becomes of a record of this class.
    pub fn of(&self, record: u32, class: EffectClass) -> OnDuplicate {
        let single = self.records.get(&record).copied();
        single
            .or_else(|| self.classes.of(class))
            .unwrap_or(self.duplicates)
    }

    /// Whether every record becomes a contact.
    pub fn create_all(&self) -> bool {
        !self.chosen(OnDuplicate::Skip) && !self.chosen(OnDuplicate::Update)
    }

    /// Whether what becomes of a record depends on what the contacts hold.
    pub fn compare(&self) -> bool {
        self.chosen(OnDuplicate::Update) || self.classes.tell_changed_apart()
    }

    /// Whether this is what becomes of all records, or of some.
    fn chosen(&self, choice: OnDuplicate) -> bool {
        let single = self.records.values().copied();
        let mut narrower = self.classes.all().chain(single);
        self.duplicates == choice || narrower.any(|one| one == choice)
    }
}

/// All that is chosen for the records of one import whose contact exists.
#[derive(Clone, Debug, Default)]
pub struct RecordChoices {
    pub duplicates: OnDuplicate,
    pub matching: MatchBy,
    pub classes: ClassChoices,
    /// For single records, in their order.
    pub runs: Vec<ChoiceRun>,
}

impl RecordChoices {
    /// What becomes of a record. Its class is asked for only where that depends on it.
    pub fn of(&self, record: u32, class: impl FnOnce() -> EffectClass) -> OnDuplicate {
        if let Some(single) = ChoiceRun::of(&self.runs, record) {
            return single;
        }
        if self.classes.is_plain() {
            return self.duplicates;
        }
        self.classes.of(class()).unwrap_or(self.duplicates)
    }

    /// Whether every record becomes a contact.
    pub fn create_all(&self) -> bool {
        !self.chosen(OnDuplicate::Skip) && !self.chosen(OnDuplicate::Update)
    }

    /// Whether what becomes of a record depends on what the contacts hold.
    pub fn compare(&self) -> bool {
        self.chosen(OnDuplicate::Update) || !self.classes.is_plain()
    }

    /// Whether this is what becomes of all records, or of some.
    fn chosen(&self, choice: OnDuplicate) -> bool {
        let single = self.runs.iter().map(|run| run.choice);
        let mut narrower = self.classes.all().chain(single);
        self.duplicates == choice || narrower.any(|one| one == choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        serde_json::from_str::<T>(json)
            .expect_err("refused")
            .to_string()
    }

    #[test]
    fn the_narrower_choice_wins() {
        let choices = EffectChoices {
            duplicates: OnDuplicate::Update,
            classes: ClassChoices {
                conflict: Some(OnDuplicate::Skip),
                ..ClassChoices::default()
            },
            records: [(3, OnDuplicate::Create)].into(),
            ..EffectChoices::default()
        };
        assert_eq!(
            [
                choices.of(1, EffectClass::Changed),
                choices.of(2, EffectClass::Conflict),
                choices.of(3, EffectClass::Conflict)
            ],
            [OnDuplicate::Update, OnDuplicate::Skip, OnDuplicate::Create]
        );
        assert!(!choices.create_all() && choices.compare());
        assert!(EffectChoices::default().create_all());
    }

    #[test]
    fn what_was_chosen_for_those_that_exist_holds_once_they_are_told_apart() {
        let mut classes = ClassChoices::default();
        classes.choose(EffectClass::Exists, Some(OnDuplicate::Update));
        let of = |classes: ClassChoices| {
            let choices = EffectChoices {
                classes,
                ..EffectChoices::default()
            };
            assert!(choices.compare());
            [EffectClass::Unchanged, EffectClass::Changed].map(|class| choices.of(1, class))
        };
        assert_eq!(of(classes), [OnDuplicate::Update, OnDuplicate::Update]);
        classes.choose(EffectClass::Changed, Some(OnDuplicate::Skip));
        assert_eq!(of(classes), [OnDuplicate::Update, OnDuplicate::Skip]);
        classes.choose(EffectClass::Unchanged, None);
        assert_eq!(of(classes), [OnDuplicate::Create, OnDuplicate::Skip]);
        classes.choose(EffectClass::Changed, None);
        assert!(classes.is_plain());
    }

    #[test]
    fn the_narrower_choice_wins_and_a_class_is_asked_for_only_where_it_matters() {
        use EffectClass::*;
        let (create, skip, update) = (OnDuplicate::Create, OnDuplicate::Skip, OnDuplicate::Update);
        let classes = ClassChoices {
            exists: Some(skip),
            changed: Some(update),
            conflict: Some(create),
            ..ClassChoices::default()
        };
        let mut choices = RecordChoices {
            duplicates: update,
            classes,
            runs: vec![ChoiceRun {
                from: 3,
                to: 3,
                choice: create,
            }],
            ..RecordChoices::default()
        };
        for (class, wanted) in [
            (New, update),
            (Exists, skip),
            (Unchanged, skip),
            (Changed, update),
            (Again, update),
            (Conflict, create),
        ] {
            assert_eq!(choices.of(1, || class), wanted, "{class:?}");
            assert_eq!(choices.of(3, || class), create, "{class:?}");
        }
        assert!(choices.compare() && !choices.create_all());
        choices.classes = ClassChoices::default();
        assert_eq!(choices.of(1, || panic!("asked")), update);
        choices.duplicates = create;
        assert!(choices.create_all() && !choices.compare());
        choices.classes.again = Some(create);
        assert!(choices.create_all() && choices.compare());
        choices.classes.again = Some(skip);
        assert!(!choices.create_all());
    }

    #[test]
    fn single_records_are_written_by_their_numbers_and_told_as_runs() {
        let json = r#"{"5":"skip","4":"skip","40":"create","6":"create"}"#;
        let single: SingleChoices = serde_json::from_str(json).expect("choices");
        let run = |from, to, choice| ChoiceRun { from, to, choice };
        assert_eq!(
            single.runs(),
            [
                run(4, 5, OnDuplicate::Skip),
                run(6, 6, OnDuplicate::Create),
                run(40, 40, OnDuplicate::Create),
            ]
        );
        let again = serde_json::to_string(&single).expect("JSON");
        assert_eq!(serde_json::from_str(&again).ok(), Some(single));
    }

    #[test]
    fn what_is_no_number_of_a_record_is_refused() {
        for wrong in ["0", "-1", "+1", "01", "1.5", "1 ", "", "x", "1000001"] {
            let json = serde_json::json!({ wrong: "skip" }).to_string();
            let said = refusal::<SingleChoices>(&json);
            assert!(said.contains("not the number of a record"), "{said}");
        }
        let numbers = |most: usize| {
            let all = (1..=most).map(|number| (number.to_string(), "skip"));
            let all: BTreeMap<String, &str> = all.collect();
            serde_json::to_string(&all).expect("JSON")
        };
        assert!(serde_json::from_str::<SingleChoices>(&numbers(RUNS_AT_ONCE)).is_ok());
        let said = refusal::<SingleChoices>(&numbers(RUNS_AT_ONCE + 1));
        assert!(said.contains("at most 4000"), "{said}");
    }

    #[test]
    fn a_word_that_nobody_knows_is_refused_with_those_that_are_known() {
        let policies = ["create", "skip", "update"];
        for said in [
            refusal::<SingleChoices>(r#"{"1":"both"}"#),
            refusal::<ClassChoices>(r#"{"changed":"both"}"#),
        ] {
            assert!(policies.iter().all(|word| said.contains(word)), "{said}");
        }
        for wrong in [r#"{"new":"skip"}"#, r#"{"Changed":"skip"}"#] {
            let said = refusal::<ClassChoices>(wrong);
            let mut words = ["exists", "unchanged", "changed", "again", "conflict"].iter();
            assert!(words.all(|word| said.contains(word)), "{said}");
        }
        let said: ClassChoices = serde_json::from_str(r#"{"again":"skip"}"#).expect("choices");
        assert_eq!(said.again, Some(OnDuplicate::Skip));
        assert_eq!(
            serde_json::to_string(&said).ok().as_deref(),
            Some(r#"{"again":"skip"}"#)
        );
    }
}
