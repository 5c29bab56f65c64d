//! Where tower-sessions keeps its sessions: the table `session`, which holds only hashes of their ids.
use app::{
    error::Error,
    model::{
        Database,
        sessions::{self, Lifetime},
    },
};
use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store,
};
use uuid::Uuid;

/// The key under which a session holds who signed in.
pub const STAFF: &str = "staff";

tokio::task_local! {
    /// Set while a session is read of which nobody makes use.
    static UNUSED: ();
}

/// Reads of a session what a page asks by itself, whether or not anybody is at it: that keeps no session from ending.
pub async fn unused<T>(reading: impl Future<Output = T>) -> T {
    UNUSED.scope((), reading).await
}

/// Sessions in Postgres.
#[derive(Clone, Debug)]
pub struct PgSessions {
    pub database: Database,
    pub lifetime: Lifetime,
}

#[async_trait]
impl SessionStore for PgSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let (staff, data) = parts(record)?;
        while !sessions::create(
            &self.database,
            &bytes(record.id),
            staff,
            data.clone(),
            self.lifetime,
        )
        .await
        .map_err(backend)?
        {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let (staff, data) = parts(record)?;
        sessions::save(&self.database, &bytes(record.id), staff, data)
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let is_used = UNUSED.try_with(|()| ()).is_err();
        let data = sessions::load(&self.database, &bytes(*id), self.lifetime, is_used)
            .await
            .map_err(backend)?;
        data.map(|data| {
            let data = serde_json::from_value(data)
                .map_err(|error| session_store::Error::Decode(error.to_string()))?;
            // The table decides when a session ends, so the record's own date is of no account.
            Ok(Record {
                id: *id,
                data,
                expiry_date: OffsetDateTime::now_utc() + self.lifetime.absolute,
            })
        })
        .transpose()
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        sessions::delete(&self.database, &bytes(*id))
            .await
            .map_err(backend)
    }
}

fn parts(record: &Record) -> session_store::Result<(Option<Uuid>, serde_json::Value)> {
    let staff = record
        .data
        .get(STAFF)
        .and_then(|id| id.as_str())
        .and_then(|id| id.parse().ok());
    let data = serde_json::to_value(&record.data)
        .map_err(|error| session_store::Error::Encode(error.to_string()))?;
    Ok((staff, data))
}

fn bytes(id: Id) -> [u8; 16] {
    id.0.to_be_bytes()
}

fn backend(error: Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
