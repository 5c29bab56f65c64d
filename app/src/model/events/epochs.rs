//! The epochs of the numbers that what happened is read by: a base that was restored from a copy begins one, since it gives out
//! numbers again that the base before it has given out already.
use sqlx::PgConnection;

use crate::{error::Error, wire::live::Position};

/// A stretch of numbers that were given out by one base.
struct Epoch {
    epoch: i32,
    /// The last number that was given out before.
    after: i64,
}

/// The bases that this one was restored from, one by way of the other, and itself; the oldest first.
pub(super) struct Epochs(Vec<Epoch>);

impl Epochs {
    pub(super) async fn look(connection: &mut PgConnection) -> Result<Self, Error> {
        let epochs = sqlx::query_as!(Epoch, "select epoch, after from event_epoch order by epoch");
        Ok(Self(epochs.fetch_all(connection).await?))
    }

    pub(super) fn newest(&self) -> i32 {
        self.0.last().map_or(0, |newest| newest.epoch)
    }

    /// The epoch in which a number was given out.
    pub(super) fn of(&self, number: i64) -> i32 {
        let before = self.0.iter().rev().find(|epoch| epoch.after < number);
        before.or(self.0.first()).map_or(0, |epoch| epoch.epoch)
    }

    /// Behind which number a reader goes on: their own, unless they come from a base of before. What they read of that after
    /// this one was copied from it did not happen here. Nothing where their epoch is none of ours.
    pub(super) fn goes_on(&self, position: Position) -> Option<i64> {
        let mut epochs = self.0.iter();
        epochs.find(|epoch| epoch.epoch == position.epoch)?;
        let next = epochs.next();
        Some(next.map_or(position.number, |next| position.number.min(next.after)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Epoch, Epochs};
    use crate::wire::live::Position;

    #[test]
    fn a_reader_of_an_older_base_goes_on_from_where_both_are_the_same() {
        let epochs = [(7, 0), (9, 500), (12, 800)];
        let epochs = Epochs(epochs.map(|(epoch, after)| Epoch { epoch, after }).into());
        let goes_on = |epoch, number| epochs.goes_on(Position { epoch, number });
        assert_eq!(goes_on(7, 300), Some(300));
        assert_eq!(goes_on(7, 700), Some(500));
        assert_eq!(goes_on(9, 700), Some(700));
        assert_eq!(goes_on(9, 900), Some(800));
        assert_eq!(goes_on(12, 900), Some(900));
        for unknown in [0, 8, 13] {
            assert_eq!(goes_on(unknown, 300), None, "{unknown}");
        }
        for (number, epoch) in [(1, 7), (500, 7), (501, 9), (800, 9), (801, 12)] {
            assert_eq!(epochs.of(number), epoch, "{number}");
        }
        assert_eq!(epochs.newest(), 12);
    }
}
