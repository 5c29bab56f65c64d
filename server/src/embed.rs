//! Everything below `/embed` but the static files: the side panel that other products show beside a conversation. It knows no
//! cookie: whoever asks shows the key of a session that is bound to one enquiry, and no address names an enquiry.
mod acts;
mod asked;
mod document;
mod form;
pub mod language;
mod shown;

use app::error::Error;
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use tower_http::limit::RequestBodyLimitLayer;

use crate::{
    auth::embed,
    config,
    http::{
        health::{self, Patience},
        live,
    },
    state::ServerState,
};

/// The addresses of the panel. Any other below `/embed` is none, and gets no page of ours.
pub fn routes(state: &ServerState) -> Router<ServerState> {
    let identified = from_fn_with_state(state.clone(), embed::identify);
    let in_time = from_fn_with_state(Patience::ordinary(&[]), health::in_time);
    let beside: Router<ServerState> = Router::new()
        .route("/embed/contact", get(shown::whole))
        .route("/embed/section", get(shown::section))
        .route("/embed/find", get(acts::find))
        .route("/embed/question", get(acts::question))
        .route("/embed/note", post(acts::note))
        .route("/embed/merge", post(acts::merge))
        .route("/embed/beat", post(acts::beat))
        .layer(RequestBodyLimitLayer::new(config::BODY))
        .merge(form::routes().layer(RequestBodyLimitLayer::new(form::BODY)))
        .layer(identified.clone());
    // What is sent as a ticket is read no further than one is long.
    let asked = Router::new()
        .route("/embed/panel", get(document::page))
        .route("/embed/session", post(embed::begin))
        .merge(beside)
        .layer(in_time);
    // It is answered at once, and its answer ends with the panel.
    let follow: Router<ServerState> = Router::new()
        .route("/embed/events", get(live::of_panel))
        .layer(identified);
    asked
        .merge(follow)
        .nest("/embed", Router::new().fallback(async || Error::NotFound))
        .layer(from_fn(language::refuse_in_language))
}
