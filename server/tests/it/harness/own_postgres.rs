//! A Postgres of one test, which may be stopped and left hanging.
use std::process::Command;

use server::postgres::{Binaries, Cluster};

use super::*;

/// A Postgres that a test may do anything to; it ends with the test.
pub struct OwnPostgres {
    pub cluster: Cluster,
    /// Holds it, as long as it lives.
    _folder: tempfile::TempDir,
}

impl OwnPostgres {
    /// One with an empty, migrated database.
    pub async fn start() -> Self {
        Self::start_in(open_folder()).await
    }

    /// One in this folder.
    pub async fn start_in(folder: tempfile::TempDir) -> Self {
        let binaries = Binaries::find(None).expect("Postgres on this machine");
        let cluster = Cluster::prepare(binaries, folder.path()).expect("a cluster");
        cluster.start().expect("a running cluster");
        cluster.furnish().await.expect("role and database");
        let pools = Database::open(cluster.options());
        pools.migrate().await.expect("migrated");
        pools.close().await;
        Self {
            cluster,
            _folder: folder,
        }
    }

    /// Lets it hang, with all its connections open.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    /// Lets one of its processes hang, as if its connection were cut without a word.
    pub fn pause_one(&self, process: i32) {
        let process = process.to_string();
        let _ = Command::new("kill").args(["-STOP", &process]).status();
    }

    /// Lets it go on.
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    /// Sends a signal to the postmaster, then to all its children.
    fn signal(&self, signal: &str) {
        let postmaster = self.cluster.postmaster().expect("a postmaster").to_string();
        let _ = Command::new("kill").args([signal, &postmaster]).status();
        let _ = Command::new("pkill")
            .args([signal, "-P", &postmaster])
            .status();
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        if self.cluster.is_running() {
            self.resume();
            let _ = self.cluster.stop();
        }
    }
}
