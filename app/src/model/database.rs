//! The database: three pools. A pool never lends out a connection that is dead or still inside somebody's transaction,
//! and nobody waits for one longer than two seconds.
use std::{str::FromStr, time::Duration};

use sqlx::{
    Acquire, Connection, Executor, PgConnection, PgPool,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};

use super::keyed_request::KeyedRequest;
use crate::error::Error;

/// How long is waited for some statements of the server's own work: longer than all of them may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for what the database is asked, but not for ever: one that vanishes without a word never answers, and its own time
/// limits vanish with it.
pub async fn in_time<T>(
    patience: Duration,
    asked: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let answered = tokio::time::timeout(patience, asked).await;
    answered.unwrap_or_else(|_| Err(Error::unavailable("nothing was answered in time")))
}

/// The schema, carried inside the binary.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    /// For everything that answers at once.
    pub pool: PgPool,
    /// For few and long readings, such as an export, so that they never starve the others.
    pub heavy: PgPool,
    /// For lists and searches: nothing runs longer than two seconds, and tables are only entered by an index.
    pub lists: PgPool,
}

impl Database {
    /// Opens the pools without waiting for the database: the server must come up even while Postgres is away.
    pub fn open(options: PgConnectOptions) -> Self {
        Self {
            // A plan is made once and kept while an import makes a large table of a small one. Nothing is compiled for it: a
            // small table without an index for what is asked would count as so dear that a tenth of a second was spent on that.
            pool: pool(16).connect_lazy_with(
                limited(options.clone(), "10s")
                    .options([("enable_seqscan", "off"), ("jit", "off")]),
            ),
            heavy: pool(4).connect_lazy_with(limited(options.clone(), "10min")),
            lists: pool(16).connect_lazy_with(limited(options, "2s").options([
                ("enable_seqscan", "off"),
                ("jit", "off"),
                ("work_mem", "16MB"),
            ])),
        }
    }

    /// Opens the pools on an address such as `postgres://user@host/database`.
    pub fn at(url: &str) -> Result<Self, sqlx::Error> {
        Ok(Self::open(PgConnectOptions::from_str(url)?))
    }

    /// Brings the schema up to date under a lock of the whole database, each migration one transaction; refuses a
    /// schema newer than this binary.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        // The lock may be held by another server that is migrating, so this connection waits without a time limit.
        let mut connection = self.heavy.acquire().await?.detach();
        connection
            .execute("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0")
            .await?;
        let done = MIGRATIONS.run(&mut connection).await;
        connection.close().await?;
        done
    }

    /// Waits for what is in hand and closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
        self.heavy.close().await;
        self.lists.close().await;
    }

    /// Whether the database answers within a second.
    pub async fn ready(&self) -> bool {
        let ask = async {
            sqlx::query_scalar::<_, i32>("select 1")
                .fetch_one(&self.pool)
                .await
        };
        matches!(
            tokio::time::timeout(Duration::from_secs(3), ask).await,
            Ok(Ok(1))
        )
    }

    /// Hears what is said on channels from now on, by one connection that the pools do not lend out.
    pub(super) async fn listen(&self, channels: &[&str]) -> Result<PgListener, sqlx::Error> {
        let options = self.pool.connect_options();
        let own = PgPoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with((*options).clone());
        let mut listener = PgListener::connect_with(&own).await?;
        listener.listen_all(channels.iter().copied()).await?;
        Ok(listener)
    }

    /// Runs `work` in one transaction and commits it: for the server's own work. Whoever asks for something writes by
    /// `Asker::write`.
    pub(super) async fn write<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_once(None, work).await
    }

    /// The same, at most once for a request under a key.
    pub(super) async fn write_once<T>(
        &self,
        keyed: Option<&KeyedRequest>,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        if let Some(keyed) = keyed {
            keyed.claim(&mut transaction).await?;
        }
        let answer = work(&mut transaction).await?;
        if let Err(error) = transaction.commit().await {
            drop(connection);
            unless_committed(error, &self.pool, keyed).await?;
        }
        if let Some(keyed) = keyed {
            keyed.claimed();
        }
        Ok(answer)
    }
}

/// A commit that Postgres refused is a fault; one that it never answered may have happened, and under a key it can be
/// found out whether it has.
async fn unless_committed(
    error: sqlx::Error,
    pool: &PgPool,
    keyed: Option<&KeyedRequest>,
) -> Result<(), Error> {
    let id = match Error::from(error) {
        Error::Unavailable { id } => id,
        refused => return Err(refused),
    };
    let committed = match keyed {
        Some(keyed) if !keyed.is_claimed() => keyed.was_committed(pool).await.ok(),
        _ => None,
    };
    match committed {
        Some(true) => Ok(()),
        Some(false) => Err(Error::Unavailable { id }),
        None => Err(Error::Unsure { id }),
    }
}

fn limited(options: PgConnectOptions, statement_timeout: &str) -> PgConnectOptions {
    options.application_name("external-contacts").options([
        ("statement_timeout", statement_timeout),
        ("idle_in_transaction_session_timeout", "15s"),
        // The guard below rolls back where there is nothing to roll back; that is no news.
        ("client_min_messages", "error"),
    ])
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(2))
        .idle_timeout(Duration::from_secs(10 * 60))
        // The library's own check waits for ever on a half-open socket; ours does not.
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for < Duration::from_millis(100) {
                    return Ok(true);
                }
                let answer =
                    tokio::time::timeout(Duration::from_millis(500), connection.ping()).await;
                Ok(matches!(answer, Ok(Ok(()))))
            })
        })
        // sqlx 0.9.0 forgets a transaction whose `begin` was dropped half-way (transact-rs/sqlx #4393), and would lend
        // the connection out inside it.
        .after_release(|connection, _| {
            Box::pin(async move {
                let ended =
                    tokio::time::timeout(Duration::from_secs(2), connection.execute("rollback"))
                        .await;
                Ok(matches!(ended, Ok(Ok(_))))
            })
        })
}
