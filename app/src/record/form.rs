//! What stands in a form of one contact: in the Create window, on `/contacts/new` and in edit mode alike. It holds text as
//! it was typed, judges it by the rules of `Draft::check` while it is typed, and shows a problem once its field was left.
mod trouble;

use std::collections::BTreeSet;

use contact::{
    Country, CustomField, CustomKind, CustomValue, Draft, Email, EmailKind, Network, Part, Phone,
    PhoneKind, Social,
    change::{apply, fields},
    date::{Unclear, typed},
    field::field_of,
    phone::unmarked,
    words::Text,
};
use leptos::{prelude::*, reactive::owner::WeakOwner};

use trouble::Trouble;

use crate::{
    api::{contacts::complete_phone, fields as custom_fields},
    error::Error,
    numbers::shown,
    values::{day, words::I18n},
};

/// The fields of one value each: their names in JSON, and what they are in the template.
const TEXTS: [(&str, Part); 15] = [
    ("first_name", Part::Text(Text::FirstName)),
    ("last_name", Part::Text(Text::LastName)),
    ("type", Part::Kind),
    ("level", Part::Level),
    ("company", Part::Text(Text::Company)),
    ("job_title", Part::Text(Text::JobTitle)),
    ("team", Part::Text(Text::Team)),
    ("group", Part::Text(Text::Group)),
    ("language", Part::Language),
    ("birth_date", Part::BirthDate),
    ("address.zip", Part::Text(Text::Zip)),
    ("address.street", Part::Text(Text::Street)),
    ("address.city", Part::Text(Text::City)),
    ("address.state", Part::Text(Text::State)),
    ("address.country", Part::Country),
];

/// The lists of values that have a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Phones,
    Emails,
    Socials,
}

impl List {
    const ALL: [Self; 3] = [Self::Phones, Self::Emails, Self::Socials];

    /// What the ids of its inputs begin with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phones => "phone",
            Self::Emails => "email",
            Self::Socials => "social",
        }
    }

    /// The type that a new value has.
    fn first_kind(self) -> &'static str {
        match self {
            Self::Phones => PhoneKind::Mobile.as_str(),
            Self::Emails => EmailKind::Work.as_str(),
            Self::Socials => Network::Messenger.as_str(),
        }
    }

    /// The column of the template that a value of this type stands in.
    fn column(self, kind: &str) -> &'static str {
        let part = match self {
            Self::Phones => Part::Phone(PhoneKind::parse(kind).unwrap_or_default()),
            Self::Emails => Part::Email(EmailKind::parse(kind).unwrap_or_default()),
            Self::Socials => Part::Social(Network::parse(kind).unwrap_or(Network::Messenger)),
        };
        field_of(part).header
    }
}

/// A value with its type: a phone number, an email address, an ID on a network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub key: u32,
    pub kind: RwSignal<String>,
    /// The country whose code a number without one gets.
    pub region: RwSignal<String>,
    pub text: RwSignal<String>,
    /// It stays as it is.
    pub verified: bool,
}

impl Row {
    /// What is meant by what is typed: a number without the marks that are written into it for reading.
    fn value(self, list: List) -> String {
        let is_number = match list {
            List::Phones => true,
            List::Emails => false,
            List::Socials => self.kind.with(|kind| kind == Network::Whatsapp.as_str()),
        };
        self.text.with(|text| match text.trim() {
            text if is_number => unmarked(text),
            text => text.to_owned(),
        })
    }
}

/// A custom field and what stands in it, in the form in which its input holds it.
#[derive(Clone)]
pub struct Custom {
    pub field: CustomField,
    pub text: RwSignal<String>,
}

/// A form.
#[derive(Clone, Copy)]
pub struct Form {
    i18n: I18n,
    /// What is typed lives as long as the form, whichever button made room for it. Not held, as it holds the form.
    owner: StoredValue<WeakOwner>,
    texts: [RwSignal<String>; 15],
    lists: [RwSignal<Vec<Row>>; 3],
    pub labels: RwSignal<Vec<String>>,
    /// A label that was typed but not yet taken.
    pub label: RwSignal<String>,
    /// The custom fields, once they are asked for, or why they could not be loaded.
    pub custom: RwSignal<Option<Result<Vec<Custom>, String>>>,
    /// What the form started from.
    base: RwSignal<Draft>,
    next: StoredValue<u32>,
    /// The inputs that were left, and whether all are to show their problems.
    left: RwSignal<BTreeSet<String>>,
    all: RwSignal<bool>,
    /// What the rules of the page find.
    found: Memo<Vec<Trouble>>,
    /// What the server found besides.
    answered: RwSignal<Vec<Trouble>>,
}

impl Form {
    /// A form that starts from a draft.
    pub fn new(i18n: I18n, draft: &Draft) -> Self {
        let found = RwSignal::new(None::<Self>);
        let form = Self {
            i18n,
            owner: StoredValue::new(Owner::current().unwrap_or_default().downgrade()),
            texts: std::array::from_fn(|_| RwSignal::default()),
            lists: std::array::from_fn(|_| RwSignal::default()),
            labels: RwSignal::default(),
            label: RwSignal::default(),
            custom: RwSignal::new(None),
            base: RwSignal::default(),
            next: StoredValue::new(0),
            left: RwSignal::default(),
            all: RwSignal::new(false),
            found: Memo::new(move |_| found.get().map(Self::judge).unwrap_or_default()),
            answered: RwSignal::default(),
        };
        found.set(Some(form));
        form.start(draft, draft);
        form
    }

    /// Shows `draft` as a change of `base`.
    pub fn start(self, base: &Draft, draft: &Draft) {
        let known = fields(draft);
        for ((name, part), text) in TEXTS.iter().zip(self.texts) {
            let value = known.get(*name).and_then(|value| value.as_str());
            let value = value.unwrap_or_default();
            text.set(match part {
                Part::BirthDate => self.day(value),
                _ => value.to_owned(),
            });
        }
        let phones = draft.phones.iter();
        let phones = phones.map(|phone| {
            let number = self.grouped(&phone.number);
            self.row(phone.kind.as_str(), &number, phone.verified)
        });
        let emails = draft.emails.iter();
        let emails = emails.map(|email| self.row(email.kind.as_str(), &email.address, false));
        let socials = draft.socials.iter();
        let socials = socials.map(|social| {
            let id = match social.network {
                Network::Whatsapp => self.grouped(&social.id),
                _ => social.id.clone(),
            };
            self.row(social.network.as_str(), &id, social.verified)
        });
        self.rows(List::Phones).set(phones.collect());
        self.rows(List::Emails).set(emails.collect());
        self.rows(List::Socials).set(socials.collect());
        self.labels.set(draft.labels.clone());
        self.label.set(String::new());
        self.custom.update(|custom| {
            for custom in custom.iter().flatten().flatten() {
                custom.text.set(self.written(&custom.field, draft));
            }
        });
        self.base.set(base.clone());
        self.left.set(BTreeSet::new());
        self.all.set(false);
        self.answered.set(Vec::new());
    }

    fn row(self, kind: &str, text: &str, verified: bool) -> Row {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        Row {
            key,
            kind: self.signal(kind),
            region: self.signal(""),
            text: self.signal(text),
            verified,
        }
    }

    /// A number as people read it. The marks in it are taken out again when it is read.
    fn grouped(self, number: &str) -> String {
        let owner = self.owner.get_value().upgrade().unwrap_or_default();
        owner.with(|| untrack(|| shown(number)))
    }

    fn signal(self, text: &str) -> RwSignal<String> {
        let make = || RwSignal::new(text.to_owned());
        match self.owner.get_value().upgrade() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// The values of a list.
    pub fn rows(self, list: List) -> RwSignal<Vec<Row>> {
        self.lists[list as usize]
    }

    /// Adds an empty value. The next number is likely of the country of the one before.
    pub fn append(self, list: List) -> Row {
        let row = self.row(list.first_kind(), "", false);
        self.rows(list).update(|rows| {
            if let Some(last) = rows.last() {
                row.region.set(last.region.get_untracked());
            }
            rows.push(row);
        });
        row
    }

    /// The text of a field by its name in JSON.
    pub fn text(self, name: &str) -> RwSignal<String> {
        let place = TEXTS.iter().position(|(known, _)| *known == name);
        self.texts[place.unwrap_or(0)]
    }

    /// Asks for the custom fields, unless they are there.
    pub fn load_custom(self) {
        if matches!(*self.custom.read_untracked(), Some(Ok(_))) {
            return;
        }
        leptos::task::spawn_local(async move {
            let loaded = custom_fields::list().await;
            // The form may be gone by now.
            let Some(base) = self.base.try_get_untracked() else {
                return;
            };
            let custom = |field: CustomField| Custom {
                text: self.signal(&self.written(&field, &base)),
                field,
            };
            let loaded = loaded.map(|fields| fields.into_iter().map(custom).collect());
            self.custom
                .set(Some(loaded.map_err(|error| error.to_string())));
        });
    }

    /// What the form started from.
    pub fn base(self) -> Draft {
        self.base.get_untracked()
    }

    /// What is typed, as a draft. What was not touched is as it was.
    pub fn draft(self) -> Draft {
        let base = self.base.get();
        let known = fields(&base);
        let mut values = Vec::new();
        for ((name, part), text) in TEXTS.iter().zip(self.texts) {
            let text = match (part, text.get()) {
                (Part::BirthDate, text) => match iso(&text) {
                    Ok(date) => date,
                    // It is left to `judge`.
                    Err(_) => continue,
                },
                (_, text) => text,
            };
            let before = known.get(*name).and_then(|value| value.as_str());
            if text == before.unwrap_or_default() {
                continue;
            }
            let text = text.trim();
            values.push((*name, (!text.is_empty()).then(|| text.into())));
        }
        let values = values.iter().map(|(name, value)| (*name, value.as_ref()));
        let mut draft = apply(&base, values).unwrap_or(base);
        let filled = |list| {
            let rows = self.rows(list).get().into_iter();
            let rows = rows.map(move |row| (row.kind.get(), row.value(list), row.verified));
            rows.filter(|(_, text, _)| !text.is_empty())
        };
        draft.phones = filled(List::Phones)
            .map(|(kind, number, verified)| Phone {
                kind: PhoneKind::parse(&kind).unwrap_or_default(),
                number,
                verified,
            })
            .collect();
        draft.emails = filled(List::Emails)
            .map(|(kind, address, _)| Email {
                kind: EmailKind::parse(&kind).unwrap_or_default(),
                address,
            })
            .collect();
        draft.socials = filled(List::Socials)
            .map(|(network, id, verified)| Social {
                network: Network::parse(&network).unwrap_or(Network::Messenger),
                id,
                verified,
            })
            .collect();
        draft.labels = self.labels.get();
        for Custom { field, text } in self.custom.get().into_iter().flatten().flatten() {
            let text = text.get();
            if text != self.written(&field, &draft) {
                draft.custom.remove(&field.id);
                let text = match field.kind {
                    CustomKind::Date => match iso(&text) {
                        Ok(date) => date,
                        Err(_) => text,
                    },
                    _ => text.trim().to_owned(),
                };
                if !text.is_empty() {
                    // What cannot be read stays text, and is judged as such.
                    let read = field.parse(&text).map(|reading| field.value(reading));
                    let value = read.unwrap_or_else(|_| CustomValue::Text(text.clone()));
                    draft.custom.insert(field.id, value);
                }
            }
        }
        draft.tidy();
        draft
    }

    /// Tells whether something was changed.
    pub fn is_dirty(self) -> bool {
        untrack(|| self.draft() != self.base.get() || !self.left_over().is_empty())
    }

    /// What stands in the label field and is no label yet. It never becomes one by itself.
    fn left_over(self) -> String {
        self.label.with(|label| label.trim().to_owned())
    }

    /// A day in words, as its input shows it.
    fn day(self, iso: &str) -> String {
        let date = iso.parse();
        date.map_or_else(
            |_| iso.to_owned(),
            |date| day::written(self.i18n.get_locale_untracked(), date),
        )
    }

    /// The value of a custom field as its input holds it: as in a file, but days in words.
    fn written(self, field: &CustomField, draft: &Draft) -> String {
        match draft.custom.get(&field.id) {
            None => String::new(),
            Some(CustomValue::Text(text)) if field.kind == CustomKind::Date => self.day(text),
            Some(value) => field.write(value).into_owned(),
        }
    }

    /// What is to be saved, with the country codes that numbers lack; none where something is wrong, which is shown.
    pub async fn finished(self) -> Result<Option<Draft>, Error> {
        self.all.set(true);
        self.answered.set(Vec::new());
        if untrack(|| !self.found.read().is_empty()) {
            return Ok(None);
        }
        for row in self.rows(List::Phones).get_untracked() {
            let number = untrack(|| row.value(List::Phones));
            let region = Country::parse(&row.region.get_untracked());
            let (Some(region), false) = (region, number.is_empty() || number.starts_with('+'))
            else {
                continue;
            };
            let completed = complete_phone(number, region).await;
            // The page may have been left meanwhile.
            if self.all.try_get_untracked().is_none() {
                return Ok(None);
            }
            match completed {
                Ok(number) => row.text.set(number),
                Err(Error::Invalid(problems)) => self.answered.update(|answered| {
                    answered.extend(problems.into_iter().map(|problem| Trouble {
                        id: format!("phone-{}", row.key),
                        sentence: problem.message,
                    }));
                }),
                Err(error) => return Err(error),
            }
        }
        let is_good = self.answered.with_untracked(Vec::is_empty);
        Ok(is_good.then(|| untrack(|| self.draft())))
    }
}

/// The id of the input of a field.
pub fn id_of(name: &str) -> String {
    name.replace(['_', '.'], "-")
}

/// What is typed as a day, in ISO; empty where nothing is.
fn iso(text: &str) -> Result<String, Unclear> {
    match text.trim() {
        "" => Ok(String::new()),
        text => typed(text).map(|day| day.to_string()),
    }
}
