//! `/api/v1`: the door for programs, and its description. Every answer to a fault is a problem of RFC 9457 with a
//! stable code; the description is made from the handlers, so that it cannot tell another story.
pub mod bin;
pub mod bulk;
pub mod contacts;
pub mod docs;
pub mod extract;
pub mod fields;
pub mod idempotency;
pub mod imports;
pub mod labels;
pub mod merge;
pub mod seal;
pub mod staff;
pub mod tokens;

use app::error::{Error, Problem};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request},
    http::{Method, StatusCode},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Components,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

use crate::{sign_in, state::State};

/// What the description says about the whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "External Contacts",
        description = "Everything the pages do, for programs. Send `Authorization: Bearer TOKEN`. Writes take an \
                       `Idempotency-Key`: for a day, the same key and request get the same answer, once. Updates take \
                       `If-Match: \"VERSION\"`. Lists are paged: send `next_cursor` back as `cursor`. A fault is an \
                       `application/problem+json` whose `code` is stable."
    ),
    servers((url = "/api/v1")),
    security(("token" = [])),
    modifiers(&Token),
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_with(Components::new)
            .add_security_scheme("token", scheme);
    }
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: u64,
    /// Send it back as `cursor` for the next page; absent after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A list that is short enough for one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self {
            total: items.len() as u64,
            items,
            next_cursor: None,
        }
    }
}

/// What went wrong, as RFC 9457 writes it.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `about:blank`: the status says the kind.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// Stable, for programs.
    pub code: String,
    /// One sentence for people.
    pub detail: String,
    /// Each value to correct, where there are any.
    pub problems: Option<Vec<Problem>>,
}

/// Every route of the API behind its token, and its description before it.
pub fn router(state: &State) -> Router<State> {
    let (routes, document) = described();
    let routes = routes
        .layer(from_fn(in_language))
        .layer(from_fn_with_state(state.clone(), idempotency::once))
        .layer(DefaultBodyLimit::max(crate::config::BODY))
        .method_not_allowed_fallback(async || {
            refused(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This address does not take this method.",
            )
        })
        .fallback(async || Error::NotFound)
        .layer(from_fn_with_state(state.clone(), sign_in::require_token));
    let document = Json(document);
    Router::new()
        .route("/openapi.json", get(async move || document))
        .merge(routes)
}

/// Says why values were refused in the language that the address asks for: `?language=zh-Hant`. A list has a filter of this
/// name.
async fn in_language(request: Request, next: Next) -> Response {
    let asked = request
        .uri()
        .query()
        .filter(|_| request.method() != Method::GET);
    let mut pairs = form_urlencoded::parse(asked.unwrap_or_default().as_bytes());
    let language = pairs.find(|(name, _)| name == "language");
    let language = language.and_then(|(_, tag)| tag.parse().ok());
    let response = next.run(request).await;
    app::error::in_language(response, language.unwrap_or_default())
}

/// The routes and what they say of themselves. Each room adds its own here.
pub fn described() -> (Router<State>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Document::openapi())
        .merge(imports::routes())
        .merge(contacts::routes())
        .merge(bulk::routes())
        .merge(bin::routes())
        .merge(merge::routes())
        .merge(labels::routes())
        .merge(fields::routes())
        .merge(staff::routes())
        .merge(tokens::routes())
        .split_for_parts()
}

/// Answers a creation with what it made.
pub fn created<T>(made: Result<T, Error>) -> Result<(StatusCode, Json<T>), Error> {
    Ok((StatusCode::CREATED, Json(made?)))
}

/// Answers a deletion.
pub fn deleted(done: Result<(), Error>) -> Result<StatusCode, Error> {
    done.map(|()| StatusCode::NO_CONTENT)
}

/// Refuses in the API's words what no verb has seen.
pub fn refused(status: StatusCode, code: &str, detail: &str) -> Response {
    app::error::problem(status, code, detail, None).into_response()
}
