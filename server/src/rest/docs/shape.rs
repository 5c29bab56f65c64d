//! The shapes of the description: what they are called where they are used, and how they are shown.
use leptos::prelude::*;
use serde_json::Value;

/// What a schema is called: shapes with a name are linked.
pub fn kind(schema: &Value) -> AnyView {
    if let Some(name) = schema["$ref"].as_str().map(last) {
        return view! { <a href=format!("#shape-{name}")>{name.to_owned()}</a> }.into_any();
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        if let Some(parts) = schema[several].as_array() {
            let or = if several == "allOf" { " and " } else { " or " };
            let parts: Vec<_> = parts
                .iter()
                .enumerate()
                .map(|(at, part)| view! { {(at > 0).then_some(or)} {kind(part)} })
                .collect();
            return parts.into_any();
        }
    }
    match (&schema["type"], schema["format"].as_str()) {
        (Value::String(kind_of), _) if kind_of == "array" => {
            view! { "list of " {kind(&schema["items"])} }.into_any()
        }
        (Value::String(kind_of), Some(format)) => format!("{kind_of} ({format})").into_any(),
        (Value::String(kind_of), None) => kind_of.clone().into_any(),
        (Value::Array(kinds), _) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
            kinds.join(" or ").into_any()
        }
        _ => String::new().into_any(),
    }
}

/// A shape with a name, as the description has it.
pub fn shape(name: &str, schema: &Value) -> impl IntoView + use<> {
    let json = serde_json::to_string_pretty(schema).unwrap_or_default();
    view! {
        <details id=format!("shape-{name}")>
            <summary><code>{name.to_owned()}</code></summary>
            <pre tabindex="0">{json}</pre>
        </details>
    }
}

/// The name at the end of a reference.
pub fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
