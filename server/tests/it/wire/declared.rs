//! What server functions and the API say they take: read from the sources and from the description.
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::permissions::NOBODY;

/// What stands between the angle brackets of a type.
pub fn within<'a>(kind: &'a str, outer: &str) -> Option<&'a str> {
    kind.strip_prefix(outer)?
        .strip_prefix('<')?
        .strip_suffix('>')
}

/// The arguments of every server function, by its endpoint: name and type, read from the sources.
pub fn arguments() -> BTreeMap<String, Vec<(String, String)>> {
    let mut found = BTreeMap::new();
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src/api"));
    for entry in std::fs::read_dir(folder).expect("the server functions") {
        let source = std::fs::read_to_string(entry.expect("an entry").path()).expect("a source");
        for function in source.split("#[server(endpoint = \"").skip(1) {
            let (endpoint, rest) = function.split_once('"').expect("a closing quote");
            let (_, rest) = rest.split_once("async fn ").expect("a function");
            let (_, rest) = rest.split_once('(').expect("arguments");
            let (list, _) = rest.split_once(") ->").expect("an answer");
            let arguments = list.split(',').filter_map(|argument| {
                let (name, kind) = argument.split_once(':')?;
                Some((name.trim().to_owned(), kind.trim().to_owned()))
            });
            found.insert(endpoint.to_owned(), arguments.collect());
        }
    }
    found
}

/// A good value of a schema of the API's description.
pub fn example(schema: &Value, document: &Value, name: &str, depth: u8) -> Value {
    if depth > 8 {
        return Value::Null;
    }
    let deeper = |schema: &Value, name: &str| example(schema, document, name, depth + 1);
    if let Some(reference) = schema["$ref"].as_str() {
        let place = reference.trim_start_matches('#');
        return deeper(document.pointer(place).expect("a schema"), name);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(first) = schema[choice]
            .as_array()
            .and_then(|all| all.iter().find(|one| one["type"] != "null"))
        {
            return deeper(first, name);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(fields) = deeper(part, name) {
                whole.extend(fields);
            }
        }
        return Value::Object(whole);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").cloned(),
        kind => Some(kind.clone()),
    };
    match kind.as_ref().and_then(Value::as_str) {
        Some("object") => {
            let fields = schema["properties"]
                .as_object()
                .cloned()
                .unwrap_or_default();
            let fields = fields
                .iter()
                .map(|(name, field)| (name.clone(), deeper(field, name)));
            Value::Object(fields.collect())
        }
        Some("array") => json!([deeper(&schema["items"], name)]),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("string") => match (schema["format"].as_str(), name) {
            (Some("uuid"), _) => json!(NOBODY),
            (Some("date"), _) => json!("1985-12-10"),
            (Some("date-time"), _) => json!("2026-01-01T00:00:00Z"),
            (_, "number") => json!("+85291234567"),
            (_, "address" | "email") => json!("ada@example.org"),
            (_, "language") => json!("en"),
            (_, "country") => json!("GB"),
            (_, "password") => json!("a few long words here"),
            _ => json!("Ada"),
        },
        _ => json!("Ada"),
    }
}
