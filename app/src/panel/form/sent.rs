//! Reads what the script has sent of a form. What no form sends is refused; what an input cannot give back as it stood there is
//! left as it was.
use std::collections::{BTreeMap, HashMap, HashSet};

use contact::{
    Country, CustomField, CustomKind, CustomValue, Draft, EmailKind, Kind, Language, Level,
    Network, Part, PhoneKind, field::named, label::fold,
};

use super::held::{PanelForm, number};
use crate::{
    error::{Error, FieldProblem},
    i18n::Locale,
    numbers::shown,
    record::typed::{Entry, List, TEXTS, day_in_words, entries_of, iso},
};

/// The most pairs of a form: every label there may be, every option of every custom field, and values enough.
const MOST_PAIRS: usize = 8_000;
/// The most values of one list: more than a contact may have, so that it can be said that they are too many; not many more, as
/// each number without a code comes back with all countries to choose from.
const MOST_ROWS: usize = 100;
/// Of how many values it is said that they can be kept nowhere.
const MOST_LOST: usize = 20;

/// What is sent in several pairs, and is made sense of once all are read.
#[derive(Default)]
struct SentParts<'a> {
    rows: [Vec<Entry>; 3],
    labels: Vec<&'a str>,
    /// By the ids of custom fields.
    custom: BTreeMap<&'a str, Vec<&'a str>>,
}

impl PanelForm {
    /// Reads a form that was sent. `custom` and `labels` are those that there are by now.
    pub fn sent(
        pairs: &[(String, String)],
        custom: &[CustomField],
        labels: &[String],
        language: Language,
    ) -> Result<Self, Error> {
        if pairs.len() > MOST_PAIRS {
            return Err(too_many());
        }
        let began = began(pairs)?;
        let mut base = began.clone();
        // What a field that is gone held is no part of the form.
        base.custom
            .retain(|id, _| custom.iter().any(|field| field.id == *id));
        let mut form = Self::of(base, custom, labels.to_vec(), language);
        let mut parts = SentParts::default();
        for (name, value) in pairs {
            form.read(&mut parts, name, value)?;
        }
        for list in List::ALL {
            form.take_rows(list, std::mem::take(&mut parts.rows[list as usize]));
        }
        form.take_labels(&parts.labels);
        form.take_custom(parts.custom, &began);
        form.lost.truncate(MOST_LOST);
        number(&mut form.typed.lists);
        if form.contact.is_none() && form.key.is_nil() {
            return Err(unread("key"));
        }
        Ok(form)
    }

    fn read<'a>(
        &mut self,
        parts: &mut SentParts<'a>,
        name: &'a str,
        value: &'a str,
    ) -> Result<(), Error> {
        let unread = || unread(name);
        let is_known = |field: &str| named(field).is_some() || self.holds_custom(field);
        match name {
            "base" => {}
            "contact" if value.is_empty() => {}
            "contact" => self.contact = Some(value.parse().map_err(|_| unread())?),
            "version" => self.version = value.parse().map_err(|_| unread())?,
            "key" if value.is_empty() => {}
            "key" => self.key = value.parse().map_err(|_| unread())?,
            "label" => parts.labels.push(value),
            name if name.starts_with("cf_") => parts.custom.entry(name).or_default().push(value),
            name => {
                if let Some(field) = name.strip_prefix("choice.") {
                    let mine = match value {
                        "mine" => true,
                        "theirs" => false,
                        _ => return Err(unread()),
                    };
                    if is_known(field) {
                        self.choices.insert(field.to_owned(), mine);
                    }
                } else if let Some(field) = name.strip_prefix("seen.") {
                    if is_known(field) {
                        self.seen.insert(field.to_owned(), value.to_owned());
                    }
                } else if let Some((list, part)) = part_of_row(name) {
                    read_row(&mut parts.rows[list as usize], list, part, value)
                        .ok_or_else(unread)?;
                } else {
                    self.read_text(name, value).ok_or_else(unread)?;
                }
            }
        }
        Ok(())
    }

    /// Reads a field of one value; nothing where there is no such field, or it can hold no such value.
    fn read_text(&mut self, name: &str, value: &str) -> Option<()> {
        let place = TEXTS.iter().position(|field| field.name == name)?;
        let text = &mut self.typed.texts[place];
        *text = match TEXTS[place].part {
            Part::Kind => Kind::parse(value)?.to_string(),
            Part::Level => Level::parse(value)?.to_string(),
            Part::BirthDate => day(value, self.typed.reader),
            _ => given_back(value, text),
        };
        Some(())
    }

    /// Takes the rows of a list. Those that are verified stand as they were, whatever is sent of them.
    fn take_rows(&mut self, list: List, sent: Vec<Entry>) {
        let place = list as usize;
        let mut before = std::mem::take(&mut entries_of(&self.typed.base, shown)[place]);
        let mut rows = Vec::with_capacity(sent.len());
        for mut row in sent {
            let is_it = |known: &Entry| {
                known.kind == row.kind
                    && list.meant(&row.kind, &one_line(&known.text))
                        == list.meant(&row.kind, &row.text)
            };
            row.verified = false;
            if let Some(known) = before.iter().position(is_it) {
                let known = before.remove(known);
                (row.text, row.verified) = (known.text, known.verified);
            }
            rows.push(row);
        }
        rows.extend(before.into_iter().filter(|known| known.verified));
        self.typed.lists[place] = rows;
    }

    /// Takes the labels that are ticked, those that the contact had in their order. No new one is made here.
    fn take_labels(&mut self, sent: &[&str]) {
        let mut ticked: HashSet<String> = sent.iter().map(|name| fold(name)).collect();
        let known = self.labels.iter().map(|label| (fold(label), label));
        let known: HashMap<String, &String> = known.collect();
        let labels = &mut self.typed.labels;
        labels.retain(|name| ticked.remove(&fold(name)));
        for name in sent.iter().filter(|name| !name.is_empty()) {
            let folded = fold(name);
            if !ticked.remove(&folded) {
                continue;
            }
            match known.get(&folded) {
                Some(label) => labels.push((*label).clone()),
                None => self.lost.push(lost_label(name)),
            }
        }
    }

    /// Takes the values of the custom fields that there are, and says what was typed into others.
    fn take_custom(&mut self, mut sent: BTreeMap<&str, Vec<&str>>, began: &Draft) {
        let reader = self.typed.reader;
        for (field, text) in &mut self.typed.custom {
            let values = sent.remove(field.id.as_str());
            *text = custom_text(field, text, values.as_deref(), reader);
        }
        for (id, values) in sent {
            let text = values.join(";");
            let held = began.custom.get(id).map(in_file).unwrap_or_default();
            let is_day = iso(&text).is_ok_and(|day| day == held);
            let is_untouched = is_day || in_order(&text) == in_order(&held);
            if !text.trim().is_empty() && !is_untouched {
                self.lost.push(lost_value(text.trim()));
            }
        }
    }
}

/// What the form began with; nothing, where it says nothing of it.
fn began(pairs: &[(String, String)]) -> Result<Draft, Error> {
    let Some((_, json)) = pairs.iter().find(|(name, _)| name == "base") else {
        return Ok(Draft::default());
    };
    let base: Draft = serde_json::from_str(json).map_err(|_| unread("base"))?;
    let lists = [base.phones.len(), base.emails.len(), base.socials.len()];
    match lists.iter().all(|length| *length <= MOST_ROWS) {
        true => Ok(base),
        false => Err(too_many()),
    }
}

/// Which part of a value of a list a pair tells: `text` of `phone_text`.
fn part_of_row(name: &str) -> Option<(List, &str)> {
    List::ALL.into_iter().find_map(|list| {
        let part = name.strip_prefix(list.word())?.strip_prefix('_')?;
        Some((list, part))
    })
}

/// Reads a part of a row; each begins with its type. Nothing where it can hold no such value.
fn read_row(rows: &mut Vec<Entry>, list: List, part: &str, value: &str) -> Option<()> {
    if part == "kind" {
        let kind = kind_of(list, value).filter(|_| rows.len() < MOST_ROWS)?;
        rows.push(Entry {
            kind: kind.to_owned(),
            ..Entry::default()
        });
        return Some(());
    }
    let row = rows.last_mut()?;
    match (part, value) {
        ("text", _) => row.text = value.to_owned(),
        ("region", "") | ("verified", "true" | "false") => {}
        ("region", _) if list == List::Phones => {
            row.region = Country::of_code(value)?.code().to_owned();
        }
        _ => return None,
    }
    Some(())
}

fn kind_of(list: List, text: &str) -> Option<&'static str> {
    match list {
        List::Phones => PhoneKind::parse(text).map(PhoneKind::as_str),
        List::Emails => EmailKind::parse(text).map(EmailKind::as_str),
        List::Socials => Network::parse(text).map(Network::as_str),
    }
}

/// What an input of one line makes of a text.
pub(super) fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}

/// What was typed into an input of one line that held `before`: where it was not touched, what it held.
fn given_back(value: &str, before: &str) -> String {
    match value == one_line(before) {
        true => before.to_owned(),
        false => value.to_owned(),
    }
}

/// A day as inputs show it, where it is one.
fn day(value: &str, reader: Locale) -> String {
    match iso(value) {
        Ok(day) if !day.is_empty() => day_in_words(&day, reader),
        _ => value.to_owned(),
    }
}

/// The value of a custom field as its input holds it. An unticked box sends nothing.
fn custom_text(field: &CustomField, before: &str, sent: Option<&[&str]>, reader: Locale) -> String {
    let last = sent.and_then(<[_]>::last).copied();
    match (field.kind, last) {
        (CustomKind::Checkbox, Some(_)) => "Yes".to_owned(),
        // Unticking what was never answered leaves it unanswered.
        (CustomKind::Checkbox, None) if before.is_empty() => String::new(),
        (CustomKind::Checkbox, None) => "No".to_owned(),
        (CustomKind::DropdownMultiple, _) => ticked(before, sent.unwrap_or_default()),
        (CustomKind::Date, Some(value)) => day(value, reader),
        (_, Some(value)) => given_back(value, before),
        (_, None) => before.to_owned(),
    }
}

/// The options that are ticked, those that were before in their order.
fn ticked(before: &str, sent: &[&str]) -> String {
    let before: Vec<&str> = before.split(';').filter(|it| !it.is_empty()).collect();
    // Thousands may be sent, and said to have been there before.
    let known: HashSet<&str> = before.iter().copied().collect();
    let chosen: HashSet<&str> = sent.iter().copied().collect();
    let stay = before.iter().filter(|option| chosen.contains(**option));
    let come = sent.iter().filter(|option| !known.contains(**option));
    stay.chain(come).copied().collect::<Vec<_>>().join(";")
}

/// Options in an order that says nothing.
fn in_order(options: &str) -> Vec<&str> {
    let mut options: Vec<&str> = options.split(';').collect();
    options.sort_unstable();
    options
}

/// A value of a field of which nothing is known any more, as a file would hold it.
fn in_file(value: &CustomValue) -> String {
    match value {
        CustomValue::Checked(true) => "Yes".to_owned(),
        CustomValue::Checked(false) => "No".to_owned(),
        CustomValue::Number(number) => number.to_string(),
        CustomValue::Text(text) => one_line(text),
        CustomValue::Several(options) => options.join(";"),
    }
}

fn lost_label(name: &str) -> FieldProblem {
    let sentences = [
        format!("The label “{name}” was deleted meanwhile, so it was not chosen."),
        format!("標籤「{name}」已被刪除，因此沒有選取。"),
        format!("标签“{name}”已被删除，因此没有选取。"),
    ];
    FieldProblem::said("deleted", "", sentences)
}

fn lost_value(text: &str) -> FieldProblem {
    let sentences = [
        format!(
            "The custom field into which “{text}” was typed was deleted meanwhile. It is not saved."
        ),
        format!("輸入了「{text}」的自訂欄位已被刪除，因此不會儲存。"),
        format!("输入了“{text}”的自定义字段已被删除，因此不会保存。"),
    ];
    FieldProblem::said("deleted", "", sentences)
}

fn too_many() -> Error {
    Error::Refused("This form holds too many values.".to_owned())
}

/// Refuses what no form sends.
fn unread(name: &str) -> Error {
    let name: String = name.chars().take(60).collect();
    Error::Refused(format!("{name}: no form sends this. Open the form anew."))
}
