//! What a record of a file makes of a contact that exists already. A blank cell never overwrites, a filled cell replaces
//! what stands in that cell's place, labels are only added, and verified values stay as they are.

use serde::{Deserialize, Serialize};

use crate::{
    check::verdict::Verdict,
    code::Code,
    contact::{Draft, Email, Phone, Social},
    field::{FORM, Part, column::Column},
    invisible,
    words::Text,
};

/// Which cells were filled, where a draft cannot tell: a blank one reads as the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledCells {
    pub last_name: bool,
    pub kind: bool,
    pub level: bool,
}

impl FilledCells {
    /// Those of a record.
    pub fn of(found: &Verdict) -> Self {
        let is_filled = |part: Part| {
            let columns = found.columns().all.iter();
            let mut cells = columns.zip(found.cells());
            cells.any(|(file, cell)| {
                matches!(file.column, Column::Field(field) if field.part == part)
                    && !invisible::is_blank(&cell)
            })
        };
        Self {
            last_name: !found
                .problems
                .iter()
                .any(|problem| problem.code == Code::W01),
            kind: is_filled(Part::Kind),
            level: is_filled(Part::Level),
        }
    }
}

impl Draft {
    /// Makes what this contact becomes by a record of a file.
    pub fn updated_by(&self, record: &Draft, filled: FilledCells) -> Draft {
        let mut new = Draft {
            kind: if filled.kind { record.kind } else { self.kind },
            level: if filled.level {
                record.level
            } else {
                self.level
            },
            phones: replaced(
                &self.phones,
                &record.phones,
                same_phone_cell,
                |phone| phone.verified,
                |a, b| a.number == b.number,
            ),
            emails: replaced(
                &self.emails,
                &record.emails,
                same_email_cell,
                |_| false,
                |a, b| a.address == b.address,
            ),
            socials: replaced(
                &self.socials,
                &record.socials,
                same_social_cell,
                |social| social.verified,
                |a, b| a.id == b.id,
            ),
            birth_date: record.birth_date.or(self.birth_date),
            ..self.clone()
        };
        let put = |to: &mut String, text: &str| {
            if !text.is_empty() {
                text.clone_into(to);
            }
        };
        for field in FORM.iter() {
            match field.part {
                Part::Text(Text::LastName) if !filled.last_name => {}
                Part::Text(part) => put(new.text_mut(part), record.text(part)),
                _ => {}
            }
        }
        put(&mut new.language, &record.language);
        put(&mut new.address.country, &record.address.country);
        for label in &record.labels {
            if !new
                .labels
                .iter()
                .any(|known| crate::label::fold(known) == crate::label::fold(label))
            {
                new.labels.push(label.clone());
            }
        }
        new.custom.extend(record.custom.clone());
        new.tidy();
        new
    }
}

fn same_phone_cell(a: &Phone, b: &Phone) -> bool {
    a.kind == b.kind
}

fn same_email_cell(a: &Email, b: &Email) -> bool {
    a.kind == b.kind
}

fn same_social_cell(a: &Social, b: &Social) -> bool {
    a.network == b.network
}

/// The old values whose cell is blank in the record, or that are verified, then the record's values that are new.
fn replaced<T: Clone>(
    old: &[T],
    record: &[T],
    same_cell: fn(&T, &T) -> bool,
    verified: fn(&T) -> bool,
    same: fn(&T, &T) -> bool,
) -> Vec<T> {
    let stays = |value: &&T| {
        verified(value)
            || !record.iter().any(|new| same_cell(new, value))
            || record
                .iter()
                .any(|new| same_cell(new, value) && same(new, value))
    };
    let mut values: Vec<T> = old.iter().filter(stays).cloned().collect();
    for new in record {
        if !values
            .iter()
            .any(|value| same_cell(new, value) && same(new, value))
        {
            values.push(new.clone());
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Kind, Level, PhoneKind};

    fn phone(kind: PhoneKind, number: &str, verified: bool) -> Phone {
        Phone {
            kind,
            number: number.into(),
            verified,
        }
    }

    fn ann() -> Draft {
        Draft {
            first_name: "Ann".into(),
            last_name: "Lee".into(),
            kind: Kind::Customer,
            level: Level::Secondary,
            company: "Acme".into(),
            labels: vec!["VIP".into()],
            phones: vec![
                phone(PhoneKind::Mobile, "+85211111111", true),
                phone(PhoneKind::Work, "+85222222222", false),
            ],
            ..Draft::default()
        }
    }

    #[test]
    fn a_blank_cell_never_overwrites() {
        let record = Draft {
            last_name: "customer".into(),
            ..Draft::default()
        };
        assert_eq!(ann().updated_by(&record, FilledCells::default()), ann());
    }

    #[test]
    fn a_filled_cell_overwrites_even_with_the_default() {
        let record = Draft {
            last_name: "Li".into(),
            company: "Apex".into(),
            ..Draft::default()
        };
        let new = ann().updated_by(
            &record,
            FilledCells {
                last_name: true,
                kind: true,
                level: false,
            },
        );
        assert_eq!(
            (new.last_name.as_str(), new.company.as_str()),
            ("Li", "Apex")
        );
        assert_eq!((new.kind, new.level), (Kind::Lead, Level::Secondary));
        assert_eq!(new.first_name, "Ann");
    }

    #[test]
    fn a_verified_number_stays_and_an_unverified_one_gives_way() {
        let record = Draft {
            phones: vec![
                phone(PhoneKind::Mobile, "+85233333333", false),
                phone(PhoneKind::Work, "+85244444444", false),
            ],
            ..Draft::default()
        };
        let numbers: Vec<String> = ann()
            .updated_by(&record, FilledCells::default())
            .phones
            .into_iter()
            .map(|phone| format!("{} {} {}", phone.kind, phone.number, phone.verified))
            .collect();
        assert_eq!(
            numbers,
            [
                "Mobile +85211111111 true",
                "Mobile +85233333333 false",
                "Work +85244444444 false"
            ]
        );
    }

    #[test]
    fn the_same_record_changes_nothing_the_second_time() {
        let record = Draft {
            company: "Apex".into(),
            labels: vec!["vip".into(), "Trial".into()],
            phones: vec![phone(PhoneKind::Mobile, "+85211111111", false)],
            ..Draft::default()
        };
        let once = ann().updated_by(&record, FilledCells::default());
        assert_eq!(once.labels, ["VIP", "Trial"]);
        assert_eq!(once.updated_by(&record, FilledCells::default()), once);
        assert!(once.phones[0].verified);
    }
}
