//! Reads the file of an import from its start, judges it with the same check as the browser, and hands on chunks of
//! what is not written yet. It works on a thread of its own and in constant memory: chunks are bounded in records and in
//! bytes, and the thread waits while the database is slower.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::Read,
};

use contact::{
    ContactId, Language, Rules,
    check::{self, Outcome, checker::Checker, verdict::Verdict},
    file::dialect::is_delimiter,
    problem::said::reasons,
    update::FilledCells,
};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    chunk::{Chunk, Content, Judged, NewLabels, Ready, RecordVerdict},
    fault::{Fault, storage},
    files::Files,
    lease::LeasedImport,
    outcome::{OutcomeCounts, RecordOutcome},
    pace::{Halt, Pace},
    records::Records,
    row::ImportRow,
};
use crate::model::{
    contacts::stored::Stored,
    log::{Author, ChangeKind},
};
use crate::{
    error::Error,
    model::{Database, fields},
    wire::imports::ImportId,
};

/// How much of the file is read at a time.
pub const BLOCK: usize = 128 * 1024;
/// A chunk is full at so many bytes of the file, however few its records.
const CHUNK_BYTES: u64 = 1024 * 1024;
/// How many labels an organisation may have.
const MOST_LABELS: usize = 1_000;
/// What a record is told that Postgres does not take although the check did.
const UNFIT: &str = "The database refused to store this record. Shorten its longest value, or enter the contact by hand";

/// What the check of an import depends on: the organisation's fields as they are now, and the sender's choices.
pub async fn options(database: &Database, row: &ImportRow) -> Result<check::CheckOptions, Error> {
    let custom_fields = fields::active(&mut *database.pool.acquire().await?).await?;
    let rules = Rules {
        custom_fields,
        country_code: row.options()?.country_code,
        limits: row.limits()?,
        ..Rules::new(chrono::Utc::now().date_naive())
    };
    let chosen = row.options()?;
    let mut options = check::CheckOptions::new(rules);
    options.encoding = chosen.encoding;
    options.delimiter = chosen
        .delimiter
        .and_then(|delimiter| u8::try_from(delimiter).ok())
        .filter(|delimiter| is_delimiter(*delimiter));
    if row.workbook {
        // What there is to say about it was said when it came in.
        options.workbook(Vec::new());
    }
    options.doubted = row.doubted_dates.iter().cloned().collect();
    if let Some(reading) = row.recipe_reading()? {
        reading.apply(&mut options);
    }
    Ok(options)
}

/// Pushes a whole file through a checker.
pub fn check(
    mut file: File,
    checker: &mut Checker,
    mut sink: impl FnMut(&Verdict) -> bool,
) -> Result<(), Fault> {
    let mut block = vec![0; BLOCK];
    let mut wanted = true;
    loop {
        let length = file
            .read(&mut block)
            .map_err(|error| Fault::Disk(storage(error)))?;
        let mut hand_on = |found: &Verdict| wanted = wanted && sink(found);
        if length == 0 {
            checker.finish(&mut hand_on).map_err(Fault::Refused)?;
            return Ok(());
        }
        checker
            .push(&block[..length], &mut hand_on)
            .map_err(Fault::Refused)?;
        if !wanted {
            return Ok(());
        }
    }
}

/// All that the reading thread needs.
pub struct Plan {
    file: File,
    options: check::CheckOptions,
    builder: Builder,
}

/// Prepares the reading of an import behind its last committed record.
pub async fn plan(
    database: &Database,
    files: &Files,
    claim: &LeasedImport,
    pace: &Pace,
) -> Result<Plan, Halt> {
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(claim.id.0)
        .fetch_one(&database.pool)
        .await?;
    let options = options(database, &row).await?;
    let labels = sqlx::query!("select id, folded from label")
        .fetch_all(&database.pool)
        .await?;
    let file = files.read(claim.id).map_err(storage)?;
    Ok(Plan {
        file,
        options,
        builder: Builder {
            import: claim.id,
            position: claim.position,
            create: claim.choices.create_all(),
            pace: pace.clone(),
            author: claim.author(),
            labels: labels.into_iter().map(|row| (row.folded, row.id)).collect(),
            brought: HashMap::new(),
            chunk: Building::default(),
        },
    })
}

impl Plan {
    /// Reads to the end, or until nobody takes the chunks any more.
    pub fn read(self, chunks: &mpsc::Sender<Result<Chunk, Halt>>) {
        let Self {
            file,
            options,
            mut builder,
        } = self;
        let mut checker = Checker::new(options);
        let end = check(file, &mut checker, |found| {
            if u32::try_from(found.record).is_ok_and(|record| record <= builder.position) {
                return !chunks.is_closed();
            }
            match builder.take(found) {
                Some(chunk) => chunks.blocking_send(Ok(chunk)).is_ok(),
                None => true,
            }
        });
        let last = match end {
            Ok(()) => builder.rest().map(Ok),
            Err(Fault::Disk(error)) => Some(Err(error.into())),
            Err(Fault::Refused(problem)) => Some(Err(Halt::Refused(problem))),
        };
        if let Some(last) = last {
            // Nobody listens any more when the work was stopped.
            let _ = chunks.blocking_send(last);
        }
    }
}

/// Gathers records into chunks.
struct Builder {
    import: ImportId,
    /// The last record that is committed already.
    position: u32,
    /// Every accepted record becomes a contact.
    create: bool,
    pace: Pace,
    author: Author,
    /// Labels by folded name.
    labels: HashMap<String, Uuid>,
    /// Those of them that this file brings along, with their names.
    brought: HashMap<Uuid, String>,
    chunk: Building,
}

/// The chunk under way.
#[derive(Default)]
struct Building {
    first: u32,
    count: u32,
    bytes: u64,
    new_labels: BTreeMap<Uuid, String>,
    records: Records,
    outcomes: OutcomeCounts,
    drafts: Vec<Judged>,
}

impl Builder {
    /// Takes one record; answers with a chunk when it is full.
    fn take(&mut self, found: &Verdict) -> Option<Chunk> {
        let record = u32::try_from(found.record).unwrap_or(u32::MAX);
        let verdict = self.verdict(record, found);
        if self.chunk.count == 0 {
            self.chunk.first = record;
        }
        self.chunk.count += 1;
        let place = found.place();
        self.chunk.bytes += place.end - place.start;
        if self.create {
            let outcome = match verdict {
                RecordVerdict::Ready(ready) => {
                    let id = ContactId(Uuid::now_v7());
                    let contacts = &mut self.chunk.records.contacts;
                    contacts.created(id, &Stored::from(*ready), &self.author);
                    contacts.entry(id, &self.author, ChangeKind::Created, "[]");
                    RecordOutcome::Created(id)
                }
                RecordVerdict::Failed(error) => RecordOutcome::Failed(error),
                RecordVerdict::Skipped => RecordOutcome::Skipped(None),
            };
            self.chunk.outcomes.count(&outcome);
            self.chunk.records.add(self.import.0, record, &outcome);
        } else {
            self.chunk.drafts.push(Judged { record, verdict });
        }
        let full = self.chunk.count >= self.pace.records || self.chunk.bytes >= CHUNK_BYTES;
        if full { self.rest() } else { None }
    }

    /// Answers with the chunk under way, unless it is empty.
    fn rest(&mut self) -> Option<Chunk> {
        let chunk = std::mem::take(&mut self.chunk);
        (chunk.count > 0).then(|| Chunk {
            first: chunk.first,
            last: chunk.first + chunk.count - 1,
            new_labels: NewLabels(chunk.new_labels.into_iter().collect()),
            content: match self.create {
                true => Content::Created(chunk.records, chunk.outcomes),
                false => Content::Drafts(chunk.drafts),
            },
        })
    }

    fn verdict(&mut self, record: u32, found: &Verdict) -> RecordVerdict {
        if self.pace.unfit.contains(&record) {
            return RecordVerdict::Failed(UNFIT.to_owned());
        }
        match found.outcome {
            Outcome::Skipped => RecordVerdict::Skipped,
            Outcome::Failed => RecordVerdict::Failed(reasons(found.problems, Language::English)),
            Outcome::Ready | Outcome::Warning => {
                let draft = found.draft();
                match self.labels_of(&draft.labels) {
                    Ok(labels) => RecordVerdict::Ready(Box::new(Ready {
                        draft,
                        labels,
                        filled: FilledCells::of(found),
                    })),
                    Err(sentence) => RecordVerdict::Failed(sentence),
                }
            }
        }
    }

    /// Finds the ids of labels, and gives ids to those that are new.
    fn labels_of(&mut self, names: &[String]) -> Result<Vec<Uuid>, String> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let folded = contact::label::fold(name);
            let id = match self.labels.get(&folded) {
                Some(id) => *id,
                None if self.labels.len() >= MOST_LABELS => {
                    return Err(format!(
                        "Contact Label: \"{name}\" would be one label too many, {MOST_LABELS} are allowed. Use a label that exists, or delete some"
                    ));
                }
                None => {
                    let id = Uuid::now_v7();
                    self.labels.insert(folded, id);
                    self.brought.insert(id, name.clone());
                    id
                }
            };
            if let Some(name) = self.brought.get(&id) {
                self.chunk.new_labels.insert(id, name.clone());
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}
