//! The numbers of a server, for Prometheus.
use app::model::Database;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::health::RECORDER;

/// `GET /metrics`: the numbers, in Prometheus' words.
pub async fn metrics(State(database): State<Database>) -> Response {
    ::metrics::gauge!("database_connections", "pool" => "main")
        .set(f64::from(database.pool.size()));
    ::metrics::gauge!("database_connections", "pool" => "heavy")
        .set(f64::from(database.heavy.size()));
    match &*RECORDER {
        Some(recorder) => recorder.render().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
