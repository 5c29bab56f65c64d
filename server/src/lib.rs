//! The host: every URL on one screen. Tests call `router` with a database of their own.
#![recursion_limit = "512"]

pub mod accounts;
pub mod attempts;
pub mod attend;
pub mod check;
pub mod command_line;
pub mod config;
pub mod connections;
pub mod database;
pub mod demo;
pub mod door;
pub mod exports;
pub mod health;
pub mod import;
pub mod imports;
pub mod logging;
pub mod metrics;
pub mod postgres;
pub mod pulse;
pub mod rest;
pub mod security;
pub mod serve;
pub mod session_store;
pub mod sign_in;
pub mod site;
pub mod slow;
pub mod spool;
pub mod state;
pub mod told;
pub mod unpack;
pub mod work;

use std::sync::LazyLock;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context,
};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{config::Settings, state::State};

/// The pages that a visitor may see without signing in.
const PUBLIC_PAGES: &[&str] = &["/", "/sign-in", "/check"];

/// The server functions that go through a whole file, however long it is.
const LONG: &[&str] = &[
    "/api/imports/foreseen",
    "/api/imports/seal",
    "/api/imports/undo",
];

/// Routes every URL to the room that answers it.
pub fn router(state: State) -> Router {
    let small = Router::new()
        .merge(pages(&state))
        .merge(exports::routes())
        .merge(sign_in::routes())
        .merge(rest::docs::routes(&state))
        .layer(from_fn_with_state(LONG, health::in_time))
        .layer(RequestBodyLimitLayer::new(config::BODY));
    let people = small
        .merge(imports::routes())
        .layer(from_fn_with_state(state.clone(), sign_in::identify))
        .layer(sign_in::sessions(&state.settings, state.database.clone()));
    let asked = Router::new()
        .merge(people)
        .nest("/api/v1", rest::router(&state))
        .layer(from_fn_with_state(state.clone(), attend::attend));
    let everything = Router::new()
        .merge(asked)
        .merge(site::routes())
        .route("/healthz", get(health::process))
        .route("/readyz", get(health::database))
        .route("/metrics", get(metrics::metrics))
        .with_state(state.clone());
    dress(everything, &state.settings)
}

/// Puts on every route what holds for all of them, from the inside out.
pub fn dress(router: Router, settings: &Settings) -> Router {
    let router = router
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(settings.patience(), slow::keep_up))
        .layer(CatchPanicLayer::custom(health::panicked))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    security::guard(router, settings)
        .layer(from_fn(health::measure))
        .layer(TraceLayer::new_for_http().make_span_with(health::span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

/// The addresses of the pages. Found out once in a process: while leptos looks for them, resources that are first polled
/// anywhere in it wait for ever (leptos #4773).
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The pages of the application, the server functions that they call, and what it says of any other address.
fn pages(state: &State) -> Router<State> {
    let options = state.options.clone();
    let shell = move || app::shell(options.clone());
    Router::new()
        .leptos_routes_with_context(state, PAGES.clone(), serve::page_context, shell.clone())
        .route_layer(from_fn_with_state(PUBLIC_PAGES, sign_in::require_staff))
        .fallback(render_app_async_with_context(serve::no_page_context, shell))
}
