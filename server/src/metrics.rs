//! The numbers of a server, for Prometheus.
use std::sync::Arc;

use app::{model::Database, who::Action};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use crate::{config::Settings, health::RECORDER, security::ClientAddress, sign_in};

/// `GET /metrics`: the numbers, in Prometheus' words, for this machine, for a token that may administer, and for
/// everybody where the settings say so.
pub async fn metrics(
    State(database): State<Database>,
    State(settings): State<Arc<Settings>>,
    client: ClientAddress,
    headers: HeaderMap,
) -> Response {
    if !settings.metrics_open && !client.is_local() {
        match sign_in::program(&database, &headers).await {
            Ok(Some(program)) => {
                if let Err(error) = program.may(Action::ReadMetrics) {
                    return error.into_response();
                }
            }
            Ok(None) => return sign_in::ask_for_token(),
            Err(error) => return error.into_response(),
        }
    }
    ::metrics::gauge!("database_connections", "pool" => "main")
        .set(f64::from(database.pool.size()));
    ::metrics::gauge!("database_connections", "pool" => "heavy")
        .set(f64::from(database.heavy.size()));
    match &*RECORDER {
        Some(recorder) => recorder.render().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
