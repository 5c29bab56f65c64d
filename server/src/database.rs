//! Which database a command works on: the one of `DATABASE_URL`, or the private cluster of the data directory, which
//! the first command starts and stops and every other one joins.
use std::{
    fs::{self, File, TryLockError},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use app::model::{Database, events};
use sqlx::migrate::MigrateError;

use crate::{
    config::Settings,
    postgres::{Binaries, Cluster},
};

/// An open database with the schema of this binary.
pub struct OpenedDatabase {
    pub database: Database,
    private: Option<Private>,
}

struct Private {
    cluster: Cluster,
    /// Held by the command that stops the cluster at its end; another one is only a guest.
    lock: Option<File>,
}

impl OpenedDatabase {
    /// Opens the database and brings its schema up to date.
    pub async fn open(settings: &Settings) -> anyhow::Result<Self> {
        let opened = match &settings.database_url {
            Some(url) => {
                let database = Database::at(url)
                    .context("DATABASE_URL is not an address such as postgres://user@host/name")?;
                Self {
                    database,
                    private: None,
                }
            }
            None => {
                let settings = settings.clone();
                let private =
                    tokio::task::spawn_blocking(move || Private::start(&settings)).await??;
                private.cluster.furnish().await?;
                Self {
                    database: Database::open(private.cluster.options()),
                    private: Some(private),
                }
            }
        };
        migrate(&opened.database).await?;
        Ok(opened)
    }

    /// The private cluster, where there is one.
    pub fn cluster(&self) -> Option<&Cluster> {
        self.private.as_ref().map(|private| &private.cluster)
    }

    /// Refuses to go on beside another server on the same data directory.
    pub fn claim(&self) -> anyhow::Result<()> {
        match &self.private {
            Some(Private { lock: None, .. }) => {
                bail!(
                    "Another external-contacts is using this data directory. Stop it, or choose another DATA_DIR."
                )
            }
            _ => Ok(()),
        }
    }

    /// Starts the private cluster again whenever it is gone, for as long as it is polled.
    pub async fn keep_alive(&self) {
        let Some(Private { cluster, .. }) = &self.private else {
            return std::future::pending().await;
        };
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let cluster = cluster.clone();
            let watch = move || {
                if cluster.is_running() {
                    return Ok(());
                }
                tracing::warn!("the private Postgres is gone; starting it again");
                cluster.start()
            };
            match tokio::task::spawn_blocking(watch).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "the private Postgres does not start"),
                Err(error) => tracing::error!(%error, "nobody watches the private Postgres"),
            }
        }
    }

    /// Lets go of the database, and stops the private cluster unless somebody else looks after it.
    pub async fn close(self) -> anyhow::Result<()> {
        self.database.close().await;
        match self.private {
            Some(Private {
                cluster,
                lock: Some(_lock),
            }) => tokio::task::spawn_blocking(move || cluster.stop()).await?,
            _ => Ok(()),
        }
    }
}

impl Private {
    fn start(settings: &Settings) -> anyhow::Result<Self> {
        let binaries = Binaries::find(settings.pg_bin.as_deref())?;
        let folder = &settings.data_dir;
        fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made.", folder.display()))?;
        let file = File::options()
            .create(true)
            .append(true)
            .open(folder.join("lock"))?;
        let lock = match file.try_lock() {
            Ok(()) => Some(file),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        };
        let cluster = Cluster::prepare(binaries, folder)?;
        cluster.start()?;
        Ok(Self { cluster, lock })
    }
}

/// Brings the schema up to date, waiting a while for a database that is still starting.
pub async fn migrate(database: &Database) -> anyhow::Result<()> {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        match database.migrate().await {
            Ok(()) => {
                let begun = events::begin_epoch(database).await;
                return begun
                    .context("It cannot be told whether the database is a copy of another.");
            }
            Err(MigrateError::VersionMissing(version)) => bail!(
                "The database has migration {version}, which this version of external-contacts does not know. Start \
                 the version that made it, or a newer one."
            ),
            Err(MigrateError::VersionMismatch(version)) => bail!(
                "Migration {version} of the database differs from the one in this version of external-contacts. \
                 Start the version that made the database."
            ),
            Err(MigrateError::Execute(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut))
                if Instant::now() < patience =>
            {
                tracing::info!("waiting for the database");
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            Err(error) => return Err(error).context("The database cannot be brought up to date."),
        }
    }
}
