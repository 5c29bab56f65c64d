//! The steps of one column, made ready once and applied to millions of cells: a cell that none of them changes costs no
//! allocation.

use std::borrow::Cow;

use super::{Mend, MendStep, NAMES, other_name, value_key};
use crate::{
    country::{Country, CountryCode},
    custom::CustomKind,
    field::{
        Part,
        column::{Column, bare},
    },
    invisible,
    layout::names,
    phone,
    rules::Rules,
    words::Network,
};

/// The steps of one column, ready to be applied to its cells.
#[derive(Clone, Debug)]
pub struct StepColumn {
    steps: NumberedSteps,
    /// Those of the other name, where a full name is split between the two.
    other_name: Option<NumberedSteps>,
    /// A cell holds several values, with `;` between them.
    is_list: bool,
}

/// Steps, by their numbers.
type NumberedSteps = Vec<(u32, CellStep)>;

/// What the steps of a column are told of the rest of the record.
#[derive(Clone, Copy, Debug, Default)]
pub struct BesideCell<'b> {
    /// What it says in its column Country.
    pub country: Option<&'b str>,
    /// The cell of the other name before any step, without what surrounds its text, and the newest step that leaves it alone.
    pub name: Option<(&'b str, u32)>,
}

/// Which of the two names a column is, and whether the full one stands in it.
#[derive(Clone, Copy, Debug)]
struct NameHalf {
    is_first: bool,
    is_full: bool,
}

impl NameHalf {
    /// What its own cell and that of the other name become; nothing where there is nothing to split, or no room for it.
    fn split(self, own: &str, other: &str) -> Option<(String, String)> {
        let (full, blank) = match self.is_full {
            true => (own, other),
            false => (other, own),
        };
        if !invisible::is_blank(blank) {
            return None;
        }
        let (first, last) = names::split(full);
        if first.is_empty() || last.is_empty() {
            return None;
        }
        Some(match self.is_first {
            true => (first, last),
            false => (last, first),
        })
    }
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
    SplitName(NameHalf),
}

impl StepColumn {
    /// Makes the steps of the column with this name ready; none where no step changes it.
    pub fn of(steps: &[MendStep], column_name: &str, rules: &Rules) -> Option<Self> {
        let column = Column::of(column_name, rules);
        let ready = |name: &str, column: Column| {
            let here = steps.iter().filter(|step| step.mend.changes(name));
            let ready =
                |step: &MendStep| Some((step.number, CellStep::of(&step.mend, name, column)?));
            let mut steps: NumberedSteps = here.filter_map(ready).collect();
            steps.sort_by_key(|(number, _)| *number);
            steps
        };
        let own = ready(column_name, column);
        let splits = own
            .iter()
            .any(|(_, step)| matches!(step, CellStep::SplitName(_)));
        let other = other_name(column_name).filter(|_| splits);
        (!own.is_empty()).then(|| Self {
            steps: own,
            other_name: other.map(|other| ready(other, Column::of(other, rules))),
            is_list: holds_list(column, rules),
        })
    }

    /// Whether `apply_beside` has to be told the other name.
    pub fn needs_name(&self) -> bool {
        self.other_name.is_some()
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

    /// Like `apply`, told what stands beside the cell, and hands on the number of each step that changed it.
    pub fn apply_beside(
        &self,
        text: &str,
        since: u32,
        beside: BesideCell<'_>,
        changed: &mut impl FnMut(u32),
    ) -> Option<String> {
        match (&self.other_name, beside.name) {
            (Some(steps), Some(name)) => self.apply_to_names((text, since), steps, name, changed),
            _ => self.apply_each(text, since, beside.country, changed),
        }
    }

    /// Applies the steps of both names in the order of their numbers, since each may depend on what the other was by then.
    fn apply_to_names(
        &self,
        (text, since): (&str, u32),
        steps: &[(u32, CellStep)],
        (other, other_since): (&str, u32),
        changed: &mut impl FnMut(u32),
    ) -> Option<String> {
        let (mut now, mut there): (Option<String>, Option<String>) = (None, None);
        let theirs = steps.iter().filter(|(number, _)| *number > other_since);
        let mut theirs = theirs.peekable();
        for (number, step) in self.steps.iter().filter(|(number, _)| *number > since) {
            while let Some((_, step)) = theirs.next_if(|(before, _)| before < number) {
                let before = there.as_deref().map_or(other, bare);
                if let Some(after) = step.apply(before, false, None) {
                    there = Some(after);
                }
            }
            let own = now.as_deref().map_or(text, bare);
            let after = match step {
                // What was typed over either of them after the split is left alone, and so is the other.
                CellStep::SplitName(half) => theirs
                    .next_if(|(same, _)| same == number)
                    .and_then(|_| half.split(own, there.as_deref().map_or(other, bare)))
                    .map(|(own, other)| {
                        there = Some(other);
                        own
                    }),
                step => step.apply(own, self.is_list, None),
            };
            if let Some(after) = after {
                changed(*number);
                now = Some(after);
            }
        }
        now.filter(|now| now != text)
    }

    /// Splits no name.
    fn apply_each(
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
    fn of(mend: &Mend, name: &str, column: Column) -> Option<Self> {
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
            Mend::SplitName { column } => other_name(name).map(|_| {
                Self::SplitName(NameHalf {
                    is_first: name == NAMES[0],
                    is_full: name == column,
                })
            }),
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
            // Both names are split at once.
            Self::SplitName(_) => None,
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
