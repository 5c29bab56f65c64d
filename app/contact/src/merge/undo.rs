//! Takes a merge back from the master: what the merge changed gets the value it had before, what somebody edited since
//! stays. Without edits the result is what it was before, to the letter.

use serde_json::Value;

use crate::{
    change::{self, Line},
    contact::Contact,
    label,
};

/// A master without what the merge brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmerged {
    pub contact: Contact,
    /// Values that were edited since, where the merge had changed them too: `old` is what stood there before the merge,
    /// `new` what was edited and stays.
    pub kept: Vec<Line>,
}

/// Makes of the master as it is `now` what it is without the merge that turned `before` into `after`.
pub fn undo(before: &Contact, after: &Contact, now: &Contact) -> Unmerged {
    let edits = change::diff(&after.draft, &now.draft);
    let mut kept = Vec::new();
    let mut back: Vec<(String, Option<Value>)> = Vec::new();
    for line in change::diff(&after.draft, &before.draft) {
        let value = match edits.iter().find(|edit| edit.field == line.field) {
            None => line.new,
            Some(edit) => match key_of(&line.field) {
                Some(key) => list(&line, edit.new.as_ref(), key, &mut kept),
                None => {
                    if edit.new != line.new {
                        kept.push(Line {
                            field: line.field.clone(),
                            old: line.new,
                            new: edit.new.clone(),
                        });
                    }
                    edit.new.clone()
                }
            },
        };
        back.push((line.field, value));
    }
    let values = back
        .iter()
        .map(|(field, value)| (field.as_str(), value.as_ref()));
    let mut draft = change::apply(&now.draft, values).unwrap_or_else(|| now.draft.clone());
    if !edits.is_empty() {
        draft.tidy();
    }
    Unmerged {
        contact: Contact {
            draft,
            other_first_names: names(
                [before, after, now].map(|contact| &contact.other_first_names),
            ),
            other_last_names: names([before, after, now].map(|contact| &contact.other_last_names)),
            ..now.clone()
        },
        kept,
    }
}

/// Says by what two entries of a list are one value; nothing for fields that are no lists.
fn key_of(field: &str) -> Option<fn(&Value) -> String> {
    match field {
        "phones" => Some(|entry| text_of(entry, "number")),
        "emails" => Some(|entry| text_of(entry, "address").to_lowercase()),
        "socials" => Some(|entry| text_of(entry, "network") + " " + &text_of(entry, "id")),
        "labels" => Some(|entry| label::fold(entry.as_str().unwrap_or_default())),
        _ => None,
    }
}

fn text_of(entry: &Value, part: &str) -> String {
    entry[part].as_str().unwrap_or_default().to_owned()
}

/// Takes back the entries of a list that the merge brought, and puts back those it took; `ours` is the list by now.
fn list(
    line: &Line,
    ours: Option<&Value>,
    key: fn(&Value) -> String,
    kept: &mut Vec<Line>,
) -> Option<Value> {
    let [after, before, ours] = [line.old.as_ref(), line.new.as_ref(), ours].map(|list| {
        list.and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice)
    });
    // Of a value that stands under several types each is its own; one whose type was changed is still the same.
    let like = |one: &Value, other: &Value| key(one) == key(other) && one["type"] == other["type"];
    let same = |list: &[Value], entry: &Value, own: &[Value]| -> Option<Value> {
        let is_free = |one: &Value| !own.iter().any(|other| like(one, other));
        let exact = list.iter().find(|one| like(one, entry));
        exact
            .or_else(|| {
                list.iter()
                    .find(|one| key(one) == key(entry) && is_free(one))
            })
            .cloned()
    };
    let mut settled = Vec::new();
    let mut keep = |old: Option<Value>, new: Option<Value>| {
        kept.push(Line {
            field: line.field.clone(),
            old,
            new,
        });
    };
    for entry in ours {
        let (was, will) = (same(after, entry, ours), same(before, entry, ours));
        if was.as_ref() == Some(entry) {
            settled.extend(will);
            continue;
        }
        if was != will && will.as_ref() != Some(entry) {
            keep(will, Some(entry.clone()));
        }
        settled.push(entry.clone());
    }
    for entry in before
        .iter()
        .filter(|entry| same(ours, entry, before).is_none())
    {
        match same(after, entry, before) {
            None => settled.push(entry.clone()),
            Some(was) if was != *entry => keep(Some(entry.clone()), None),
            Some(_) => {}
        }
    }
    (!settled.is_empty()).then(|| settled.into())
}

/// The other names `before` the merge, with what was added to them and without what was taken from them since `after`.
fn names([before, after, now]: [&Vec<String>; 3]) -> Vec<String> {
    let added = now
        .iter()
        .filter(|name| !after.contains(name) && !before.contains(name));
    before
        .iter()
        .filter(|name| now.contains(name) || !after.contains(name))
        .chain(added)
        .cloned()
        .collect()
}
