//! A chunk: consecutive records of a file that are written in one transaction, and what became of each.

use contact::{ContactId, Draft, update::Filled};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{copy::Copy, job::Halt};
use crate::wire::labels::COLOURS;

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
    Created(Copy, Outcomes),
    /// Accepted records have yet to be matched.
    Drafts(Vec<Judged>),
}

/// A record after the check.
#[derive(Debug)]
pub struct Judged {
    pub record: u32,
    pub verdict: Verdict,
}

/// What the check said.
#[derive(Debug)]
pub enum Verdict {
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
    pub filled: Filled,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Created(ContactId),
    Updated(ContactId),
    Unchanged(ContactId),
    Skipped(Option<ContactId>),
    Failed(String),
}

impl Outcome {
    /// As it is stored.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Created(_) => "created",
            Self::Updated(_) => "updated",
            Self::Unchanged(_) => "unchanged",
            Self::Skipped(_) => "skipped",
            Self::Failed(_) => "failed",
        }
    }

    /// The contact that was created, changed, or found to be the same.
    pub fn contact(&self) -> Option<ContactId> {
        match self {
            Self::Created(id) | Self::Updated(id) | Self::Unchanged(id) => Some(*id),
            Self::Skipped(id) => *id,
            Self::Failed(_) => None,
        }
    }
}

/// How many records had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub skipped: i32,
    pub failed: i32,
}

impl Outcomes {
    /// Counts one more.
    pub fn count(&mut self, outcome: &Outcome) {
        *match outcome {
            Outcome::Created(_) => &mut self.created,
            Outcome::Updated(_) => &mut self.updated,
            Outcome::Unchanged(_) => &mut self.unchanged,
            Outcome::Skipped(_) => &mut self.skipped,
            Outcome::Failed(_) => &mut self.failed,
        } += 1;
    }
}

/// Labels that the file brings along, by id.
#[derive(Debug, Default)]
pub struct NewLabels(pub Vec<(Uuid, String)>);

impl NewLabels {
    /// Makes them, each once. They stay even if the chunk fails. One that somebody else made at the same moment means
    /// that the labels have to be read afresh.
    pub async fn settle(&self, db: &mut PgConnection) -> Result<(), Halt> {
        if self.0.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = self.0.iter().map(|(id, _)| *id).collect();
        let names: Vec<String> = self.0.iter().map(|(_, name)| name.clone()).collect();
        let folded: Vec<String> = names
            .iter()
            .map(|name| contact::label::fold(name))
            .collect();
        let colours: Vec<String> = COLOURS
            .iter()
            .cycle()
            .take(ids.len())
            .map(ToString::to_string)
            .collect();
        sqlx::query!(
            "insert into label (id, name, folded, colour)
             select id, name, folded, colour
             from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as new (id, name, folded, colour)
             on conflict do nothing",
            &ids,
            &names,
            &folded,
            &colours
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
