//! How the server is: the process, the database, the numbers for Prometheus, and what a panic is answered with.
use std::{any::Any, sync::LazyLock};

use app::{error::Error, model::Store};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// The recorder of the whole process; tests start many servers in one.
static RECORDER: LazyLock<Option<PrometheusHandle>> =
    LazyLock::new(|| PrometheusBuilder::new().install_recorder().ok());

/// `GET /healthz`: the process answers.
pub async fn process() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers too.
pub async fn database(store: Store) -> (StatusCode, &'static str) {
    if store.ready().await {
        (StatusCode::OK, "ok")
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database is not answering",
        )
    }
}

/// `GET /metrics`: the numbers, in Prometheus' words.
pub async fn metrics(store: Store) -> Response {
    metrics::gauge!("database_connections", "pool" => "main").set(f64::from(store.pool.size()));
    metrics::gauge!("database_connections", "pool" => "heavy").set(f64::from(store.heavy.size()));
    match &*RECORDER {
        Some(recorder) => recorder.render().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Starts to count, before the first request.
pub fn start() {
    LazyLock::force(&RECORDER);
}

/// Only the request that panicked fails; what it says stays in the log.
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let cause = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Error::broken(format!("panic: {cause}")).into_response()
}
