//! What a save changed, field by field. It compares contacts as JSON, so that no field can be forgotten, and keeps
//! whole values, so that any of them can be put back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    contact::Draft,
    field::{FORM, named},
};

/// One field of one save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    /// The field's name in JSON; parts of the address as `address.city`, custom fields by their id.
    pub field: String,
    /// Absent: it was empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// Absent: it is empty now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}

/// Lists the fields in which two states of a contact differ; none when they are equal.
pub fn diff(old: &Draft, new: &Draft) -> Vec<Line> {
    let (mut old, mut new) = (fields(old), fields(new));
    let names: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    names
        .into_iter()
        .map(|field| Line {
            old: old.remove(&field),
            new: new.remove(&field),
            field,
        })
        .filter(|line| line.old != line.new)
        .collect()
}

/// Puts the old values of a save back into a draft or a contact, or, the other way round, its new ones.
pub fn apply<'a, T: Serialize + DeserializeOwned>(
    state: &T,
    values: impl IntoIterator<Item = (&'a str, Option<&'a Value>)>,
) -> Option<T> {
    let mut whole = serde_json::to_value(state).ok()?;
    for (field, value) in values {
        let (part, name) = match field.split_once('.') {
            Some((outer, inner)) => (
                whole
                    .as_object_mut()?
                    .entry(outer)
                    .or_insert_with(|| Map::new().into()),
                inner,
            ),
            None if field.starts_with("cf_") => (
                whole
                    .as_object_mut()?
                    .entry("custom")
                    .or_insert_with(|| Map::new().into()),
                field,
            ),
            None => (&mut whole, field),
        };
        match value {
            Some(value) => part.as_object_mut()?.insert(name.to_owned(), value.clone()),
            None => part.as_object_mut()?.remove(name),
        };
    }
    serde_json::from_value(whole).ok()
}

/// Takes a save back: the state as it was before it.
pub fn before<T: Serialize + DeserializeOwned>(state: &T, lines: &[Line]) -> Option<T> {
    let values = lines.iter().filter(|line| is_value(&line.field));
    apply(
        state,
        values.map(|line| (line.field.as_str(), line.old.as_ref())),
    )
}

/// Tells whether a line of the log is about a value that a person may write: one that can be put back. Notes, and what a
/// merge brought along, are told in the log too.
pub fn is_draft(field: &str) -> bool {
    field.starts_with("cf_") || named(field).is_some()
}

fn is_value(field: &str) -> bool {
    is_draft(field) || matches!(field, "other_first_names" | "other_last_names")
}

/// Where a field stands in the order of the form; custom fields and notes follow.
pub fn place(field: &str) -> usize {
    let place = FORM.iter().position(|known| known.name == field);
    place.unwrap_or(FORM.len())
}

/// A draft field by field, by their names in JSON; empty ones are absent.
pub fn fields(draft: &Draft) -> Map<String, Value> {
    let mut fields = Map::new();
    let Ok(Value::Object(whole)) = serde_json::to_value(draft) else {
        return fields;
    };
    for (name, value) in whole {
        match value {
            Value::Object(parts) if name == "custom" => fields.extend(parts),
            Value::Object(parts) => fields.extend(
                parts
                    .into_iter()
                    .map(|(part, value)| (format!("{name}.{part}"), value)),
            ),
            value => drop(fields.insert(name, value)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        contact::{Address, Phone},
        custom::CustomValue,
        words::Kind,
    };

    #[test]
    fn every_changed_field_is_a_line_with_both_values() {
        let old = Draft {
            last_name: "Chan".into(),
            company: "Acme".into(),
            ..Draft::default()
        };
        let mut new = Draft {
            last_name: "Chan".into(),
            kind: Kind::Customer,
            phones: vec![Phone {
                number: "+85212345678".into(),
                ..Phone::default()
            }],
            address: Address {
                city: "Hong Kong".into(),
                ..Address::default()
            },
            ..Draft::default()
        };
        new.custom
            .insert("cf_size".into(), CustomValue::Number(3.0));
        let line = |field: &str, old: Option<Value>, new: Option<Value>| Line {
            field: field.into(),
            old,
            new,
        };
        let lines = diff(&old, &new);
        assert_eq!(
            lines,
            [
                line("address.city", None, Some(json!("Hong Kong"))),
                line("cf_size", None, Some(json!(3.0))),
                line("company", Some(json!("Acme")), None),
                line(
                    "phones",
                    None,
                    Some(json!([{"type": "Mobile", "number": "+85212345678", "verified": false}]))
                ),
                line("type", Some(json!("Lead")), Some(json!("Customer"))),
            ]
        );
        let back = apply(
            &new,
            lines
                .iter()
                .map(|line| (line.field.as_str(), line.old.as_ref())),
        );
        assert_eq!(back.as_ref(), Some(&old));
        let again = apply(
            &old,
            lines
                .iter()
                .map(|line| (line.field.as_str(), line.new.as_ref())),
        );
        assert_eq!(again.as_ref(), Some(&new));
    }

    #[test]
    fn a_contact_is_seen_as_it_was_by_taking_saves_back_from_the_newest() {
        let states: Vec<Draft> = ["Acme", "", "Bravo"]
            .map(|company| Draft {
                last_name: "Chan".into(),
                company: company.into(),
                labels: vec![format!("was at {company}")],
                ..Draft::default()
            })
            .to_vec();
        let mut saves: Vec<Vec<Line>> = states
            .windows(2)
            .map(|pair| diff(&pair[0], &pair[1]))
            .collect();
        let note = Line {
            field: "note".into(),
            old: None,
            new: Some(json!("Called")),
        };
        saves.insert(1, vec![note]);
        let mut state = states[2].clone();
        for (save, wanted) in saves.iter().rev().zip([1, 1, 0]) {
            state = before(&state, save).expect("a draft");
            assert_eq!(state, states[wanted]);
        }
    }

    #[test]
    fn every_field_of_a_draft_can_be_put_back() {
        let full = json!({
            "first_name": "a", "last_name": "a", "type": "Others", "level": "Tertiary", "phones": [{"number": "+85212345678"}],
            "emails": [{"address": "a@b.co"}], "socials": [{"network": "line", "id": "a"}], "company": "a", "job_title": "a",
            "team": "a", "group": "a", "language": "zh", "birth_date": "1980-12-14", "labels": ["a"], "custom": {"cf_a": 1},
            "address": {"street": "a", "city": "a", "state": "a", "zip": "a", "country": "HK"},
        });
        let full: Draft = serde_json::from_value(full).expect("a draft");
        for field in fields(&full).keys() {
            assert!(is_draft(field), "{field}");
        }
        assert_eq!(fields(&full).len(), FORM.len() + 1);
        assert!(!is_draft("note"));
    }

    #[test]
    fn a_save_that_changes_nothing_has_no_lines() {
        let contact = Draft {
            last_name: "Chan".into(),
            ..Draft::default()
        };
        assert_eq!(diff(&contact, &contact.clone()), []);
    }
}
