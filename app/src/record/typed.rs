//! What is typed into a form of one contact, as plain data, and the draft that it makes: what was not touched stays as it
//! was.
use std::sync::LazyLock;

use contact::{
    Country, CustomField, CustomKind, CustomValue, Draft, Email, EmailKind, Field, Network, Part,
    Phone, PhoneKind, Social,
    change::{apply, fields},
    date::{Unclear, typed},
    field::{FORM, field_of},
    phone::unmarked,
};

use crate::{i18n::Locale, values::day};

/// The fields of one value each, in the order of the form.
pub static TEXTS: LazyLock<Vec<&Field>> = LazyLock::new(|| {
    let form = FORM.iter().copied();
    form.filter(|field| !field.part.is_list()).collect()
});

/// The lists of values that have a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Phones,
    Emails,
    Socials,
}

impl List {
    pub const ALL: [Self; 3] = [Self::Phones, Self::Emails, Self::Socials];

    /// What the ids of its inputs begin with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phones => "phone",
            Self::Emails => "email",
            Self::Socials => "social",
        }
    }

    /// Its name in JSON, as in the change log.
    pub fn field(self) -> &'static str {
        match self {
            Self::Phones => "phones",
            Self::Emails => "emails",
            Self::Socials => "socials",
        }
    }

    /// What the value itself is called in JSON, beside its type.
    pub fn key(self) -> &'static str {
        match self {
            Self::Phones => "number",
            Self::Emails => "address",
            Self::Socials => "id",
        }
    }

    /// The type that a new value has.
    pub fn first_kind(self) -> &'static str {
        match self {
            Self::Phones => PhoneKind::Mobile.as_str(),
            Self::Emails => EmailKind::Work.as_str(),
            Self::Socials => Network::Messenger.as_str(),
        }
    }

    /// The column of the template that a value of this type stands in.
    pub fn column(self, kind: &str) -> &'static str {
        let part = match self {
            Self::Phones => Part::Phone(PhoneKind::parse(kind).unwrap_or_default()),
            Self::Emails => Part::Email(EmailKind::parse(kind).unwrap_or_default()),
            Self::Socials => Part::Social(Network::parse(kind).unwrap_or(Network::Messenger)),
        };
        field_of(part).header
    }

    /// What is meant by what is typed: a number without the marks that are written into it for reading.
    pub fn meant(self, kind: &str, text: &str) -> String {
        let is_number = match self {
            Self::Phones => true,
            Self::Emails => false,
            Self::Socials => kind == Network::Whatsapp.as_str(),
        };
        match text.trim() {
            text if is_number => unmarked(text),
            text => text.to_owned(),
        }
    }
}

/// A value of a list, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub key: u32,
    pub kind: String,
    /// The country whose code a number without one gets; empty where none is chosen.
    pub region: String,
    pub text: String,
    /// It stays as it is.
    pub verified: bool,
}

impl Entry {
    fn of(kind: &str, text: String, verified: bool) -> Self {
        Self {
            kind: kind.to_owned(),
            text,
            verified,
            ..Self::default()
        }
    }

    /// The number that lacks the code of its country, where a country is chosen for it.
    pub fn without_code(&self) -> Option<(String, Country)> {
        let number = List::Phones.meant(&self.kind, &self.text);
        let lacks = !number.is_empty() && !number.starts_with('+');
        Country::parse(&self.region)
            .filter(|_| lacks)
            .map(|country| (number, country))
    }
}

/// The fields of one value each of a draft as their inputs show them, in the order of `TEXTS`.
pub fn texts_of(draft: &Draft, reader: Locale) -> Vec<String> {
    let known = fields(draft);
    let text = |field: &&Field| {
        let value = known.get(field.name).and_then(|value| value.as_str());
        let value = value.unwrap_or_default();
        match field.part {
            Part::BirthDate => day_in_words(value, reader),
            _ => value.to_owned(),
        }
    };
    TEXTS.iter().map(text).collect()
}

/// The lists of a draft as their inputs show them, in the order of `List::ALL`. `grouped` writes a number as people read it.
pub fn entries_of(draft: &Draft, grouped: impl Fn(&str) -> String) -> [Vec<Entry>; 3] {
    let phone = |phone: &Phone| {
        let number = grouped(&phone.number);
        Entry::of(phone.kind.as_str(), number, phone.verified)
    };
    let email = |email: &Email| Entry::of(email.kind.as_str(), email.address.clone(), false);
    let social = |social: &Social| {
        let id = match social.network {
            Network::Whatsapp => grouped(&social.id),
            _ => social.id.clone(),
        };
        Entry::of(social.network.as_str(), id, social.verified)
    };
    [
        draft.phones.iter().map(phone).collect(),
        draft.emails.iter().map(email).collect(),
        draft.socials.iter().map(social).collect(),
    ]
}

/// What is typed into a form.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What the form started from.
    pub base: Draft,
    /// In the order of `TEXTS`.
    pub texts: Vec<String>,
    /// In the order of `List::ALL`.
    pub lists: [Vec<Entry>; 3],
    pub labels: Vec<String>,
    /// What stands in the label field and is no label yet. It never becomes one by itself.
    pub label: String,
    pub custom: Vec<(CustomField, String)>,
    /// The language in which days are written.
    pub reader: Locale,
}

impl Typed {
    /// The draft that is typed.
    pub fn draft(&self) -> Draft {
        let mut draft = self.with_texts();
        let filled = |list: List| {
            let entries = self.lists[list as usize].iter();
            let entries = entries.map(move |entry| (entry, list.meant(&entry.kind, &entry.text)));
            entries.filter(|(_, text)| !text.is_empty())
        };
        draft.phones = filled(List::Phones)
            .map(|(entry, number)| Phone {
                kind: PhoneKind::parse(&entry.kind).unwrap_or_default(),
                number,
                verified: entry.verified,
            })
            .collect();
        draft.emails = filled(List::Emails)
            .map(|(entry, address)| Email {
                kind: EmailKind::parse(&entry.kind).unwrap_or_default(),
                address,
            })
            .collect();
        draft.socials = filled(List::Socials)
            .map(|(entry, id)| Social {
                network: Network::parse(&entry.kind).unwrap_or(Network::Messenger),
                id,
                verified: entry.verified,
            })
            .collect();
        draft.labels.clone_from(&self.labels);
        for (field, text) in &self.custom {
            self.put_custom(&mut draft, field, text);
        }
        draft.tidy();
        draft
    }

    fn with_texts(&self) -> Draft {
        let known = fields(&self.base);
        let mut values = Vec::new();
        for (field, text) in TEXTS.iter().zip(&self.texts) {
            let text = match field.part {
                Part::BirthDate => match iso(text) {
                    Ok(date) => date,
                    // It is said to be no day.
                    Err(_) => continue,
                },
                _ => text.clone(),
            };
            let before = known.get(field.name).and_then(|value| value.as_str());
            if text == before.unwrap_or_default() {
                continue;
            }
            let text = text.trim();
            values.push((field.name, (!text.is_empty()).then(|| text.into())));
        }
        let values = values.iter().map(|(name, value)| (*name, value.as_ref()));
        apply(&self.base, values).unwrap_or_else(|| self.base.clone())
    }

    fn put_custom(&self, draft: &mut Draft, field: &CustomField, text: &str) {
        if text == written(field, draft, self.reader) {
            return;
        }
        draft.custom.remove(&field.id);
        let text = match field.kind {
            CustomKind::Date => iso(text).unwrap_or_else(|_| text.to_owned()),
            _ => text.trim().to_owned(),
        };
        if !text.is_empty() {
            // What cannot be read stays text, and is judged as such.
            let read = field.parse(&text).map(|reading| field.value(reading));
            let value = read.unwrap_or_else(|_| CustomValue::Text(text.clone()));
            draft.custom.insert(field.id.clone(), value);
        }
    }

    /// Tells whether something was changed.
    pub fn is_dirty(&self) -> bool {
        self.draft() != self.base || !self.label.trim().is_empty()
    }

    /// The days of the form: the ids of their inputs, and what is typed.
    pub fn days(&self) -> Vec<(String, &str)> {
        let texts = TEXTS.iter().zip(&self.texts);
        let texts = texts.filter(|(field, _)| field.part == Part::BirthDate);
        let custom = self.custom.iter();
        let custom = custom.filter(|(field, _)| field.kind == CustomKind::Date);
        texts
            .map(|(field, text)| (id_of(field.name), text.as_str()))
            .chain(custom.map(|(field, text)| (field.id.clone(), text.as_str())))
            .collect()
    }
}

/// The id of the input of a field.
pub fn id_of(name: &str) -> String {
    name.replace(['_', '.'], "-")
}

/// What is typed as a day, in ISO; empty where nothing is.
pub fn iso(text: &str) -> Result<String, Unclear> {
    match text.trim() {
        "" => Ok(String::new()),
        text => typed(text).map(|day| day.to_string()),
    }
}

/// A day in words, as its input shows it.
pub fn day_in_words(iso: &str, reader: Locale) -> String {
    let date = iso.parse();
    date.map_or_else(|_| iso.to_owned(), |date| day::written(reader, date))
}

/// The value of a custom field as its input holds it: as in a file, but days in words.
pub fn written(field: &CustomField, draft: &Draft, reader: Locale) -> String {
    match draft.custom.get(&field.id) {
        None => String::new(),
        Some(CustomValue::Text(text)) if field.kind == CustomKind::Date => {
            day_in_words(text, reader)
        }
        Some(value) => field.write(value).into_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use contact::{Country, CustomField, CustomKind, Draft, Network, Phone, PhoneKind, Social};

    use super::{Entry, List, TEXTS, Typed, entries_of, texts_of, written};
    use crate::i18n::Locale;

    /// A form in which nothing was touched since it was opened on a draft.
    pub fn untouched(base: &Draft, custom: &[CustomField]) -> Typed {
        let custom = custom.iter();
        let custom = custom.map(|field| (field.clone(), written(field, base, Locale::en)));
        Typed {
            texts: texts_of(base, Locale::en),
            lists: entries_of(base, str::to_owned),
            labels: base.labels.clone(),
            label: String::new(),
            custom: custom.collect(),
            reader: Locale::en,
            base: base.clone(),
        }
    }

    /// Types into a field of one value.
    pub fn put(typed: &mut Typed, name: &str, text: &str) {
        let place = TEXTS.iter().position(|field| field.name == name);
        typed.texts[place.expect("a field")] = text.to_owned();
    }

    pub fn field(id: &str, kind: CustomKind) -> CustomField {
        CustomField {
            id: id.to_owned(),
            name: id.to_owned(),
            kind,
            options: Vec::new(),
        }
    }

    fn chan() -> Draft {
        Draft {
            first_name: "Tai Man".to_owned(),
            last_name: "Chan".to_owned(),
            birth_date: "1980-12-14".parse().ok(),
            phones: vec![Phone {
                kind: PhoneKind::Mobile,
                number: "+85291234567".to_owned(),
                verified: true,
            }],
            ..Draft::default()
        }
    }

    #[test]
    fn what_was_not_touched_is_as_it_was() {
        let typed = untouched(&chan(), &[field("cf_a", CustomKind::Date)]);
        assert_eq!(typed.draft(), chan());
        assert!(!typed.is_dirty());
    }

    #[test]
    fn a_text_is_taken_without_the_space_around_it_and_an_emptied_one_is_gone() {
        let mut typed = untouched(&chan(), &[]);
        put(&mut typed, "company", "  Acme ");
        put(&mut typed, "first_name", "");
        let draft = typed.draft();
        assert_eq!(
            (draft.company.as_str(), draft.first_name.as_str()),
            ("Acme", "")
        );
        assert!(typed.is_dirty());
    }

    #[test]
    fn a_day_is_read_as_it_is_written_and_one_that_is_unclear_changes_nothing() {
        let mut typed = untouched(&chan(), &[]);
        put(&mut typed, "birth_date", "1 Feb 1981");
        assert_eq!(typed.draft().birth_date, "1981-02-01".parse().ok());
        put(&mut typed, "birth_date", "03/04/1985");
        assert_eq!(typed.draft().birth_date, chan().birth_date);
    }

    #[test]
    fn a_number_loses_the_marks_that_it_is_read_by_and_an_empty_row_is_none() {
        let mut typed = untouched(&chan(), &[]);
        let row = |list: List, kind: &str, text: &str| {
            let entry = Entry {
                kind: kind.to_owned(),
                text: text.to_owned(),
                ..Entry::default()
            };
            (list as usize, entry)
        };
        for (list, entry) in [
            row(List::Phones, "Work", "+852 (2345) 6789"),
            row(List::Phones, "Work", "  "),
            row(List::Socials, Network::Whatsapp.as_str(), "+852 9123-4567"),
            row(List::Socials, Network::Messenger.as_str(), " chan-tai.man "),
        ] {
            typed.lists[list].push(entry);
        }
        let draft = typed.draft();
        assert_eq!(draft.phones.len(), 2);
        assert_eq!(draft.phones[1].number, "+85223456789");
        let ids: Vec<_> = draft
            .socials
            .iter()
            .map(|Social { id, .. }| id.as_str())
            .collect();
        assert_eq!(ids, ["chan-tai.man", "+85291234567"]);
    }

    #[test]
    fn a_custom_field_is_kept_by_its_type_and_what_cannot_be_read_stays_text() {
        let fields = [
            field("cf_day", CustomKind::Date),
            field("cf_number", CustomKind::Number),
            field("cf_wrong", CustomKind::Number),
        ];
        let mut typed = untouched(&Draft::default(), &fields);
        for ((_, text), put) in typed.custom.iter_mut().zip(["14 Dec 1980", " 3 ", "three"]) {
            *text = put.to_owned();
        }
        let held = serde_json::to_value(&typed.draft().custom).expect("JSON");
        let wanted =
            serde_json::json!({"cf_day": "1980-12-14", "cf_number": 3.0, "cf_wrong": "three"});
        assert_eq!(held["cf_day"], wanted["cf_day"]);
        assert_eq!(held["cf_number"].as_f64(), Some(3.0));
        assert_eq!(held["cf_wrong"], wanted["cf_wrong"]);
    }

    #[test]
    fn what_is_shown_for_reading_saves_as_it_was() {
        let draft = Draft {
            socials: vec![Social {
                network: Network::Whatsapp,
                id: "+85291234567".to_owned(),
                verified: true,
            }],
            ..chan()
        };
        let grouped = |number: &str| format!("{} {}", &number[..4], &number[4..]);
        let mut typed = untouched(&draft, &[]);
        typed.lists = entries_of(&draft, grouped);
        let shown = typed
            .lists
            .iter()
            .flatten()
            .map(|entry| entry.text.as_str());
        assert_eq!(shown.collect::<Vec<_>>(), ["+852 91234567"; 2]);
        assert_eq!(texts_of(&draft, Locale::en)[9], "14 Dec 1980");
        assert_eq!(typed.draft(), draft);
    }

    #[test]
    fn only_a_number_without_its_country_code_and_with_a_country_is_to_be_completed() {
        let entry = |text: &str, region: &str| Entry {
            kind: "Mobile".to_owned(),
            text: text.to_owned(),
            region: region.to_owned(),
            ..Entry::default()
        };
        let hong_kong = Country::parse("HK").expect("a country");
        assert_eq!(
            entry(" 9123 4567", "HK").without_code(),
            Some(("91234567".to_owned(), hong_kong))
        );
        for (text, region) in [("9123 4567", ""), ("+852 9123 4567", "HK"), (" ", "HK")] {
            assert_eq!(entry(text, region).without_code(), None, "{text}{region}");
        }
    }

    #[test]
    fn a_label_that_was_not_taken_would_be_lost() {
        let mut typed = untouched(&chan(), &[]);
        typed.label = "VIP".to_owned();
        assert_eq!(typed.draft(), chan());
        assert!(typed.is_dirty());
    }
}
