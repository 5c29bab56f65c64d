//! What can be wrong with a file: the disk that holds it, its size, or what stands in it.
use contact::Limits;

use crate::error::Error;

/// The largest file, in bytes.
pub const LARGEST_FILE: u64 = Limits::MOST.file_bytes;

/// Why a file cannot be read to its end.
#[derive(Debug)]
pub enum Fault {
    Disk(Error),
    Refused(contact::Problem),
}

/// The sentence for a file over the limit of so many bytes.
pub fn too_large(limit: u64) -> Error {
    Error::Refused(format!(
        "The file is larger than the limit of {} MB. Nothing was imported. Split it and import the pieces.",
        limit / 1024 / 1024
    ))
}

/// A disk that is full or failing.
pub fn storage(error: std::io::Error) -> Error {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => Error::full(error),
        _ => Error::unavailable(error),
    }
}
