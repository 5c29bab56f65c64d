//! The way in for a file: written to disk and judged whole before its first record is written, so that a refused file
//! leaves nothing behind. What arrives in one piece is judged while it arrives.

use std::{
    fs::File,
    io::{Read, Write},
    time::Duration,
};

use bytes::Bytes;
use contact::{
    Problem,
    check::{
        self,
        checker::{Checker, HEAD},
    },
    file::FileKind,
    layout::{LayoutSurvey, SurveyedLayout},
    recipe::reading::{RecipeReader, RecipeReading},
};
use tokio::sync::mpsc;

use super::{
    fault::{Fault, storage},
    files::Files,
    forget::forget_unfinished,
    lease, reading,
    row::ImportRow,
    shown::shown,
    turning,
};
use crate::{
    error::Error,
    model::{Asker, Database, events, work},
    who::Action,
    wire::imports::{FileReading, ImportId},
};

/// What happened to a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Admitted {
    /// It waits for its turn.
    Accepted,
    /// Nothing of it is imported, for this reason.
    Refused(Problem),
    /// It did not arrive whole; nothing is left of it.
    Cut,
}

/// What is known of a file that was accepted.
#[derive(Clone, Debug)]
struct Accepted {
    records: u64,
    bytes: u64,
    workbook: bool,
    /// The columns whose dates that read both ways fail: only the whole file shows them.
    doubted_dates: Vec<String>,
    reading: FileReading,
    /// What its recipe means for it.
    recipe: Option<RecipeReading>,
}

impl Accepted {
    /// What the check of a whole file found.
    fn of(checker: &Checker, bytes: u64, workbook: bool, recipe: Option<RecipeReading>) -> Self {
        Self {
            records: checker.counts().records,
            bytes,
            workbook,
            doubted_dates: checker.dates().doubted().into_iter().collect(),
            reading: reading_of(checker, workbook),
            recipe,
        }
    }
}

/// How a file was read.
fn reading_of(checker: &Checker, workbook: bool) -> FileReading {
    let encoding = checker.reading().map(|(encoding, _)| encoding);
    let ignored = checker.ignored().into_iter();
    FileReading {
        encoding: encoding.map(|(encoding, _)| encoding).filter(|_| !workbook),
        encoding_sure: encoding.is_none_or(|(_, evidence)| evidence.is_sure()),
        ignored_columns: ignored.map(|column| column.header.to_owned()).collect(),
        notes: checker.told(),
    }
}

/// Receives a file in one piece. The channel gives its bytes, then `None`; without that, the sender went away.
pub async fn receive(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    bytes: mpsc::Receiver<Option<Bytes>>,
) -> Result<Admitted, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let _arriving = files.arrives(id);
    // Its beginning was counted as the write.
    let asker = asker.clone().counted();
    let admitted = take(&asker, files, id, bytes).await;
    let came_to_nothing = matches!(admitted, Ok(Admitted::Cut) | Err(_));
    if came_to_nothing && forget_unfinished(database, files, id).await.is_err() {
        // The sender will send it again, under the same key: what is left of it must not stand in the way.
        let (database, files) = (database.clone(), files.clone());
        tokio::spawn(async move {
            while let Err(error) = forget_unfinished(&database, &files, id).await {
                tracing::warn!(import = %id, %error, "what was half received is still there");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
    }
    admitted
}

/// Takes a file down under a lease, so that no other server takes it for one that was given up.
async fn take(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    bytes: mpsc::Receiver<Option<Bytes>>,
) -> Result<Admitted, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let lease = lease::receive(database, id).await?;
    let alive = tokio::spawn(lease::keep(database.clone(), id, lease));
    let admitted = write_down(asker, files, id, bytes).await;
    alive.abort();
    admitted
}

async fn write_down(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    mut bytes: mpsc::Receiver<Option<Bytes>>,
) -> Result<Admitted, Error> {
    let (options, recipe) = options(asker.read(Action::ImportContacts)?, id).await?;
    let mut arrival = Arrival::new(files, id, 0, options, recipe)?;
    let work = tokio::task::spawn_blocking(move || {
        while let Some(next) = bytes.blocking_recv() {
            match next {
                Some(bytes) => arrival.take(&bytes)?,
                None => return arrival.end().map(Some),
            }
        }
        Ok(None)
    });
    match work.await.map_err(Error::broken)?.transpose() {
        Some(whole) => settle(asker, files, id, whole).await,
        None => Ok(Admitted::Cut),
    }
}

/// Judges a file that has arrived in parts.
pub async fn admit(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    bytes: u64,
) -> Result<Admitted, Error> {
    let (options, recipe) = options(asker.read(Action::ImportContacts)?, id).await?;
    let mut file = files.read(id).map_err(storage)?;
    let mut arrival = Arrival::new(files, id, bytes, options, recipe)?;
    let work = tokio::task::spawn_blocking(move || {
        let mut block = vec![0; reading::BLOCK];
        loop {
            match file
                .read(&mut block)
                .map_err(|error| Fault::Disk(storage(error)))?
            {
                0 => return arrival.end(),
                length => arrival.judge(&block[..length])?,
            }
        }
    });
    let whole = work.await.map_err(Error::broken)?;
    settle(asker, files, id, whole).await
}

/// What the check of an import depends on, and who looks at the file for its recipe.
async fn options(
    database: &Database,
    id: ImportId,
) -> Result<(check::CheckOptions, RecipeReader), Error> {
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(id.0)
        .fetch_one(&database.pool)
        .await?;
    let mut options = reading::options(database, &row).await?;
    // Nobody looks at the rows before they are stored.
    options.must_be_sure = true;
    Ok((options, RecipeReader::new(row.recipe()?)))
}

/// Writes down what the check of the whole file said; a workbook is unpacked and checked first, and an export of another
/// program is put into the columns of the template.
async fn settle(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    whole: Result<Whole, Fault>,
) -> Result<Admitted, Error> {
    let judged = match whole {
        Ok(Whole::Judged(accepted)) => Ok(accepted),
        Ok(Whole::Workbook(arrival)) => arrival.unpack().await,
        Ok(Whole::Export(arrival, layout)) => arrival.turn(*layout).await,
        Err(fault) => Err(fault),
    };
    match judged {
        Ok(accepted) => {
            let recipe = accepted.recipe.as_ref().map(serde_json::to_value);
            let recipe = recipe.transpose().map_err(Error::broken)?;
            let settled = asker
                .write(Action::ImportContacts, async |transaction| {
                    let settled = sqlx::query!(
                        "update import set status = 'running', total = $2, bytes = $3, workbook = $4, doubted_dates = $5,
                             received_at = now(), lease = null, leased_until = null,
                             encoding = case when source = 'page' then encoding else $6 end,
                             encoding_sure = encoding_sure and $7,
                             ignored_columns = case when source = 'page' then ignored_columns else $8 end,
                             notes = case when source = 'page' then notes else $9 end,
                             recipe_reading = $10
                         where id = $1 and status = 'receiving'",
                        id.0,
                        i32::try_from(accepted.records).map_err(Error::broken)?,
                        i64::try_from(accepted.bytes).map_err(Error::broken)?,
                        accepted.workbook,
                        &accepted.doubted_dates,
                        accepted.reading.encoding.map(|encoding| encoding.name()),
                        accepted.reading.encoding_sure,
                        &shown(&accepted.reading.ignored_columns),
                        &shown(&accepted.reading.notes),
                        recipe
                    )
                    .execute(&mut *transaction)
                    .await?;
                    if settled.rows_affected() > 0 {
                        events::record_imports(transaction, &[id.0]).await?;
                    }
                    work::wake(transaction, work::IMPORTS).await?;
                    Ok(settled.rows_affected())
                })
                .await?;
            if settled == 0 {
                return overtaken(asker.read(Action::ImportContacts)?, files, id).await;
            }
            Ok(Admitted::Accepted)
        }
        Err(Fault::Disk(error)) => Err(error),
        Err(Fault::Refused(problem)) => {
            refuse(asker, id, &problem).await?;
            files.remove(id).await.map_err(storage)?;
            Ok(Admitted::Refused(problem))
        }
    }
}

async fn refuse(asker: &Asker, id: ImportId, problem: &Problem) -> Result<(), Error> {
    asker
        .write(Action::ImportContacts, async |transaction| {
            let refused = sqlx::query!(
                "update import set status = 'refused', reason_code = $2, reason = $3, finished_at = now(),
                     file_removed_at = now(), lease = null, leased_until = null, recipe = null
                 where id = $1 and status = 'receiving'",
                id.0,
                problem.code.to_string(),
                problem.to_string()
            );
            if refused.execute(&mut *transaction).await?.rows_affected() > 0 {
                events::record_import_ends(transaction, &[id.0], None).await?;
            }
            Ok(())
        })
        .await
}

/// What became of a file that is no longer being received: it was told twice that it is whole, or the import was cancelled
/// or forgotten meanwhile.
async fn overtaken(database: &Database, files: &Files, id: ImportId) -> Result<Admitted, Error> {
    let status = sqlx::query_scalar!("select status from import where id = $1", id.0)
        .fetch_optional(&database.pool)
        .await?;
    match status.as_deref() {
        None | Some("cancelled" | "refused") => {
            files.remove(id).await.map_err(storage)?;
            Ok(Admitted::Cut)
        }
        Some(_) => Ok(Admitted::Accepted),
    }
}

/// A file that is being written and judged.
struct Arrival {
    files: Files,
    id: ImportId,
    file: File,
    size: u64,
    options: check::CheckOptions,
    recipe: RecipeReader,
    /// The first bytes, until they tell what the file is.
    head: Vec<u8>,
    judge: Option<FileJudge>,
}

/// A file of which all bytes are there.
enum Whole {
    Judged(Accepted),
    /// It is unpacked elsewhere, which may have to wait.
    Workbook(Box<Arrival>),
    /// An export of another program, which was read once.
    Export(Box<Arrival>, Box<SurveyedLayout>),
}

/// How the file will be judged.
enum FileJudge {
    Text(Box<Checker>),
    /// A workbook is judged when it is there whole.
    Workbook,
    /// So is an export of another program.
    Export(Box<LayoutSurvey>),
}

impl Arrival {
    fn new(
        files: &Files,
        id: ImportId,
        size: u64,
        options: check::CheckOptions,
        recipe: RecipeReader,
    ) -> Result<Self, Error> {
        let file = files.write_from(id, size).map_err(storage)?;
        Ok(Self {
            files: files.clone(),
            id,
            file,
            size,
            options,
            recipe,
            head: Vec::new(),
            judge: None,
        })
    }

    /// Judges the next bytes and writes them down.
    fn take(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.size += bytes.len() as u64;
        // The check comes first: a file over the limit is not written on.
        self.judge(bytes)?;
        self.file.write_all(bytes).map_err(disk)
    }

    fn judge(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let limit = self.options.limits.file_bytes;
        match &mut self.judge {
            Some(FileJudge::Text(checker)) => checker
                .push(bytes, &mut |found| self.recipe.note(found))
                .map_err(Fault::Refused),
            Some(FileJudge::Workbook | FileJudge::Export(_)) if self.size > limit => {
                Err(Fault::Refused(check::report::too_large(limit)))
            }
            Some(FileJudge::Workbook) => Ok(()),
            Some(FileJudge::Export(survey)) => {
                survey.push(bytes, false);
                Ok(())
            }
            None => {
                self.head.extend_from_slice(bytes);
                if self.head.len() < HEAD {
                    Ok(())
                } else {
                    self.begin()
                }
            }
        }
    }

    /// Looks at the first bytes.
    fn begin(&mut self) -> Result<(), Fault> {
        let head = std::mem::take(&mut self.head);
        let kind = FileKind::of(&head[..head.len().min(HEAD)]);
        self.judge = Some(match (kind, self.recipe.survey(&head, &self.options)) {
            (FileKind::Archive, _) => FileJudge::Workbook,
            (_, Some(survey)) => FileJudge::Export(Box::new(survey)),
            (_, None) => {
                self.recipe.begin(&head, &mut self.options);
                FileJudge::Text(Box::new(Checker::new(self.options.clone())))
            }
        });
        self.judge(&head)
    }

    /// Says that the file is whole, and waits until it is on the disk.
    fn end(mut self) -> Result<Whole, Fault> {
        if self.judge.is_none() {
            self.begin()?;
        }
        match self.judge.take() {
            Some(FileJudge::Text(mut checker)) => {
                checker
                    .finish(&mut |found| self.recipe.note(found))
                    .map_err(Fault::Refused)?;
                self.file.sync_all().map_err(disk)?;
                Ok(Whole::Judged(Accepted::of(
                    &checker,
                    self.size,
                    false,
                    self.recipe.end(&self.options.rules, checker.dates()),
                )))
            }
            Some(FileJudge::Export(mut survey)) => {
                survey.push(&[], true);
                let layout = Box::new(survey.done());
                Ok(Whole::Export(Box::new(self), layout))
            }
            _ => Ok(Whole::Workbook(Box::new(self))),
        }
    }

    /// Puts what is made of another program's export in its place, and judges it.
    async fn turn(self, layout: SurveyedLayout) -> Result<Accepted, Fault> {
        let judge = move || self.judge_turned(&layout, false);
        tokio::task::spawn_blocking(judge)
            .await
            .map_err(|panic| Fault::Disk(Error::broken(panic)))?
    }

    fn judge_turned(mut self, layout: &SurveyedLayout, workbook: bool) -> Result<Accepted, Fault> {
        self.size = turning::turn(&self.files, self.id, layout)?;
        // What is said stays with the import, also where somebody whom the file names is erased.
        layout.apply(&mut self.options, layout.notes_to_keep());
        self.judge_whole(workbook)
    }

    /// Judges what lies in the file's place.
    fn judge_whole(mut self, workbook: bool) -> Result<Accepted, Fault> {
        let mut head = Vec::new();
        let text = self.files.read(self.id).map_err(disk)?;
        text.take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(disk)?;
        self.recipe.begin(&head, &mut self.options);
        let mut checker = Checker::new(self.options.clone());
        let text = self.files.read(self.id).map_err(disk)?;
        reading::check(text, &mut checker, |found| {
            self.recipe.note(found);
            true
        })?;
        let recipe = self.recipe.end(&self.options.rules, checker.dates());
        Ok(Accepted::of(&checker, self.size, workbook, recipe))
    }

    /// Puts the text of a workbook in its place, and judges it.
    async fn unpack(mut self) -> Result<Accepted, Fault> {
        let workbook = self.files.read(self.id).map_err(disk)?;
        let (text, done) = self.files.replacement(self.id).map_err(disk)?;
        let mut text = tokio::fs::File::from_std(text);
        let unpacking = self.files.unpacking();
        let about = unpacking
            .unpack(workbook, self.recipe.sheet(), &mut text)
            .await?;
        text.sync_all().await.map_err(disk)?;
        self.size = text.metadata().await.map_err(disk)?.len();
        self.options.workbook(about);
        let judge = move || {
            done.put_in_place().map_err(disk)?;
            let text = self.files.read(self.id).map_err(disk)?;
            match turning::survey(text, &self.recipe, &self.options)? {
                Some(layout) => self.judge_turned(&layout, true),
                None => self.judge_whole(true),
            }
        };
        tokio::task::spawn_blocking(judge)
            .await
            .map_err(|panic| Fault::Disk(Error::broken(panic)))?
    }
}

fn disk(error: std::io::Error) -> Fault {
    Fault::Disk(storage(error))
}
