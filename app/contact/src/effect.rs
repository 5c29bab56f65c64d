//! What an import will do, known before it does anything: which records are new, which have a contact already, and what
//! becomes of each by the choices of whoever imports. The records are matched as the import itself matches them, but by
//! digests, so that no cell leaves the machine on which the file is.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{
    contact::{ContactId, Draft},
    update::FilledCells,
};

pub mod choices;
pub mod foresight;
#[cfg(feature = "digests")]
pub mod veil;

/// The most records whose keys are asked for at once, and the most characters of these keys.
pub const KEYS_AT_ONCE: usize = 4_000;
pub const KEY_TEXT: usize = 200_000;
/// The most veiled records that are compared at once, and the most bytes of them.
pub const COMPARED_AT_ONCE: usize = 400;
pub const COMPARED_TEXT: usize = 200_000;
/// The most runs of choices that are sent at once.
pub const RUNS_AT_ONCE: usize = 4_000;
/// The most contacts of one import that are known beforehand to be changed: whoever has one of them open is told.
pub const CHANGES_TOLD: usize = 20_000;
/// The most records that are shown at once.
pub const SHOWN_AT_ONCE: usize = 20;
/// How many of several contacts that one record fits are named.
pub const NAMED_OF_SEVERAL: usize = 5;
/// The most contacts whose values are shown at once: those beside the records that are shown.
pub const CONTACTS_AT_ONCE: usize = SHOWN_AT_ONCE * NAMED_OF_SEVERAL;

/// What becomes of a record whose contact exists already.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OnDuplicate {
    /// It becomes a contact all the same.
    #[default]
    Create,
    /// It is left out.
    Skip,
    /// It changes that contact; a blank cell changes nothing.
    Update,
}

impl OnDuplicate {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// By what a record and a contact are found to be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MatchBy {
    Phone,
    Email,
    /// By phone or by email.
    #[default]
    Any,
}

/// The contacts that hold a key of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    One(ContactId),
    /// The first of them: those that are named, and one more where there are more.
    Several(Vec<ContactId>),
}

impl Holder {
    /// The holder that these contacts are, each of them once.
    pub fn of(contacts: impl IntoIterator<Item = ContactId>) -> Option<Self> {
        let mut first = Vec::new();
        for contact in contacts {
            if !first.contains(&contact) {
                first.push(contact);
            }
            if first.len() > NAMED_OF_SEVERAL {
                break;
            }
        }
        match first.as_slice() {
            [] => None,
            [one] => Some(Self::One(*one)),
            _ => Some(Self::Several(first)),
        }
    }

    /// The contacts, as far as they are told.
    pub fn contacts(&self) -> &[ContactId] {
        match self {
            Self::One(contact) => std::slice::from_ref(contact),
            Self::Several(contacts) => contacts,
        }
    }
}

/// A record of a batch, from 0, whose phones or emails contacts have already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyHit {
    pub record: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Holder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Holder>,
}

/// A record that one contact fits, as digests of all its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VeiledRecord {
    pub contact: ContactId,
    pub draft: Draft,
    pub filled: FilledCells,
}

/// What a record is to the contacts that exist when the import comes to it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum EffectClass {
    /// Nobody has its phones and emails.
    New,
    /// One contact has; whether it would change is not known yet.
    Exists,
    /// One contact has, and holds all that the record says.
    Unchanged,
    /// One contact has, and the record says something else.
    Changed,
    /// An earlier record of the file made or changed that contact.
    Again,
    /// Several contacts have.
    Conflict,
}

impl EffectClass {
    /// Every class, in the order in which they are told.
    pub const ALL: &[Self] = Self::VARIANTS;
}

/// Accepted records, `from` to `to` from 1, for which something else was chosen than for the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceRun {
    pub from: u32,
    pub to: u32,
    pub choice: OnDuplicate,
}

impl ChoiceRun {
    /// What was chosen for a record, among runs in the order of their records.
    pub fn of(runs: &[Self], record: u32) -> Option<OnDuplicate> {
        let after = runs.partition_point(|run| run.to < record);
        let run = runs.get(after)?;
        (run.from <= record).then_some(run.choice)
    }

    /// Adds what was chosen for a record behind those of the runs.
    pub fn add(runs: &mut Vec<Self>, record: u32, choice: OnDuplicate) {
        match runs.last_mut() {
            Some(last) if last.to + 1 == record && last.choice == choice => last.to = record,
            _ => runs.push(Self {
                from: record,
                to: record,
                choice,
            }),
        }
    }
}

/// How many records will have which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectCounts {
    pub create: u64,
    pub update: u64,
    pub unchanged: u64,
    pub skip: u64,
    /// Several contacts fit, so that none can be updated.
    pub fail: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_contacts_the_first_are_told_and_one_more_says_that_there_are_more() {
        let contact = |number: u128| ContactId(uuid::Uuid::from_u128(number));
        let of = |numbers: &[u128]| Holder::of(numbers.iter().map(|number| contact(*number)));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7, 7]), Some(Holder::One(contact(7))));
        assert_eq!(
            of(&[8, 7, 8]),
            Some(Holder::Several(vec![contact(8), contact(7)]))
        );
        let many: Vec<u128> = (0..100).collect();
        let told = of(&many).map(|holder| holder.contacts().len());
        assert_eq!(told, Some(NAMED_OF_SEVERAL + 1));
    }

    #[test]
    fn a_run_is_found_by_any_of_its_records() {
        let run = |from, to, choice| ChoiceRun { from, to, choice };
        let runs = [
            run(2, 4, OnDuplicate::Skip),
            run(5, 5, OnDuplicate::Create),
            run(9, 9, OnDuplicate::Update),
        ];
        let found: Vec<_> = (1..=10)
            .map(|record| ChoiceRun::of(&runs, record))
            .collect();
        let (skip, create, update) = (
            Some(OnDuplicate::Skip),
            Some(OnDuplicate::Create),
            Some(OnDuplicate::Update),
        );
        assert_eq!(
            found,
            [
                None, skip, skip, skip, create, None, None, None, update, None
            ]
        );
    }
}
