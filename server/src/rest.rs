//! `/api/v1`: the door for programs, and its description. Every answer to a fault is a problem of RFC 9457 with a
//! stable code; the description is made from the handlers, so that it cannot tell another story.
pub mod answer;
pub mod bin;
pub mod bodies;
pub mod bulk;
pub mod colleagues;
pub mod contacts;
pub mod docs;
pub mod document;
pub mod events;
pub mod fields;
pub mod idempotency;
pub mod import_course;
pub mod imports;
pub mod intake;
pub mod labels;
pub mod list_query;
pub mod merge;
pub mod paging;
pub mod permissions;
pub mod phones;
pub mod proposals;
pub mod recipes;
pub mod seal;
pub mod security_log;
pub mod settings;
pub mod staff;
pub mod tokens;
pub mod views;
pub mod webhooks;

use app::error::Error;
use axum::{
    Extension, Json, Router,
    extract::{DefaultBodyLimit, Request},
    http::{Method, StatusCode},
    middleware::{Next, from_fn, from_fn_with_state},
    response::Response,
    routing::get,
};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use self::{answer::refused, document::Document};
use crate::{auth::bearer, config::BodyLimit, http::attend, state::ServerState};

/// Every route of the API behind its token, and its description before it.
pub fn router(state: &ServerState) -> Router<ServerState> {
    let (routes, reports, files, document) = described();
    let once = |routes: Router<ServerState>| {
        routes
            .layer(from_fn(in_language))
            .layer(from_fn_with_state(state.clone(), idempotency::once))
    };
    // An import remembers its key itself.
    let files = files
        .layer(from_fn(in_language))
        .layer(from_fn(attend::takes_long));
    let routes = once(routes)
        .merge(at_most(intake::REPORTS, once(reports)))
        .merge(files);
    let routes = at_most(crate::config::BODY, routes)
        .method_not_allowed_fallback(async || {
            refused(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This address does not take this method.",
            )
        })
        .fallback(async || Error::NotFound)
        .layer(from_fn_with_state(state.clone(), bearer::require_token));
    let document = Json(document);
    Router::new()
        .route("/openapi.json", get(async move || document))
        .merge(routes)
}

/// Lets bodies have so many bytes, unless a route inside says otherwise.
fn at_most(bytes: usize, routes: Router<ServerState>) -> Router<ServerState> {
    routes
        .layer(DefaultBodyLimit::max(bytes))
        .layer(Extension(BodyLimit(bytes)))
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

/// The routes, those of reports and of files, and what they say of themselves. Each room adds its own here.
pub fn described() -> (
    Router<ServerState>,
    Router<ServerState>,
    Router<ServerState>,
    serde_json::Value,
) {
    let files = OpenApiRouter::with_openapi(Document::openapi()).merge(imports::files());
    let (files, document) = files.split_for_parts();
    let routes = OpenApiRouter::with_openapi(document)
        .merge(imports::routes())
        .merge(contacts::routes())
        .merge(bulk::routes())
        .merge(bin::routes())
        .merge(merge::routes())
        .merge(labels::routes())
        .merge(fields::routes())
        .merge(staff::routes())
        .merge(tokens::routes())
        .merge(permissions::routes())
        .merge(settings::routes())
        .merge(proposals::routes())
        .merge(import_course::routes())
        .merge(recipes::routes())
        .merge(views::routes())
        .merge(phones::routes())
        .merge(colleagues::routes())
        .merge(events::routes())
        .merge(security_log::routes())
        .merge(webhooks::routes());
    let (routes, document) = routes.split_for_parts();
    let reports = OpenApiRouter::with_openapi(document).merge(intake::routes());
    let (reports, document) = reports.split_for_parts();
    (routes, reports, files, document::completed(&document))
}
