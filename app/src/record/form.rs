//! What stands in a form of one contact: in the Create window, on `/contacts/new` and in edit mode alike. It holds text as
//! it was typed, judges it by the rules of `Draft::check` while it is typed, and shows a problem once its field was left.
use std::collections::{BTreeMap, BTreeSet};

use contact::{Country, CustomField, Draft, reconcile::Clash};
use leptos::{prelude::*, reactive::owner::WeakOwner};

use crate::{
    api::{contacts::complete_phone, fields as custom_fields},
    browser::clock::today,
    error::{Error, FieldProblem},
    numbers::shown,
    page::{Report, report},
    record::{
        take_in::{ListRow, taken_in},
        trouble::{Trouble, Wrong, id_of_clash, id_of_column, judge},
        typed::{Entry, List, TEXTS, Typed, entries_of, texts_of, written},
    },
    request::usual_country,
    values::{label_field::decided, words::I18n},
};

/// A value with its type: a phone number, an email address, an ID on a network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ValueRow {
    pub key: u32,
    pub kind: RwSignal<String>,
    /// The country whose code a number without one gets.
    pub region: RwSignal<String>,
    pub text: RwSignal<String>,
    /// It stays as it is.
    pub verified: bool,
}

impl ValueRow {
    fn entry(self) -> Entry {
        Entry {
            key: self.key,
            kind: self.kind.get(),
            region: self.region.get(),
            text: self.text.get(),
            verified: self.verified,
        }
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
    pub i18n: I18n,
    pub report: Report,
    /// What is typed lives as long as the form, whichever button made room for it. Not held, as it holds the form.
    owner: StoredValue<WeakOwner>,
    /// In the order of `TEXTS`.
    texts: StoredValue<Vec<RwSignal<String>>>,
    lists: [RwSignal<Vec<ValueRow>>; 3],
    pub labels: RwSignal<Vec<String>>,
    /// A label that was typed but not yet taken.
    pub label: RwSignal<String>,
    /// Whether it is still open which label that is.
    pub undecided: RwSignal<bool>,
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
    /// What others changed too of what is typed.
    contested: RwSignal<Vec<Trouble>>,
}

impl Form {
    /// A form that starts from a draft.
    pub fn new(i18n: I18n, draft: &Draft) -> Self {
        let found = RwSignal::new(None::<Self>);
        let form = Self {
            i18n,
            report: report(),
            owner: StoredValue::new(Owner::current().unwrap_or_default().downgrade()),
            texts: StoredValue::new(TEXTS.iter().map(|_| RwSignal::default()).collect()),
            lists: std::array::from_fn(|_| RwSignal::default()),
            labels: RwSignal::default(),
            label: RwSignal::default(),
            undecided: RwSignal::default(),
            custom: RwSignal::new(None),
            base: RwSignal::default(),
            next: StoredValue::new(0),
            left: RwSignal::default(),
            all: RwSignal::new(false),
            found: Memo::new(move |_| {
                found
                    .get()
                    .map(|form| judge(&form.held(), today()))
                    .unwrap_or_default()
            }),
            answered: RwSignal::default(),
            contested: RwSignal::default(),
        };
        found.set(Some(form));
        form.start(draft, draft);
        form
    }

    /// Shows `draft` as a change of `base`.
    pub fn start(self, base: &Draft, draft: &Draft) {
        let reader = self.i18n.get_locale_untracked();
        for (text, value) in self.texts.get_value().iter().zip(texts_of(draft, reader)) {
            text.set(value);
        }
        let entries = entries_of(draft, |number| self.grouped(number));
        for (rows, entries) in self.lists.iter().zip(entries) {
            let row = |entry: Entry| self.row(&entry.kind, &entry.text, entry.verified);
            rows.set(entries.into_iter().map(row).collect());
        }
        self.labels.set(draft.labels.clone());
        self.label.set(String::new());
        self.undecided.set(false);
        self.custom.update(|custom| {
            for custom in custom.iter().flatten().flatten() {
                custom.text.set(written(&custom.field, draft, reader));
            }
        });
        self.base.set(base.clone());
        self.left.set(BTreeSet::new());
        self.all.set(false);
        self.answered.set(Vec::new());
    }

    /// Takes in what the contact holds by now, beside what is typed; by their names, whether what is typed stands where both
    /// changed a field. Gives the names of those that are still to be decided on, which stay as they are typed.
    pub fn take_in(self, now: &Draft, choices: &BTreeMap<String, bool>) -> Vec<String> {
        let grouped = |number: &str| self.grouped(number);
        let shown = taken_in(&self.held(), now, choices, grouped);
        let texts = self.texts.get_value().into_iter().zip(shown.texts);
        let custom = self.custom.get().into_iter().flatten().flatten();
        let custom = custom.map(|custom| custom.text).zip(shown.custom);
        for (text, now) in texts.chain(custom) {
            if let Some(now) = now.filter(|now| text.with(|text| text != now)) {
                text.set(now);
            }
        }
        for (rows, list) in self.lists.into_iter().zip(shown.lists) {
            let old = rows.get();
            let row = |row| match row {
                ListRow::Old(place) => old[place],
                ListRow::New(entry) => self.row(&entry.kind, &entry.text, entry.verified),
            };
            let new: Vec<ValueRow> = list.into_iter().map(row).collect();
            if new != old {
                rows.set(new);
            }
        }
        if self.labels.with(|labels| *labels != shown.labels) {
            self.labels.set(shown.labels);
        }
        self.base.set(shown.base);
        shown.open
    }

    /// Says at its input what others made of each field that is typed into.
    pub fn contest(self, clashes: Vec<(Clash, Wrong)>) {
        let typed = untrack(|| self.held());
        let trouble = |(clash, what): (Clash, Wrong)| Trouble {
            id: id_of_clash(&typed, &clash),
            what,
        };
        let troubles: Vec<_> = clashes.into_iter().map(trouble).collect();
        if self.contested.with_untracked(|said| *said != troubles) {
            self.contested.set(troubles);
        }
    }

    fn row(self, kind: &str, text: &str, verified: bool) -> ValueRow {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        ValueRow {
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
    pub fn rows(self, list: List) -> RwSignal<Vec<ValueRow>> {
        self.lists[list as usize]
    }

    /// Adds an empty value. The next number is likely of the country of the one before, and the first of that which is usual.
    pub fn append(self, list: List) -> ValueRow {
        let row = self.row(list.first_kind(), "", false);
        self.rows(list).update(|rows| {
            match rows.last() {
                Some(last) => row.region.set(last.region.get_untracked()),
                None if list == List::Phones => row.region.set(self.usual_region()),
                None => {}
            }
            rows.push(row);
        });
        row
    }

    fn usual_region(self) -> String {
        let owner = self.owner.get_value().upgrade().unwrap_or_default();
        let country = owner.with(usual_country).map(Country::code);
        country.unwrap_or_default().to_owned()
    }

    /// The text of a field by its name in JSON.
    pub fn text(self, name: &str) -> RwSignal<String> {
        let place = TEXTS.iter().position(|field| field.name == name);
        self.texts.with_value(|texts| texts[place.unwrap_or(0)])
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
                text: self.signal(&written(&field, &base, self.i18n.get_locale_untracked())),
                field,
            };
            let loaded = loaded.map(|fields| fields.into_iter().map(custom).collect());
            let loaded = loaded.map_err(|error| {
                self.report.hear(&error);
                error.to_string()
            });
            self.custom.set(Some(loaded));
        });
    }

    /// What the form started from.
    pub fn base(self) -> Draft {
        self.base.get_untracked()
    }

    /// What stands in it now.
    fn held(self) -> Typed {
        let custom = self.custom.get().into_iter().flatten().flatten();
        let entries = |rows: RwSignal<Vec<ValueRow>>| {
            let rows = rows.get().into_iter();
            rows.map(ValueRow::entry).collect()
        };
        Typed {
            base: self.base.get(),
            texts: self
                .texts
                .with_value(|texts| texts.iter().map(|text| text.get()).collect()),
            lists: self.lists.map(entries),
            labels: self.labels.get(),
            label: self.label.get(),
            custom: custom
                .map(|custom| (custom.field, custom.text.get()))
                .collect(),
            reader: self.i18n.get_locale_untracked(),
        }
    }

    /// What is typed, as a draft. What was not touched is as it was.
    pub fn draft(self) -> Draft {
        self.held().draft()
    }

    /// Tells whether something was changed.
    pub fn is_dirty(self) -> bool {
        untrack(|| self.held().is_dirty())
    }

    /// What is to be saved, with the country codes that numbers lack; none where something is wrong, which is shown.
    pub async fn finished(self) -> Result<Option<Draft>, Error> {
        decided(self.undecided).await;
        // The page may have been left meanwhile.
        if self.all.try_set(true).is_some() {
            return Ok(None);
        }
        self.answered.set(Vec::new());
        if untrack(|| !self.found.read().is_empty()) {
            return Ok(None);
        }
        for row in self.rows(List::Phones).get_untracked() {
            let Some((number, region)) = untrack(|| row.entry()).without_code() else {
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
                        what: Wrong::Said(problem),
                    }));
                }),
                Err(error) => return Err(error),
            }
        }
        let is_good = self.answered.with_untracked(Vec::is_empty);
        Ok(is_good.then(|| untrack(|| self.draft())))
    }

    /// The sentence about an input, once it was left.
    pub fn error(self, id: &str) -> Signal<Option<String>> {
        let (id, i18n) = (id.to_owned(), self.i18n);
        Signal::derive(move || {
            let of = |troubles: &Vec<Trouble>| {
                let trouble = troubles.iter().find(|trouble| trouble.id == id);
                trouble.map(|trouble| trouble.sentence(i18n))
            };
            let shown = self.all.get() || self.left.with(|left| left.contains(&id));
            shown
                .then(|| self.found.with(of))
                .flatten()
                .or_else(|| self.answered.with(of))
                .or_else(|| self.contested.with(of))
        })
    }

    /// All that keeps the form from being saved, once that was tried.
    pub fn troubles(self) -> Vec<Trouble> {
        let mut troubles = self.answered.get();
        if self.all.get() {
            troubles.extend(self.found.get());
        }
        troubles
    }

    /// An input was left: from now on it says what is wrong with it.
    pub fn leave(self, id: String) {
        if !id.is_empty() {
            self.left.update(|left| left.extend([id]));
        }
    }

    /// An input is typed into: what the server said about it is history.
    pub fn typed(self, id: &str) {
        if self
            .answered
            .with_untracked(|answered| answered.iter().any(|trouble| trouble.id == id))
        {
            self.answered
                .update(|answered| answered.retain(|trouble| trouble.id != id));
        }
    }

    /// Shows what the server found wrong.
    pub fn answer(self, problems: Vec<FieldProblem>) {
        let typed = untrack(|| self.held());
        let trouble = |problem: FieldProblem| Trouble {
            id: id_of_column(&typed, &problem.column),
            what: Wrong::Said(problem),
        };
        self.answered
            .set(problems.into_iter().map(trouble).collect());
    }
}
