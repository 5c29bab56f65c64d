//! How the work on an import goes: how much is written at a time, and why it stops before its end.
use std::collections::HashSet;

use contact::Problem;

use crate::error::Error;

/// Why the work on an import stops before its end.
#[derive(Debug)]
pub enum Halt {
    /// As in `Rest`.
    Parked,
    /// Labels changed under our hands: begin again behind the last committed record.
    Again,
    /// Postgres refused the data itself; smaller chunks will find the record.
    Unfit(sqlx::Error),
    /// The database or the disk failed us; it may do better in a moment.
    Failed(Error),
    /// The file was accepted whole and is refused now: what it is judged by has changed, such as the custom fields.
    Refused(Problem),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<sqlx::Error> for Halt {
    fn from(error: sqlx::Error) -> Self {
        // 22: data, 23: constraints, 54: a value too long for an index.
        let unfit = error
            .as_database_error()
            .and_then(|refused| refused.code())
            .is_some_and(|code| {
                ["22", "23", "54"]
                    .iter()
                    .any(|class| code.starts_with(class))
            });
        if unfit {
            Self::Unfit(error)
        } else {
            Self::Failed(error.into())
        }
    }
}

/// How much is written at a time.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Records in a chunk.
    pub records: u32,
    /// Records that Postgres refuses to store.
    pub unfit: HashSet<u32>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            records: 4_000,
            unfit: HashSet::new(),
        }
    }
}
