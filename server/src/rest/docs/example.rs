//! Examples made of the description: what a body may look like, and a call on the command line.
use serde_json::{Map, Value, json};

use super::shape::last;

/// What a body may look like: as is said of it, or else made of its shape.
pub fn example(content: &Value, document: &Value) -> Value {
    match &content["example"] {
        Value::Null => made(&content["schema"], document, &[]),
        given => given.clone(),
    }
}

/// What a value of a shape may look like, inside shapes of these names: one that holds itself ends in a null, which its
/// holder leaves out.
fn made(schema: &Value, document: &Value, inside: &[&str]) -> Value {
    if let Some(name) = schema["$ref"].as_str().map(last) {
        if inside.contains(&name) {
            return Value::Null;
        }
        let inside = [inside, &[name]].concat();
        return made(&document["components"]["schemas"][name], document, &inside);
    }
    let deeper = |schema: &Value| made(schema, document, inside);
    for given in [
        &schema["example"],
        &schema["examples"][0],
        &schema["enum"][0],
    ] {
        if !given.is_null() {
            return given.clone();
        }
    }
    for several in ["oneOf", "anyOf"] {
        let parts = schema[several].as_array().into_iter().flatten();
        let mut parts = parts.filter(|part| part["type"] != "null");
        if let Some(part) = parts.next() {
            return deeper(part);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(fields) = deeper(part) {
                whole.extend(fields);
            }
        }
        return Value::Object(whole);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| **kind != "null"),
        kind => Some(kind),
    };
    match (kind.and_then(Value::as_str), schema["format"].as_str()) {
        (Some("array"), _) => match deeper(&schema["items"]) {
            Value::Null => json!([]),
            item => json!([item]),
        },
        (Some("boolean"), _) => json!(false),
        (Some("integer" | "number"), _) => json!(1),
        (Some("string"), Some("uuid")) => json!("019a0000-0000-7000-8000-000000000000"),
        (Some("string"), Some("date-time")) => json!("2026-11-28T12:00:00Z"),
        (Some("string"), Some("date")) => json!("1980-12-14"),
        (Some("string"), _) => json!("text"),
        _ => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields = fields.map(|(name, field)| (name.clone(), deeper(field)));
            Value::Object(fields.filter(|(_, value)| !value.is_null()).collect())
        }
    }
}

/// A call on the command line, with placeholders for what is the caller's own.
pub fn curl(document: &Value, method: &str, path: &str, said: &Value) -> String {
    let mut address = format!("$SERVER{path}");
    let mut headers = vec!["Authorization: Bearer $TOKEN".to_owned()];
    let mut asked = Vec::new();
    for parameter in said["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default();
        let placeholder = format!("${}", name.to_uppercase().replace('-', "_"));
        match parameter["in"].as_str() {
            Some("path") => address = address.replace(&format!("{{{name}}}"), &placeholder),
            Some("query") if parameter["required"] == true => {
                asked.push(format!("{name}={placeholder}"));
            }
            Some("query") if name == "limit" => asked.push("limit=50".to_owned()),
            Some("header") if name == "If-Match" => {
                headers.push(r#"If-Match: \"$VERSION\""#.to_owned())
            }
            Some("header") if name == "Idempotency-Key" && method == "post" => {
                headers.push("Idempotency-Key: $(uuidgen)".to_owned());
            }
            _ => {}
        }
    }
    if !asked.is_empty() {
        address = format!("{address}?{}", asked.join("&"));
    }
    let content = said["requestBody"]["content"].as_object();
    let content = content.and_then(|content| content.iter().next());
    let body = content.map(|(media, content)| {
        headers.push(format!("Content-Type: {media}"));
        match media.as_str() {
            "application/json" => {
                let body = example(content, document).to_string();
                format!(" \\\n  -d '{}'", body.replace('\'', "'\\''"))
            }
            _ => " \\\n  --data-binary @FILE".to_owned(),
        }
    });
    let headers: String = headers
        .iter()
        .map(|header| format!(" \\\n  -H \"{header}\""))
        .collect();
    let does = match method {
        "get" => String::new(),
        method => format!(" -X {}", method.to_uppercase()),
    };
    format!(
        "curl{does} \"{address}\"{headers}{}",
        body.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_has_every_field_of_its_shape() {
        let document = json!({"components": {"schemas": {
            "Size": {"type": "string", "enum": ["S", "M"]},
            "Shirt": {"type": "object", "properties": {
                "size": {"$ref": "#/components/schemas/Size"},
                "tags": {"type": "array", "items": {"type": ["string", "null"]}},
                "next": {"oneOf": [{"type": "null"}, {"type": "integer"}]},
            }},
        }}});
        let shirt = json!({"schema": {"$ref": "#/components/schemas/Shirt"}});
        assert_eq!(
            example(&shirt, &document),
            json!({"size": "S", "tags": ["text"], "next": 1})
        );
        let given = json!({"schema": shirt["schema"], "example": {"size": "M"}});
        assert_eq!(example(&given, &document), json!({"size": "M"}));
    }

    #[test]
    fn a_shape_that_holds_itself_ends() {
        let document = json!({"components": {"schemas": {
            "Tree": {"type": "object", "properties": {
                "under": {"$ref": "#/components/schemas/Tree"},
                "beside": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
            }},
        }}});
        let tree = json!({"schema": {"$ref": "#/components/schemas/Tree"}});
        assert_eq!(example(&tree, &document), json!({"beside": []}));
    }

    #[test]
    fn a_call_on_the_command_line_has_placeholders_for_what_is_the_callers_own() {
        let said = json!({
            "parameters": [
                {"name": "id", "in": "path", "required": true},
                {"name": "If-Match", "in": "header", "required": true},
            ],
            "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
        });
        assert_eq!(
            curl(&json!({}), "patch", "/api/v1/contacts/{id}", &said),
            "curl -X PATCH \"$SERVER/api/v1/contacts/$ID\" \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  \
             -H \"If-Match: \\\"$VERSION\\\"\" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{}'"
        );
    }
}
