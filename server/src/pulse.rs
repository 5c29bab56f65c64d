//! Whether the database answers, felt once a second: a request that waits for a database which has fallen silent is
//! answered in words. The socket to a Postgres that hangs stays open, and Postgres' own time limits hang with it.
use std::{sync::Arc, time::Duration};

use app::{
    error::Error,
    model::{Database, writes::Writes},
};
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};
use tracing::Instrument;

use crate::told::Reader;

/// How often it is felt.
const BEAT: Duration = Duration::from_secs(1);
/// After how long without an answer the database counts as silent.
const SILENCE: Duration = Duration::from_secs(2);
/// How long a request may go on in any case; it may need no database at all.
const GRACE: Duration = Duration::from_secs(1);

/// The pulse of a database.
#[derive(Clone)]
pub struct Pulse(watch::Receiver<bool>);

impl Pulse {
    /// Feels the pulse for as long as somebody holds it.
    pub fn of(database: &Database) -> Self {
        let (send, receive) = watch::channel(true);
        let options = database.pool.connect_options();
        tokio::spawn(async move {
            tokio::select! {
                () = send.closed() => {}
                () = feel(&options, &send) => {}
            }
        });
        Self(receive)
    }

    /// Resolves when, or while, the database is silent.
    async fn stops(mut self) {
        if self.0.wait_for(|beats| !beats).await.is_err() {
            std::future::pending().await
        }
    }
}

/// A database that refuses or hangs up is not silent: whoever asks it hears that.
async fn feel(options: &PgConnectOptions, tell: &watch::Sender<bool>) {
    let mut connection: Option<PgConnection> = None;
    loop {
        let ask = async {
            let mut open = match connection.take() {
                Some(open) => open,
                None => PgConnection::connect_with(options).await?,
            };
            open.ping().await?;
            Ok::<_, sqlx::Error>(open)
        };
        let answer = timeout(SILENCE, ask).await;
        tell.send_if_modified(|beats| std::mem::replace(beats, answer.is_ok()) != answer.is_ok());
        connection = answer.ok().and_then(Result::ok);
        sleep(BEAT).await;
    }
}

/// Stays with a request: notes what it writes, and answers for a database that has fallen silent.
pub async fn attend(
    State(state): State<crate::State>,
    mut request: Request,
    next: Next,
) -> Response {
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
