//! The steps of one column, made ready once and applied to millions of cells: a cell that none of them changes costs no
//! allocation.

use std::borrow::Cow;

use super::{Mend, MendStep, value_key};
use crate::{
    country::{Country, CountryCode},
    custom::CustomKind,
    field::{
        Part,
        column::{Column, bare},
    },
    invisible, phone,
    rules::Rules,
    words::Network,
};

/// The steps of one column, ready to be applied to its cells.
#[derive(Clone, Debug)]
pub struct StepColumn {
    /// By their numbers.
    steps: Vec<(u32, CellStep)>,
    /// A cell holds several values, with `;` between them.
    is_list: bool,
}

/// What one step does to a cell.
#[derive(Clone, Debug)]
enum CellStep {
    /// Keys, in order, and what stands for each.
    Values(Vec<(String, String)>),
    /// `find` is in lower case where capital letters are the same.
    Replace {
        find: String,
        with: String,
        whole: bool,
        any_case: bool,
    },
    Fill(String),
    CountryOfRow,
}

impl StepColumn {
    /// Makes the steps of the column with this name ready; none where no step changes it.
    pub fn of(steps: &[MendStep], column_name: &str, rules: &Rules) -> Option<Self> {
        let column = Column::of(column_name, rules);
        let here = steps
            .iter()
            .filter(|step| step.mend.column() == column_name);
        let ready = |step: &MendStep| Some((step.number, CellStep::of(&step.mend, column)?));
        let mut steps: Vec<_> = here.filter_map(ready).collect();
        steps.sort_by_key(|(number, _)| *number);
        (!steps.is_empty()).then(|| Self {
            steps,
            is_list: holds_list(column, rules),
        })
    }

    /// Whether `apply` has to be told the country of the record.
    pub fn needs_country(&self) -> bool {
        let needs = |(_, step): &(u32, CellStep)| matches!(step, CellStep::CountryOfRow);
        self.steps.iter().any(needs)
    }

    /// Applies the steps with a number beyond `since` to a bare cell; none where it stays as it is. `country` is what the
    /// record says in its column Country.
    pub fn apply(&self, text: &str, since: u32, country: Option<&str>) -> Option<String> {
        self.apply_each(text, since, country, &mut |_| {})
    }

    /// Like `apply`, and hands on the number of each step that changed the cell.
    pub fn apply_each(
        &self,
        text: &str,
        since: u32,
        country: Option<&str>,
        changed: &mut impl FnMut(u32),
    ) -> Option<String> {
        let mut now: Option<String> = None;
        for (number, step) in self.steps.iter().filter(|(number, _)| *number > since) {
            let before = now.as_deref().map_or(text, bare);
            if let Some(after) = step.apply(before, self.is_list, country) {
                changed(*number);
                now = Some(after);
            }
        }
        // A later step may have turned it back.
        now.filter(|now| now != text)
    }
}

/// Whether a cell of the column holds several values, with `;` between them.
pub fn holds_list(column: Column, rules: &Rules) -> bool {
    match column {
        Column::Field(field) => field.part.is_list(),
        Column::Custom(place) => rules
            .custom_fields
            .get(place)
            .is_some_and(|field| field.kind == CustomKind::DropdownMultiple),
        _ => false,
    }
}

/// Whether the column holds phone numbers, which a country code may lack.
pub fn holds_numbers(column: Column) -> bool {
    matches!(
        column,
        Column::Field(field) if matches!(field.part, Part::Phone(_) | Part::Social(Network::Whatsapp))
    )
}

impl CellStep {
    /// None for a step that can change nothing in this column.
    fn of(mend: &Mend, column: Column) -> Option<Self> {
        match mend {
            Mend::Values { into, .. } => {
                let keys = into
                    .iter()
                    .map(|(value, to)| (value_key(value), to.trim().to_owned()));
                let mut keys: Vec<_> = keys.filter(|(key, _)| !key.is_empty()).collect();
                keys.sort();
                keys.dedup_by(|later, first| later.0 == first.0);
                (!keys.is_empty()).then_some(Self::Values(keys))
            }
            Mend::Replace {
                find,
                with,
                whole,
                any_case,
                ..
            } => {
                // A cell as a whole has no white space at its ends.
                let find = if *whole { find.trim() } else { find.as_str() };
                let find: String = match any_case {
                    true => find.chars().flat_map(char::to_lowercase).collect(),
                    false => find.to_owned(),
                };
                (!find.is_empty()).then(|| Self::Replace {
                    find,
                    with: with.clone(),
                    whole: *whole,
                    any_case: *any_case,
                })
            }
            Mend::Fill { value, .. } => {
                let value = value.trim();
                (!value.is_empty()).then(|| Self::Fill(value.to_owned()))
            }
            Mend::CountryOfRow { .. } => holds_numbers(column).then_some(Self::CountryOfRow),
        }
    }

    /// None where the cell stays as it is.
    fn apply(&self, text: &str, is_list: bool, country: Option<&str>) -> Option<String> {
        match self {
            Self::Values(into) if is_list => each_mapped(into, text),
            Self::Values(into) => mapped(into, text)
                .filter(|to| *to != text)
                .map(str::to_owned),
            Self::Replace {
                find,
                with,
                whole: true,
                any_case,
            } => {
                let is_meant = found(text, find, *any_case) == Some(text.len());
                (is_meant && with != text).then(|| with.clone())
            }
            Self::Replace {
                find,
                with,
                any_case: false,
                ..
            } => {
                let replaced = text.contains(find).then(|| text.replace(find, with))?;
                (replaced != text).then_some(replaced)
            }
            Self::Replace { find, with, .. } => replaced(text, find, with),
            Self::Fill(value) => invisible::is_blank(text).then(|| value.clone()),
            Self::CountryOfRow => with_country(text, country?),
        }
    }
}

/// What stands for a value.
fn mapped<'i>(into: &'i [(String, String)], value: &str) -> Option<&'i str> {
    let value = value.trim();
    let key = |(key, _): &(String, String)| {
        let lower = value.chars().flat_map(char::to_lowercase);
        key.chars().cmp(lower)
    };
    let place = into.binary_search_by(key).ok()?;
    Some(into[place].1.as_str())
}

/// The same for each value of a list, of which none stands there twice.
fn each_mapped(into: &[(String, String)], text: &str) -> Option<String> {
    let is_other = |value: &str| mapped(into, value).is_some_and(|to| to != value.trim());
    if !text.split(';').any(is_other) {
        return None;
    }
    let mut values: Vec<&str> = Vec::new();
    for value in text.split(';').map(str::trim) {
        let value = mapped(into, value).unwrap_or(value);
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    Some(values.join(";"))
}

/// How many bytes of the text, from its start, are what is sought; `find` is in lower case where capital letters are the
/// same.
fn found(text: &str, find: &str, any_case: bool) -> Option<usize> {
    if !any_case {
        return text.starts_with(find).then_some(find.len());
    }
    let mut wanted = find.chars();
    for (at, letter) in text.char_indices() {
        for lower in letter.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        if wanted.as_str().is_empty() {
            return Some(at + letter.len_utf8());
        }
    }
    None
}

/// Replaces what is sought in any case.
fn replaced(text: &str, find: &str, with: &str) -> Option<String> {
    let (mut replaced, mut taken, mut at) = (String::new(), 0, 0);
    while let Some(letter) = text[at..].chars().next() {
        match found(&text[at..], find, true) {
            Some(length) => {
                replaced.push_str(&text[taken..at]);
                replaced.push_str(with);
                at += length;
                taken = at;
            }
            None => at += letter.len_utf8(),
        }
    }
    if taken == 0 {
        return None;
    }
    replaced.push_str(&text[taken..]);
    (replaced != text).then_some(replaced)
}

/// Puts the country's code before each number without one, whatever marks it is written with.
fn with_country(text: &str, country: &str) -> Option<String> {
    let lacks = |value: &str| {
        let value = value.trim();
        !value.is_empty() && !value.starts_with('+')
    };
    if !text.split(';').any(lacks) {
        return None;
    }
    let country = Country::parse(&invisible::without(bare(country)))?;
    let completed = |value: &str| {
        let digits = phone::unmarked(value.trim());
        match phone::parse(&digits, CountryCode::Yes(country)) {
            Ok(Cow::Owned(number)) => Some(number),
            // It has its code, or is no number.
            Ok(Cow::Borrowed(_)) | Err(_) => None,
        }
    };
    let mut changed = false;
    let values = text.split(';').map(|value| {
        let number = if lacks(value) { completed(value) } else { None };
        changed |= number.is_some();
        number.map_or(Cow::Borrowed(value), Cow::Owned)
    });
    let values: Vec<Cow<'_, str>> = values.collect();
    changed.then(|| values.join(";"))
}

#[cfg(test)]
mod tests;
