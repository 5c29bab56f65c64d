//! A chunk: consecutive records of a file that are written in one transaction, and what became of each.

use std::collections::BTreeMap;

use contact::{Draft, update::FilledCells};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{outcome::OutcomeCounts, pace::Halt, records::Records};
use crate::{
    model::contacts::stored::Stored,
    wire::{imports::ImportId, labels::COLOURS},
};

/// Consecutive records, from `first` to `last`.
#[derive(Debug)]
pub struct Chunk {
    pub first: u32,
    pub last: u32,
    /// Labels of these contacts that the file brought along, here or in a chunk before.
    pub new_labels: NewLabels,
    pub content: Content,
}

/// What is known about the records before the database is asked.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one, and it is moved twice"
)]
pub enum Content {
    /// All outcomes are known: every accepted record becomes a contact.
    Created(Records, OutcomeCounts),
    /// Accepted records have yet to be matched.
    Drafts(Vec<Judged>),
}

/// A record after the check.
#[derive(Debug)]
pub struct Judged {
    pub record: u32,
    pub verdict: RecordVerdict,
}

/// What the check said.
#[derive(Debug)]
pub enum RecordVerdict {
    Ready(Box<Ready>),
    /// With the sentences of ErrorDetail.csv.
    Failed(String),
    /// The sample record of the template.
    Skipped,
}

/// An accepted record.
#[derive(Clone, Debug)]
pub struct Ready {
    pub draft: Draft,
    /// The labels of the draft, by id.
    pub labels: Vec<Uuid>,
    pub filled: FilledCells,
}

impl From<Ready> for Stored {
    /// What an accepted record becomes as a new contact.
    fn from(ready: Ready) -> Self {
        Self {
            version: 1,
            draft: ready.draft,
            labels: ready.labels,
            unseen: BTreeMap::new(),
            other_names: Vec::new(),
            import: None,
        }
    }
}

/// Labels that the file brings along, by id.
#[derive(Debug, Default)]
pub struct NewLabels(pub Vec<(Uuid, String)>);

impl NewLabels {
    /// Makes them, each once. They stay even if the chunk fails. One that somebody else made at the same moment means
    /// that the labels have to be read afresh.
    pub async fn settle(&self, db: &mut PgConnection, import: ImportId) -> Result<(), Halt> {
        if self.0.is_empty() {
            return Ok(());
        }
        // In the order in which everybody creates them, so that no two wait for each other.
        let new = self.0.iter();
        let new: BTreeMap<String, (Uuid, String)> = new
            .map(|(id, name)| (contact::label::fold(name), (*id, name.clone())))
            .collect();
        let (folded, new): (Vec<String>, Vec<(Uuid, String)>) = new.into_iter().unzip();
        let (ids, names): (Vec<Uuid>, Vec<String>) = new.into_iter().unzip();
        let colours: Vec<String> = COLOURS
            .iter()
            .cycle()
            .take(ids.len())
            .map(ToString::to_string)
            .collect();
        sqlx::query!(
            "insert into label (id, name, folded, colour, import_id)
             select id, name, folded, colour, $5
             from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as new (id, name, folded, colour)
             on conflict do nothing",
            &ids,
            &names,
            &folded,
            &colours,
            import.0
        )
        .execute(&mut *db)
        .await?;
        let made = sqlx::query_scalar!(
            r#"select count(*) as "count!" from label where id = any($1)"#,
            &ids
        );
        match usize::try_from(made.fetch_one(db).await?) {
            Ok(made) if made == ids.len() => Ok(()),
            _ => Err(Halt::Again),
        }
    }
}
