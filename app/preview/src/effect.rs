//! What page and worker say to each other of what an import would do. The worker makes digests of the accepted records, the
//! page takes them to the server and brings the answers back; what comes of it stays in the worker, which says counts and the
//! rows that are shown.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use contact::{
    ContactId, Draft,
    effect::{
        ChoiceRun, EffectClass, EffectCounts, KeyHit, NAMED_OF_SEVERAL, OnDuplicate,
        choices::EffectChoices,
        foresight::{FittingContact, Foreseen, ForeseenRecord},
    },
    update::FilledCells,
};

/// From the page to the worker. `check` counts the looks: what belongs to an earlier one is passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectAsk {
    /// Look at the accepted records as they are now, with this key.
    Begin {
        check: u32,
        key: String,
        choices: EffectChoices,
    },
    /// What the server found for a batch of keys.
    Hits {
        check: u32,
        number: u32,
        hits: Vec<KeyHit>,
    },
    /// The records of a batch whose contact would not change, from 0.
    Compared {
        check: u32,
        number: u32,
        same: Vec<u32>,
    },
    /// Something else is to be done with records whose contact exists.
    Choose { check: u32, choices: EffectChoices },
    /// Show records of a list, some at a time.
    Rows {
        check: u32,
        list: EffectList,
        from: u64,
    },
}

/// Records that are shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectList {
    /// Those of a class, whatever becomes of them.
    Class(EffectClass),
    /// Those that are left out because their contact exists, of whichever class.
    Skipped,
}

impl EffectList {
    /// Whether a record is one of them.
    pub fn holds(self, record: &ForeseenRecord) -> bool {
        match self {
            Self::Class(class) => record.class == class,
            Self::Skipped => record.choice == OnDuplicate::Skip,
        }
    }

    /// How many they are, where there are so many of each class and so many are left out.
    pub fn total(self, classes: &BTreeMap<EffectClass, u64>, counts: EffectCounts) -> u64 {
        match self {
            Self::Class(class) => classes.get(&class).copied().unwrap_or_default(),
            Self::Skipped => counts.skip,
        }
    }
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectTold {
    /// Digests of the phones and emails of some records, a line for each; to be asked for.
    Keys {
        check: u32,
        number: u32,
        keys: String,
    },
    /// Records that one contact fits, veiled, as the JSON of `VeiledRecord`s that the page hands on; to be compared.
    Compare {
        check: u32,
        number: u32,
        records: String,
    },
    Foreseen {
        check: u32,
        view: EffectView,
    },
    Rows {
        check: u32,
        list: EffectList,
        from: u64,
        total: u64,
        rows: Vec<EffectRow>,
    },
}

/// What an import would do by the choices as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EffectView {
    /// What was chosen when it was worked out.
    pub choices: EffectChoices,
    pub classes: BTreeMap<EffectClass, u64>,
    pub counts: EffectCounts,
    /// Whether it is known of all that would be updated whether anything changes.
    pub compared: bool,
    /// What is to be done with single records, for the server.
    pub runs: Vec<ChoiceRun>,
    /// Contacts that will be changed, the first of them.
    pub changes: Vec<ContactId>,
}

impl EffectView {
    /// The lists that have records, in order.
    pub fn lists(&self) -> Vec<EffectList> {
        let classes = self.classes.keys().copied().map(EffectList::Class);
        let skipped = (self.counts.skip > 0).then_some(EffectList::Skipped);
        classes.chain(skipped).collect()
    }
}

/// A record as it is shown with its effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectRow {
    /// Its number among the accepted records, from 1.
    pub record: u32,
    /// The line of the file on which it begins.
    pub line: u64,
    pub class: EffectClass,
    /// The contact that exists and that it fits alone.
    pub contact: Option<ContactId>,
    pub fits: FitsOfRow,
    pub draft: Draft,
    pub filled: FilledCells,
}

/// Whom a record fits besides one contact that exists: several of these, and records that stand further up in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FitsOfRow {
    /// The first of several contacts.
    pub contacts: Vec<ContactId>,
    /// The lines of the records further up that make or change a contact which it fits.
    pub lines: Vec<u64>,
    /// It fits more than are named.
    pub more: bool,
}

impl FitsOfRow {
    /// Those of a record, by its number from 1. `line` tells where a record begins.
    pub fn of(record: u32, foreseen: &Foreseen, line: impl Fn(u32) -> Option<u64>) -> Self {
        let mut fits = Self::default();
        let earlier = foreseen.earlier.get(&record);
        fits.lines
            .extend(earlier.and_then(|earlier| line(*earlier)));
        let several = foreseen.several.get(&record);
        let several = several.map(Vec::as_slice).unwrap_or_default();
        fits.more = several.len() > NAMED_OF_SEVERAL;
        for one in several.iter().take(NAMED_OF_SEVERAL) {
            match one {
                FittingContact::Existing(contact) => fits.contacts.push(*contact),
                FittingContact::OfRecord(other) => fits.lines.extend(line(*other)),
            }
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_left_out_are_one_list_whatever_they_are() {
        let record = |class, choice| ForeseenRecord {
            class,
            choice,
            contact: None,
        };
        let records = [
            record(EffectClass::Changed, OnDuplicate::Skip),
            record(EffectClass::Changed, OnDuplicate::Update),
            record(EffectClass::Conflict, OnDuplicate::Skip),
        ];
        let of = |list: EffectList| records.each_ref().map(|record| list.holds(record));
        let changed = EffectList::Class(EffectClass::Changed);
        assert_eq!(of(changed), [true, true, false]);
        assert_eq!(of(EffectList::Skipped), [true, false, true]);
        let view = EffectView {
            classes: BTreeMap::from([(EffectClass::Changed, 2), (EffectClass::Conflict, 1)]),
            counts: EffectCounts {
                update: 1,
                skip: 2,
                ..EffectCounts::default()
            },
            ..EffectView::default()
        };
        let conflict = EffectList::Class(EffectClass::Conflict);
        let lists = view.lists();
        assert_eq!(lists, [changed, conflict, EffectList::Skipped]);
        let totals = lists
            .iter()
            .map(|list| list.total(&view.classes, view.counts));
        assert_eq!(totals.collect::<Vec<_>>(), [2, 1, 2]);
        // What nobody skips is no list.
        let nobody = EffectView {
            counts: EffectCounts::default(),
            ..view
        };
        assert_eq!(nobody.lists(), [changed, conflict]);
    }

    #[test]
    fn a_row_names_the_records_further_up_by_their_lines_and_five_of_several() {
        let mut foreseen = Foreseen::default();
        foreseen.earlier.insert(3, 1);
        let contact = FittingContact::Existing(ContactId::default());
        let of_file = FittingContact::OfRecord(2);
        foreseen.several.insert(4, vec![contact, of_file]);
        foreseen
            .several
            .insert(5, vec![contact; NAMED_OF_SEVERAL + 1]);
        let of = |record| FitsOfRow::of(record, &foreseen, |record| Some(u64::from(record) * 10));
        assert_eq!(of(1), FitsOfRow::default());
        assert_eq!((of(3).lines, of(3).contacts.len()), (vec![10], 0));
        let several = of(4);
        assert_eq!(
            (several.lines, several.contacts.len(), several.more),
            (vec![20], 1, false)
        );
        let many = of(5);
        assert_eq!((many.contacts.len(), many.more), (NAMED_OF_SEVERAL, true));
    }
}
