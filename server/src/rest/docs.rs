//! `/api/docs`: the description of the API as a page that needs no script and nothing from the network: searched by a form,
//! by kinds of things, each call with its scope and an example.
mod call;
mod example;
mod shape;

use axum::{Router, extract::State, middleware::from_fn_with_state, response::Html, routing::get};
use contact::Bounded;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use self::{
    call::{DescribedCall, calls, text},
    shape::shape,
};
use crate::{auth::sign_in, http::extract::Query};

/// For whoever is signed in or has a token.
pub fn routes(state: &crate::state::ServerState) -> Router<crate::state::ServerState> {
    let known = from_fn_with_state(state.clone(), sign_in::require_anybody);
    Router::new().route("/api/docs", get(page).layer(known))
}

/// What is looked for on the page.
#[derive(Deserialize)]
struct DocsAsked {
    #[serde(default)]
    search: Bounded<200>,
}

/// `GET /api/docs`.
async fn page(
    State(options): State<LeptosOptions>,
    Query(asked): Query<DocsAsked>,
) -> Html<String> {
    let (.., document) = super::described();
    let page =
        Owner::new().with(|| render(&document, &asked.search, &options.site_pkg_dir).to_html());
    Html(format!("<!DOCTYPE html>{page}"))
}

fn render(document: &Value, search: &str, package: &str) -> impl IntoView + use<> {
    let title = format!("{} – API", text(&document["info"]["title"]));
    let about = text(&document["info"]["description"]);
    let about: Vec<_> = about
        .split("\n\n")
        .map(|part| view! { <p>{part.to_owned()}</p> })
        .collect();
    let all = calls(document);
    let found: Vec<&DescribedCall> = all.iter().filter(|call| call.tells_of(search)).collect();
    let counted = format!("{} of {} calls", found.len(), all.len());
    let schemas = document["components"]["schemas"].as_object();
    let shapes: Vec<_> = schemas
        .into_iter()
        .flatten()
        .map(|(name, schema)| shape(name, schema))
        .collect();
    view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title.clone()}</title>
                <link rel="stylesheet" href=format!("/{package}/external-contacts.css")/>
            </head>
            <body>
                <main class="api">
                    <h1>{title}</h1>
                    {about}
                    <p><a href="/api/v1/openapi.json">"openapi.json"</a></p>
                    <form role="search" action="/api/docs">
                        <label for="search">"Search the calls"</label>
                        <input type="search" id="search" name="search" maxlength="200" value=search.to_owned()/>
                        <button type="submit">"Search"</button>
                    </form>
                    <p role="status">{counted}</p>
                    {contents(&found)}
                    {sections(document, &found, !search.trim().is_empty())}
                    <h2 id="shapes">"Shapes"</h2>
                    {shapes}
                </main>
            </body>
        </html>
    }
}

/// The kinds of things that calls are about, by name, each once.
fn tags(found: &[&DescribedCall]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for call in found {
        if !tags.contains(&call.tag) {
            tags.push(call.tag.clone());
        }
    }
    tags.sort_unstable();
    tags
}

fn contents(found: &[&DescribedCall]) -> impl IntoView + use<> {
    let entries: Vec<_> = tags(found)
        .into_iter()
        .map(|tag| {
            let count = found.iter().filter(|call| call.tag == tag).count();
            let address = format!("#tag-{tag}");
            view! { <li><a href=address>{tag}</a>{format!(" ({count})")}</li> }
        })
        .collect();
    view! {
        <nav aria-label="Contents">
            <ul>{entries}<li><a href="#shapes">"Shapes"</a></li></ul>
        </nav>
    }
}

fn sections(document: &Value, found: &[&DescribedCall], open: bool) -> impl IntoView + use<> {
    tags(found)
        .into_iter()
        .map(|tag| {
            let calls: Vec<_> = found
                .iter()
                .filter(|call| call.tag == tag)
                .map(|call| call.shown(document, open))
                .collect();
            let place = format!("tag-{tag}");
            view! { <section><h2 id=place>{tag}</h2>{calls}</section> }
        })
        .collect::<Vec<_>>()
}
