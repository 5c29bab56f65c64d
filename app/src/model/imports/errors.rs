//! ErrorDetail.csv of an import: the records that failed with their text as it was uploaded, read once more from the
//! kept file and joined with the sentences that were stored when they failed. Streamed, whatever its size; whoever takes
//! the bytes must not keep it waiting for a client, since it holds a connection to the database and a thread.

use std::{borrow::Cow, io};

use bytes::Bytes;
use contact::{
    Language, Rules,
    check::{checker::Checker, failed::Failed, verdict::Verdict},
    error_detail::{ErrorDetail, Layout},
    problem::said::reasons,
};
use futures::StreamExt;
use tokio::sync::mpsc;

use super::{fault::storage, files::Files, reading, row::ImportRow};
use crate::{
    error::Error,
    model::{
        Asker,
        downloads::{DownloadKind, DownloadUnderWay},
    },
    who::Action,
    wire::imports::{Failure, ImportId},
};

/// How many bytes are sent at a time.
const BLOCK: usize = 64 * 1024;

/// How many failures are told at a time.
pub const FAILURES: u16 = 10_000;

/// Tells which records behind `after` the server refused, in order, and why. The page, which holds the file, joins them
/// with those that it kept back, so that one ErrorDetail.csv holds all.
pub async fn failures(
    asker: &Asker,
    id: ImportId,
    after: u32,
    most: Option<u16>,
) -> Result<Vec<Failure>, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let rows = sqlx::query!(
        r#"select record, coalesce(error, '') as "error!" from import_record
           where import_id = $1 and outcome = 'failed' and record > $2 order by record limit $3"#,
        id.0,
        i32::try_from(after).unwrap_or(i32::MAX),
        i64::from(most.unwrap_or(FAILURES))
    )
    .fetch_all(&database.heavy)
    .await?;
    let failures = rows.into_iter().map(|row| Failure {
        record: row.record.unsigned_abs(),
        error: row.error,
    });
    Ok(failures.collect())
}

/// ErrorDetail.csv while it is being made.
pub struct Errors {
    /// An error among them means that it is not whole.
    pub bytes: mpsc::Receiver<io::Result<Bytes>>,
    /// To be held until somebody has the file.
    pub under_way: DownloadUnderWay,
}

/// Makes ErrorDetail.csv.
pub async fn errors(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    language: Language,
) -> Result<Errors, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(id.0)
        .fetch_one(&database.pool)
        .await?;
    if row.erased_at.is_some() && row.failed > 0 {
        let sentence = "Somebody in the file of this import was erased, and the file with them, so its ErrorDetail.csv cannot be made any more.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    if row.file_removed_at.is_some() && row.failed > 0 {
        let sentence = "The file of this import was removed after seven days, so its ErrorDetail.csv cannot be made any more.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let under_way = asker
        .shared
        .downloads
        .begin(&asker.who, DownloadKind::ErrorDetail)?;
    let turn = asker.shared.downloads.turn().await?;
    let failed: Vec<i32> = sqlx::query_scalar!(
        "select record from import_record where import_id = $1 and outcome = 'failed' order by record",
        id.0
    )
    .fetch_all(&database.heavy)
    .await?;
    let options = reading::options(database, &row).await?;
    let file = match failed.is_empty() {
        true => None,
        false => Some((
            files.read(id).map_err(storage)?,
            files.read(id).map_err(storage)?,
        )),
    };
    let (send, bytes) = mpsc::channel(4);
    let (send_sentence, sentences) = mpsc::channel(1_000);
    let reader = database.heavy.clone();
    tokio::spawn(async move {
        let mut rows = sqlx::query_scalar!(
            r#"select coalesce(error, '') as "error!" from import_record
               where import_id = $1 and outcome = 'failed' order by record"#,
            id.0
        )
        .fetch(&reader);
        while let Some(Ok(error)) = rows.next().await {
            if send_sentence.send(error).await.is_err() {
                return;
            }
        }
    });
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let to = BlockSender {
            to: send.clone(),
            block: Vec::new(),
        };
        let work = Work {
            options,
            failed,
            language,
        };
        if let Err(error) = work.write(file, sentences, to) {
            tracing::warn!(import = %id, %error, "ErrorDetail.csv was cut off");
            let _ = send.blocking_send(Err(error));
        }
    });
    Ok(Errors { bytes, under_way })
}

struct Work {
    options: contact::check::CheckOptions,
    /// The numbers of the failed records, in order.
    failed: Vec<i32>,
    language: Language,
}

impl Work {
    fn write(
        &self,
        files: Option<(std::fs::File, std::fs::File)>,
        mut sentences: mpsc::Receiver<String>,
        to: BlockSender,
    ) -> io::Result<()> {
        let rules: &Rules = &self.options.rules;
        let Some((first, second)) = files else {
            let layout = Layout::new([], 0, &rules.custom_fields, |_| false);
            return ErrorDetail::new(to, layout)?.finish()?.end();
        };
        let (mut failed, mut columns) = (Failed::default(), None);
        self.each(first, |found| {
            columns.get_or_insert_with(|| found.columns().clone());
            failed.add(found);
            Ok(())
        })?;
        let columns = columns.ok_or_else(|| io::Error::other("the failed records are gone"))?;
        let layout = failed.layout(&columns, &rules.custom_fields);
        let mut detail = ErrorDetail::new(to, layout)?;
        self.each(second, |found| {
            let sentence = sentences
                .blocking_recv()
                .ok_or_else(|| io::Error::other("the database went away"))?;
            // English was stored when the record failed. What only the database knew is told in nothing else.
            let again = match self.language {
                Language::English => String::new(),
                other => reasons(found.problems, other),
            };
            let sentence = if again.is_empty() { sentence } else { again };
            let cells: Vec<Cow<str>> = found.cells().collect();
            let cell = |place: usize| cells.get(place).cloned().unwrap_or_default();
            detail.write_with(cell, sentence)
        })?;
        detail.finish()?.end()
    }

    /// Shows the failed records one by one.
    fn each(
        &self,
        file: std::fs::File,
        mut show: impl FnMut(&Verdict) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut checker = Checker::new(self.options.clone());
        let mut next = self.failed.iter().copied().peekable();
        let mut outcome = Ok(());
        let read = reading::check(file, &mut checker, |found| {
            let Some(record) = next.peek() else {
                return false;
            };
            if u64::try_from(*record) == Ok(found.record) {
                next.next();
                outcome = show(found);
            }
            outcome.is_ok()
        });
        outcome?;
        read.map_err(|fault| io::Error::other(format!("{fault:?}")))
    }
}

/// Gathers bytes and sends them on.
struct BlockSender {
    to: mpsc::Sender<io::Result<Bytes>>,
    block: Vec<u8>,
}

impl BlockSender {
    fn send(&mut self) -> io::Result<()> {
        let block = std::mem::take(&mut self.block);
        self.to
            .blocking_send(Ok(block.into()))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn end(mut self) -> io::Result<()> {
        self.send()
    }
}

impl io::Write for BlockSender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
