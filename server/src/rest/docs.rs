//! `/api/docs`: the description of the API as a page that needs no script and nothing from the network.
use axum::{Router, extract::State, middleware::from_fn_with_state, response::Html, routing::get};
use leptos::prelude::*;
use serde_json::Value;

use crate::auth::sign_in;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// For whoever is signed in or has a token.
pub fn routes(state: &crate::state::ServerState) -> Router<crate::state::ServerState> {
    let known = from_fn_with_state(state.clone(), sign_in::require_anybody);
    Router::new().route("/api/docs", get(page).layer(known))
}

/// `GET /api/docs`.
async fn page(State(options): State<LeptosOptions>) -> Html<String> {
    let (.., document) = super::described();
    let document = serde_json::to_value(document).unwrap_or_default();
    let page = Owner::new().with(|| render(&document, &options.site_pkg_dir).to_html());
    Html(format!("<!DOCTYPE html>{page}"))
}

fn render(document: &Value, package: &str) -> impl IntoView + use<> {
    let title = text(&document["info"]["title"]);
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    let calls: Vec<_> = paths
        .iter()
        .flat_map(|(path, item)| {
            METHODS
                .iter()
                .map(move |method| (*method, path.clone(), item[*method].clone()))
        })
        .filter(|(.., call)| call.is_object())
        .map(|(method, path, said)| call(method, &path, &said))
        .collect();
    let schemas = document["components"]["schemas"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let schemas: Vec<_> = schemas
        .iter()
        .map(|(name, schema)| shape(name, schema))
        .collect();
    view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{format!("{title} – API")}</title>
                <link rel="stylesheet" href=format!("/{package}/external-contacts.css")/>
            </head>
            <body>
                <main class="api">
                    <h1>{format!("{title} – API")}</h1>
                    <p>{text(&document["info"]["description"])}</p>
                    <p><a href="/api/v1/openapi.json">"openapi.json"</a></p>
                    <h2>"Calls"</h2>
                    {calls}
                    <h2>"Shapes"</h2>
                    {schemas}
                </main>
            </body>
        </html>
    }
}

fn call(method: &str, path: &str, said: &Value) -> impl IntoView + use<> {
    let parameters: Vec<_> = list(&said["parameters"])
        .into_iter()
        .map(|parameter| {
            let name = text(&parameter["name"]);
            let place = text(&parameter["in"]);
            view! {
                <li><code>{name}</code> {format!(" in {place} – {} {}", kind(&parameter["schema"]), text(&parameter["description"]))}</li>
            }
        })
        .collect();
    let body = said["requestBody"]["content"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let body: Vec<_> = body
        .iter()
        .map(|(media, content)| view! { <p>"Body " <code>{media.clone()}</code> " – " {kind(&content["schema"])}</p> })
        .collect();
    let answers = said["responses"].as_object().cloned().unwrap_or_default();
    let answers: Vec<_> = answers
        .iter()
        .map(|(status, answer)| {
            let content = answer["content"].as_object().cloned().unwrap_or_default();
            let kinds: Vec<_> = content.values().map(|content| kind(&content["schema"])).collect();
            view! { <li><code>{status.clone()}</code> {format!(" {} {}", kinds.join(", "), text(&answer["description"]))}</li> }
        })
        .collect();
    view! {
        <details>
            <summary>
                <code>{format!("{} /api/v1{path}", method.to_uppercase())}</code>
                {format!(" {}", text(&said["summary"]))}
            </summary>
            <p>{text(&said["description"])}</p>
            <ul>{parameters}</ul>
            {body}
            <ul>{answers}</ul>
        </details>
    }
}

fn shape(name: &str, schema: &Value) -> impl IntoView + use<> {
    let json = serde_json::to_string_pretty(schema).unwrap_or_default();
    view! { <details id=name.to_owned()><summary><code>{name.to_owned()}</code></summary><pre>{json}</pre></details> }
}

/// What a schema is called.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or(name).to_owned();
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}", kind(&schema["items"])),
        Some(kind) => kind.to_owned(),
        None => String::new(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
