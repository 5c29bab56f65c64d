//! Values as digests under a random key: equal values are equal digests, and nothing else can be read from them without the
//! key, which is forgotten with the check that it was made for. SipHash is made for many short values: its digests have eight
//! bytes, and of a million phones and a million others two are taken for each other once in ten million looks.
use std::{fmt, hash::Hasher};

use siphasher::sip::SipHasher24;

use crate::{
    contact::Draft,
    custom::CustomValue,
    field::{FORM, Part},
    label,
};

/// Under which name a birthday stands among the custom values of a veiled draft: no Field ID is like it, and both are put in
/// place by a record alike.
const BIRTH_DATE: &str = "birth_date";
/// How many bytes a key has.
pub const KEY_BYTES: usize = 16;

/// What digests are made with.
#[derive(Clone)]
pub struct DigestKey(SipHasher24);

/// A key stands in no log.
impl fmt::Debug for DigestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DigestKey").finish_non_exhaustive()
    }
}

impl DigestKey {
    /// A key.
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(SipHasher24::new_with_key(key))
    }

    /// A key as `write` gives it.
    pub fn read(text: &str) -> Option<Self> {
        let mut key = [0; KEY_BYTES];
        if text.len() != 2 * key.len() || !text.is_ascii() {
            return None;
        }
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self::new(&key))
    }

    /// Writes a key for the way to the worker.
    pub fn write(key: &[u8; KEY_BYTES]) -> String {
        key.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The digest of a telephone number.
    pub fn phone(&self, number: &str) -> u64 {
        self.digest("phone", number)
    }

    /// The digest of an email address, in whichever case.
    pub fn email(&self, address: &str) -> u64 {
        self.digest("email", &address.to_ascii_lowercase())
    }

    fn digest(&self, of: &str, value: &str) -> u64 {
        let mut digest = self.0;
        digest.write(of.as_bytes());
        digest.write(&[0]);
        digest.write(value.as_bytes());
        digest.finish()
    }

    fn text(&self, of: &str, value: &str) -> String {
        match value {
            "" => String::new(),
            value => format!("{:016x}", self.digest(of, value)),
        }
    }

    /// The draft with a digest in the place of every value. `Draft::updated_by` makes of two veiled drafts what it makes of
    /// the two: it only asks which values are equal, and which are blank. Type and level, of which there are few, stay.
    pub fn veil(&self, draft: &Draft) -> Draft {
        let mut veiled = Draft {
            kind: draft.kind,
            level: draft.level,
            phones: draft.phones.clone(),
            emails: draft.emails.clone(),
            socials: draft.socials.clone(),
            language: self.text("language", &draft.language),
            ..Draft::default()
        };
        for field in FORM.iter() {
            if let Part::Text(part) = field.part {
                *veiled.text_mut(part) = self.text(field.name, draft.text(part));
            }
        }
        veiled.address.country = self.text("country", &draft.address.country);
        for phone in &mut veiled.phones {
            phone.number = self.text("phone", &phone.number);
        }
        for email in &mut veiled.emails {
            email.address = self.text("address", &email.address);
        }
        for social in &mut veiled.socials {
            social.id = self.text("social", &social.id);
        }
        veiled.labels = draft
            .labels
            .iter()
            .map(|name| self.text("label", &label::fold(name)))
            .collect();
        veiled.custom = draft
            .custom
            .iter()
            .map(|(field, value)| (field.clone(), self.custom(value)))
            .collect();
        if let Some(date) = draft.birth_date {
            let date = CustomValue::Text(self.text(BIRTH_DATE, &date.to_string()));
            veiled.custom.insert(BIRTH_DATE.to_owned(), date);
        }
        veiled
    }

    fn custom(&self, value: &CustomValue) -> CustomValue {
        let text = serde_json::to_string(value).unwrap_or_default();
        CustomValue::Text(self.text("custom", &text))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        contact::{Email, Phone, Social},
        update::FilledCells,
        words::{EmailKind, Kind, Level, Network, PhoneKind},
    };

    const KEY: [u8; KEY_BYTES] = [7; KEY_BYTES];

    /// Few values, so that two drafts often have the same.
    fn few() -> impl Strategy<Value = String> {
        prop_oneof![Just(""), Just("Ann"), Just("ann"), Just("Bob")].prop_map(str::to_owned)
    }

    prop_compose! {
        fn drafts()(
            texts in prop::array::uniform4(few()),
            phones in prop::collection::vec((any::<bool>(), 0..3_u8, any::<bool>()), 0..4),
            emails in prop::collection::vec((any::<bool>(), few()), 0..3),
            social in prop::option::of((any::<bool>(), 0..2_u8)),
            labels in prop::collection::vec(prop_oneof![Just("VIP"), Just("vip"), Just("Trial")], 0..3),
            custom in prop::option::of(few()),
            date in prop::option::of(1..3_u32),
            customer in any::<bool>(),
        ) -> Draft {
            let [first_name, last_name, company, language] = texts;
            let mut draft = Draft {
                first_name,
                last_name,
                company,
                language,
                kind: if customer { Kind::Customer } else { Kind::Lead },
                birth_date: date.and_then(|day| NaiveDate::from_ymd_opt(1980, 12, day)),
                labels: labels.into_iter().map(str::to_owned).collect(),
                phones: phones
                    .into_iter()
                    .map(|(work, number, verified)| Phone {
                        kind: if work { PhoneKind::Work } else { PhoneKind::Mobile },
                        number: format!("+8521111111{number}"),
                        verified,
                    })
                    .collect(),
                emails: emails
                    .into_iter()
                    .map(|(work, name)| Email {
                        kind: if work { EmailKind::Work } else { EmailKind::Personal },
                        address: format!("{name}@example.com"),
                    })
                    .collect(),
                ..Draft::default()
            };
            draft.socials.extend(social.map(|(verified, id)| Social {
                network: Network::Whatsapp,
                id: format!("+8521111111{id}"),
                verified,
            }));
            draft.custom.extend(custom.map(|text| ("cf_size".to_owned(), CustomValue::Text(text))));
            draft.tidy();
            draft
        }
    }

    proptest! {
        #[test]
        fn a_veiled_record_changes_a_veiled_contact_if_the_record_changes_the_contact(
            contact in drafts(),
            record in drafts(),
            (last_name, kind, level) in any::<(bool, bool, bool)>(),
        ) {
            let key = DigestKey::new(&KEY);
            let filled = FilledCells { last_name, kind, level };
            let changes = contact.updated_by(&record, filled) != contact;
            let (contact, record) = (key.veil(&contact), key.veil(&record));
            prop_assert_eq!(contact.updated_by(&record, filled) != contact, changes);
        }
    }

    #[test]
    fn nothing_of_a_draft_is_left_in_the_veiled_one() {
        let draft = Draft {
            first_name: "Ann".into(),
            last_name: "Lee".into(),
            level: Level::Secondary,
            birth_date: NaiveDate::from_ymd_opt(1980, 12, 14),
            labels: vec!["VIP".into()],
            ..Draft::default()
        };
        let text = serde_json::to_string(&DigestKey::new(&KEY).veil(&draft)).expect("plain data");
        for value in ["Ann", "Lee", "1980", "VIP"] {
            assert!(!text.contains(value), "{value} in {text}");
        }
    }

    #[test]
    fn a_key_reads_as_it_was_written_and_another_key_makes_other_digests() {
        let written = DigestKey::write(&KEY);
        let read = DigestKey::read(&written).expect("a key");
        let key = DigestKey::new(&KEY);
        assert_eq!(read.phone("+85211111111"), key.phone("+85211111111"));
        assert_eq!(key.email("Ann@Example.com"), key.email("ann@example.com"));
        assert_ne!(key.phone("x"), key.email("x"));
        assert_ne!(
            DigestKey::new(&[8; KEY_BYTES]).phone("+85211111111"),
            key.phone("+85211111111")
        );
        assert!(DigestKey::read("short").is_none());
    }
}
