//! A report taken apart, for each of its fields to be heard by itself.
use contact::enquiry::{DEVICE, VISITOR};
use serde::Serialize;
use serde_json::{Map, Value};

/// The fields that a report tells, by name; those of the visitor as `visitor.phone`, of their device as `device.os`.
pub fn fields(report: &impl Serialize) -> Vec<(String, Value)> {
    let Ok(Value::Object(report)) = serde_json::to_value(report) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for (name, value) in report {
        match (name.as_str(), value) {
            ("event_at" | "external_id", _) => {}
            ("visitor", visitor) => part(&mut fields, "visitor", &VISITOR, visitor),
            (_, value) => fields.push((name, value)),
        }
    }
    fields
}

/// The fields of a part, each by itself; null empties them all.
fn part(fields: &mut Vec<(String, Value)>, name: &str, known: &[&str], value: Value) {
    let told = match value {
        Value::Object(told) => told,
        _ => {
            let every = known.iter().map(|field| ((*field).to_owned(), Value::Null));
            let device = (name == "visitor").then(|| ("device".to_owned(), Value::Null));
            every.chain(device).collect::<Map<_, _>>()
        }
    };
    for (field, value) in told {
        match field.as_str() {
            "device" => part(fields, "device", &DEVICE, value),
            _ => fields.push((format!("{name}.{field}"), value)),
        }
    }
}
