//! Two people saved one contact, both from the same state of it. What they did not both change is joined without asking:
//! fields one by one, lists value by value. Where both changed the same thing differently, both values are kept for a
//! person to choose from.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use crate::{
    change::{Line, apply, fields},
    contact::{Draft, Phone},
    label,
};

/// A field that both changed, each to something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The field's name in JSON, as in the change log.
    pub field: String,
    /// Absent: emptied.
    pub mine: Option<Value>,
    pub theirs: Option<Value>,
}

/// What becomes of two saves.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconciled {
    /// Both saves joined; where they clash, theirs stands.
    pub draft: Draft,
    pub clashes: Vec<Clash>,
}

impl Reconciled {
    /// Decides the clashes: `is_mine` tells by the name of a field whether mine stands.
    pub fn decided(&self, is_mine: impl Fn(&str) -> bool) -> Draft {
        let mine = self.clashes.iter().filter(|clash| is_mine(&clash.field));
        let values = mine.map(|clash| (clash.field.as_str(), clash.mine.as_ref()));
        let mut draft = apply(&self.draft, values).unwrap_or_else(|| self.draft.clone());
        draft.tidy();
        draft
    }
}

/// Joins my save and theirs, both made from `base`.
pub fn reconcile(base: &Draft, mine: &Draft, theirs: &Draft) -> Reconciled {
    let [old, my, their] = [base, mine, theirs].map(fields);
    let names: BTreeSet<&String> = my.keys().chain(old.keys()).collect();
    let mut taken: Vec<(&str, Option<Value>)> = Vec::new();
    let mut clashes = Vec::new();
    for name in names {
        let (old, my, their) = (old.get(name), my.get(name), their.get(name));
        if my == old || my == their {
            continue;
        }
        if their == old {
            taken.push((name, my.cloned()));
            continue;
        }
        let (my, their) = match united(name, old, my, their) {
            Some(lists) => lists,
            None => (my.cloned(), their.cloned()),
        };
        taken.push((name, their.clone()));
        if my != their {
            clashes.push(Clash {
                field: name.clone(),
                mine: my,
                theirs: their,
            });
        }
    }
    let values = taken.iter().map(|(name, value)| (*name, value.as_ref()));
    let mut draft = apply(theirs, values).unwrap_or_else(|| theirs.clone());
    draft.tidy();
    Reconciled { draft, clashes }
}

/// Joins what was proposed with what is there by now, of which nothing else changes. Nothing where a value cannot be read.
pub fn rejoin(proposed: &[Line], now: &Draft) -> Option<Reconciled> {
    let (old, new) = (
        proposed
            .iter()
            .map(|line| (&*line.field, line.old.as_ref())),
        proposed
            .iter()
            .map(|line| (&*line.field, line.new.as_ref())),
    );
    Some(reconcile(&apply(now, old)?, &apply(now, new)?, now))
}

/// Leaves what is verified by now as it is, whatever a draft makes of it: no person can change or remove it.
pub fn keep_verified(draft: &mut Draft, now: &Draft) {
    for kept in now.phones.iter().filter(|phone| phone.verified) {
        if holds(&draft.phones, kept) {
            continue;
        }
        let mut changed = draft.phones.iter_mut();
        match changed.find(|phone| phone.number == kept.number && !holds(&now.phones, phone)) {
            Some(phone) => phone.clone_from(kept),
            None => draft.phones.push(kept.clone()),
        }
    }
    for kept in now.socials.iter().filter(|social| social.verified) {
        let mut there = draft.socials.iter();
        if !there.any(|social| (social.network, &social.id) == (kept.network, &kept.id)) {
            draft.socials.push(kept.clone());
        }
    }
    draft.tidy();
}

fn holds(phones: &[Phone], phone: &Phone) -> bool {
    let mut phones = phones.iter();
    phones.any(|there| (there.kind, &there.number) == (phone.kind, &phone.number))
}

/// Unites two lists value by value: once as I want it and once as they do. The two differ in values that both changed;
/// none where these are not lists.
fn united(
    field: &str,
    old: Option<&Value>,
    my: Option<&Value>,
    their: Option<&Value>,
) -> Option<(Option<Value>, Option<Value>)> {
    let list = |value: Option<&Value>| match value {
        None => Some(Vec::new()),
        Some(Value::Array(values)) => Some(values.clone()),
        Some(_) => None,
    };
    let [old, my, their] = [list(old)?, list(my)?, list(their)?];
    let lists = [&old, &my, &their];
    // A number may stand there twice, as Mobile and as Work: then only whole values tell them apart.
    let whole = !lists
        .iter()
        .all(|list| is_set(list, |value| key(field, value)));
    let key = |value: &Value| {
        if whole {
            value.to_string()
        } else {
            key(field, value)
        }
    };
    let find =
        |list: &[Value], wanted: &str| list.iter().find(|value| key(value) == wanted).cloned();
    let (mut as_mine, mut as_theirs) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for value in their.iter().chain(&my) {
        let key = key(value);
        if !seen.insert(key.clone()) {
            continue;
        }
        let (old, my, their) = (find(&old, &key), find(&my, &key), find(&their, &key));
        let (my, their) = if my == old {
            (their.clone(), their)
        } else if their == old {
            (my.clone(), my)
        } else {
            (my, their)
        };
        as_mine.extend(my);
        as_theirs.extend(their);
    }
    let value = |list: Vec<Value>| (!list.is_empty()).then_some(Value::Array(list));
    Some((value(as_mine), value(as_theirs)))
}

/// What makes a value of a list the same value, whatever else is said about it.
fn key(field: &str, value: &Value) -> String {
    let part = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    match field {
        "phones" => part("number"),
        "emails" => part("address").to_lowercase(),
        "socials" => format!("{} {}", part("network"), part("id")),
        "labels" => label::fold(value.as_str().unwrap_or_default()),
        _ => value.to_string(),
    }
}

fn is_set(list: &[Value], key: impl Fn(&Value) -> String) -> bool {
    let mut seen = HashSet::new();
    list.iter().all(|value| seen.insert(key(value)))
}
