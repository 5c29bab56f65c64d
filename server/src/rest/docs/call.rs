//! One call of the description: what it is found by, and how it is shown.
use leptos::prelude::*;
use serde_json::Value;

use super::{
    super::document::METHODS,
    example::{curl, example},
    shape::kind,
};

/// A call, or what an endpoint of a webhook is told.
pub struct DescribedCall {
    pub tag: String,
    method: &'static str,
    /// The whole path; of a webhook its type.
    place: String,
    said: Value,
}

/// Every call of a description, then what webhooks are told.
pub fn calls(document: &Value) -> Vec<DescribedCall> {
    let of = |room: &str| {
        let paths = document[room].as_object().cloned().unwrap_or_default();
        paths.into_iter().flat_map(|(path, item)| {
            let said = METHODS.map(|method| (method, item[method].clone()));
            let there = said.into_iter().filter(|(_, said)| said.is_object());
            there.map(move |(method, said)| (method, path.clone(), said))
        })
    };
    let paths = of("paths").map(|(method, path, said)| DescribedCall {
        tag: text(&said["tags"][0]),
        method,
        place: format!("/api/v1{path}"),
        said,
    });
    let told = of("webhooks").map(|(method, name, said)| DescribedCall {
        tag: "webhook-bodies".to_owned(),
        method,
        place: name,
        said,
    });
    paths.chain(told).collect()
}

impl DescribedCall {
    /// Whether all words that somebody looks for stand in what is said of it.
    pub fn tells_of(&self, search: &str) -> bool {
        let names = list(&self.said["parameters"])
            .iter()
            .map(|parameter| text(&parameter["name"]))
            .collect::<Vec<_>>();
        let said = [
            self.method.to_owned(),
            self.place.clone(),
            self.tag.clone(),
            text(&self.said["summary"]),
            text(&self.said["description"]),
            text(&self.said["operationId"]),
            self.scope(),
            names.join(" "),
        ];
        let said = said.join(" ").to_lowercase();
        search
            .to_lowercase()
            .split_whitespace()
            .all(|word| said.contains(word))
    }

    /// The scope that its token needs; empty for what needs none.
    fn scope(&self) -> String {
        text(&self.said["security"][0]["token"][0])
    }

    /// The call as the page shows it.
    pub fn shown(&self, document: &Value, open: bool) -> impl IntoView + use<> {
        let said = &self.said;
        let head = format!("{} {}", self.method.to_uppercase(), self.place);
        let scope = Some(self.scope()).filter(|scope| !scope.is_empty());
        let withdrawn = said["deprecated"].as_bool().unwrap_or_default();
        let command = self.place.starts_with('/').then(|| {
            let command = curl(document, self.method, &self.place, said);
            view! { <h4>"Example"</h4><pre tabindex="0"><code>{command}</code></pre> }
        });
        view! {
            <details open=open id=text(&said["operationId"]).replace(' ', "-")>
                <summary>
                    <code>{head}</code>
                    " "
                    {text(&said["summary"])}
                    {withdrawn.then(|| view! { " " <strong>"(deprecated)"</strong> })}
                    {scope.map(|scope| view! { " " <span class="scope">"scope " <code>{scope}</code></span> })}
                </summary>
                <p>{text(&said["description"])}</p>
                {parameters(said)}
                {body(document, said)}
                {answers(said)}
                {command}
            </details>
        }
    }
}

fn parameters(said: &Value) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = list(&said["parameters"])
        .into_iter()
        .map(|parameter| {
            let needed = parameter["required"].as_bool().unwrap_or_default();
            let place = text(&parameter["in"]);
            let place = if needed {
                format!("{place}, required")
            } else {
                place
            };
            view! {
                <li>
                    <code>{text(&parameter["name"])}</code>
                    {format!(" ({place}): ")}
                    {kind(&parameter["schema"])}
                    " "
                    {text(&parameter["description"])}
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <h4>"Parameters"</h4><ul>{rows}</ul> })
}

fn body(document: &Value, said: &Value) -> Option<impl IntoView + use<>> {
    let content = said["requestBody"]["content"].as_object()?;
    let kinds: Vec<_> = content
        .iter()
        .map(|(media, content)| {
            let shown = (media == "application/json").then(|| {
                let example = example(content, document);
                let text = serde_json::to_string_pretty(&example).unwrap_or_default();
                view! { <pre tabindex="0"><code>{text}</code></pre> }
            });
            view! { <p><code>{media.clone()}</code>": " {kind(&content["schema"])}</p>{shown} }
        })
        .collect();
    Some(view! { <h4>"Body"</h4>{kinds} })
}

fn answers(said: &Value) -> impl IntoView + use<> {
    let answers = said["responses"].as_object().cloned().unwrap_or_default();
    let rows: Vec<_> = answers
        .into_iter()
        .map(|(status, answer)| {
            let content = answer["content"].as_object().cloned().unwrap_or_default();
            let kinds: Vec<_> = content
                .into_iter()
                .map(|(media, content)| {
                    view! { " " <code>{media}</code> " " {kind(&content["schema"])} }
                })
                .collect();
            view! { <li><code>{status}</code> " " {text(&answer["description"])} {kinds}</li> }
        })
        .collect();
    view! { <h4>"Answers"</h4><ul>{rows}</ul> }
}

/// The text of a value; empty where it is none.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
