//! The files of imports on disk. Their names are made here from the import's id, never from what a client sent, and
//! bytes count as received only when they are safely on the disk. Nobody else on the machine may read them.

use std::{
    collections::HashSet,
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Seek, SeekFrom, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use super::unpacking::Unpacking;
use crate::wire::imports::ImportId;

/// The folder of import files.
#[derive(Clone, Debug)]
pub struct Files {
    folder: Arc<PathBuf>,
    unpacking: Unpacking,
    /// The imports whose files arrive at this server in one piece just now.
    arriving: Arc<Mutex<HashSet<Uuid>>>,
}

impl Files {
    /// The files in a folder, which is made with the first of them.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder: Arc::new(folder),
            unpacking: Unpacking::by_itself(),
            arriving: Arc::default(),
        }
    }

    /// The same files, of which somebody else unpacks the workbooks.
    pub fn unpacked(mut self, unpacking: Unpacking) -> Self {
        self.unpacking = unpacking;
        self
    }

    /// Who unpacks those of them that are workbooks.
    pub fn unpacking(&self) -> &Unpacking {
        &self.unpacking
    }

    /// Makes the folder where it is missing, and closes it to others where an earlier version left it open.
    fn make_folder(&self) -> io::Result<()> {
        let folder = self.folder.as_path();
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent)?;
        }
        match DirBuilder::new().mode(0o700).create(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        if fs::metadata(folder)?.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        }
        Ok(())
    }

    /// Where the file of an import lies.
    pub fn path(&self, id: ImportId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// Opens the file of an import for reading.
    pub fn read(&self, id: ImportId) -> io::Result<File> {
        File::open(self.path(id))
    }

    /// Opens the file for writing from a position; whatever an interrupted sender left after it is cut off.
    pub fn write_from(&self, id: ImportId, position: u64) -> io::Result<File> {
        self.make_folder()?;
        let path = self.path(id);
        let new = !path.exists();
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(path)?;
        file.set_len(position)?;
        file.seek(SeekFrom::Start(position))?;
        if new {
            File::open(self.folder.as_path())?.sync_all()?;
        }
        Ok(file)
    }

    /// Writes bytes at a position and waits until they are on the disk.
    pub async fn append(&self, id: ImportId, position: u64, bytes: bytes::Bytes) -> io::Result<()> {
        let files = self.clone();
        blocking(move || {
            let mut file = files.write_from(id, position)?;
            file.write_all(&bytes)?;
            file.sync_data()
        })
        .await
    }

    /// Opens a second file that will take the place of the first.
    pub fn replacement(&self, id: ImportId) -> io::Result<(File, Replacement)> {
        let replacement = Replacement {
            from: self.path(id).with_extension("text"),
            to: self.path(id),
        };
        self.make_folder()?;
        let mut new = OpenOptions::new();
        new.create(true).truncate(true).write(true).mode(0o600);
        Ok((new.open(&replacement.from)?, replacement))
    }

    /// Removes the file; one that is gone already is no error.
    pub async fn remove(&self, id: ImportId) -> io::Result<()> {
        let path = self.path(id);
        blocking(move || {
            for path in [path.with_extension("text"), path] {
                match fs::remove_file(path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        })
        .await
    }

    /// The imports whose files lie here.
    pub fn all(&self) -> io::Result<Vec<ImportId>> {
        let mut ids = Vec::new();
        let entries = match fs::read_dir(self.folder.as_path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ids),
            entries => entries?,
        };
        for entry in entries {
            if let Ok(id) = entry?.file_name().to_string_lossy().parse() {
                ids.push(ImportId(id));
            }
        }
        Ok(ids)
    }
}

impl Files {
    /// Says that the file of an import arrives at this server in one piece, until the answer is dropped.
    pub(super) fn arrives(&self, id: ImportId) -> Arriving {
        lock(&self.arriving).insert(id.0);
        Arriving {
            id: id.0,
            all: self.arriving.clone(),
        }
    }

    /// The imports whose files arrive at this server in one piece just now.
    pub(super) fn arriving(&self) -> Vec<Uuid> {
        lock(&self.arriving).iter().copied().collect()
    }
}

/// A file that arrives in one piece until this is dropped.
pub(super) struct Arriving {
    id: Uuid,
    all: Arc<Mutex<HashSet<Uuid>>>,
}

impl Drop for Arriving {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.id);
    }
}

/// A panic cannot leave it half-written, so it goes on being used.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that will take the place of another.
pub struct Replacement {
    from: PathBuf,
    to: PathBuf,
}

impl Replacement {
    /// Takes the other's place at once.
    pub fn put_in_place(self) -> io::Result<()> {
        fs::rename(self.from, self.to)
    }
}

/// Runs file work on a thread that may wait for the disk.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|panic| Err(io::Error::other(panic)))
}
