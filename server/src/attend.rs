//! Staying with a request: what it writes is noted, and a database that has fallen silent is answered for.
use std::{sync::Arc, time::Duration};

use app::{error::Error, model::writes::Writes};
use axum::{
    extract::{Request, State as Shared},
    http::Method,
    middleware::Next,
    response::Response,
};
use tokio::time::sleep;
use tracing::Instrument;

use crate::{state::State, told::Reader};

/// How long a request may go on in any case; it may need no database at all.
const GRACE: Duration = Duration::from_secs(1);

/// Stays with a request: notes what it writes, and answers for a database that has fallen silent.
pub async fn attend(Shared(state): Shared<State>, mut request: Request, next: Next) -> Response {
    let writes = Arc::new(Writes::new(state.rate));
    request.extensions_mut().insert(writes.clone());
    let (reader, is_file) = (Reader::of(&request), is_file(&request));
    // A client that hangs up stops nothing half-way, and leaves no connection in the middle of a transaction.
    let answer = tokio::spawn(next.run(request).in_current_span());
    let answer = async {
        answer
            .await
            .unwrap_or_else(|gone| reader.told(Error::broken(gone)))
    };
    if is_file {
        return answer.await;
    }
    let silence = async {
        sleep(GRACE).await;
        state.pulse.stops().await
    };
    tokio::select! {
        response = answer => response,
        () = silence => reader.told(match writes.shut() {
            true => Error::unsure("the database fell silent"),
            false => Error::unavailable("the database fell silent"),
        }),
    }
}

/// A file is long on its way, and needs the database only before and after.
fn is_file(request: &Request) -> bool {
    *request.method() == Method::POST && request.uri().path() == "/api/v1/imports"
}
