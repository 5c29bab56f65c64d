//! A file on its way out is written to the disk as fast as it can be made, and read from there as fast as its reader takes
//! it: a slow reader holds neither a connection to the database nor a thread. The file has no name, so that it is gone
//! with its last reader, however that ends.
use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::{DirBuilderExt, FileExt},
    path::PathBuf,
    sync::Arc,
};

use app::error::Error;
use async_stream::try_stream;
use axum::body::{Body, Bytes};
use futures::{Stream, StreamExt, stream::BoxStream};
use tokio::{
    sync::{Semaphore, watch},
    task::spawn_blocking,
};

/// How many files may be on their way at a time.
const AT_ONCE: usize = 64;
/// How much is read from the disk at a time.
const BLOCK: usize = 64 * 1024;

/// Where files on their way out lie.
#[derive(Clone, Debug)]
pub struct Spool {
    folder: Arc<PathBuf>,
    places: Arc<Semaphore>,
}

/// How much of a file is there.
#[derive(Clone, Debug, Default)]
struct WrittenSoFar {
    bytes: u64,
    /// Whether that is all; the reason, where the file is not whole.
    over: Option<Result<(), String>>,
}

impl Spool {
    /// In a folder, which is made with the first file.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder: Arc::new(folder),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Answers with what a stream gives. `under_way` is dropped when the client has it all, or wants no more.
    pub async fn send<E: std::fmt::Display + Send + 'static>(
        &self,
        pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
        under_way: impl Send + 'static,
    ) -> Result<Body, Error> {
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            let many = "Many files are being downloaded just now. Try again in a minute.";
            return Err(Error::Conflict(many.to_owned()));
        };
        let folder = self.folder.clone();
        let file = spawn_blocking(move || open(&folder)).await;
        let file = file.map_err(Error::broken)?;
        let file = Arc::new(file.map_err(app::model::imports::storage)?);
        let (tell, mut told) = watch::channel(WrittenSoFar::default());
        let from = file.clone();
        tokio::spawn(async move {
            let mut pieces = std::pin::pin!(pieces);
            let over = loop {
                match pieces.next().await {
                    None => break Ok(()),
                    Some(Err(error)) => break Err(error.to_string()),
                    Some(Ok(piece)) => {
                        let position = tell.borrow().bytes;
                        let end = position + piece.len() as u64;
                        let file = file.clone();
                        let write = spawn_blocking(move || file.write_all_at(&piece, position));
                        let write = write
                            .await
                            .unwrap_or_else(|gone| Err(io::Error::other(gone)));
                        if let Err(error) = write {
                            tracing::warn!(%error, "a file on its way out was cut off");
                            break Err(error.to_string());
                        }
                        // Without a reader it need not be made any further.
                        if tell.is_closed() {
                            return;
                        }
                        tell.send_modify(|written| written.bytes = end);
                    }
                }
            };
            tell.send_modify(|written| written.over = Some(over));
        });
        let stream = try_stream! {
            let _held = (under_way, place);
            let mut position = 0;
            loop {
                let written = told.borrow_and_update().clone();
                if position < written.bytes {
                    let length = BLOCK.min(usize::try_from(written.bytes - position).unwrap_or(BLOCK));
                    let file = from.clone();
                    let read = spawn_blocking(move || {
                        let mut block = vec![0; length];
                        file.read_exact_at(&mut block, position).map(|()| block)
                    });
                    let block = read.await.map_err(io::Error::other)??;
                    position += block.len() as u64;
                    yield Bytes::from(block);
                } else if let Some(over) = written.over {
                    over.map_err(io::Error::other)?;
                    break;
                } else if told.changed().await.is_err() {
                    Err(io::Error::other("whoever made the file is gone"))?;
                }
            }
        };
        // Compression asks once more behind the end.
        let stream: BoxStream<'static, io::Result<Bytes>> = Box::pin(stream);
        Ok(Body::from_stream(stream.fuse()))
    }
}

/// A file without a name, for our eyes only.
fn open(folder: &PathBuf) -> io::Result<File> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    tempfile::tempfile_in(folder)
}
