//! Folders of the account that Postgres runs as, touched by a server that runs as root. That account may put anything in
//! the place of a file there at any time, so that nothing is followed: a link to somebody else's file is neither read nor
//! written, nor given away.
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read, Write},
    os::{
        fd::AsRawFd,
        unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, fchown},
    },
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use uuid::Uuid;

use super::owner::{ClusterOwner, own_id};

/// A folder that is held open, so that it stays the same whatever is put in its place.
pub struct Folder {
    handle: File,
    path: PathBuf,
    owner: Option<ClusterOwner>,
}

impl Folder {
    /// Makes a folder that only its owner may enter.
    pub fn make(path: &Path, owner: Option<ClusterOwner>) -> anyhow::Result<()> {
        DirBuilder::new()
            .mode(0o700)
            .create(path)
            .with_context(|| format!("{} cannot be made.", path.display()))?;
        Self::hold(path, owner)?.give()
    }

    /// Gives a folder to its owner that was made for it and not yet given: its maker was killed in between.
    pub fn adopt(path: &Path, owner: Option<ClusterOwner>) -> anyhow::Result<()> {
        if owner.is_none() {
            return Ok(());
        }
        let folder = Self::hold(path, owner)?;
        let ours = folder.handle.metadata()?.uid() == own_id()?;
        if ours && fs::read_dir(folder.inside("."))?.next().is_none() {
            folder.give()?;
        }
        Ok(())
    }

    /// Opens a folder that belongs to its owner.
    pub fn open(path: &Path, owner: Option<ClusterOwner>) -> anyhow::Result<Self> {
        let folder = Self::hold(path, owner)?;
        let expected = folder.expected()?;
        ensure!(
            folder.handle.metadata()?.uid() == expected,
            "{} belongs to somebody else.",
            path.display()
        );
        Ok(folder)
    }

    /// Reads a file of the owner's own.
    pub fn read(&self, name: &str) -> anyhow::Result<String> {
        let shown = self.path.join(name);
        let mut file = OpenOptions::new()
            .read(true)
            .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
            .open(self.inside(name))
            .with_context(|| format!("{} cannot be read, or is a link.", shown.display()))?;
        let found = file.metadata()?;
        // A second name of somebody else's file belongs to them.
        ensure!(
            found.is_file() && found.uid() == self.expected()?,
            "{} belongs to somebody else.",
            shown.display()
        );
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        Ok(text)
    }

    /// Puts a file of the owner's in the place of whatever has this name.
    pub fn write(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let new = self.inside(&format!("{name}.{}", Uuid::now_v7()));
        let written = self.write_new(&new, text);
        let done = written.and_then(|()| fs::rename(&new, self.inside(name)));
        if done.is_err() {
            let _ = fs::remove_file(&new);
        }
        done.with_context(|| format!("{} cannot be written.", self.path.join(name).display()))
    }

    fn write_new(&self, path: &Path, text: &str) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(path)?;
        file.write_all(text.as_bytes())?;
        if let Some(ClusterOwner { user, group }) = self.owner {
            fchown(&file, Some(user), Some(group))?;
        }
        file.sync_all()
    }

    fn hold(path: &Path, owner: Option<ClusterOwner>) -> anyhow::Result<Self> {
        let handle = OpenOptions::new()
            .read(true)
            .custom_flags(libc::O_NOFOLLOW | libc::O_DIRECTORY)
            .open(path)
            .with_context(|| format!("{} is no folder of ours.", path.display()))?;
        Ok(Self {
            handle,
            path: path.to_owned(),
            owner,
        })
    }

    fn give(&self) -> anyhow::Result<()> {
        if let Some(ClusterOwner { user, group }) = self.owner {
            fchown(&self.handle, Some(user), Some(group))?;
        }
        Ok(())
    }

    fn expected(&self) -> anyhow::Result<u32> {
        self.owner.map_or_else(own_id, |owner| Ok(owner.user))
    }

    /// A name in the folder that is held, and in no other.
    fn inside(&self, name: &str) -> PathBuf {
        Path::new("/proc/self/fd")
            .join(self.handle.as_raw_fd().to_string())
            .join(name)
    }
}
