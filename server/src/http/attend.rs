//! Staying with a request: what it writes is noted, and a database that has fallen silent is answered for.
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use app::{
    error::Error,
    model::writes::{Rate, Writes},
};
use axum::{
    Extension,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tokio::time::sleep;
use tracing::Instrument;

use super::{audience::Audience, database_watch::DatabaseWatch};

/// How long a request may go on in any case; it may need no database at all.
const GRACE: Duration = Duration::from_secs(1);

/// Stays with a request: notes what it writes, and answers for a database that has fallen silent.
pub async fn attend(
    State(rate): State<Arc<Rate>>,
    State(watch): State<DatabaseWatch>,
    mut request: Request,
    next: Next,
) -> Response {
    let writes = Arc::new(Writes::new(rate));
    request.extensions_mut().insert(writes.clone());
    let (audience, long) = (Audience::of(&request), TakesLong::default());
    request.extensions_mut().insert(long.clone());
    // A client that hangs up stops nothing half-way, and leaves no connection in the middle of a transaction.
    let answer = tokio::spawn(next.run(request).in_current_span());
    let answer = async {
        answer
            .await
            .unwrap_or_else(|gone| audience.answer(Error::broken(gone)))
    };
    let silence = async {
        sleep(GRACE).await;
        watch.silent().await;
        if long.0.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        response = answer => response,
        () = silence => audience.answer(match writes.shut() {
            true => Error::unsure("the database fell silent"),
            false => Error::unavailable("the database fell silent"),
        }),
    }
}

/// Whether a request has come to a route of files.
#[derive(Clone, Default)]
pub struct TakesLong(Arc<AtomicBool>);

/// Marks the routes of files: a file is long on its way, and needs the database only before and after.
pub async fn takes_long(
    Extension(TakesLong(long)): Extension<TakesLong>,
    request: Request,
    next: Next,
) -> Response {
    long.store(true, Ordering::Relaxed);
    next.run(request).await
}
