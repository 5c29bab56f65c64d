//! Where a page of a list by time ended, as text that comes back for the next one.
use chrono::{DateTime, Datelike, Utc};
use uuid::Uuid;

use crate::error::Error;

/// Postgres knows no time before.
const FIRST_YEAR: i32 = -4_700;

/// Writes where a page ended.
pub(super) fn write(at: DateTime<Utc>, id: Uuid) -> String {
    format!("{}-{}", at.timestamp_micros(), id.simple())
}

/// Reads where the page before ended.
pub(super) fn read(cursor: &str) -> Result<(DateTime<Utc>, Uuid), Error> {
    let read = || {
        let (at, id) = cursor.rsplit_once('-')?;
        let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
        let at = Some(at).filter(|at| at.year() >= FIRST_YEAR)?;
        Some((at, Uuid::try_parse(id).ok()?))
    };
    read().ok_or_else(|| Error::Refused("cursor: it is not one that a list gave out.".to_owned()))
}
