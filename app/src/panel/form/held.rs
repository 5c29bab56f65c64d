//! What the form of the panel holds: how it begins, what is wrong with it, and how it takes in what others saved.
use std::{collections::BTreeMap, mem};

use chrono::NaiveDate;
use contact::{
    Contact, ContactId, Country, CustomField, Draft, Language, Social,
    change::{diff, fields, place},
    field::named,
    reconcile::keep_verified,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    error::{Error, FieldProblem},
    i18n::Locale,
    numbers::shown,
    record::{
        take_in::{ListRow, taken_in},
        trouble::{Trouble, Wrong, id_of_column, judge},
        typed::{Entry, List, Typed, entries_of, texts_of, written},
    },
    wire::contacts::{Known, LastEdit},
};

/// The form of a contact, or of one that is made of a visitor.
#[derive(Clone, Debug)]
pub struct PanelForm {
    /// The contact that is changed; absent where one is made.
    pub contact: Option<ContactId>,
    /// The version of it that the form knows.
    pub version: i64,
    pub typed: Typed,
    /// By the names of fields that others changed too: whether what is typed stands.
    pub choices: BTreeMap<String, bool>,
    /// What others had made of these fields when that was chosen, in JSON; empty where they had emptied one.
    pub seen: BTreeMap<String, String>,
    /// Names the contact that is made, however often it is sent.
    pub key: Uuid,
    /// The labels that there are.
    pub labels: Vec<String>,
    /// What was typed and can be kept nowhere, since its field or label was deleted meanwhile.
    pub lost: Vec<FieldProblem>,
}

/// What is shown with a form besides what it holds.
#[derive(Clone, Debug, Default)]
pub struct FormShown {
    pub troubles: Vec<Trouble>,
    /// Who changed which field last, as far as that is told.
    pub others: Vec<LastEdit>,
    pub taken: TakenInFields,
}

/// What a form has taken in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenInFields {
    /// The fields that are still to be decided on, each with what others made of it.
    pub open: Vec<(String, Option<Value>)>,
    /// The fields that others changed, and that stand in the form as they are now.
    pub changed: Vec<String>,
}

impl PanelForm {
    /// Begins with a contact as it is.
    pub fn edit(contact: &Contact, known: &Known, language: Language) -> Self {
        let labels = known.labels.iter().map(|label| label.name.clone());
        let of = Self::of(
            contact.draft.clone(),
            &known.custom,
            labels.collect(),
            language,
        );
        Self {
            contact: Some(contact.id),
            version: contact.version,
            ..of
        }
    }

    /// Begins with the contact that a visitor would be. The first number and the first address can be typed at once.
    pub fn create(
        newcomer: Option<&Draft>,
        custom: &[CustomField],
        labels: &[String],
        language: Language,
    ) -> Self {
        let start = newcomer.cloned().unwrap_or_default();
        let mut form = Self::of(start, custom, labels.to_vec(), language);
        for list in [List::Phones, List::Emails] {
            let rows = &mut form.typed.lists[list as usize];
            if rows.is_empty() {
                rows.push(empty_row(list));
            }
        }
        form.key = Uuid::now_v7();
        form
    }

    /// The form of nobody yet in which nothing was typed since it began with `base`.
    pub(super) fn of(
        base: Draft,
        custom: &[CustomField],
        labels: Vec<String>,
        language: Language,
    ) -> Self {
        let reader = reader_of(language);
        let custom = custom.iter();
        let custom = custom.map(|field| (field.clone(), written(field, &base, reader)));
        let mut lists = entries_of(&base, shown);
        number(&mut lists);
        Self {
            contact: None,
            version: 0,
            typed: Typed {
                texts: texts_of(&base, reader),
                lists,
                labels: base.labels.clone(),
                label: String::new(),
                custom: custom.collect(),
                reader,
                base,
            },
            choices: BTreeMap::new(),
            seen: BTreeMap::new(),
            key: Uuid::nil(),
            labels,
            lost: Vec::new(),
        }
    }

    /// All that is wrong with what is typed, as far as that is known without the plans of numbers.
    pub fn troubles(&self, today: NaiveDate) -> Vec<Trouble> {
        let mut troubles = self.lost();
        troubles.extend(judge(&self.typed, today));
        troubles
    }

    /// What was typed and can be kept nowhere. It is told once: what is sent next holds nothing of it.
    pub fn lost(&self) -> Vec<Trouble> {
        let lost = self.lost.iter().cloned();
        lost.map(|problem| said(String::new(), problem)).collect()
    }

    /// What the verb found wrong, each at the input that it is about.
    pub fn said(&self, problems: Vec<FieldProblem>) -> Vec<Trouble> {
        let problems = problems.into_iter();
        problems
            .map(|problem| said(id_of_column(&self.typed, &problem.column), problem))
            .collect()
    }

    /// All that keeps the form from being saved. Where nothing does so far, numbers get the codes that they lack of the
    /// countries which are chosen for them.
    pub fn finish(
        &mut self,
        today: NaiveDate,
        complete: impl Fn(&str, Country) -> Result<String, Error>,
    ) -> Result<Vec<Trouble>, Error> {
        let troubles = self.troubles(today);
        match troubles.is_empty() {
            true => self.complete(complete),
            false => Ok(troubles),
        }
    }

    /// Completes the numbers that lack the code of the country which is chosen for them. Gives those that it cannot.
    pub(super) fn complete(
        &mut self,
        complete: impl Fn(&str, Country) -> Result<String, Error>,
    ) -> Result<Vec<Trouble>, Error> {
        let mut troubles = Vec::new();
        for row in &mut self.typed.lists[List::Phones as usize] {
            let Some((number, country)) = row.without_code() else {
                continue;
            };
            match complete(&number, country) {
                Ok(number) => row.text = number,
                Err(Error::Invalid(problems)) => {
                    let id = row_id(List::Phones, &row.key.to_string());
                    let problems = problems.into_iter();
                    troubles.extend(problems.map(|problem| said(id.clone(), problem)));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(troubles)
    }

    /// Takes in what the contact holds by now. What was chosen counts, but not where others changed it once more since.
    pub fn take_in(&mut self, now: &Contact) -> TakenInFields {
        let (own, theirs) = (fields(&self.typed.draft()), fields(&now.draft));
        let seen = mem::take(&mut self.seen);
        let mut choices = mem::take(&mut self.choices);
        choices.retain(|field, _| {
            let stands = |seen: &String| *seen == in_json(theirs.get(field));
            seen.get(field).is_none_or(stands)
        });
        let lines = diff(&self.typed.base, &now.draft);
        let taken = taken_in(&self.typed, &now.draft, &choices, shown);
        let came = |field: &String| {
            let is_known = named(field).is_some() || self.holds_custom(field);
            is_known
                && !taken.open.contains(field)
                && !choices.contains_key(field)
                && own.get(field) != theirs.get(field)
        };
        let mut changed: Vec<String> = lines.into_iter().map(|line| line.field).collect();
        changed.retain(came);
        changed.sort_by_key(|field| place(field));
        let open = taken.open.iter();
        let open = open.map(|field| (field.clone(), theirs.get(field).cloned()));
        let told = TakenInFields {
            open: open.collect(),
            changed,
        };

        let typed = &mut self.typed;
        let custom = typed.custom.iter_mut().map(|(_, text)| text);
        let texts = typed.texts.iter_mut().zip(taken.texts);
        for (text, now) in texts.chain(custom.zip(taken.custom)) {
            if let Some(now) = now {
                *text = now;
            }
        }
        for (rows, list) in typed.lists.iter_mut().zip(taken.lists) {
            let old = mem::take(rows);
            let row = |row| match row {
                ListRow::Old(place) => old[place].clone(),
                ListRow::New(entry) => entry,
            };
            *rows = list.into_iter().map(row).collect();
        }
        number(&mut typed.lists);
        typed.labels = taken.labels;
        typed.base = taken.base;
        self.version = now.version;
        told
    }

    /// Goes on as the form of a contact that was made of it before, by an answer that was lost. Tells whether what is typed
    /// by now is anything else than that contact.
    pub fn becomes(&mut self, made: &Contact) -> bool {
        let mut draft = self.typed.draft();
        for phone in &mut draft.phones {
            let mut known = made.draft.phones.iter();
            phone.verified = known.any(|known| known.verified && known.number == phone.number);
        }
        for social in &mut draft.socials {
            let is_it = |known: &Social| {
                known.verified && (known.network, &known.id) == (social.network, &social.id)
            };
            social.verified = made.draft.socials.iter().any(is_it);
        }
        keep_verified(&mut draft, &made.draft);
        if draft == made.draft {
            return false;
        }
        let typed = &mut self.typed;
        typed.lists = entries_of(&draft, shown);
        number(&mut typed.lists);
        typed.base = made.draft.clone();
        self.contact = Some(made.id);
        self.version = made.version;
        self.lost.push(made_before());
        true
    }

    /// Whether a field is one of the custom fields of the form.
    pub(super) fn holds_custom(&self, id: &str) -> bool {
        self.typed.custom.iter().any(|(field, _)| field.id == id)
    }
}

impl TakenInFields {
    /// The names of all these fields.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        let open = self.open.iter().map(|(field, _)| field);
        open.chain(&self.changed)
    }
}

/// A value that waits to be typed.
pub(super) fn empty_row(list: List) -> Entry {
    Entry {
        kind: list.first_kind().to_owned(),
        ..Entry::default()
    }
}

/// The id of the input of a value, by its key.
pub(super) fn row_id(list: List, key: &str) -> String {
    format!("{}-{key}", list.word())
}

/// What others made of a field, as a form keeps it beside the choice.
pub(super) fn in_json(value: Option<&Value>) -> String {
    value.map(Value::to_string).unwrap_or_default()
}

/// Rows are known by their place.
pub(super) fn number(lists: &mut [Vec<Entry>; 3]) {
    for rows in lists {
        for (key, row) in (0..).zip(rows) {
            row.key = key;
        }
    }
}

fn said(id: String, problem: FieldProblem) -> Trouble {
    let what = Wrong::Said(problem);
    Trouble { id, what }
}

fn made_before() -> FieldProblem {
    let sentences = [
        "The contact was created as it was first sent. Save once more to keep what you typed since.",
        "聯絡人已按首次傳送的內容建立。請再儲存一次，以保留您其後輸入的內容。",
        "联系人已按首次发送的内容创建。请再保存一次，以保留您其后输入的内容。",
    ];
    FieldProblem::said("created", "", sentences.map(str::to_owned))
}

fn reader_of(language: Language) -> Locale {
    match language {
        Language::English => Locale::en,
        Language::Traditional => Locale::zh_Hant,
        Language::Simplified => Locale::zh_Hans,
    }
}
