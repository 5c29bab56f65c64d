//! Whether the database answers, asked once a second: a request that waits for a database which has fallen silent is
//! answered in words. The socket to a Postgres that hangs stays open, and Postgres' own time limits hang with it.
use std::time::Duration;

use app::model::Database;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

/// How often it is asked.
const PAUSE: Duration = Duration::from_secs(1);
/// After how long without an answer the database counts as silent.
const SILENCE: Duration = Duration::from_secs(2);

/// Whether a database answers, as far as is known.
#[derive(Clone)]
pub struct DatabaseWatch(watch::Receiver<bool>);

impl DatabaseWatch {
    /// Watches a database for as long as somebody holds this.
    pub fn of(database: &Database) -> Self {
        let (send, receive) = watch::channel(true);
        let options = database.pool.connect_options();
        tokio::spawn(async move {
            tokio::select! {
                () = send.closed() => {}
                () = watch(&options, &send) => {}
            }
        });
        Self(receive)
    }

    /// Resolves when, or while, the database is silent.
    pub async fn silent(mut self) {
        if self.0.wait_for(|answers| !answers).await.is_err() {
            std::future::pending().await
        }
    }
}

/// A database that refuses or hangs up is not silent: whoever asks it hears that.
async fn watch(options: &PgConnectOptions, tell: &watch::Sender<bool>) {
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
        tell.send_if_modified(|answers| {
            std::mem::replace(answers, answer.is_ok()) != answer.is_ok()
        });
        connection = answer.ok().and_then(Result::ok);
        sleep(PAUSE).await;
    }
}
