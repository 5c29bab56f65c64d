//! How the installation is, over the wire.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How the installation is at one moment.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstallationHealth {
    /// When all this was so.
    pub at: DateTime<Utc>,
    /// Of this server; absent where nobody can be asked.
    pub machine: Option<MachineState>,
    pub migrations: MigrationState,
    pub pools: Vec<PoolState>,
    pub database_bytes: u64,
    /// What waits and what is under way, over all servers.
    pub imports: ImportsState,
    /// Bulk actions that are not over.
    pub bulk: u64,
    /// What endpoints of webhooks are still to be told.
    pub deliveries: u64,
    /// The newest import.
    pub last_import: Option<NewestImport>,
}

/// How one server is.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MachineState {
    pub version: String,
    pub started_at: DateTime<Utc>,
    /// Of the disk that holds the data directory; absent where it does not say.
    pub disk: Option<DiskState>,
    /// Pages and panels that are told what happens.
    pub streams: u64,
}

/// How full a disk is.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiskState {
    pub free_bytes: u64,
    pub total_bytes: u64,
}

impl DiskState {
    /// Less than a tenth is free, or less than a gigabyte: an import may fill it.
    pub fn is_nearly_full(self) -> bool {
        self.free_bytes < self.total_bytes / 10 || self.free_bytes < 1_000_000_000
    }
}

/// Which changes of the schema were made.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrationState {
    pub applied: u64,
    /// The number of the newest.
    pub newest: i64,
    /// Those that this version has and the database has not.
    pub pending: u64,
}

/// Connections of one pool to the database.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolState {
    pub name: String,
    pub open: u32,
    pub idle: u32,
    pub most: u32,
}

/// How the work on imports stands.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportsState {
    /// Files on their way.
    pub arriving: u64,
    /// Wait for their turn.
    pub waiting: u64,
    pub running: u64,
    /// Are taken back.
    pub undone: u64,
    /// When the oldest of those that are worked on gives up its place unless it is renewed, which happens every second.
    pub oldest_lease: Option<DateTime<Utc>>,
}

/// The newest import, and how it ended.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewestImport {
    pub started_by: String,
    pub file_name: String,
    /// `receiving`, `running`, `done`, `refused` or `cancelled`.
    pub status: String,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub created: u64,
    pub updated: u64,
    pub failed: u64,
}
