//! Where a time stands in all that happened: what was numbered behind that place happened from then on.
use chrono::{DateTime, TimeDelta, Utc};

use crate::{error::Error, model::Database, wire::live::Position};

/// Numbers and times are taken in a transaction, each at its own moment: of two that were under way at once the one that was
/// numbered first may name the later time.
const SLACK: TimeDelta = TimeDelta::minutes(1);

/// The place behind which all stands that happened from a time on, as far as it can still be told. What stands behind it and
/// happened before that time is passed over by whoever asks.
pub(super) async fn position(database: &Database, since: DateTime<Utc>) -> Result<Position, Error> {
    let since = since - SLACK;
    let mut connection = database.pool.acquire().await?;
    let bounds = sqlx::query!(
        r#"select coalesce((select max(forgotten) from event_epoch), 0) as "forgotten!",
             greatest((select max(number) from change), (select max(number) from event), 0) as "last!""#
    );
    let bounds = bounds.fetch_one(&mut *connection).await?;
    // All up to `low` happened before, all behind `high` after: halved until they meet.
    let (mut low, mut high) = (bounds.forgotten, bounds.last.max(bounds.forgotten));
    while low < high {
        let middle = low + (high - low) / 2;
        let next = sqlx::query!(
            r#"select number as "number!", at as "at!" from (
                 (select number, at from change where number > $1 order by number limit 1)
                 union all
                 (select number, at from event where number > $1 order by number limit 1)
               ) as next order by number limit 1"#,
            middle
        );
        match next.fetch_optional(&mut *connection).await? {
            Some(next) if next.at < since => low = next.number.max(middle + 1).min(high),
            Some(_) | None => high = middle,
        }
    }
    let epoch = sqlx::query_scalar!(
        r#"select coalesce(
             (select epoch from event_epoch where after < $1 order by epoch desc limit 1),
             (select min(epoch) from event_epoch), 0) as "epoch!""#,
        low
    );
    Ok(Position {
        epoch: epoch.fetch_one(&mut *connection).await?,
        number: low,
    })
}
