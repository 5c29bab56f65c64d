//! The account that Postgres runs as: never root.
use std::{fs, os::unix::fs::MetadataExt};

use anyhow::Context;

/// Whom a cluster belongs to where the server runs as root, which Postgres refuses to do.
#[derive(Clone, Copy, Debug)]
pub struct ClusterOwner {
    pub(super) user: u32,
    pub(super) group: u32,
}

impl ClusterOwner {
    /// The account `postgres`, else `nobody`; none is needed unless we are root.
    pub fn unless_ordinary() -> anyhow::Result<Option<Self>> {
        if own_id()? != 0 {
            return Ok(None);
        }
        let accounts =
            fs::read_to_string("/etc/passwd").context("The list of accounts cannot be read.")?;
        let find = |name: &str| {
            let line = accounts
                .lines()
                .find(|line| line.split(':').next() == Some(name))?;
            let mut numbers = line.split(':').skip(2).map(str::parse);
            Some(Self {
                user: numbers.next()?.ok()?,
                group: numbers.next()?.ok()?,
            })
        };
        let owner = find("postgres").or_else(|| find("nobody"));
        owner
            .map(Some)
            .context("Postgres will not run as root, and there is no account postgres or nobody.")
    }
}

/// The account that this process runs as.
pub(super) fn own_id() -> anyhow::Result<u32> {
    let process = fs::metadata("/proc/self").context("This needs Linux, with /proc.")?;
    Ok(process.uid())
}
