//! How the server is: the process, the database, the numbers for Prometheus, the log of requests, and what a request
//! gets that panics or takes too long. Log and numbers name the route and never what stands in its place: an address may
//! hold a name.
use std::{
    any::Any,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::{Duration, Instant},
};

use app::{
    error::Error,
    model::{Database, writes::Writes},
};
use axum::{
    body::{Body, HttpBody},
    extract::{MatchedPath, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::time::timeout;
use tracing::Instrument;

use super::audience::Audience;

/// How long a request is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub most: Duration,
    /// The addresses that may take as long as they like, since they go through a whole file.
    pub but_for: &'static [&'static str],
}

impl Patience {
    /// That with an ordinary request: a little more than a statement of the database may take.
    pub fn ordinary(but_for: &'static [&'static str]) -> Self {
        let most = Duration::from_secs(12);
        Self { most, but_for }
    }
}

/// The longest id of a request that the log repeats.
const LONGEST_ID: usize = 64;
/// How often what was measured is summed up.
const SUM_UP: Duration = Duration::from_secs(5);

/// The recorder of the whole process; tests start many servers in one.
pub static RECORDER: LazyLock<Option<PrometheusHandle>> =
    LazyLock::new(|| PrometheusBuilder::new().install_recorder().ok());

/// `GET /healthz`: the process answers.
pub async fn process() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers too.
pub async fn database(State(database): State<Database>) -> (StatusCode, &'static str) {
    if database.ready().await {
        (StatusCode::OK, "ok")
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database is not answering",
        )
    }
}

/// Starts to count, before the first request.
pub fn start() {
    LazyLock::force(&RECORDER);
}

/// Sums up what was measured, for as long as it is polled: what nobody has read yet would pile up one by one.
pub async fn sum_up() {
    loop {
        tokio::time::sleep(SUM_UP).await;
        if let Some(recorder) = &*RECORDER {
            recorder.run_upkeep();
        }
    }
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

/// Answers in time, whatever happens. What is being written then is written all the same; what has not begun to write, or
/// did not arrive whole, ends with its answer.
pub async fn in_time(
    State(Patience { most, but_for }): State<Patience>,
    request: Request,
    next: Next,
) -> Response {
    const LATE: &str = "a request took too long";
    if but_for.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let (audience, reads) = (Audience::of(&request), request.method().is_safe());
    let writes = request.extensions().get::<Arc<Writes>>().cloned();
    let whole = Arc::new(AtomicBool::new(request.body().is_end_stream()));
    let arriving = whole.clone();
    let request = request.map(|body| {
        let mut stream = body.into_data_stream();
        Body::from_stream(futures::stream::poll_fn(move |context| {
            let next = stream.poll_next_unpin(context);
            if matches!(next, Poll::Ready(None)) {
                arriving.store(true, Ordering::Relaxed);
            }
            next
        }))
    });
    // A task of its own, which goes on where nobody waits for it any more.
    let mut running = tokio::spawn(next.run(request).in_current_span());
    match timeout(most, &mut running).await {
        Ok(Ok(response)) => return response,
        Ok(Err(gone)) => return audience.answer(Error::broken(gone)),
        Err(_) => {}
    }
    if writes.is_some_and(|writes| writes.shut()) {
        return audience.answer(Error::unsure(LATE));
    }
    running.abort();
    match reads || whole.load(Ordering::Relaxed) {
        true => audience.answer(Error::unavailable(LATE)),
        false => half_sent(),
    }
}

/// Whoever sends the rest too late sends it for nothing.
fn half_sent() -> Response {
    let sentence = "The request did not arrive whole in time. Nothing was done; send it again.";
    let close = [(header::CONNECTION, "close")];
    (StatusCode::REQUEST_TIMEOUT, close, sentence).into_response()
}

/// Counts each request and how long it took.
pub async fn measure(request: Request, next: Next) -> Response {
    let labels = [
        ("method", method(&request).to_owned()),
        ("route", route(&request)),
    ];
    let start = Instant::now();
    let response = next.run(request).await;
    metrics::histogram!("http_request_seconds", &labels).record(start.elapsed());
    let [method, route] = labels;
    metrics::counter!(
        "http_requests_total",
        &[
            method,
            route,
            ("status", response.status().as_str().to_owned())
        ]
    )
    .increment(1);
    response
}

/// What the log says of a request.
pub fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .filter(|id| id.len() <= LONGEST_ID)
        .unwrap_or_default();
    tracing::info_span!(
        "request",
        method = method(request),
        route = route(request),
        id
    )
}

/// A method that HTTP knows: what clients make up themselves would be counted one by one for ever.
fn method<B>(request: &axum::http::Request<B>) -> &'static str {
    const KNOWN: [&str; 9] = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE",
    ];
    let asked = request.method().as_str();
    let known = KNOWN.into_iter().find(|known| *known == asked);
    known.unwrap_or("other")
}

fn route<B>(request: &axum::http::Request<B>) -> String {
    request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned()
}
