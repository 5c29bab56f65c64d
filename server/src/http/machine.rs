//! How this server is: its version, since when it runs, the disk of its data directory, and who follows what happens.
use std::path::Path;

use app::{
    model::probe::MachineProbe,
    wire::health::{DiskState, MachineState},
};
use chrono::Utc;

use super::live::hub::Streams;
use crate::config::Settings;

/// Who tells it of a server that starts now.
pub fn probe(settings: &Settings, streams: &Streams) -> MachineProbe {
    let (folder, streams, started_at) = (settings.data_dir.clone(), streams.clone(), Utc::now());
    MachineProbe::of(move || MachineState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at,
        disk: disk(&folder),
        streams: streams.count() as u64,
    })
}

/// How full the disk is that holds a folder. What others may not use counts as used.
fn disk(folder: &Path) -> Option<DiskState> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
    Some(DiskState {
        free_bytes: bytes(disk.f_bavail),
        total_bytes: bytes(disk.f_blocks),
    })
}
