//! What the page knows of what the import would do.
use std::collections::{BTreeMap, HashSet};

use contact::{
    ContactId, CustomField, Draft,
    effect::{CONTACTS_AT_ONCE, EffectClass, OnDuplicate, choices::ClassChoices},
    field::{LINE, column::Column},
};
use preview::effect::{EffectList, EffectRow, EffectView};

use crate::{
    error::Error,
    wire::effect::{EffectCheck, ExistingContact},
};

/// A file of more records is looked at again only when somebody asks for it, so that a change on the page is never waited for.
const LOOKED_AT_AT_ONCE: u64 = 100_000;

/// What the page knows of the effect of an import.
#[derive(Clone, Debug, Default)]
pub struct ForeseenEffect {
    /// Counts the looks.
    pub check: u32,
    /// The page wants to know.
    pub wanted: bool,
    /// The key from the server, for as long as it is good.
    pub begun: Option<EffectCheck>,
    /// What the worker and the server are still asked for.
    pub looking: bool,
    /// The file is judged otherwise since.
    pub outdated: bool,
    pub trouble: Option<Error>,
    pub view: Option<EffectView>,
    /// Records of the file had contacts already when it was looked at.
    pub met: bool,
    /// What is to be done with records of a class, and with single ones, by their number among the accepted ones.
    pub classes: ClassChoices,
    pub records: BTreeMap<u32, OnDuplicate>,
    /// What was chosen for single records is forgotten, until something else is chosen.
    pub forgotten: bool,
    pub shown: Option<ShownEffect>,
}

/// The records of a list that are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownEffect {
    pub list: EffectList,
    pub from: u64,
    pub total: u64,
    pub rows: Vec<EffectRow>,
    pub contacts: Vec<ExistingContact>,
}

/// A cell that a record changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedCell {
    pub header: String,
    pub old: String,
    pub new: String,
}

impl ForeseenEffect {
    /// That of another file: what was begun for this one is over, and its answers find nobody.
    pub fn of_another_file(&self) -> Self {
        Self {
            check: self.check + 1,
            ..Self::default()
        }
    }

    /// Whether to look at once when the file is judged otherwise.
    pub fn is_quick(&self, accepted: u64) -> bool {
        self.view.is_none() || accepted <= LOOKED_AT_AT_ONCE
    }

    /// Whether something else was chosen for some records than for all.
    pub fn is_chosen(&self) -> bool {
        !self.classes.is_plain() || !self.records.is_empty()
    }

    /// Whether something was chosen that the server cannot be told yet.
    pub fn is_awaited(&self) -> bool {
        self.is_chosen() && (self.looking || self.outdated)
    }

    /// What the import would do, where that is known of the file as it is now.
    pub fn known(&self) -> Option<&EffectView> {
        self.view
            .as_ref()
            .filter(|_| !self.looking && !self.outdated)
    }

    /// How many records have contacts already.
    pub fn existing(&self) -> u64 {
        let classes = self.view.iter().flat_map(|view| &view.classes);
        classes
            .filter(|(class, _)| !matches!(class, EffectClass::New | EffectClass::Again))
            .map(|(_, records)| records)
            .sum()
    }
}

impl ShownEffect {
    /// The contacts that the records fit, each once.
    pub fn fitting(&self) -> Vec<ContactId> {
        let of_row = |row: &EffectRow| {
            let several = row.fits.contacts.iter().copied();
            row.contact.into_iter().chain(several).collect::<Vec<_>>()
        };
        let mut seen = HashSet::new();
        let each = self.rows.iter().flat_map(of_row);
        let each = each.filter(|contact| seen.insert(*contact));
        each.take(CONTACTS_AT_ONCE).collect()
    }

    /// The name of a contact, where it is known.
    pub fn name_of(&self, id: ContactId) -> Option<String> {
        let contact = self.contacts.iter().find(|contact| contact.id == id)?;
        let draft = &contact.draft;
        let name = contact::name::full_name(&draft.first_name, &draft.last_name);
        (!name.is_empty()).then_some(name)
    }

    /// What tells a contact apart from others of its name among these: of company, first phone number and first email address
    /// what another one has otherwise. Nothing where it is the only one of its name.
    pub fn told_apart(&self, id: ContactId, among: &[ContactId]) -> Option<String> {
        let name = self.name_of(id)?;
        let facts = |id: ContactId| {
            let contact = self.contacts.iter().find(|contact| contact.id == id)?;
            let draft = &contact.draft;
            let phone = draft.phones.first().map(|phone| phone.number.clone());
            let email = draft.emails.first().map(|email| email.address.clone());
            let facts = [Some(draft.company.clone()), phone, email];
            Some(facts.map(Option::unwrap_or_default))
        };
        let others = among.iter().filter(|other| **other != id);
        let namesakes = others.filter(|other| self.name_of(**other).as_ref() == Some(&name));
        let namesakes: Vec<_> = namesakes.filter_map(|other| facts(*other)).collect();
        let own = facts(id)?.into_iter().enumerate();
        let telling = own.filter(|(at, fact)| {
            let mut others = namesakes.iter();
            !fact.is_empty() && others.any(|other| other[*at] != *fact)
        });
        let telling: Vec<String> = telling.map(|(_, fact)| fact).collect();
        (!telling.is_empty()).then(|| telling.join(" · "))
    }

    /// What a record changes of its contact, cell by cell, as the import will do it. Nothing where the contact is not known.
    pub fn changes(&self, row: &EffectRow, custom_fields: &[CustomField]) -> Vec<ChangedCell> {
        let contact = self
            .contacts
            .iter()
            .find(|contact| Some(contact.id) == row.contact);
        contact.map_or_else(Vec::new, |contact| {
            let new = contact.draft.updated_by(&row.draft, row.filled);
            changed_cells(&contact.draft, &new, custom_fields)
        })
    }
}

/// The cells in which two states of a contact differ, in the order of the template.
fn changed_cells(old: &Draft, new: &Draft, custom_fields: &[CustomField]) -> Vec<ChangedCell> {
    let columns = Column::all(custom_fields).chain([Column::Field(&LINE)]);
    let cell = |column: Column| ChangedCell {
        header: column.header(custom_fields).to_owned(),
        old: column.write(old, custom_fields).into_owned(),
        new: column.write(new, custom_fields).into_owned(),
    };
    columns
        .map(cell)
        .filter(|cell| cell.old != cell.new)
        .collect()
}

#[cfg(test)]
mod tests {
    use contact::{Phone, PhoneKind, update::FilledCells};
    use preview::effect::FitsOfRow;
    use uuid::Uuid;

    use super::*;

    fn phone(number: &str, verified: bool) -> Phone {
        Phone {
            kind: PhoneKind::Mobile,
            number: number.to_owned(),
            verified,
        }
    }

    #[test]
    fn a_row_shows_the_cells_that_change_and_only_those() {
        let id = ContactId(Uuid::from_u128(7));
        let contact = ExistingContact {
            id,
            draft: Draft {
                last_name: "Lee".into(),
                company: "Acme".into(),
                phones: vec![phone("+85211111111", true)],
                ..Draft::default()
            },
        };
        let row = EffectRow {
            record: 1,
            line: 2,
            class: EffectClass::Changed,
            contact: Some(id),
            fits: FitsOfRow::default(),
            draft: Draft {
                last_name: "customer".into(),
                company: "Apex".into(),
                phones: vec![phone("+85222222222", false)],
                ..Draft::default()
            },
            filled: FilledCells::default(),
        };
        let shown = ShownEffect {
            list: EffectList::Class(EffectClass::Changed),
            from: 0,
            total: 1,
            rows: vec![row.clone()],
            contacts: vec![contact],
        };
        let changes: Vec<String> = shown
            .changes(&row, &[])
            .into_iter()
            .map(|cell| format!("{}: {} -> {}", cell.header, cell.old, cell.new))
            .collect();
        assert_eq!(
            changes,
            [
                "Mobile: +85211111111 -> +85211111111;+85222222222",
                "Company: Acme -> Apex"
            ]
        );
    }

    #[test]
    fn whoever_a_record_fits_is_asked_for_once_and_named_as_far_as_they_are_known() {
        let [ann, ben, cid] = [7, 8, 9].map(|number| ContactId(Uuid::from_u128(number)));
        let row = |contact, contacts: &[ContactId]| EffectRow {
            record: 1,
            line: 2,
            class: EffectClass::Conflict,
            contact,
            fits: FitsOfRow {
                contacts: contacts.to_vec(),
                ..FitsOfRow::default()
            },
            draft: Draft::default(),
            filled: FilledCells::default(),
        };
        let shown = ShownEffect {
            list: EffectList::Skipped,
            from: 0,
            total: 3,
            rows: vec![row(Some(ann), &[]), row(None, &[ben, ann]), row(None, &[])],
            contacts: vec![ExistingContact {
                id: ben,
                draft: Draft {
                    first_name: "Ben".into(),
                    last_name: "Ho".into(),
                    ..Draft::default()
                },
            }],
        };
        assert_eq!(shown.fitting(), [ann, ben]);
        let names = [ann, ben, cid].map(|id| shown.name_of(id));
        assert_eq!(names, [None, Some("Ben Ho".to_owned()), None]);
    }

    #[test]
    fn contacts_of_one_name_are_told_apart_by_what_they_have_otherwise() {
        let [amy, other, third, ben] =
            [1, 2, 3, 4].map(|number| ContactId(Uuid::from_u128(number)));
        let contact = |id, first_name: &str, company: &str, number: &str| ExistingContact {
            id,
            draft: Draft {
                first_name: first_name.into(),
                last_name: "Chan".into(),
                company: company.into(),
                phones: vec![phone(number, false)],
                ..Draft::default()
            },
        };
        let shown = ShownEffect {
            list: EffectList::Skipped,
            from: 0,
            total: 0,
            rows: Vec::new(),
            contacts: vec![
                contact(amy, "Amy", "Acme", "+85211111111"),
                contact(other, "Amy", "Acme", "+85222222222"),
                contact(third, "Amy", "", "+85222222222"),
                contact(ben, "Ben", "Acme", "+85233333333"),
            ],
        };
        let apart = |among: &[ContactId]| {
            let each = among.iter().map(|id| shown.told_apart(*id, among));
            each.map(Option::unwrap_or_default).collect::<Vec<_>>()
        };
        assert_eq!(apart(&[amy, other]), ["+85211111111", "+85222222222"]);
        assert_eq!(
            apart(&[amy, third, ben]),
            ["Acme · +85211111111", "+85222222222", ""]
        );
        assert_eq!(apart(&[other, third]), ["Acme", ""]);
        assert_eq!(apart(&[amy]), [""]);
    }
}
