//! A client that dawdles holds a connection, memory and perhaps a place in the database. One whose body trickles in is
//! cut off here; one that takes nothing of its answer is cut off in `connections`.
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_stream::try_stream;
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use futures::{Stream, StreamExt};
use tokio::time::{Instant, timeout};

/// The fewest bytes a second of a body.
pub const PACE: u64 = 1024;

/// Cuts off a request whose body comes more slowly than 1 KiB a second for as long as `patience`.
pub async fn keep_up(State(patience): State<Duration>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let late = Arc::new(AtomicBool::new(false));
    let request = request.map(|body| Body::from_stream(paced(body, patience, late.clone())));
    let response = next.run(request).await;
    if !late.load(Ordering::Acquire) {
        return response;
    }
    let detail = format!(
        "The request came more slowly than 1 KiB a second for {} seconds, so it was cut off and nothing of it was kept. \
         Check the connection and send it again.",
        patience.as_secs()
    );
    app::error::problem(StatusCode::REQUEST_TIMEOUT, "too_slow", &detail, None)
}

/// A body that ends with an error when too little of it came. Only the time spent waiting for the client counts.
fn paced(
    body: Body,
    patience: Duration,
    late: Arc<AtomicBool>,
) -> impl Stream<Item = Result<Bytes, axum::Error>> {
    let enough = PACE * patience.as_secs();
    try_stream! {
        let mut body = body.into_data_stream();
        let (mut waited, mut came) = (Duration::ZERO, 0);
        loop {
            let start = Instant::now();
            let Ok(next) = timeout(patience.saturating_sub(waited), body.next()).await else {
                late.store(true, Ordering::Release);
                Err(axum::Error::new("too slow"))?;
                break;
            };
            let Some(bytes) = next.transpose()? else { break };
            waited += start.elapsed();
            came += bytes.len() as u64;
            if came >= enough {
                (waited, came) = (Duration::ZERO, 0);
            }
            yield bytes;
        }
    }
}
