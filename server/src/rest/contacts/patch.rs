//! What a program sends of a contact: a JSON merge patch (RFC 7396) over the draft that is there.
use app::error::{Error, FieldProblem};
use contact::{Code, Draft, Field, Problem, field::FORM};
use serde_json::{Map, Value};

use crate::http::extract::cut;

/// Tells whether a program may send it.
fn is_field(name: &str) -> bool {
    let outer = |field: &Field| field.name.split('.').next() == Some(name);
    name == "custom" || FORM.iter().any(|field| outer(field))
}

/// The fields that an answer also has: passed over, so that an answer can be sent back.
const READ_ONLY: [&str; 6] = [
    "id",
    "version",
    "other_first_names",
    "other_last_names",
    "created_at",
    "updated_at",
];

/// Merges what a program sent into a draft.
pub fn patched(draft: &Draft, body: Value) -> Result<Draft, Error> {
    let refuse = |column: &str, message: String| {
        Error::Invalid(vec![FieldProblem::new("malformed", column, message)])
    };
    let Value::Object(mut sent) = body else {
        return Err(refuse(
            "",
            "The body must be a JSON object with the fields of a contact.".to_owned(),
        ));
    };
    sent.retain(|name, _| !READ_ONLY.contains(&name.as_str()));
    if let Some(unknown) = sent.keys().find(|name| !is_field(name)) {
        let unknown = cut(unknown.clone());
        let sentence = format!("A contact has no field \"{unknown}\".");
        return Err(refuse(&unknown, sentence));
    }
    let mut whole = serde_json::to_value(draft).map_err(Error::broken)?;
    merge(&mut whole, Value::Object(sent));
    // Each field by itself first, so that all that cannot be read are named.
    let fields = whole.as_object().into_iter().flatten();
    let problems: Vec<FieldProblem> = fields.filter_map(unreadable).collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    serde_json::from_value(whole)
        .map_err(|error| refuse("", cut(format!("The contact cannot be read: {error}."))))
}

/// What is wrong with a field that is not what it must be.
fn unreadable((name, value): (&String, &Value)) -> Option<FieldProblem> {
    let alone = Map::from_iter([(name.clone(), value.clone())]);
    let error = serde_json::from_value::<Draft>(Value::Object(alone)).err()?;
    let shown = cut(value.to_string());
    Some(match (name.as_str(), value) {
        ("type", Value::String(text)) => FieldProblem::from(&Problem::new(Code::E09, "Type", text)),
        ("level", Value::String(text)) => {
            FieldProblem::from(&Problem::new(Code::E10, "Level", text))
        }
        ("birth_date", _) => {
            let sentence =
                format!("birth_date: {shown} must be a day as YYYY-MM-DD, such as 1980-12-14.");
            FieldProblem::new("malformed", name, sentence)
        }
        _ => FieldProblem::new("malformed", name, cut(format!("{name}: {error}."))),
    })
}

fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(target) = target {
        for (name, value) in patch {
            match value {
                Value::Null => drop(target.remove(&name)),
                value => merge(target.entry(name).or_insert(Value::Null), value),
            }
        }
    }
}
