//! The host: every URL on one screen. Tests call `router` with a database of their own.
#![recursion_limit = "512"]

pub mod auth;
pub mod command;
pub mod config;
pub mod database;
pub mod embed;
pub mod http;
pub mod logging;
pub mod outgoing;
pub mod pages;
pub mod postgres;
pub mod rest;
pub mod state;
pub mod work;

use app::api::imports::{Foreseen, Seal, Undo};
use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use leptos::server_fn::ServerFn;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{
    auth::{bearer, sign_in},
    config::Settings,
    http::{
        attend, audience,
        health::{self, Patience},
        live, metrics, security, site, slow,
    },
    pages::{exports, imports},
    state::ServerState,
};

/// The server functions that go through a whole file, however long it is.
const LONG: &[&str] = &[Foreseen::PATH, Seal::PATH, Undo::PATH];

/// Routes every URL to the room that answers it.
pub fn router(state: ServerState) -> Router {
    let small = Router::new()
        .merge(pages::routes(&state))
        .merge(exports::routes())
        .merge(sign_in::routes())
        .merge(rest::docs::routes(&state))
        .layer(from_fn_with_state(
            Patience::ordinary(LONG),
            health::in_time,
        ))
        .layer(RequestBodyLimitLayer::new(config::BODY));
    let people = |routes: Router<ServerState>| {
        routes
            .layer(from_fn_with_state(state.clone(), sign_in::identify))
            .layer(sign_in::sessions(&state.settings, state.database.clone()))
    };
    let attended = from_fn_with_state(state.clone(), attend::attend);
    // It is answered at once, and its answer ends with the page.
    let follow = Router::new().route("/live", get(live::stream));
    let asked = Router::new()
        .merge(people(small))
        .merge(people(follow))
        // The side panel has sessions of its own, and no cookie.
        .merge(embed::routes(&state))
        .layer(attended.clone());
    let api = Router::new()
        .nest("/api/v1", rest::router(&state))
        .layer(attended.clone());
    let files = people(imports::routes()).layer(attended);
    let numbers = from_fn_with_state(state.clone(), bearer::may_read_numbers);
    let probes = Router::new()
        .route("/healthz", get(health::process))
        .route("/readyz", get(health::database))
        .route("/metrics", get(metrics::metrics).route_layer(numbers));
    // What marks a route stands outside of everything that asks for it.
    let dressed =
        |routes: Router<ServerState>| dress(routes.with_state(state.clone()), &state.settings);
    dressed(asked.merge(site::routes()))
        .merge(dressed(api).layer(Extension(security::TokensOnly)))
        .merge(dressed(files).layer(Extension(audience::OfPage)))
        .merge(dressed(probes).layer(Extension(security::Probe)))
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
